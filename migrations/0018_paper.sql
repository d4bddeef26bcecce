-- The code that an officer shows to whoever doubts: the hash of its token, for some minutes.
create table proof (
    hash text primary key,
    person bigint not null references person (id) on delete cascade,
    ends_at bigint not null
);
create index proof_person on proof (person);
create index proof_ends on proof (ends_at);

-- The poster of a precinct as it was made last: a hash of what it says, and of what its inspectors were
-- told that it should say.
create table poster (
    precinct text primary key,
    content text not null,
    made_at bigint not null,
    told text
);

-- Where posters hang: house and entrance in words.
create table hung_poster (
    id bigint primary key,
    precinct text not null,
    place text not null,
    since bigint not null
);
create index hung_poster_precinct on hung_poster (precinct, id);

-- How often the code of a precinct's posters was opened on a day of Kazakhstan. By whom is not kept.
create table opened_poster (
    precinct text not null,
    day text not null,
    times bigint not null,
    primary key (precinct, day)
);

-- What an import has changed for those who live there and is not told yet.
create table directory_change (
    id bigint primary key,
    after bigint not null,
    untold text not null
);
create index place_home_precinct on place (precinct) where home;
