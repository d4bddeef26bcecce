//! Work that takes long, beside the threads on which turns wait for the database.

use anyhow::Result;

/// Does something on a thread where it keeps nobody waiting: a country has a million corners.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work).await?)
}
