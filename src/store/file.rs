//! The file of the embedded database: nobody but its owner reads it, and nothing that was forgotten
//! stays in it.

use std::fs::{File, Metadata, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::sqlite::SqliteConnectOptions;

use super::Store;
use super::aside::pause;
use super::partial::{folder, with_end};

const OWN: u32 = 0o600;
const OTHERS: u32 = 0o077;
/// Bytes for all ids that are noted at once.
const NOTED: usize = 200;

/// While it lives nobody else serves the SQLite file or changes its tables; it keeps nothing where
/// there is no file.
pub struct Alone {
    lock: Option<File>,
}

impl Store {
    /// # Errors
    /// Another process has the lock, or the file beside the database cannot be made.
    pub(super) async fn alone(&self) -> Result<Alone> {
        match self {
            Store::Sqlite {
                file: Some(file), ..
            } => Alone::of(file).await,
            _ => Ok(Alone { lock: None }),
        }
    }

    /// None if another process has the lock, or it cannot be made.
    pub(super) fn alone_now(&self) -> Option<Alone> {
        match self {
            Store::Sqlite {
                file: Some(file), ..
            } => Alone::now(file).ok().flatten(),
            _ => Some(Alone { lock: None }),
        }
    }
}

impl Alone {
    /// # Errors
    /// As [`Store::alone`].
    pub(super) async fn of(file: &Path) -> Result<Alone> {
        // Whoever only looks whether it is taken has it for a moment.
        for _ in 0..20 {
            if let Some(alone) = Alone::now(file)? {
                return Ok(alone);
            }
            pause(Duration::from_millis(50)).await;
        }
        bail!("another process serves this database: a SQLite file has one")
    }

    /// None if another process has it.
    fn now(file: &Path) -> Result<Option<Alone>> {
        // Beside the database and not in it: closing any handle of its own file would take away
        // the locks by which SQLite keeps its connections apart.
        let path = lock_of(file)?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true).mode(OWN);
        let lock = options
            .open(path)
            .context("cannot make the lock beside the database")?;
        // Of root's, the bot could not open it.
        if let (Ok(there), Ok(here)) = (owner(file), lock.metadata())
            && there.uid() != here.uid()
        {
            fchown(&lock, Some(there.uid()), Some(there.gid())).ok();
        }
        match lock.try_lock() {
            Ok(()) => Ok(Some(Alone { lock: Some(lock) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(fault)) => Err(fault).context("cannot lock the database"),
        }
    }

    /// Notes beside the file which ids it may have in it.
    pub(super) fn note(&self, ids: &[&str]) -> Result<()> {
        let Some(lock) = &self.lock else {
            return Ok(());
        };
        // In one piece: whoever is killed leaves the old ones or the new.
        let text = format!("{:<width$}\n", ids.join("\n"), width = NOTED);
        lock.write_all_at(text.as_bytes(), 0)?;
        Ok(lock.sync_data()?)
    }

    /// Whether another process has the lock of a file now.
    pub(super) fn is_taken(file: &Path) -> bool {
        let lock = lock_of(file).and_then(|path| OpenOptions::new().append(true).open(path));
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

/// What is noted beside a file; nothing where nobody has noted anything.
pub(super) fn noted(file: &Path) -> Vec<String> {
    let text = lock_of(file).and_then(std::fs::read_to_string);
    let text = text.unwrap_or_default();
    let ids = text.lines().map(str::trim).filter(|id| !id.is_empty());
    ids.map(str::to_owned).collect()
}

/// Of the file, or of the folder where it is going to be.
pub(super) fn owner(file: &Path) -> std::io::Result<Metadata> {
    std::fs::metadata(file).or_else(|_| std::fs::metadata(folder(file)))
}

fn lock_of(file: &Path) -> std::io::Result<PathBuf> {
    let file = file.canonicalize().or_else(|_| std::path::absolute(file))?;
    Ok(with_end(&file, "-serving"))
}

/// Makes a file that is not there yet, for its owner alone whatever the umask. SQLite gives what
/// belongs to it the same mode. What goes wrong is told by whoever opens it next.
pub(super) fn make(url: &str) {
    if let Some(path) = path(url) {
        let mut new = OpenOptions::new();
        new.write(true).create_new(true).mode(OWN).open(path).ok();
    }
}

/// Takes files that are there already away from others.
pub(super) fn close_to_others(url: &str) {
    let open = open_to_others(url);
    if open.is_empty() {
        return;
    }
    let closed = open
        .iter()
        .try_for_each(|path| std::fs::set_permissions(path, Permissions::from_mode(OWN)));
    // The path may tell where the operator lives; the setting's name is enough.
    match closed {
        Ok(()) => tracing::warn!("the database was open to others on this machine: closed"),
        Err(fault) => tracing::warn!(%fault, "the database is open to others on this machine"),
    }
}

/// Which of the database's files somebody but their owner may read or write; those of PostgreSQL
/// are not ours.
pub fn open_to_others(url: &str) -> Vec<PathBuf> {
    let Some(path) = path(url) else {
        return Vec::new();
    };
    let files = ["", "-wal", "-shm"].map(|end| with_end(&path, end));
    files.into_iter().filter(|path| is_open(path)).collect()
}

/// Whether something is in the file's write-ahead log.
pub(super) fn has_log(file: &Path) -> bool {
    std::fs::metadata(with_end(file, "-wal")).is_ok_and(|log| log.len() > 0)
}

pub(super) fn path(url: &str) -> Option<PathBuf> {
    let memory = url.contains(":memory:") || url.contains("mode=memory");
    if memory || !url.starts_with("sqlite:") {
        return None;
    }
    let options = SqliteConnectOptions::from_str(url).ok()?;
    Some(meant(options.get_filename()))
}

/// The file itself: what belongs to it lies beside it, not beside a link to it.
pub(super) fn meant(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn is_open(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|it| it.is_file() && it.mode() & OTHERS != 0)
}

/// The file's own note that nothing forgotten is left in free pages: older versions did not clear
/// them.
const CLEARED: i64 = 1;

/// Writes an `old` file anew, once. If it cannot be done now, the next start does it.
pub(super) async fn forget_remains(store: &Store, old: bool) {
    if let Err(fault) = rewrite(store, old).await {
        tracing::warn!(%fault, "what was forgotten earlier is still in free pages of the file");
    }
}

/// Whether free pages of the file may hold what was forgotten.
async fn remains(store: &Store) -> Result<bool> {
    let Store::Sqlite { writer, .. } = store else {
        return Ok(false);
    };
    let cleared: i64 = sqlx::query_scalar("pragma user_version")
        .fetch_one(writer)
        .await?;
    Ok(cleared < CLEARED)
}

async fn rewrite(store: &Store, old: bool) -> Result<()> {
    let Store::Sqlite { writer, .. } = store else {
        return Ok(());
    };
    if !remains(store).await? {
        return Ok(());
    }
    if old {
        sqlx::query("vacuum").execute(writer).await?;
    }
    sqlx::query("pragma user_version = 1")
        .execute(writer)
        .await?;
    if old {
        // The log of what was written holds the old pages too.
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(writer)
            .await?;
    }
    Ok(())
}
