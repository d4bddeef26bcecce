//! From raw updates to effects, for both ways in: read them, count what is useless, take the
//! rest, and take the waiting sign off pressed buttons.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::value::RawValue;
use teloxide::payloads::AnswerCallbackQuery;
use teloxide::types::{CallbackQueryId, True};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use super::client::{Client, Request, TIMEOUT};
use super::gate::{Gate, Passage};
use super::inline::InlineAsked;
use super::rank;
use super::receive::{self, Received, What};
use crate::app::{App, Letters};
use crate::chat::{Incoming, Input, Screen, Tap, clean};
use crate::domain::Chat;

/// What is asked for. Said explicitly, since a server otherwise keeps its last setting.
pub const KINDS: [&str; 5] = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "inline_query",
];

/// Updates that came together, in their order.
#[derive(Default)]
pub struct UpdateBatch {
    pub turns: Vec<Incoming>,
    moves: Vec<MovedChat>,
    pub taps: Vec<String>,
    /// Of each person the last one.
    pub inline: Vec<InlineAsked>,
    /// The highest number among them.
    pub last: Option<i64>,
}

/// A group has another id from here on.
struct MovedChat {
    /// How many turns come before it.
    after: usize,
    from: Chat,
    to: Chat,
}

impl UpdateBatch {
    /// Reads what has come. `gate` lets pass no more of one chat than it may send.
    pub fn read(raws: &[Box<RawValue>], app: &App, gate: &Gate) -> UpdateBatch {
        let mut batch = UpdateBatch::default();
        let bot = app.bot_name();
        for raw in raws {
            batch.add(receive::read(raw, &bot), app, gate);
        }
        batch
    }

    fn add(&mut self, received: Option<Received>, app: &App, gate: &Gate) {
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
            What::Turn(incoming) => {
                let tap = incoming.beside.tap.clone();
                match limited(incoming, app, gate) {
                    Some(incoming) => self.turns.push(incoming),
                    // No turn answers it.
                    None => self.taps.extend(tap),
                }
            }
            What::Moved { from, to } => self.moves.push(MovedChat {
                after: self.turns.len(),
                from,
                to,
            }),
            What::Inline { id, query } => {
                self.inline.retain(|it| it.query.account != query.account);
                let update = received.update;
                self.inline.push(InlineAsked { update, id, query });
            }
            What::Idle => {}
            What::Unknown => unknown(),
        }
    }

    /// Puts another batch behind this one.
    pub fn append(&mut self, mut other: UpdateBatch) {
        let before = self.turns.len();
        self.turns.append(&mut other.turns);
        self.moves
            .extend(other.moves.into_iter().map(|it| MovedChat {
                after: before + it.after,
                ..it
            }));
        self.taps.append(&mut other.taps);
        self.inline.append(&mut other.inline);
        self.last = self.last.max(other.last);
    }

    /// Asks Telegram who the senders are in their groups, where that matters; costs nothing else.
    pub async fn ask_ranks(&mut self, client: &Client) {
        rank::ask(client, &mut self.turns).await;
    }

    /// When this returns, all of it has taken effect and may be acknowledged. `letters` are to be
    /// sent even if it fails.
    pub async fn take(&self, app: &App, letters: &mut Letters) -> Result<()> {
        let mut rest = self.turns.as_slice();
        for MovedChat { after, from, to } in &self.moves {
            let taken = self.turns.len() - rest.len();
            let (before, behind) = rest.split_at(after - taken);
            app.take_into(before, letters).await?;
            app.move_chat(*from, *to).await?;
            rest = behind;
        }
        app.take_into(rest, letters).await
    }
}

/// What is left of an update at the gate; None if it is not taken.
fn limited(incoming: Incoming, app: &App, gate: &Gate) -> Option<Incoming> {
    if always_passes(&incoming.input, app) {
        return Some(incoming);
    }
    let Incoming {
        chat,
        private,
        update,
        ..
    } = incoming;
    let passage = gate.ask(chat.id, private, update.id, Instant::now());
    if passage == Passage::Open {
        return Some(incoming);
    }
    let chat = if private { "private" } else { "group" };
    metrics::counter!("bot_updates_not_taken_total", "chat" => chat).increment(1);
    (passage == Passage::Told).then_some(Incoming {
        input: Input::TooFast,
        ..incoming
    })
}

/// Danger is never limited, and whether a person can be reached at all has to be known.
fn always_passes(input: &Input, app: &App) -> bool {
    match input {
        Input::Tap(data) => Tap::parse(data) == Some(Tap::Open(Screen::Emergency)),
        Input::Left | Input::Returned | Input::Bot(_) => true,
        said => said
            .words()
            .is_some_and(|text| app.law.tells_of_danger(&clean(&text))),
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
