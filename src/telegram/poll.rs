//! Asks for updates. The offset moves only after the commit: an update that was not taken comes
//! again, and one that comes again is known by its number.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;
use serde_json::value::RawValue;
use tokio_util::sync::CancellationToken;

use super::client::{Client, Fault, Refused, Request, TIMEOUT};
use super::intake::{Batch, KINDS, Taps};
use super::send::Sender;
use crate::app::App;

/// Seconds that the server may hold the question while there is nothing to tell.
const HOLD: u64 = 50;
/// Updates at a time, the most there is.
const LIMIT: u64 = 100;

/// Asks and takes until it is stopped. Fails only when Telegram does not know the token.
pub async fn run(
    app: Arc<App>,
    client: Client,
    sender: Sender,
    stop: CancellationToken,
) -> Result<()> {
    let taps = Taps::new(client.clone());
    let mut offset = 0;
    let mut misses = 0;
    // The first question is answered at once, so that the process soon knows that it is heard.
    let mut hold = 0;
    loop {
        let asked = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            asked = ask(&client, offset, hold) => asked,
        };
        let raws = match asked {
            Ok(raws) => raws,
            Err(fault) => {
                misses += 1;
                let wait = after(&fault, misses, &app, &client).await?;
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep(wait) => continue,
                }
            }
        };
        (misses, hold) = (0, HOLD);
        app.health.heard(app.clock.now());
        if raws.is_empty() {
            continue;
        }
        let mut batch = Batch::read(&raws, &app, &sender.gate);
        drop(raws);
        if !take(&app, &mut batch, (&taps, &sender), &stop).await {
            break;
        }
        match batch.last {
            Some(last) => offset = last + 1,
            // Nothing in it has a number; the same question would bring it again at once.
            None => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
    taps.finish().await;
    Ok(())
}

async fn ask(client: &Client, offset: i64, hold: u64) -> Result<Vec<Box<RawValue>>, Fault> {
    let payload = json!({
        "offset": offset, "limit": LIMIT, "timeout": hold, "allowed_updates": KINDS
    });
    let request =
        Request::new("getUpdates", &payload).map_err(|fault| Fault::Network(fault.to_string()))?;
    client.call(request, Duration::from_secs(hold + 15)).await
}

/// Takes a batch, again and again while the database is away. False: stopped meanwhile, and
/// nothing is acknowledged.
async fn take(
    app: &App,
    batch: &mut Batch,
    (taps, sender): (&Taps, &Sender),
    stop: &CancellationToken,
) -> bool {
    let mut misses = 0;
    loop {
        let mut letters = Vec::new();
        let taken = batch.take(app, &mut letters).await;
        if taken.is_ok() {
            taps.answer(std::mem::take(&mut batch.taps));
        }
        sender.hand(letters, !batch.turns.is_empty()).await;
        let Err(fault) = taken else {
            return true;
        };
        tracing::error!(fault = %format!("{fault:#}"), "updates wait for the database");
        misses += 1;
        tokio::select! {
            () = stop.cancelled() => return false,
            () = tokio::time::sleep(backoff(misses, app)) => {}
        }
    }
}

/// How long to wait after a question that failed.
async fn after(fault: &Fault, misses: u32, app: &App, client: &Client) -> Result<Duration> {
    if fault.is_fatal() {
        bail!("Telegram does not know this token: {fault}");
    }
    if let Fault::Refused(refused) = fault {
        let Refused {
            code,
            description,
            retry_after,
            ..
        } = refused;
        if let Some(seconds) = retry_after {
            tracing::warn!(seconds, "told to ask for updates later");
            return Ok(Duration::from_secs(u64::from(*seconds)));
        }
        if *code == 409 && description.contains("webhook") {
            tracing::info!("a webhook is set: it is removed, since this bot asks for updates");
            let request = Request::bare("deleteWebhook");
            return Ok(match client.call::<bool>(request, TIMEOUT).await {
                Ok(_) => Duration::ZERO,
                Err(_) => backoff(misses, app),
            });
        }
        if *code == 409 {
            tracing::warn!("another process asks for this bot's updates; only one can");
            return Ok(Duration::from_secs(5));
        }
    }
    tracing::warn!(%fault, misses, "no updates");
    Ok(backoff(misses, app))
}

/// One second, doubling up to thirty, and up to a quarter more so that many bots do not knock
/// together.
fn backoff(misses: u32, app: &App) -> Duration {
    let seconds = (1 << misses.saturating_sub(1).min(5)).min(30);
    Duration::from_millis(seconds * 1_000 + u64::from(app.clock.chance(250)) * seconds)
}
