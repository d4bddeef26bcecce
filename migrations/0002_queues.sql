-- The desk asks for what is open, oldest first; most reports are closed.
create index report_open on report (created_at, id, precinct)
    where state not in ('closed', 'withdrawn');

-- A history is read in the order in which it was written.
drop index report_event_report;
create index report_event_report on report_event (report, seq, id);

-- The sender asks for what is due in the order in which it was said, without sorting all of it.
drop index outbox_waiting;
create index outbox_waiting on outbox (lane, not_before, created_at, seq, key)
    where state = 'waiting';
