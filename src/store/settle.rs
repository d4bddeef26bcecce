//! A restored database before it may be served: what is said again and what is not, and what the
//! database that was there knows of the time since the backup.

use std::collections::HashSet;

use anyhow::Result;

use super::backup::MADE;
use super::{Store, Tx, rows, run};
use crate::domain::{Channel, Chat, PersonId, Time};

/// What the database that is there knows of the time since the backup; nothing where there is none.
#[derive(Clone, Debug, Default)]
pub struct KnownSince {
    /// It goes on from where the backup was made.
    pub goes_on: bool,
    /// Keys of what is still to be said.
    waiting: HashSet<String>,
    people: HashSet<PersonId>,
    posts: HashSet<i64>,
    /// Hashes of those that nobody has used.
    invitations: HashSet<String>,
    reports: i64,
    numbers: i64,
}

/// What became of a restored database before it may be served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Messages that are not said again: whether they were said is not known.
    pub unknown: u64,
    /// People who were forgotten since the backup, and are again.
    pub forgotten: u64,
    /// Posts and invitations that ended since the backup, and end again.
    pub ended: u64,
    /// Whether the database that was there told what happened since.
    pub told: bool,
}

/// How far a database has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseProgress {
    /// The last moment at which anything happened; None if nothing ever did.
    pub newest: Option<i64>,
    /// How often it was asked for something to be said; no clock moves it.
    pub leased: i64,
    /// What all copies of one database have in common: when it was made.
    pub origin: String,
    /// What they have in common until one of them is restored; 0 before the first time.
    line: i64,
    /// Where this line began: in which other one, at which moment, how often asked by then.
    begun: (i64, i64, i64),
}

impl DatabaseProgress {
    /// Whether everything that the backup holds is, or once was, in this database: it goes on from
    /// there. What two databases did of which each was restored from before is not in the other.
    pub(super) fn goes_on_from(&self, backup: &DatabaseProgress) -> bool {
        let (line, newest, leased) = self.begun;
        let in_this = self.line == backup.line
            && self.newest >= backup.newest
            && self.leased >= backup.leased;
        let before = self.line != 0
            && line == backup.line
            && Some(newest) >= backup.newest
            && leased >= backup.leased;
        self.origin == backup.origin && (in_this || before)
    }
}

/// The counters that hold the line of a database and where it began.
const LINE: [&str; 4] = ["line", "line of", "line since", "line leased"];

impl Store {
    pub(super) async fn progress(&self) -> Result<DatabaseProgress> {
        let mut tx = self.read().await?;
        let (newest,) = rows!(
            &mut tx,
            fetch_one,
            (Option<i64>,),
            "select max(at) from (select max(at) as at from audit
                 union all select max(at) from seen
                 union all select max(created_at) from person
                 union all select max(created_at) from outbox
                 union all select max(done_at) from outbox
                 union all select max(updated_at) from report) as moments"
        )?;
        let leased = tx.counter("leasing").await?;
        let (origin,) = rows!(
            &mut tx,
            fetch_one,
            (String,),
            "select cast(min(installed_on) as text) from _sqlx_migrations"
        )?;
        let mut counted = [0; 4];
        for (counted, name) in counted.iter_mut().zip(LINE) {
            *counted = tx.counter(name).await?;
        }
        let [line, of, since, often] = counted;
        tx.rollback().await?;
        Ok(DatabaseProgress {
            newest,
            leased,
            origin,
            line,
            begun: (of, since, often),
        })
    }

    pub(super) async fn known(&self) -> Result<KnownSince> {
        let mut tx = self.read().await?;
        let waiting = "select key from outbox where state in ('waiting', 'leased')";
        let waiting = rows!(&mut tx, fetch_all, (String,), waiting)?;
        let open = "select hash from invitation where used_at is null";
        let open = rows!(&mut tx, fetch_all, (String,), open)?;
        let people = rows!(&mut tx, fetch_all, (PersonId,), "select id from person")?;
        let posts = rows!(&mut tx, fetch_all, (i64,), "select number from post")?;
        let known = KnownSince {
            goes_on: true,
            waiting: waiting.into_iter().map(|(key,)| key).collect(),
            people: people.into_iter().map(|(id,)| id).collect(),
            posts: posts.into_iter().map(|(number,)| number).collect(),
            invitations: open.into_iter().map(|(hash,)| hash).collect(),
            reports: tx.counter("report").await?,
            numbers: tx.counter("post").await?,
        };
        tx.rollback().await?;
        Ok(known)
    }
}

impl Tx {
    pub(super) async fn settle(
        &mut self,
        known: &KnownSince,
        from: Option<&DatabaseProgress>,
        now: Time,
        stopped: bool,
    ) -> Result<Settled> {
        let mut settled = Settled {
            told: known.goes_on,
            ..Settled::default()
        };
        // A database that goes on from the backup knows better what was said than whoever says
        // that nothing was.
        if !stopped || known.goes_on {
            settled.unknown = self.give_up(known, now).await?;
        }
        if !stopped {
            // Its author was shown how it went on.
            run!(
                self,
                "update progress set finished = true where not finished"
            )?;
        }
        if let Some(from) = from {
            let begun = [
                now.as_millisecond(),
                from.line,
                from.newest.unwrap_or(0),
                from.leased,
            ];
            for (name, value) in LINE.into_iter().zip(begun) {
                self.set_counter(name, value).await?;
            }
        }
        self.free_all_leases().await?;
        if known.goes_on {
            self.end_again(known, &mut settled).await?;
            // A number that somebody was told goes to no other report.
            for (name, number) in [("report", known.reports), ("post", known.numbers)] {
                let number = number.max(self.counter(name).await?);
                if number > 0 {
                    self.set_counter(name, number).await?;
                }
            }
        }
        self.forget_serving().await?;
        run!(self, "delete from counter where name = $1", MADE)?;
        if matches!(self, Tx::Postgres(_)) {
            run!(self, "drop table if exists restoring")?;
        }
        Ok(settled)
    }

    /// What was due by now is not said: it may have been.
    async fn give_up(&mut self, known: &KnownSince, now: Time) -> Result<u64> {
        let now = now.as_millisecond();
        let due = rows!(
            self,
            fetch_all,
            (String,),
            "select key from outbox where state in ('waiting', 'leased') and not_before <= $1",
            now
        )?;
        let mut given_up = 0;
        for (key,) in due.iter().filter(|(key,)| !known.waiting.contains(key)) {
            given_up += run!(
                self,
                "update outbox set state = 'unknown', body = '', lease_until = 0, done_at = $2
                 where key = $1",
                key,
                now
            )?;
        }
        Ok(given_up)
    }

    async fn end_again(&mut self, known: &KnownSince, settled: &mut Settled) -> Result<()> {
        let people = "select id, channel, chat from person";
        for (person, channel, chat) in rows!(self, fetch_all, (PersonId, Channel, i64), people)? {
            if !known.people.contains(&person) {
                self.forget_person(person, Chat::new(channel, chat)).await?;
                settled.forgotten += 1;
            }
        }
        for listed in self.all_posts().await? {
            if !known.posts.contains(&listed.held.number) {
                self.end_post(&listed.held).await?;
                settled.ended += 1;
            }
        }
        let open = "select hash from invitation where used_at is null";
        for (hash,) in rows!(self, fetch_all, (String,), open)? {
            if !known.invitations.contains(&hash) {
                self.revoke_invitation(&hash).await?;
                settled.ended += 1;
            }
        }
        Ok(())
    }
}
