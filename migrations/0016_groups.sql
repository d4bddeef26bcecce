-- Groups that the bot is in, or was. Without a precinct it is not said where a group belongs to; kind
-- and voice are null until somebody has chosen them. sought: the place of which it is asked which
-- precinct has it. token: in links that lead from the group to the private chat.
create table chat_group (
    id bigint primary key,
    channel bigint not null,
    chat bigint not null,
    kind text,
    voice text,
    precinct text,
    address text,
    lat double precision,
    lon double precision,
    sought_address text,
    sought_lat double precision,
    sought_lon double precision,
    token text not null unique,
    added_at bigint not null,
    bound_at bigint,
    muted_at bigint,
    removed_at bigint,
    unique (channel, chat)
);
create index chat_group_precinct on chat_group (precinct)
    where precinct is not null and muted_at is null and removed_at is null;

-- Reports that their senders have told the house of, in the group that they came from.
create table report_house (
    report bigint primary key references report on delete cascade,
    chat_group bigint not null references chat_group on delete cascade,
    told_at bigint not null
);
create index report_house_group on report_house (chat_group);
