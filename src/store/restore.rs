//! A backup put in its place. What waited in it to be said was probably said since: it is not said
//! again, unless the database that is there knows that it was not.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::backup::MADE;
use super::partial::{Partial, free_name, sync_folder, with_end};
use super::{Alone, Kept, Store, Tx, file, programs, rows, run};
use crate::domain::Time;

/// What the database that is there knows of the time since the backup; nothing where there is none.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// It goes on from where the backup was made.
    goes_on: bool,
    /// Keys of what is still to be said.
    waiting: HashSet<String>,
    people: HashSet<i64>,
    posts: HashSet<i64>,
    /// Hashes of those that nobody has used.
    invitations: HashSet<String>,
    reports: i64,
    numbers: i64,
}

/// Where a backup goes.
pub enum Place {
    /// Beside a SQLite file until it is finished.
    File {
        partial: Partial,
        to: PathBuf,
        known: Known,
        _alone: Alone,
    },
    Server {
        url: String,
    },
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

/// How SQLite's files begin, and those of `pg_dump`.
const SQLITE: &[u8] = b"SQLite format 3\0";
const POSTGRES: &[u8] = b"PGDMP";

impl Place {
    /// Looks the backup over and copies it to where it will be finished. Nothing that is there is
    /// touched.
    ///
    /// # Errors
    /// It is no backup, or of a newer version; a bot serves; the database that is there has newer
    /// data, and `over` does not say that they may go; a PostgreSQL database is not empty.
    pub async fn prepare(url: &str, from: &Path, over: bool) -> Result<Place> {
        let shown = from.display();
        let mut head = Vec::new();
        let file = File::open(from).with_context(|| shown.to_string())?;
        let of_file = file::path(url);
        file.take(16)
            .read_to_end(&mut head)
            .with_context(|| shown.to_string())?;
        if head == SQLITE {
            let other = "it is a backup of SQLite: restore it into a sqlite:// database, and \
                         `aula move` carries that to PostgreSQL";
            let to = of_file.context(other)?;
            return prepare_file(from, &to, over).await;
        }
        ensure!(head.starts_with(POSTGRES), "{shown} is no backup of aula");
        let other = "it is a backup of PostgreSQL: restore it into a postgres:// database, and \
                     `aula move` carries that to SQLite";
        ensure!(of_file.is_none(), other);
        prepare_server(url, from).await
    }

    /// The database to be finished, brought up to date.
    pub async fn open(&self) -> Result<Store> {
        let store = match self {
            Place::File { partial, .. } => Store::open_partial(partial.path()).await?,
            Place::Server { url } => Store::connect(url).await?,
        };
        store.migrate().await?;
        Ok(store)
    }

    /// What is said again and what is not, and what ended since the backup. `stopped`: the bot
    /// stood still since the backup, so that nothing was.
    pub async fn settle(&self, store: &Store, now: Time, stopped: bool) -> Result<Settled> {
        let nothing = Known::default();
        let known = match self {
            Place::File { known, .. } => known,
            Place::Server { .. } => &nothing,
        };
        let mut tx = store.begin().await?;
        let settled = tx.settle(known, now, stopped).await?;
        tx.commit().await?;
        Ok(settled)
    }

    /// Puts it in its place; a file that was there is kept beside it, under the returned name.
    pub async fn finish(self) -> Result<Option<PathBuf>> {
        let Place::File { partial, to, .. } = &self else {
            return Ok(None);
        };
        let mut aside = None;
        if to.exists() {
            fold_log(to).await?;
            let name = free_name(to, ".before-restore");
            // The old one stays in its place until the new one takes it.
            if std::fs::hard_link(to, &name).is_err() {
                let copy = Partial::begin(&name)?;
                std::fs::copy(to, copy.path())?;
                copy.publish(false)?;
            }
            sync_folder(&name);
            aside = Some(name);
        }
        partial.publish(true)?;
        Ok(aside)
    }

