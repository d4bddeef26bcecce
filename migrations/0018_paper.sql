-- The code that an officer shows to whoever doubts: the hash of its token, for some minutes.
create table proof (
    hash text primary key,
    person bigint not null references person (id) on delete cascade,
    ends_at bigint not null
);
create index proof_person on proof (person);
create index proof_ends on proof (ends_at);
