-- Reports of the last day by people who were forgotten since: the limit of a day counts them. Only
-- a hash of the account is kept, with a salt that serves an hour and goes when its hashes go.
create table forgotten_salt (
    salt text primary key,
    made_at bigint not null
);
create table forgotten_report (
    id bigint primary key,
    hash text not null,
    private boolean not null,
    sent_at bigint not null
);
create index forgotten_report_hash on forgotten_report (hash, sent_at);
create index forgotten_report_sent on forgotten_report (sent_at);

-- When something was last pushed into a slot of a chat, and how much has been said there since:
-- within a while more of it only renews that message.
create table push (
    chat bigint not null,
    name text not null,
    at bigint not null,
    said bigint not null,
    primary key (chat, name)
);
create index push_at on push (at);

-- A card says how many files came with a report, whatever the length of its history.
create index report_event_media on report_event (report, seq) where media_file is not null;
