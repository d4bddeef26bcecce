-- What time must do later: one row for each kind and whom or what it is about; a newer one takes
-- its place. Today the only one is a question whose answer is not waited for any longer.
create table due (
    kind text not null,
    subject bigint not null,
    at bigint not null,
    primary key (kind, subject)
);
create index due_at on due (at);
insert into due (kind, subject, at)
    select 'answer', id, answer_by from report where answer_by is not null;
drop index report_answer_by;
alter table report drop column answer_by;

-- What a pin is called, and what was typed as an address: two things where there are both.
alter table report rename column place to title;
alter table report add column address text;
update report set address = title, title = null where lat is null and title is not null;

-- Which officer a line of a history is of, and what came with it beside words.
alter table report_event add column actor bigint;
alter table report_event add column data text;
create index report_event_actor on report_event (actor) where actor is not null;
