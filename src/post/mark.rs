//! Writes down what became of letters, everything that ended meanwhile in one transaction.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::report::{DeliveryReport, End};
use crate::app::App;
use crate::domain::Time;
use crate::store::{Dead, Sent, Tx};

/// Ends in one transaction.
const GROUP: usize = 64;
/// Between two tries while the database is away.
const LONGEST: Duration = Duration::from_secs(2);
/// Tries of the last words after the stop.
const LAST_TRIES: u32 = 5;

/// Writes until nobody reports any more, and tells `settled` after each commit.
pub async fn run(
    app: Arc<App>,
    mut reports: mpsc::UnboundedReceiver<DeliveryReport>,
    settled: mpsc::UnboundedSender<Vec<DeliveryReport>>,
    stop: CancellationToken,
) {
    let mut group = Vec::new();
    while reports.recv_many(&mut group, GROUP).await > 0 {
        let mut tries = 0;
        while let Err(fault) = write(&app, &group).await {
            tries += 1;
            tracing::error!(fault = %format!("{fault:#}"), "what was sent is not written down yet");
            if stop.is_cancelled() && tries >= LAST_TRIES {
                break;
            }
            let wait = Duration::from_millis(100) * (1 << tries.min(6));
            tokio::time::sleep(wait.min(LONGEST)).await;
        }
        for report in &group {
            count(report);
        }
        if settled.send(std::mem::take(&mut group)).is_err() {
            return;
        }
    }
}

async fn write(app: &App, group: &[DeliveryReport]) -> Result<()> {
    let mut tx = app.store.begin().await?;
    note(app, &mut tx, group).await?;
    tx.commit().await
}

/// Writes down, in a transaction, what became of letters.
pub async fn note(app: &App, tx: &mut Tx, group: &[DeliveryReport]) -> Result<()> {
    let now = app.clock.now();
    for report in group {
        if let Some(to) = report.moved {
            tx.move_chat(report.letter.chat, to).await?;
        }
    }
    let sent: Vec<Sent> = group.iter().filter_map(sent).collect();
    tx.mark_sent(&sent, now).await?;
    for report in group {
        end(app, tx, report, now).await?;
    }
    Ok(())
}

fn sent(report: &DeliveryReport) -> Option<Sent> {
    let DeliveryReport {
        letter, end, moved, ..
    } = report;
    let End::Sent { message, slot, .. } = end else {
        return None;
    };
    Some(Sent {
        key: letter.key.clone(),
        chat: moved.unwrap_or(letter.chat),
        batch: letter.batch.is_some(),
        message: *message,
        slot: slot.clone(),
    })
}

async fn end(app: &App, tx: &mut Tx, report: &DeliveryReport, now: Time) -> Result<()> {
    let letter = &report.letter;
    let chat = report.moved.unwrap_or(letter.chat);
    match &report.end {
        End::Sent { upload, .. } => {
            if let Some((hash, file)) = upload {
                tx.add_upload(chat.channel, hash, file, now).await?;
            }
        }
        End::Blocked => {
            tx.mark_dead(&letter.key, Dead::Blocked, now).await?;
            app.lose(tx, chat, &letter.key).await?;
        }
        End::Failed => tx.mark_dead(&letter.key, Dead::Failed, now).await?,
        End::BadText => {
            tx.mark_dead(&letter.key, Dead::Failed, now).await?;
            if let Some(batch) = letter.broadcast() {
                tx.stop_batch(batch, now).await?;
            }
        }
        End::Expired => tx.mark_dead(&letter.key, Dead::Expired, now).await?,
        End::Replaced => tx.drop_row(&letter.key).await?,
        End::Later { wait, .. } => {
            let at = now + *wait;
            tx.send_later(&letter.key, letter.lease_until, now, at)
                .await?;
        }
    }
    Ok(())
}

fn count(report: &DeliveryReport) {
    let outcome = match report.end {
        End::Sent { .. } => "sent",
        End::Blocked => "blocked",
        End::Failed | End::BadText => "failed",
        End::Expired => "expired",
        End::Replaced | End::Later { .. } => return,
    };
    // The second message to the same person is no second recipient.
    if report.letter.counts() {
        metrics::counter!("bot_broadcast_recipients_total", "outcome" => outcome).increment(1);
    }
}
