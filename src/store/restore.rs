//! A backup put in its place. What waited in it to be said was probably said since: it is not said
//! again, unless the database that is there knows that it was not.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use super::backup::MADE;
use super::partial::{Partial, folder, free_name, sync_folder, with_end};
use super::settle::{DatabaseProgress, KnownSince, Settled};
use super::{Alone, BackupContents, Store, aside, file, programs, rows, run, serving};
use crate::domain::Time;

/// Where a backup goes.
pub enum RestoreTarget {
    /// Beside a SQLite file until it is finished.
    File {
        partial: Partial,
        to: PathBuf,
        known: Box<KnownSince>,
        /// How far the backup has come.
        from: DatabaseProgress,
        alone: Alone,
    },
    Server {
        url: String,
    },
}

/// What was there before, under new names.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    pub file: Option<PathBuf>,
    /// A write-ahead log that could not be brought into the file.
    pub log: Option<PathBuf>,
}

/// How SQLite's files begin, and those of `pg_dump`.
const SQLITE: &[u8] = b"SQLite format 3\0";
const POSTGRES: &[u8] = b"PGDMP";

impl RestoreTarget {
    /// Looks the backup over and copies it to where it will be finished. Nothing that is there is
    /// touched.
    ///
    /// # Errors
    /// It is no backup, or of a newer version; a bot serves; the database that is there has newer
    /// data, and `over` does not say that they may go; a PostgreSQL database is not empty.
    pub async fn prepare(url: &str, from: &Path, over: bool) -> Result<RestoreTarget> {
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
            RestoreTarget::File { partial, .. } => Store::open_partial(partial.path()).await?,
            RestoreTarget::Server { url } => Store::connect(url).await?,
        };
        store.migrate().await?;
        Ok(store)
    }

    /// What is said again and what is not, and what ended since the backup. `stopped`: the bot
    /// stood still since the backup, so that nothing was.
    pub async fn settle(&self, store: &Store, now: Time, stopped: bool) -> Result<Settled> {
        let nothing = KnownSince::default();
        let (known, from) = match self {
            RestoreTarget::File { known, from, .. } => (known.as_ref(), Some(from)),
            RestoreTarget::Server { .. } => (&nothing, None),
        };
        let mut tx = store.begin().await?;
        let settled = tx.settle(known, from, now, stopped).await?;
        tx.commit().await?;
        Ok(settled)
    }

    /// Puts it in its place; a file that was there is kept beside it, under the returned name.
    pub async fn finish(self) -> Result<Aside> {
        let RestoreTarget::File {
            partial, to, alone, ..
        } = &self
        else {
            return Ok(Aside::default());
        };
        let name = free_name(to, ".before-restore");
        let mut aside = Aside {
            file: None,
            log: fold_log(to, &name, alone).await?,
        };
        if to.exists() {
            // The old one stays in its place until the new one takes it.
            if std::fs::hard_link(to, &name).is_err() {
                let copy = Partial::begin(&name)?;
                std::fs::copy(to, copy.path())?;
                copy.publish(false)?;
            }
            sync_folder(&name);
            aside.file = Some(name);
        }
        partial.publish(true)?;
        alone.note_whole()?;
        Ok(aside)
    }

    /// Throws away what is not finished.
    pub fn discard(&self) {
        if let RestoreTarget::File { partial, .. } = self {
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

async fn prepare_file(from: &Path, to: &Path, over: bool) -> Result<RestoreTarget> {
    ensure!(
        from.canonicalize().ok() != to.canonicalize().ok() || !to.exists(),
        "the backup is the database itself"
    );
    let alone = Alone::of(to).await.context("stop the bot first")?;
    let log = serving::log_of(Some(from)).await?;
    let backup = Store::of_file(from).await?;
    let looked = look_over(&backup, log).await;
    let found = match looked {
        Ok(from) => before(to, &from, over).await.map(|known| (from, known)),
        Err(fault) => Err(fault),
    };
    let (from, known) = match found {
        Ok(found) => found,
        Err(fault) => {
            backup.close().await;
            return Err(fault);
        }
    };
    let partial = Partial::begin(to)?;
    let copied = match give(&partial, to) {
        Ok(()) => backup.copy_into(partial.path()).await,
        Err(fault) => Err(fault),
    };
    backup.close().await;
    if let Err(fault) = copied {
        partial.discard();
        return Err(fault);
    }
    Ok(RestoreTarget::File {
        partial,
        to: to.to_owned(),
        known: Box::new(known),
        from,
        alone,
    })
}

/// Whoever has the old file has the new one, or whoever has the folder, if root restores for them.
fn give(partial: &Partial, to: &Path) -> Result<()> {
    if to.exists() {
        return partial.give_like(to);
    }
    partial.give_like(folder(to)).ok();
    Ok(())
}

async fn look_over(backup: &Store, log: bool) -> Result<DatabaseProgress> {
    backup.expect_whole(log).await?;
    backup.expect_sound().await?;
    let schema = backup.schema().await.context("it is no backup of aula")?;
    ensure!(schema.version > 0, "it is no backup of aula");
    schema.expect_known()?;
    backup.progress().await
}

/// What the database that is there knows, if the backup may take its place.
async fn before(to: &Path, backup: &DatabaseProgress, over: bool) -> Result<KnownSince> {
    if !to.exists() || std::fs::metadata(to)?.len() == 0 {
        return Ok(KnownSince::default());
    }
    let read = async {
        serving::log_of(Some(to)).await?;
        let there = Store::of_file(to).await?;
        let found = there.progress().await?;
        let same = found.origin == backup.origin;
        let mut known = KnownSince::default();
        if found.goes_on_from(backup) {
            known = there.known().await?;
        }
        there.close().await;
        let newer = found.newest > backup.newest || (same && found.leased > backup.leased);
        anyhow::Ok((found, newer, known))
    };
    let told = match read.await {
        Ok((_, newer, known)) if over || !newer => return Ok(known),
        Err(_) if over => return Ok(KnownSince::default()),
        Ok((found, ..)) => format!(
            "the database that is there is newer: something happened in it at {}, and in the \
             backup nothing after {}",
            moment(found.newest),
            moment(backup.newest)
        ),
        Err(fault) => format!("the database that is there cannot be read ({fault:#})"),
    };
    bail!("{told}; --over puts the backup in its place and keeps the old file beside it")
}

fn moment(milliseconds: Option<i64>) -> String {
    let moment = milliseconds.and_then(|it| Time::from_millisecond(it).ok());
    moment.map_or_else(|| "its beginning".to_owned(), |at| format!("{at:.0}"))
}

async fn prepare_server(url: &str, from: &Path) -> Result<RestoreTarget> {
    let store = Store::connect(url).await?;
    ensure!(
        !store.is_served().await?,
        "a bot serves this database: stop it first"
    );
    let hash = hash_of(from).await?;
    let mut tx = store.begin().await?;
    let (others,) = rows!(
        &mut tx,
        fetch_one,
        (i64,),
        "select count(*) from pg_stat_activity
         where datname = current_database() and application_name = 'pg_restore'"
    )?;
    ensure!(
        others == 0,
        "an earlier restore still runs: wait for its end"
    );
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
        run!(&mut tx, "create table restoring (hash text not null)")?;
    }
    if tables > 0 {
        // What is in it already came from the file of then.
        let sql = "select hash from restoring";
        let of = rows!(&mut tx, fetch_optional, (String,), sql)?;
        ensure!(
            of.is_some_and(|(of,)| of == hash),
            "a restore of another file into this database was broken off: end it with that file, \
             or make a new one (createdb) for this"
        );
    } else {
        run!(&mut tx, "delete from restoring")?;
        run!(&mut tx, "insert into restoring (hash) values ($1)", &hash)?;
    }
    // Until it is settled nobody serves it.
    tx.commit().await?;
    if tables == 0 {
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
    Ok(RestoreTarget::Server {
        url: url.to_owned(),
    })
}

/// What tells one file from another.
async fn hash_of(file: &Path) -> Result<String> {
    let file = file.to_owned();
    let hash = aside(move || -> std::io::Result<_> {
        let (mut file, mut hash) = (File::open(file)?, Sha256::new());
        let mut part = vec![0; 1 << 20];
        loop {
            match file.read(&mut part)? {
                0 => return Ok(hash.finalize()),
                read => hash.update(&part[..read]),
            }
        }
    });
    Ok(hash.await??.iter().fold(String::new(), |mut all, byte| {
        // Writing to a text does not fail.
        write!(all, "{byte:02x}").ok();
        all
    }))
}

/// Brings everything into the file itself: a log of the old file must not meet the new one. `kept` is
/// what the file is going to be called.
async fn fold_log(file: &Path, kept: &Path, alone: &Alone) -> Result<Option<PathBuf>> {
    let log = with_end(file, "-wal");
    let own = serving::log_of(Some(file)).await.is_ok();
    if log.exists()
        && own
        && let Ok(store) = Store::of_file_to_fold(file).await
    {
        store.close().await;
    }
    let mut aside = None;
    if log.exists() && std::fs::metadata(&log)?.len() > 0 {
        // It cannot be read, or somebody reads it: it goes with what it belongs to, under a name by
        // which SQLite finds it; that of another file goes where it does not.
        let name = with_end(kept, if own { "-wal" } else { "-other.wal" });
        // From here on the file that is there counts as copied without its log.
        alone.note_whole()?;
        std::fs::rename(&log, &name)?;
        aside = Some(name);
    }
    for end in ["-wal", "-shm"] {
        std::fs::remove_file(with_end(file, end)).ok();
    }
    Ok(aside)
}

impl Store {
    /// What a backup or a restored database holds.
    pub async fn holds(&self) -> Result<(BackupContents, Option<i64>)> {
        Ok((self.kept().await?, made(self).await?))
    }
}
