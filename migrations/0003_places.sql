-- Places of a person: those with a name, and the last used. Times are milliseconds since 1970 UTC.
create table place (
    id bigint primary key,
    person bigint not null references person (id) on delete cascade,
    name text,
    precinct text not null,
    address text,
    title text,
    lat double precision,
    lon double precision,
    accuracy double precision,
    used_at bigint not null
);
create index place_person on place (person, used_at);
