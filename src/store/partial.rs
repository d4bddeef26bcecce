//! A file that is there whole or not at all: it is written beside its place and then renamed.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A file that is being written, for its owner alone.
pub struct Partial {
    path: PathBuf,
    to: PathBuf,
    file: File,
}

impl Partial {
    /// Begins an empty file beside `to`. What an earlier one left half written is thrown away.
    ///
    /// # Errors
    /// Somebody else is writing it, or it cannot be written there.
    pub fn begin(to: &Path) -> Result<Partial> {
        let path = with_end(to, ".partial");
        let shown = path.display();
        // Until the new one is there nobody else takes its place.
        let _left = remove_left(&path)?;
        for end in ["-journal", "-wal", "-shm"] {
            std::fs::remove_file(with_end(&path, end)).ok();
        }
        // It follows no link, and truncates nothing that has another name too.
        let file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| shown.to_string())?;
        lock(&file, &path)?;
        let to = to.to_owned();
        Ok(Partial { path, to, file })
    }

    /// Gives it to whoever has `other`.
    ///
    /// # Errors
    /// It is somebody else's, and we may not give anything away.
    pub fn give_like(&self, other: &Path) -> Result<()> {
        let (there, here) = (std::fs::metadata(other)?, self.file.metadata()?);
        if there.uid() != here.uid() {
            let told = "the database belongs to another user: run this as that user, such as by \
                        `sudo -u aula`";
            fchown(&self.file, Some(there.uid()), Some(there.gid())).context(told)?;
        }
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// For another program to write to. Nobody else begins the file while that runs.
    ///
    /// # Errors
    /// There are no more descriptors.
    pub fn output(&self) -> Result<File> {
        Ok(self.file.try_clone()?)
    }

    /// Puts it in its place; `over` what is there, if anything is.
    ///
    /// # Errors
    /// Something is there already, or the disk fails.
    pub fn publish(&self, over: bool) -> Result<()> {
        self.file.sync_all()?;
        let shown = self.to.display();
        if over {
            std::fs::rename(&self.path, &self.to).with_context(|| shown.to_string())?;
        } else {
            match std::fs::hard_link(&self.path, &self.to) {
                Ok(()) => std::fs::remove_file(&self.path)?,
                Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {
                    bail!("{shown} is there already");
                }
                // A disk without links: nothing is lost but the last moment's certainty.
                Err(_) if !self.to.exists() => std::fs::rename(&self.path, &self.to)?,
                Err(_) => bail!("{shown} is there already"),
            }
        }
        sync_folder(&self.to);
        Ok(())
    }

    /// Throws it away.
    pub fn discard(&self) {
        std::fs::remove_file(&self.path).ok();
    }
}

/// What an earlier one has left, locked and no longer under its name.
fn remove_left(path: &Path) -> Result<Option<File>> {
    let shown = path.display();
    let there = match std::fs::symlink_metadata(path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
        there => there.with_context(|| shown.to_string())?,
    };
    if !there.is_file() {
        bail!("{shown} is no file: remove it");
    }
    let left = OpenOptions::new().write(true).open(path);
    let left = left.with_context(|| shown.to_string())?;
    lock(&left, path)?;
    // Somebody else may have begun anew between the looks.
    let same = std::fs::symlink_metadata(path).is_ok_and(|it| Some(it.ino()) == ino(&left));
    if !same {
        bail!("{shown}: another process is writing it");
    }
    std::fs::remove_file(path)?;
    Ok(Some(left))
}

fn ino(file: &File) -> Option<u64> {
    file.metadata().ok().map(|it| it.ino())
}

fn lock(file: &File, path: &Path) -> Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            bail!("{}: another process is writing it", path.display())
        }
        Err(TryLockError::Error(fault)) => Err(fault).context("cannot lock the file"),
    }
}

/// A name that is not taken: `path` with this end, or with a number behind it.
pub fn free_name(path: &Path, end: &str) -> PathBuf {
    names(path, end).1
}

/// The last such name that is taken.
pub fn last_name(path: &Path, end: &str) -> Option<PathBuf> {
    names(path, end).0
}

/// The last one that is taken, and the first that is not.
fn names(path: &Path, end: &str) -> (Option<PathBuf>, PathBuf) {
    let mut taken = None;
    let mut free = with_end(path, end);
    for number in 2.. {
        if !free.exists() {
            break;
        }
        let next = with_end(path, &format!("{end}.{number}"));
        taken = Some(std::mem::replace(&mut free, next));
    }
    (taken, free)
}

pub fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Names outlive a power cut only when their folder is written.
pub fn sync_folder(of: &Path) {
    if let Ok(folder) = File::open(folder(of)) {
        folder.sync_all().ok();
    }
}

pub fn folder(of: &Path) -> &Path {
    let folder = of.parent().filter(|it| !it.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}
