//! The file of the embedded database: nobody but its owner reads it, and nothing that was forgotten
//! stays in it.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use sqlx::sqlite::SqliteConnectOptions;

use super::Store;
use super::partial::with_end;

const OWN: u32 = 0o600;
const OTHERS: u32 = 0o077;

/// While it lives nobody else serves the SQLite file or changes its tables; it keeps nothing where
/// there is no file.
pub struct Alone {
    _lock: Option<File>,
}

impl Store {
    /// # Errors
    /// Another process has the lock, or the file beside the database cannot be made.
    pub(super) fn alone(&self) -> Result<Alone> {
        match self {
            Store::Sqlite {
                file: Some(file), ..
            } => Alone::of(file),
            _ => Ok(Alone { _lock: None }),
        }
    }
}

impl Alone {
    /// # Errors
    /// As [`Store::alone`].
    pub(super) fn of(file: &Path) -> Result<Alone> {
        // Beside the database and not in it: closing any handle of its own file would take away
        // the locks by which SQLite keeps its connections apart.
        let path = lock_of(file)?;
        let mut options = OpenOptions::new();
        options.create(true).append(true).mode(OWN);
        let lock = options
            .open(path)
            .context("cannot make the lock beside the database")?;
        match lock.try_lock() {
            Ok(()) => Ok(Alone { _lock: Some(lock) }),
            Err(TryLockError::WouldBlock) => {
                bail!("another process serves this database: a SQLite file has one")
            }
            Err(TryLockError::Error(fault)) => Err(fault).context("cannot lock the database"),
        }
    }
}

impl Alone {
    /// Whether another process has the lock of a file now.
    pub(super) fn is_taken(file: &Path) -> bool {
        let lock = lock_of(file).and_then(|path| OpenOptions::new().append(true).open(path));
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
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

/// The same of the file of a URL, if it has one.
pub(super) fn url_has_log(url: &str) -> bool {
    path(url).is_some_and(|path| has_log(&path))
}

pub(super) fn path(url: &str) -> Option<PathBuf> {
    let memory = url.contains(":memory:") || url.contains("mode=memory");
    if memory || !url.starts_with("sqlite:") {
        return None;
    }
    let options = SqliteConnectOptions::from_str(url).ok()?;
    Some(options.get_filename().to_owned())
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
pub(super) async fn has_remains(store: &Store) -> bool {
    remains(store).await.unwrap_or(true)
}

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
