-- Whom a report is for, where that is somebody else than its sender: nobody, or as far as the sender
-- named them.
alter table report add column for_other boolean not null default false;
alter table report add column whom_name text;
alter table report add column whom_phone text;

-- Who else hears how a report goes on; whoever is of the family of the one it is for hears the
-- questions too.
create table report_follower (
    report bigint not null references report (id) on delete cascade,
    person bigint not null references person (id) on delete cascade,
    since bigint not null,
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

-- Who may act for the family of a group, since when, and how they agreed to it: by a tap, or by a
-- voice that was sent in the group. in_group is chat_group.id; name is how the family calls them,
-- where that is known.
create table family_member (
    in_group bigint not null,
    person bigint not null references person (id) on delete cascade,
    role text not null,
    name text,
    consent text not null,
    since bigint not null,
    primary key (in_group, person)
);
create index family_member_person on family_member (person);
create unique index family_member_elder on family_member (in_group) where role = 'elder';

-- What somebody, person, said in the group of a family and nobody has sent yet.
create table family_draft (
    id bigint primary key,
    in_group bigint not null,
    person bigint not null references person (id) on delete cascade,
    draft text not null,
    at bigint not null
);
create index family_draft_at on family_draft (at);
create index family_draft_person on family_draft (person);

-- In which group its state is told.
create table report_group (
    report bigint primary key references report (id) on delete cascade,
    in_group bigint not null
);
create index report_group_group on report_group (in_group);
