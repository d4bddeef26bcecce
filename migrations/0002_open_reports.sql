-- The desk asks for what is open, oldest first; most reports are closed.
create index report_open on report (created_at, id, precinct)
    where state not in ('closed', 'withdrawn');
