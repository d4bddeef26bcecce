-- Whose turn it is, by chats: a chat is looked at by its first row, whatever stands behind it.
-- priority 0 goes before 1 in its chat. slot: a newer message for the same slot takes the place of
-- an unsent older one. asked_at: when not_before was set; a clock that went back behind it shows
-- that the wait was counted by another clock.
alter table outbox add column priority bigint not null default 1;
alter table outbox add column slot text;
alter table outbox add column asked_at bigint not null default 0;
-- Each lane by an index of its own: answers by chats, notices by their time.
drop index outbox_waiting;
create index outbox_notices on outbox (not_before, created_at, seq, key)
    where state = 'waiting' and lane = 1;
create index outbox_answers on outbox (chat, priority, created_at, seq, key)
    where state = 'waiting' and lane = 0;
create index outbox_slot on outbox (chat, slot)
    where state = 'waiting' and lane = 0 and slot is not null;
