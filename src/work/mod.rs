//! LOOPS: starting and stopping in order, and what time does by itself.

mod timers;

use anyhow::Result;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

pub use timers::run as timers;

/// A token that is cancelled by SIGTERM or SIGINT: whoever holds it finishes what has begun. A
/// second signal ends the process at once; nothing is lost by it, the database is always whole.
///
/// # Errors
/// The signals cannot be listened to.
pub fn stop_on_signals() -> Result<CancellationToken> {
    let (mut term, mut int) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
            }
            if told.is_cancelled() {
                std::process::exit(130);
            }
            tracing::info!("stopping: what has begun is finished");
            told.cancel();
        }
    });
    Ok(stop)
}

/// A file that may not grow any further (`ulimit -f`) fails the write; without this the process
/// would end by a signal.
///
/// # Errors
/// The signal cannot be listened to.
pub fn fail_to_write_too_much() -> Result<()> {
    // The handler stays, whoever listens.
    drop(signal(SignalKind::from_raw(SIGXFSZ))?);
    Ok(())
}

/// Its number on Linux and macOS.
const SIGXFSZ: i32 = 25;
