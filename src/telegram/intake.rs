//! From raw updates to effects, for both ways in: read them, count what is useless, take the
//! rest, and take the waiting sign off pressed buttons.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use serde_json::value::RawValue;
use teloxide::payloads::AnswerCallbackQuery;
use teloxide::types::{CallbackQueryId, True};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use super::client::{Client, Request, TIMEOUT};
use super::receive::{self, Received, What};
use crate::app::{App, Letters};
use crate::chat::Incoming;

/// What is asked for. Said explicitly, since a server otherwise keeps its last setting.
pub const KINDS: [&str; 3] = ["message", "callback_query", "my_chat_member"];

/// Updates that came together, in their order.
#[derive(Default)]
pub struct Batch {
    pub turns: Vec<Incoming>,
    moves: Vec<(i64, i64)>,
    pub taps: Vec<String>,
    /// The highest number among them.
    pub last: Option<i64>,
}

impl Batch {
    pub fn read(raws: &[Box<RawValue>], app: &App) -> Batch {
        let mut batch = Batch::default();
        let bot = app.bot_name();
        for raw in raws {
            batch.add(receive::read(raw, &bot), app);
        }
        batch
    }

    fn add(&mut self, received: Option<Received>, app: &App) {
        let unknown = || metrics::counter!("bot_unparsed_updates_total").increment(1);
        let Some(received) = received else {
            unknown();
            return;
        };
        self.last = self.last.max(Some(received.update));
        if let Some(date) = received.date {
            // Whole seconds: half a second fits no better than none.
            let lag = app.clock.now().as_second().saturating_sub(date).max(0);
            let lag = u32::try_from(lag).unwrap_or(u32::MAX);
            metrics::histogram!("bot_update_lag_seconds").record(f64::from(lag));
        }
        self.taps.extend(received.tap);
        match received.what {
            What::Turn(incoming) => self.turns.push(incoming),
            What::Moved { from, to } => self.moves.push((from, to)),
            What::Idle => {}
            What::Unknown => unknown(),
        }
    }

    /// Puts another batch behind this one.
    pub fn append(&mut self, mut other: Batch) {
        self.turns.append(&mut other.turns);
        self.moves.append(&mut other.moves);
        self.taps.append(&mut other.taps);
        self.last = self.last.max(other.last);
    }

    /// When this returns, all of it has taken effect and may be acknowledged. `letters` are to be
    /// sent even if it fails.
    pub async fn take(&self, app: &App, letters: &mut Letters) -> Result<()> {
        for (from, to) in &self.moves {
            app.move_chat(*from, *to).await?;
        }
        app.take_into(&self.turns, letters).await
    }
}

/// Takes the waiting sign off pressed buttons: nobody waits for it, and it may fail.
#[derive(Clone)]
pub struct Taps {
    client: Client,
    tasks: TaskTracker,
    in_flight: Arc<Semaphore>,
}

impl Taps {
    const IN_FLIGHT: usize = 16;
    /// A phone gives up by itself: beyond this many, older taps go before newer ones.
    const WAITING: usize = 2_000;

    pub fn new(client: Client) -> Taps {
        Taps {
            client,
            tasks: TaskTracker::new(),
            in_flight: Arc::new(Semaphore::new(Taps::IN_FLIGHT)),
        }
    }

    pub fn answer(&self, taps: Vec<String>) {
        for tap in taps {
            if self.tasks.len() >= Taps::WAITING {
                return;
            }
            let (client, in_flight) = (self.client.clone(), self.in_flight.clone());
            self.tasks.spawn(async move {
                let Ok(_permit) = in_flight.acquire().await else {
                    return;
                };
                let payload = AnswerCallbackQuery::new(CallbackQueryId(tap));
                let Ok(request) = Request::new("answerCallbackQuery", &payload) else {
                    return;
                };
                // Too old to be answered, mostly; counted by the client, and that is enough.
                client.call::<True>(request, TIMEOUT).await.ok();
            });
        }
    }

    /// Waits a little for those under way.
    pub async fn finish(self) {
        self.tasks.close();
        tokio::time::timeout(Duration::from_secs(3), self.tasks.wait())
            .await
            .ok();
    }
}
