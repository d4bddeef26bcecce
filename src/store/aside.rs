//! Work that takes long, beside the threads on which turns wait for the database.

use std::time::Duration;

use anyhow::Result;
use tokio::sync::Semaphore;

/// One core is left for the turns of most machines.
static FEW: Semaphore = Semaphore::const_new(2);

/// Does something on a thread where it keeps nobody waiting: a country has a million corners.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// What is waited for no longer than this; None: it was not done in time, and is given up.
pub async fn within<T>(span: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(span, work).await.ok()
}

/// Lets a moment pass.
pub async fn pause(span: Duration) {
    tokio::time::sleep(span).await;
}

/// As [`aside`], for what anybody can ask for at any time: only two at once in the whole process,
/// in the order in which they were asked for.
pub async fn aside_few<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let permit = FEW.acquire().await?;
    // Held for as long as the work takes, even if nobody waits for it any more.
    aside(move || {
        let _permit = permit;
        work()
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    static NOW: AtomicUsize = AtomicUsize::new(0);

    fn work() -> usize {
        let many = NOW.fetch_add(1, Ordering::SeqCst) + 1;
        std::thread::sleep(Duration::from_millis(5));
        NOW.fetch_sub(1, Ordering::SeqCst);
        many
    }

    #[tokio::test]
    async fn no_more_than_two_at_once() {
        let given_up = (0..8).map(|_| tokio::spawn(aside_few(work)));
        for task in given_up.collect::<Vec<_>>() {
            tokio::task::yield_now().await;
            task.abort();
        }
        let works = (0..16).map(|_| tokio::spawn(aside_few(work)));
        for task in works.collect::<Vec<_>>() {
            assert!(task.await.unwrap().unwrap() <= 2);
        }
    }
}
