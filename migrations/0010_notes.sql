-- Where a line of a history came from: the number of the message in the resident's chat, so that an
-- edit of it is answered, and the album it was part of, whose other pictures go with it.
alter table report_event add column message bigint;
alter table report_event add column album text;
create index report_event_message on report_event (message) where message is not null;
create index report_event_album on report_event (album) where album is not null;