    /// Throws away what is not finished.
    pub fn discard(&self) {
        if let Place::File { partial, .. } = self {
            partial.discard();
        }
    }
}

/// When the backup was made, if it says so.
pub(super) async fn made(store: &Store) -> Result<Option<i64>> {
    let mut tx = store.read().await?;
    let made = tx.counter(MADE).await?;
    tx.rollback().await?;
    Ok((made > 0).then_some(made))
}

async fn prepare_file(from: &Path, to: &Path, over: bool) -> Result<Place> {
    ensure!(
        from.canonicalize().ok() != to.canonicalize().ok() || !to.exists(),
        "the backup is the database itself"
    );
    let alone = Alone::of(to).context("stop the bot first")?;
    let log = file::has_log(from);
    let backup = Store::of_file(from).await?;
    let looked = look_over(&backup, log).await;
    let known = match looked {
        Ok(newest) => before(to, &backup, newest, over).await,
        Err(fault) => Err(fault),
    };
    let known = match known {
        Ok(known) => known,
        Err(fault) => {
            backup.close().await;
            return Err(fault);
        }
    };
    let partial = Partial::begin(to)?;
    let copied = backup.copy_into(partial.path()).await;
    backup.close().await;
    if let Err(fault) = copied {
        partial.discard();
        return Err(fault);
    }
    Ok(Place::File {
        partial,
        to: to.to_owned(),
        known,
        _alone: alone,
    })
}

/// The newest moment in the backup.
async fn look_over(backup: &Store, log: bool) -> Result<Option<i64>> {
    backup.expect_whole(log).await?;
    backup.expect_sound().await?;
    let schema = backup.schema().await.context("it is no backup of aula")?;
    ensure!(schema.version > 0, "it is no backup of aula");
    schema.expect_known()?;
    backup.newest().await
}

/// What the database that is there knows, if the backup may take its place.
async fn before(to: &Path, backup: &Store, newest: Option<i64>, over: bool) -> Result<Known> {
    if !to.exists() || std::fs::metadata(to)?.len() == 0 {
        return Ok(Known::default());
    }
    let read = async {
        let there = Store::of_file(to).await?;
        let last = there.newest().await?;
        let same = there.origin().await? == backup.origin().await?;
        let mut known = Known::default();
        if same && last >= newest {
            known = there.known().await?;
        }
        there.close().await;
        anyhow::Ok((last, known))
    };
    let told = match read.await {
        Ok((last, known)) if over || last <= newest => return Ok(known),
        Err(_) if over => return Ok(Known::default()),
        Ok((Some(last), _)) => format!(
            "the database that is there is newer: something happened in it at {}, and in the \
             backup nothing after {}",
            moment(last),
            newest.map_or_else(|| "its beginning".to_owned(), moment)
        ),
        Ok((None, _)) => "the database that is there is another one".to_owned(),
        Err(fault) => format!("the database that is there cannot be read ({fault:#})"),
    };
    bail!("{told}; --over puts the backup in its place and keeps the old file beside it")
}

fn moment(milliseconds: i64) -> String {
    let moment = Time::from_millisecond(milliseconds);
    moment.map_or_else(|_| milliseconds.to_string(), |at| format!("{at:.0}"))
}

async fn prepare_server(url: &str, from: &Path) -> Result<Place> {
    let store = Store::connect(url).await?;
    ensure!(
        !store.is_served().await?,
        "a bot serves this database: stop it first"
    );
    let mut tx = store.begin().await?;
    let (tables,) = rows!(
        &mut tx,
        fetch_one,
        (i64,),
        "select count(*) from pg_tables
         where schemaname = current_schema() and tablename <> 'restoring'"
    )?;
    let begun = tx.has_table("restoring").await?;
    ensure!(
        tables == 0 || begun,
        "the database of AULA_DATABASE is not empty: make a new one (createdb), name it there and \
         restore into it; the old one stays as it is"
    );
    if !begun {
        run!(&mut tx, "create table restoring (at bigint)")?;
    }
    // Until it is settled nobody serves it.
    tx.commit().await?;
    if tables == 0 {
        let mut tx = store.read().await?;
        let (others,) = rows!(
            &mut tx,
            fetch_one,
            (i64,),
            "select count(*) from pg_stat_activity
             where datname = current_database() and application_name = 'pg_restore'"
        )?;
        tx.rollback().await?;
        ensure!(
            others == 0,
            "an earlier restore still runs: wait for its end"
        );
        programs::load(url, from).await?;
    }
    let schema = store.schema().await?;
    store.close().await;
    ensure!(schema.version > 0, "it is no backup of aula");
    ensure!(
        !schema.newer,
        "the backup is of a newer version of aula (schema {}): use that version, with another \
         empty database",
        schema.version
    );
    Ok(Place::Server {
        url: url.to_owned(),
    })
}

/// Brings everything into the file itself: a log of the old file must not meet the new one.
async fn fold_log(file: &Path) -> Result<()> {
    let log = with_end(file, "-wal");
    if log.exists()
        && let Ok(store) = Store::of_file_to_fold(file).await
    {
        store.close().await;
    }
    if log.exists() && std::fs::metadata(&log)?.len() > 0 {
        // It cannot be read, or somebody reads it: it goes with what it belongs to.
        std::fs::rename(&log, free_name(file, "-wal.before-restore"))?;
    }
    for end in ["-wal", "-shm"] {
        std::fs::remove_file(with_end(file, end)).ok();
    }
    Ok(())
}

impl Store {
    /// What a backup or a restored database holds.
    pub async fn holds(&self) -> Result<(Kept, Option<i64>)> {
        Ok((self.kept().await?, made(self).await?))
    }

    /// The last moment at which anything happened; None if nothing ever did.
    async fn newest(&self) -> Result<Option<i64>> {
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
        tx.rollback().await?;
        Ok(newest)
    }

    /// What all copies of one database have in common: when it was made.
    async fn origin(&self) -> Result<String> {
        let mut tx = self.read().await?;
        let (origin,) = rows!(
            &mut tx,
            fetch_one,
            (String,),
            "select cast(min(installed_on) as text) from _sqlx_migrations"
        )?;
        tx.rollback().await?;
        Ok(origin)
    }

    async fn known(&self) -> Result<Known> {
        let mut tx = self.read().await?;
        let waiting = "select key from outbox where state in ('waiting', 'leased')";
        let waiting = rows!(&mut tx, fetch_all, (String,), waiting)?;
        let open = "select hash from invitation where used_at is null";
        let open = rows!(&mut tx, fetch_all, (String,), open)?;
        let people = rows!(&mut tx, fetch_all, (i64,), "select id from person")?;
        let posts = rows!(&mut tx, fetch_all, (i64,), "select number from post")?;
        let known = Known {
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
    async fn settle(&mut self, known: &Known, now: Time, stopped: bool) -> Result<Settled> {
        let mut settled = Settled {
            told: known.goes_on,
            ..Settled::default()
        };
        if !stopped {
            settled.unknown = self.give_up(known, now).await?;
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
    async fn give_up(&mut self, known: &Known, now: Time) -> Result<u64> {
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
        // Its author was shown how it went on.
        run!(
            self,
            "update progress set finished = true where not finished"
        )?;
        Ok(given_up)
    }

    async fn end_again(&mut self, known: &Known, settled: &mut Settled) -> Result<()> {
        let people = rows!(self, fetch_all, (i64, i64), "select id, chat from person")?;
        for (person, chat) in people {
            if !known.people.contains(&person) {
                self.forget_person(person, chat).await?;
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
