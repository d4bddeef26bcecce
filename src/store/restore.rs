//! A backup put in its place. What waited in it to be said was probably said since: it is not said
//! again, unless the database that is there knows that it was not.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::backup::MADE;
use super::partial::{Partial, free_name, sync_folder, with_end};
use super::settle::{Known, Progress, Settled};
use super::{Alone, Kept, Store, file, programs, rows, run};
use crate::domain::Time;

/// Where a backup goes.
pub enum Place {
    /// Beside a SQLite file until it is finished.
    File {
        partial: Partial,
        to: PathBuf,
        known: Box<Known>,
        _alone: Alone,
    },
    Server {
        url: String,
    },
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
            Place::File { known, .. } => known.as_ref(),
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
        fold_log(to).await?;
        if to.exists() {
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
        Ok(progress) => before(to, &progress, over).await,
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
        known: Box::new(known),
        _alone: alone,
    })
}

async fn look_over(backup: &Store, log: bool) -> Result<Progress> {
    backup.expect_whole(log).await?;
    backup.expect_sound().await?;
    let schema = backup.schema().await.context("it is no backup of aula")?;
    ensure!(schema.version > 0, "it is no backup of aula");
    schema.expect_known()?;
    backup.progress().await
}

/// What the database that is there knows, if the backup may take its place.
async fn before(to: &Path, backup: &Progress, over: bool) -> Result<Known> {
    if !to.exists() || std::fs::metadata(to)?.len() == 0 {
        return Ok(Known::default());
    }
    let read = async {
        let there = Store::of_file(to).await?;
        let found = there.progress().await?;
        let same = found.origin == backup.origin;
        let mut known = Known::default();
        if same && found.newest >= backup.newest && found.leased >= backup.leased {
            known = there.known().await?;
        }
        there.close().await;
        let newer = found.newest > backup.newest || (same && found.leased > backup.leased);
        anyhow::Ok((found, newer, known))
    };
    let told = match read.await {
        Ok((_, newer, known)) if over || !newer => return Ok(known),
        Err(_) if over => return Ok(Known::default()),
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
}
