//! Is told updates. Telegram hears 200 only after the commit; until then it keeps the update, and
//! keeps the order within a chat.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request as Delivery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use futures_util::FutureExt;
use secrecy::ExposeSecret;
use serde_json::json;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::client::{Client, Request, TIMEOUT};
use super::gate::Gate;
use super::inline::Inline;
use super::intake::{KINDS, Taps, UpdateBatch};
use super::send::Sender;
use crate::app::{App, Proof};
use crate::config::Webhook;

/// An update is far smaller.
const BODY: usize = 1 << 20;
/// How long the body of one may take to come.
const COMES: Duration = Duration::from_secs(10);
/// Updates in hand; whatever comes beyond is told to come again.
const IN_HAND: usize = 256;
/// Deliveries that Telegram may make side by side.
const CONNECTIONS: u32 = 64;
/// Seconds until it comes again.
const AGAIN: &str = "1";

/// The page that Telegram posts updates to, and what is to be finished after its last answer.
pub fn router(
    app: Arc<App>,
    client: Client,
    sender: Sender,
    hook: &Webhook,
) -> Result<(Router, Taps)> {
    let url = reqwest::Url::parse(&hook.url).context("the webhook's address does not parse")?;
    let taps = Taps::new(client.clone());
    let door = Arc::new(WebhookEndpoint {
        gate: sender.gate.clone(),
        way: TakingMode::new(app.clone(), sender, taps.clone()),
        in_hand: Semaphore::new(IN_HAND),
        secret: Sha256::digest(hook.secret.expose_secret()).into(),
        inline: Inline::new(app.clone(), client.clone()),
        client,
        app,
    });
    let router = Router::new().route(url.path(), post(receive));
    Ok((router.with_state(door), taps))
}

/// Tells Telegram the address, until it has heard it. It stays set when the process stops: the next
/// one takes over.
pub async fn announce(client: &Client, hook: &Webhook, stop: &CancellationToken) -> Result<()> {
    let payload = json!({
        "url": hook.url,
        "secret_token": hook.secret.expose_secret(),
        "max_connections": CONNECTIONS,
        "allowed_updates": KINDS,
    });
    let mut wait = Duration::from_secs(1);
    loop {
        let request = Request::new("setWebhook", &payload)?;
        match client.call::<bool>(request, TIMEOUT).await {
            Ok(_) => return Ok(()),
            Err(fault) if fault.is_fatal() => bail!("Telegram does not know this token: {fault}"),
            Err(fault) => tracing::warn!(%fault, "the webhook is not set yet"),
        }
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(wait) => wait = (wait * 2).min(Duration::from_secs(30)),
        }
    }
}

struct WebhookEndpoint {
    way: TakingMode,
    gate: Gate,
    in_hand: Semaphore,
    /// The digest: comparing digests tells nothing about where two secrets differ.
    secret: [u8; 32],
    inline: Inline,
    client: Client,
    app: Arc<App>,
}

async fn receive(State(door): State<Arc<WebhookEndpoint>>, delivery: Delivery) -> Response {
    // A stranger's body is not even read.
    let given = delivery.headers().get("x-telegram-bot-api-secret-token");
    let given = given.map_or([].as_slice(), |given| given.as_bytes());
    if <[u8; 32]>::from(Sha256::digest(given)) != door.secret {
        return StatusCode::FORBIDDEN.into_response();
    }
    if let Some(proof) = delivery.extensions().get::<Proof>() {
        proof.give();
    }
    let Ok(_place) = door.in_hand.try_acquire() else {
        return again();
    };
    let body = match tokio::time::timeout(COMES, to_bytes(delivery.into_body(), BODY)).await {
        Ok(Ok(body)) => body,
        // Or the connection broke: then nobody reads this.
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    door.app.health.heard(door.app.clock.now());
    let Ok(raw) = serde_json::from_slice::<Box<RawValue>>(&body) else {
        // It would be no better the next time.
        metrics::counter!("bot_unparsed_updates_total").increment(1);
        return StatusCode::OK.into_response();
    };
    let mut batch = UpdateBatch::read(&[raw], &door.app, &door.gate);
    door.inline.answer(std::mem::take(&mut batch.inline));
    // Before its turn comes: others do not wait for it.
    batch.ask_ranks(&door.client).await;
    if door.way.take(batch).await {
        StatusCode::OK.into_response()
    } else {
        again()
    }
}

fn again() -> Response {
    let headers = [(header::RETRY_AFTER, AGAIN)];
    (StatusCode::SERVICE_UNAVAILABLE, headers).into_response()
}

/// How updates that come side by side are taken.
enum TakingMode {
    /// One writer: those that wait together are taken together.
    Together(mpsc::Sender<(UpdateBatch, oneshot::Sender<bool>)>),
    /// Each by itself, side by side.
    Apart(Taker),
}

#[derive(Clone)]
struct Taker {
    app: Arc<App>,
    sender: Sender,
    taps: Taps,
}

impl TakingMode {
    fn new(app: Arc<App>, sender: Sender, taps: Taps) -> TakingMode {
        let apart = app.store.shared();
        let taker = Taker { app, sender, taps };
        if apart {
            return TakingMode::Apart(taker);
        }
        let (way, waiting) = mpsc::channel(IN_HAND);
        // Ends with the last router.
        tokio::spawn(taker.gather(waiting));
        TakingMode::Together(way)
    }

    /// True if it may be acknowledged.
    async fn take(&self, batch: UpdateBatch) -> bool {
        match self {
            TakingMode::Together(way) => {
                let (done, result) = oneshot::channel();
                way.send((batch, done)).await.is_ok() && result.await.unwrap_or_default()
            }
            // In a task of its own: a connection that breaks does not end a turn midway.
            TakingMode::Apart(taker) => {
                let taker = taker.clone();
                tokio::spawn(async move { taker.take(batch).await })
                    .await
                    .unwrap_or_default()
            }
        }
    }
}

impl Taker {
    async fn gather(self, mut waiting: mpsc::Receiver<(UpdateBatch, oneshot::Sender<bool>)>) {
        let mut group = Vec::new();
        while waiting.recv_many(&mut group, CONNECTIONS as usize).await > 0 {
            let mut all = UpdateBatch::default();
            let mut told = Vec::new();
            for (batch, done) in group.drain(..) {
                all.append(batch);
                told.push(done);
            }
            // This task takes for all connections: a panic ends these updates, which come again.
            let taken = AssertUnwindSafe(self.take(all)).catch_unwind().await;
            let taken = taken.unwrap_or_else(|_| {
                tracing::error!("panic while taking updates");
                false
            });
            for done in told {
                done.send(taken).ok();
            }
        }
    }

    async fn take(&self, mut batch: UpdateBatch) -> bool {
        let mut letters = Vec::new();
        let taken = batch.take(&self.app, &mut letters).await;
        if taken.is_ok() {
            self.taps.answer(std::mem::take(&mut batch.taps));
        }
        self.sender.hand(letters, !batch.turns.is_empty()).await;
        if let Err(fault) = &taken {
            tracing::error!(fault = %format!("{fault:#}"), "updates wait for the database");
        }
        taken.is_ok()
    }
}
