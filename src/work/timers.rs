//! What time does: progress shown, the directory of another process loaded, what is due done,
//! what is done with forgotten. Each step is a short transaction; a fault is logged and the next
//! round tries again.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use futures_util::FutureExt;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::app::App;

/// The step of the loop.
const STEP: Duration = Duration::from_secs(2);
/// Steps between two looks at what is due: half a minute.
const DUE: u64 = 15;
/// Steps between two counts of what an operator watches: a minute.
const MEASURE: u64 = 30;
/// Steps between two tidyings: an hour.
const TIDY: u64 = 1_800;

/// Runs until `stop`.
pub async fn run(app: Arc<App>, stop: CancellationToken) {
    let mut ticks = interval(STEP);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for step in 0_u64.. {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        told("directory", reload(&app)).await;
        told("progress", app.show_progress()).await;
        if step.is_multiple_of(DUE) {
            told("due", app.take_due()).await;
            told("changes", app.tell_changes()).await;
        }
        if step.is_multiple_of(MEASURE) {
            told("figures", app.measure()).await;
        }
        // Not at once: it has hardly been heard yet.
        if step % MEASURE == 3 {
            told("heard", app.keep_heard()).await;
        }
        if step.is_multiple_of(TIDY) {
            told("tidying", app.tidy()).await;
        }
    }
}

async fn reload(app: &App) -> Result<()> {
    if app.reload_if_changed().await? {
        tracing::info!(
            precincts = app.directory().precincts().len(),
            "directory loaded anew"
        );
    }
    Ok(())
}

/// A panic ends this step and not the bot.
async fn told<T>(what: &'static str, step: impl Future<Output = Result<T>>) {
    match AssertUnwindSafe(step).catch_unwind().await {
        Ok(Ok(_)) => {}
        Ok(Err(fault)) => {
            tracing::error!(what, fault = %format!("{fault:#}"), "timer failed");
        }
        Err(_) => tracing::error!(what, "timer failed: panic"),
    }
}
