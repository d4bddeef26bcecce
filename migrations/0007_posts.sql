-- A post is somebody's of the directory: kind says whose code it is, inspector, head, area, or
-- lapsed for those of before that are nobody's in particular. number names it to an operator. name
-- and phone are the directory's when it was given: where both differ, the code is somebody else's.
create table head (
    code text primary key,
    name text not null,
    rank_kk text not null,
    rank_ru text not null,
    phone text,
    area text not null
);

-- Whom the codes of before mean. An inspector's post was for an inspector's code or a precinct's:
-- it goes to that inspector if that is beyond doubt, the code being one of both kinds or not. Nobody
-- reads more by it: one for a precinct goes on only where its inspector has and serves no other.
create table meant (
    role text not null,
    scope text not null,
    kind text not null,
    code text not null,
    primary key (role, scope)
);
insert into meant (role, scope, kind, code)
    select 'inspector', sole.scope, 'inspector', sole.code from (
        select scope, min(code) as code from (
            select code as scope, code from inspector
            union
            select precinct.code, inspector.code from precinct left join inspector on
                replace(';' || inspector.precincts || ';', ';' || precinct.code || ';', '')
                    <> ';' || inspector.precincts || ';') as candidate
        group by scope having count(*) = 1 and min(code) is not null) as sole
    where sole.code = sole.scope or exists (select 1 from inspector
        where inspector.code = sole.code and inspector.precincts = sole.scope
            and inspector.acting_for is null);
insert into meant (role, scope, kind, code)
    select role, scope, 'area', scope from (
        select role, scope from post union select role, scope from invitation) as given
    where role in ('supervisor', 'akimat', 'council') and scope in (select code from area);

alter table post rename to post_before;
create table post (
    number bigint not null unique,
    person bigint not null references person (id) on delete cascade,
    role text not null,
    kind text not null,
    code text not null,
    since bigint not null,
    name text,
    phone text,
    primary key (person, role, kind, code)
);
-- Two of before may be one now.
insert into post (number, person, role, kind, code, since, name, phone)
    select row_number() over (order by carried.since, carried.person, carried.role, carried.kind,
            carried.code),
        carried.person, carried.role, carried.kind, carried.code, carried.since, inspector.name,
        inspector.phone from (
        select post_before.person as person, post_before.role as role,
            coalesce(meant.kind, 'lapsed') as kind,
            coalesce(meant.code, post_before.scope) as code, min(post_before.since) as since
        from post_before left join meant
            on meant.role = post_before.role and meant.scope = post_before.scope
        group by post_before.person, post_before.role, coalesce(meant.kind, 'lapsed'),
            coalesce(meant.code, post_before.scope)) as carried
    left join inspector on carried.kind = 'inspector' and inspector.code = carried.code;
insert into counter (name, value) select 'post', count(*) from post having count(*) > 0;
drop table post_before;
create index post_code on post (kind, code);

alter table invitation rename to invitation_before;
create table invitation (
    hash text primary key,
    role text not null,
    kind text not null,
    code text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    name text,
    phone text
);
insert into invitation (hash, role, kind, code, created_at, expires_at, used_at, name, phone)
    select invitation_before.hash, invitation_before.role, coalesce(meant.kind, 'lapsed'),
        coalesce(meant.code, invitation_before.scope), invitation_before.created_at,
        invitation_before.expires_at, invitation_before.used_at, inspector.name, inspector.phone
    from invitation_before left join meant
        on meant.role = invitation_before.role and meant.scope = invitation_before.scope
    left join inspector on meant.kind = 'inspector' and inspector.code = meant.code
        and invitation_before.used_at is null;
drop table invitation_before;
drop table meant;

-- Whoever was about to join kept the token of the invitation in plain.
update conversation set flow = 'dropped', shown = '' where flow like '%"join":{"token":%';
