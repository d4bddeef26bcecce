//! Files that go along. Those of broadcasts go over the wire once; after that Telegram's id stands for them. What one
//! person asked for goes alone and leaves no trace.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Files in memory; the ids of older ones are in the database.
const MOST: usize = 64;

type Id = Arc<tokio::sync::Mutex<Option<String>>>;

/// Copies of media in memory at a time; each may be as large as Telegram gives out.
const COPIES: usize = 3;

pub struct Files {
    /// By the hash of the content.
    ids: Mutex<HashMap<String, Id>>,
    copies: Arc<Semaphore>,
}

/// A file that nobody else uploads meanwhile.
pub struct HeldFile {
    pub hash: String,
    pub id: OwnedMutexGuard<Option<String>>,
}

impl Default for Files {
    fn default() -> Files {
        Files {
            ids: Mutex::default(),
            copies: Arc::new(Semaphore::new(COPIES)),
        }
    }
}

impl Files {
    /// Room for one copy of a medium, while it is held.
    pub async fn room(&self) -> Option<OwnedSemaphorePermit> {
        self.copies.clone().acquire_owned().await.ok()
    }

    /// Waits while somebody uploads the same file.
    pub async fn hold(&self, name: &str, content: &str) -> HeldFile {
        let hash = hash(name, content);
        let id = self.place(&hash).lock_owned().await;
        HeldFile { hash, id }
    }

    fn place(&self, hash: &str) -> Id {
        let mut files = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if files.len() >= MOST {
            files.retain(|_, id| Arc::strong_count(id) > 1);
        }
        files.entry(hash.to_owned()).or_default().clone()
    }
}

fn hash(name: &str, content: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(name);
    hash.update([0]);
    hash.update(content);
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        use std::fmt::Write;
        write!(text, "{byte:02x}").ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_more_are_kept_than_are_of_use() {
        let files = Files::default();
        let used = files.hold("a", "used").await;
        for number in 0..1_000 {
            files.hold("a", &number.to_string()).await;
        }
        let kept = files.ids.lock().unwrap();
        assert!(kept.len() <= MOST && kept.contains_key(&used.hash));
    }
}
