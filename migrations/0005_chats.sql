-- Whoever leaves or is forgotten keeps no turn waiting: what is theirs is found without reading
-- everybody's.
create index outbox_chat on outbox (chat);
create index conversation_account on conversation (account);
create index audit_person on audit (person) where person is not null;
