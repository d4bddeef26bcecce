-- Whoever wants few large buttons and plain sentences.
alter table person add column simple boolean not null default false;

-- Which list of commands the messenger shows to this person, as a mark of it. Null is what it shows to
-- all, or what nobody noted: whoever holds a post gets theirs with the next answer.
alter table person add column listed text;
