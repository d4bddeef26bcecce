-- A post is somebody's of the directory: kind says whose code it is, inspector, head, area, or
-- lapsed for those of before that are nobody's in particular. number names it to an operator.
create table head (
    code text primary key,
    name text not null,
    rank_kk text not null,
    rank_ru text not null,
    phone text,
    area text not null
);

-- Whom the codes of before mean. An inspector's post was for an inspector's code or a precinct's:
-- it goes to that inspector if that is beyond doubt, the code being one of both kinds or not.
create table meant (
    role text not null,
    scope text not null,
    kind text not null,
    code text not null,
    primary key (role, scope)
);
insert into meant (role, scope, kind, code)
    select 'inspector', scope, 'inspector', min(code) from (
        select code as scope, code from inspector
        union
        select precinct.code, inspector.code from precinct left join inspector on
            replace(';' || inspector.precincts || ';', ';' || precinct.code || ';', '')
                <> ';' || inspector.precincts || ';') as candidate
    group by scope having count(*) = 1 and min(code) is not null;
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
    primary key (person, role, kind, code)
);
-- Two of before may be one now.
insert into post (number, person, role, kind, code, since)
    select row_number() over (order by since, person, role, kind, code),
        person, role, kind, code, since from (
        select post_before.person as person, post_before.role as role,
            coalesce(meant.kind, 'lapsed') as kind,
            coalesce(meant.code, post_before.scope) as code, min(post_before.since) as since
        from post_before left join meant
            on meant.role = post_before.role and meant.scope = post_before.scope
        group by post_before.person, post_before.role, coalesce(meant.kind, 'lapsed'),
            coalesce(meant.code, post_before.scope)) as carried;
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
    used_at bigint
);
insert into invitation (hash, role, kind, code, created_at, expires_at, used_at)
    select invitation_before.hash, invitation_before.role, coalesce(meant.kind, 'lapsed'),
        coalesce(meant.code, invitation_before.scope), invitation_before.created_at,
        invitation_before.expires_at, invitation_before.used_at
    from invitation_before left join meant
        on meant.role = invitation_before.role and meant.scope = invitation_before.scope;
drop table invitation_before;
drop table meant;

-- Whoever was about to join kept the token of the invitation in plain.
update conversation set flow = 'dropped', shown = '' where flow like '%"join":{"token":%';
