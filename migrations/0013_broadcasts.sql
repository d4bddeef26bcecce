-- What a broadcast says, once per part and language: a row of the outbox that has a voice and no
-- body of its own says what stands here for its batch, its seq and its voice.
create table batch_body (
    batch text not null,
    part bigint not null,
    voice text not null,
    body text not null,
    primary key (batch, part, voice)
);
alter table outbox add column voice text;
