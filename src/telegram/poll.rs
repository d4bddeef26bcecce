//! Asks for updates. The offset moves only after the commit: an update that was not taken comes
//! again, and one that comes again is known by its number.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;
use serde_json::value::RawValue;
use tokio_util::sync::CancellationToken;

use super::client::{Client, Request, TIMEOUT};
use super::fault::{Fault, Refused};
use super::inline::Inline;
use super::intake::{KINDS, Taps, UpdateBatch};
use super::send::Sender;
use crate::app::App;

/// Seconds that the server may hold the question while there is nothing to tell.
const HOLD: u64 = 50;
/// Updates at a time, the most there is.
const LIMIT: u64 = 100;
/// However long it is told to wait, it asks again after this: nobody is to be deaf until a restart.
const LONGEST: Duration = Duration::from_secs(60);

/// Between two tries while the database is away: whoever waits is answered soon after it is back.
const DATABASE: Duration = Duration::from_secs(2);

/// Asks and takes until it is stopped. Fails only when Telegram does not know the token.
pub async fn run(
    app: Arc<App>,
    client: Client,
    sender: Sender,
    stop: CancellationToken,
) -> Result<()> {
    let taps = Taps::new(client.clone());
    let inline = Inline::new(app.clone(), client.clone());
    let mut offset = 0;
    let mut misses = 0;
    // The first question is answered at once, so that the process soon knows that it is heard.
    let mut hold = 0;
    let mut limit = LIMIT;
    loop {
        let asked = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            asked = ask(&client, offset, limit, hold) => asked,
        };
        let raws = match asked {
            Ok(raws) => raws,
            // Fewer at a time are less at a time.
            Err(Fault::TooLarge) if limit > 1 => {
                limit /= 2;
                tracing::warn!(limit, "too large an answer: fewer updates are asked for");
                continue;
            }
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
        limit = (limit * 2).min(LIMIT);
        app.health.heard(app.clock.now());
        if raws.is_empty() {
            continue;
        }
        let mut batch = UpdateBatch::read(&raws, &app, &sender.gate);
        drop(raws);
        inline.answer(std::mem::take(&mut batch.inline));
        batch.ask_ranks(&client).await;
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

async fn ask(
    client: &Client,
    offset: i64,
    limit: u64,
    hold: u64,
) -> Result<Vec<Box<RawValue>>, Fault> {
    let payload = json!({
        "offset": offset, "limit": limit, "timeout": hold, "allowed_updates": KINDS
    });
    let request =
        Request::new("getUpdates", &payload).map_err(|fault| Fault::Network(fault.to_string()))?;
    client.call(request, Duration::from_secs(hold + 15)).await
}

/// Takes a batch, again and again while the database is away. False: stopped meanwhile, and
/// nothing is acknowledged.
async fn take(
    app: &App,
    batch: &mut UpdateBatch,
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
            () = tokio::time::sleep(DATABASE.min(backoff(misses, app))) => {}
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
            return Ok(Duration::from_secs(u64::from(*seconds)).min(LONGEST));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Limits;
    use crate::clock::Clock;
    use crate::domain::law::Law;
    use crate::store::Store;

    #[tokio::test]
    async fn nobody_is_deaf_for_longer_than_a_minute() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
        let app = app.await.unwrap();
        let client = Client::connect("http://127.0.0.1:1", &"1:x".into()).unwrap();
        for (told, waits) in [(7, 7), (60, 60), (61, 60), (u32::MAX, 60)] {
            let fault = Fault::Refused(Refused {
                code: 429,
                retry_after: Some(told),
                ..Refused::default()
            });
            let wait = after(&fault, 1, &app, &client).await.unwrap();
            assert_eq!(wait, Duration::from_secs(waits), "{told}");
        }
    }
}
