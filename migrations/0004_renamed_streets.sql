-- Streets that got another name, by area, in the order of the clerk's file. A status is in_force or
-- proposed; since is a day (2026-12-31) or a year (2026).
create table renamed_street (
    position bigint primary key,
    area text not null,
    old_name text not null,
    new_name text not null,
    status text not null,
    since text
);
