-- A desk is read by its precincts: what nobody has taken first, then the newest. Whoever reads sees
-- nothing of their own reports there, which the index alone tells.
create index report_desk on report (precinct, (case when state = 'new' then 0 else 1 end),
    created_at desc, number desc, person) where state not in ('closed', 'withdrawn');

-- What an officer has closed, the newest first.
create index report_closed_by on report (officer, precinct, updated_at desc, number desc)
    where state = 'closed';
