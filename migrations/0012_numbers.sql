-- Several bots on one database: each is a channel, and its numbers of updates, chats and accounts
-- are its own. All that is there is of the first one.
alter table seen rename to seen_before;
create table seen (
    channel bigint not null default 1,
    update_id bigint not null,
    at bigint not null,
    primary key (channel, update_id)
);
insert into seen (update_id, at) select update_id, at from seen_before;
drop table seen_before;

alter table trouble rename to trouble_before;
create table trouble (
    channel bigint not null default 1,
    update_id bigint not null,
    tries bigint not null,
    at bigint not null,
    primary key (channel, update_id)
);
insert into trouble (update_id, tries, at) select update_id, tries, at from trouble_before;
drop table trouble_before;

drop index conversation_account;
alter table conversation rename to conversation_before;
create table conversation (
    channel bigint not null default 1,
    chat bigint not null,
    account bigint not null,
    flow text not null,
    step bigint not null,
    shown text not null,
    updated_at bigint not null,
    primary key (channel, chat, account)
);
insert into conversation (chat, account, flow, step, shown, updated_at)
    select chat, account, flow, step, shown, updated_at from conversation_before;
drop table conversation_before;
create index conversation_account on conversation (channel, account);

alter table slot rename to slot_before;
create table slot (
    channel bigint not null default 1,
    chat bigint not null,
    name text not null,
    message bigint not null,
    at bigint not null,
    primary key (channel, chat, name)
);
insert into slot (chat, name, message, at) select chat, name, message, at from slot_before;
drop table slot_before;

drop index push_at;
alter table push rename to push_before;
create table push (
    channel bigint not null default 1,
    chat bigint not null,
    name text not null,
    at bigint not null,
    said bigint not null,
    primary key (channel, chat, name)
);
insert into push (chat, name, at, said) select chat, name, at, said from push_before;
drop table push_before;
create index push_at on push (at);

alter table upload rename to upload_before;
create table upload (
    channel bigint not null default 1,
    hash text not null,
    file text not null,
    at bigint not null,
    primary key (channel, hash)
);
insert into upload (hash, file, at) select hash, file, at from upload_before;
drop table upload_before;

alter table progress add column channel bigint not null default 1;

-- The key of a message names its cause and stays alone: one of another channel says so itself.
alter table outbox add column channel bigint not null default 1;
drop index outbox_chat;
create index outbox_chat on outbox (channel, chat);
drop index outbox_notices;
create index outbox_notices on outbox (channel, not_before, created_at, seq, key)
    where state = 'waiting' and lane = 1;
drop index outbox_answers;
create index outbox_answers on outbox (channel, chat, priority, created_at, seq, key)
    where state = 'waiting' and lane = 0;
drop index outbox_slot;
create index outbox_slot on outbox (channel, chat, slot)
    where state = 'waiting' and lane = 0 and slot is not null;

-- An account is unique in its channel alone. SQLite takes no such rule away from a table, and
-- dropping one takes along what refers to it: all that refers to people is led to the new table
-- first.
create table human (
    id bigint primary key,
    channel bigint not null default 1,
    account bigint not null,
    chat bigint not null,
    lang text,
    consented_at bigint,
    staff boolean not null,
    blocked_at bigint,
    created_at bigint not null,
    unique (channel, account)
);
insert into human (id, account, chat, lang, consented_at, staff, blocked_at, created_at)
    select id, account, chat, lang, consented_at, staff, blocked_at, created_at from person;

alter table report add column sender bigint references human (id) on delete set null;
update report set sender = person where person is not null;
drop index report_person;
drop index report_desk;
alter table report drop column person;
alter table report rename column sender to person;
create index report_person on report (person, created_at);
create index report_desk on report (precinct, (case when state = 'new' then 0 else 1 end),
    created_at desc, number desc, person) where state not in ('closed', 'withdrawn');

drop index post_code;
alter table post rename to post_before;
create table post (
    number bigint not null unique,
    person bigint not null references human (id) on delete cascade,
    role text not null,
    kind text not null,
    code text not null,
    since bigint not null,
    name text,
    phone text,
    primary key (person, role, kind, code)
);
insert into post (number, person, role, kind, code, since, name, phone)
    select number, person, role, kind, code, since, name, phone from post_before;
drop table post_before;
create index post_code on post (kind, code);

drop index subscription_precinct;
alter table subscription rename to subscription_before;
create table subscription (
    person bigint not null references human (id) on delete cascade,
    precinct text not null,
    own boolean not null,
    since bigint not null,
    primary key (person, precinct)
);
insert into subscription (person, precinct, own, since)
    select person, precinct, own, since from subscription_before;
drop table subscription_before;
create index subscription_precinct on subscription (precinct);

drop index place_person;
alter table place rename to place_before;
create table place (
    id bigint primary key,
    person bigint not null references human (id) on delete cascade,
    name text,
    precinct text not null,
    address text,
    title text,
    lat double precision,
    lon double precision,
    accuracy double precision,
    used_at bigint not null
);
insert into place (id, person, name, precinct, address, title, lat, lon, accuracy, used_at)
    select id, person, name, precinct, address, title, lat, lon, accuracy, used_at
    from place_before;
drop table place_before;
create index place_person on place (person, used_at);

drop table person;
alter table human rename to person;
create index person_chat on person (channel, chat);
