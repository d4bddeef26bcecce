-- One text for SQLite and PostgreSQL. Times are milliseconds since 1970 UTC; ids are made by
-- the application and ordered by time; enums and JSON are text.

create table seen (
    update_id bigint primary key,
    at bigint not null
);

create table trouble (
    update_id bigint primary key,
    tries bigint not null,
    at bigint not null
);

create table person (
    id bigint primary key,
    account bigint not null unique,
    chat bigint not null,
    lang text,
    consented_at bigint,
    staff boolean not null,
    blocked_at bigint,
    created_at bigint not null
);
create index person_chat on person (chat);

create table conversation (
    chat bigint not null,
    account bigint not null,
    flow text not null,
    step bigint not null,
    shown text not null,
    updated_at bigint not null,
    primary key (chat, account)
);

create table post (
    person bigint not null references person (id) on delete cascade,
    role text not null,
    scope text not null,
    since bigint not null,
    primary key (person, role, scope)
);
create index post_scope on post (role, scope);

create table invitation (
    hash text primary key,
    role text not null,
    scope text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create table subscription (
    person bigint not null references person (id) on delete cascade,
    precinct text not null,
    own boolean not null,
    since bigint not null,
    primary key (person, precinct)
);
create index subscription_precinct on subscription (precinct);

create table counter (
    name text primary key,
    value bigint not null
);

create table report (
    id bigint primary key,
    number bigint not null unique,
    person bigint references person (id) on delete set null,
    lang text not null,
    category text not null,
    precinct text not null,
    lat double precision,
    lon double precision,
    accuracy double precision,
    place text,
    happening_now boolean not null,
    state text not null,
    outcome text,
    officer bigint,
    created_at bigint not null,
    updated_at bigint not null,
    answer_by bigint
);
create index report_person on report (person, created_at);
create index report_precinct on report (precinct, created_at);
create index report_answer_by on report (answer_by) where answer_by is not null;

create table report_event (
    id bigint primary key,
    report bigint not null references report (id) on delete cascade,
    at bigint not null,
    seq bigint not null,
    kind text not null,
    text text,
    media_kind text,
    media_file text
);
create index report_event_report on report_event (report, at, seq);

create table meeting (
    id bigint primary key,
    precinct text not null,
    author bigint not null,
    starts_at bigint not null,
    venue_kk text not null,
    venue_ru text not null,
    lat double precision,
    lon double precision,
    agenda_kk text not null,
    agenda_ru text not null,
    announced_at bigint not null
);
create index meeting_precinct on meeting (precinct, starts_at);

create table notice (
    id bigint primary key,
    precinct text not null,
    author bigint not null,
    text_kk text not null,
    text_ru text not null,
    created_at bigint not null,
    stopped_at bigint
);

-- What is said. `key` comes from the cause, so that writing twice is harmless; lane 0 are
-- answers, lane 1 notices; `batch` gathers a broadcast.
create table outbox (
    key text primary key,
    chat bigint not null,
    lane bigint not null,
    batch text,
    body text not null,
    created_at bigint not null,
    seq bigint not null,
    not_before bigint not null,
    expires_at bigint,
    state text not null,
    lease_until bigint not null,
    attempts bigint not null,
    message bigint,
    done_at bigint
);
create index outbox_waiting on outbox (lane, not_before) where state = 'waiting';
create index outbox_leased on outbox (lease_until) where state = 'leased';
create index outbox_batch on outbox (batch, state) where batch is not null;
create index outbox_done on outbox (done_at) where done_at is not null;

-- The message that now stands in a slot of a chat, to be edited in place.
create table slot (
    chat bigint not null,
    name text not null,
    message bigint not null,
    at bigint not null,
    primary key (chat, name)
);

-- A broadcast whose author watches it.
create table progress (
    batch text primary key,
    chat bigint not null,
    lang text not null,
    started_at bigint not null,
    shown text not null,
    finished boolean not null
);

-- Files made by the bot that Telegram already holds.
create table upload (
    hash text primary key,
    file text not null,
    at bigint not null
);

create table audit (
    id bigint primary key,
    at bigint not null,
    actor text not null,
    person bigint,
    action text not null,
    subject text not null,
    outcome text not null
);
create index audit_at on audit (at);

create table area (
    code text primary key,
    parent text,
    name_kk text not null,
    name_ru text not null,
    duty_phone text
);

create table station (
    code text primary key,
    address_kk text not null,
    address_ru text not null,
    lat double precision,
    lon double precision,
    phone text,
    hours_kk text not null,
    hours_ru text not null
);

create table precinct (
    code text primary key,
    name_kk text not null,
    name_ru text not null,
    area text not null,
    station text,
    territory_kk text not null,
    territory_ru text not null,
    borders text
);

create table inspector (
    code text primary key,
    name text not null,
    rank_kk text not null,
    rank_ru text not null,
    phone text,
    precincts text not null,
    acting_for text,
    acting_until text
);
