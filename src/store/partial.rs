//! A file that is there whole or not at all: it is written beside its place and then renamed.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
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
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| shown.to_string())?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("{shown}: another process is writing it"),
            Err(TryLockError::Error(fault)) => return Err(fault).context("cannot lock the file"),
        }
        file.set_permissions(Permissions::from_mode(0o600))?;
        for end in ["-journal", "-wal", "-shm"] {
            std::fs::remove_file(with_end(&path, end)).ok();
        }
        file.set_len(0)?;
        let to = to.to_owned();
        Ok(Partial { path, to, file })
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

/// A name that is not taken: `path` with this end, or with a number behind it.
pub fn free_name(path: &Path, end: &str) -> PathBuf {
    let mut free = with_end(path, end);
    for number in 2.. {
        if !free.exists() {
            break;
        }
        free = with_end(path, &format!("{end}.{number}"));
    }
    free
}

pub fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Names outlive a power cut only when their folder is written.
pub fn sync_folder(of: &Path) {
    let folder = of.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().ok();
    }
}
