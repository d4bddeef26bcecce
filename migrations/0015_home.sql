-- Where a person lives is one of their places, or, where only that is known, the precinct that is
-- subscribed to as the own one.
alter table place add column home boolean not null default false;
create unique index place_home on place (person) where home;

-- Whether a subscription was asked for by itself: then it does not end with the home that is there.
-- Of those of before nobody knows, so that none of them ends unasked.
alter table subscription add column chosen boolean not null default true;
