-- Whom a report is for, where that is somebody else than its sender: nobody, or as far as the sender
-- named them.
alter table report add column for_other boolean not null default false;
alter table report add column whom_name text;
alter table report add column whom_phone text;

-- Who else hears how a report goes on.
create table report_follower (
    report bigint not null references report (id) on delete cascade,
    person bigint not null references person (id) on delete cascade,
    since bigint not null,
    -- Of the family of whoever it is for: hears the questions too.
    family boolean not null default false,
    primary key (report, person)
);
create index report_follower_person on report_follower (person);

-- Links by which somebody comes to follow a report, by the hash of what they carry.
create table follow_link (
    hash text primary key,
    report bigint not null references report (id) on delete cascade,
    expires_at bigint not null
);
create index follow_link_report on follow_link (report);

-- Who may act for the family of a group, since when, and how they agreed to it.
create table family_member (
    channel bigint not null default 1,
    chat bigint not null,
    person bigint not null references person (id) on delete cascade,
    role text not null,
    -- By a tap, or by a voice that was sent in the group.
    consent text not null,
    since bigint not null,
    primary key (channel, chat, person)
);
create index family_member_person on family_member (person);
create unique index family_member_elder on family_member (channel, chat) where role = 'elder';
