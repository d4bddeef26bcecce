-- A file that is served says so within itself: a copy of it without its write-ahead log lacks what
-- was written last, and is known by being another file. id is of this start of the bot alone and
-- stands beside the file too, inode is the file's number on its disk, tables the count of changes to
-- its tables (a copy that SQLite makes itself counts anew). Empty on PostgreSQL.
create table serving (
    id text not null,
    inode bigint not null,
    tables bigint not null
);
