//! Answers what is typed behind the bot's name in any chat. People type on meanwhile, so that only
//! the last question of each is answered, at once or not at all.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use teloxide::types::True;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use super::client::{Client, Request};
use super::gate::{Gate, Passage};
use super::send::{TEXT, cut, plain};
use crate::app::App;
use crate::chat::{InlineAnswer, InlineCard, InlineQuery};

/// Answers on their way at a time, and those that wait for it; what comes beyond is not answered.
const IN_FLIGHT: usize = 8;
const WAITING: usize = 500;
/// Telegram forgets a question after half a minute, and whoever asked has typed on.
const LIVES: Duration = Duration::from_secs(25);
/// UTF-16 units of a label, of a title and of a line.
const SHORT: usize = 60;
const LINE: usize = 200;

/// A question on its way to its answer.
#[derive(Debug)]
pub struct InlineAsked {
    pub update: i64,
    pub id: String,
    pub query: InlineQuery,
}

/// Answers in tasks of its own. Cheap to clone.
#[derive(Clone)]
pub struct Inline {
    app: Arc<App>,
    client: Client,
    /// Not that of conversations: typing takes nothing away from them.
    gate: Gate,
    tasks: TaskTracker,
    in_flight: Arc<Semaphore>,
}

impl Inline {
    pub fn new(app: Arc<App>, client: Client) -> Inline {
        Inline {
            app,
            client,
            gate: Gate::default(),
            tasks: TaskTracker::new(),
            in_flight: Arc::new(Semaphore::new(IN_FLIGHT)),
        }
    }

    pub fn answer(&self, asked: Vec<InlineAsked>) {
        for one in asked {
            let person = one.query.account.id;
            let passage = self.gate.ask(person, true, one.update, Instant::now());
            if passage != Passage::Open || self.tasks.len() >= WAITING {
                count("not_taken");
                continue;
            }
            let this = self.clone();
            self.tasks.spawn(async move {
                let outcome = timeout(LIVES, this.answer_one(one)).await;
                count(outcome.unwrap_or("late"));
            });
        }
    }

    async fn answer_one(&self, asked: InlineAsked) -> &'static str {
        let Ok(_permit) = self.in_flight.acquire().await else {
            return "late";
        };
        let answer = match self.app.inline(&asked.query).await {
            Ok(answer) => answer,
            Err(fault) => {
                tracing::warn!(fault = %format!("{fault:#}"), "an inline query is not answered");
                return "failed";
            }
        };
        let Ok(request) = Request::new("answerInlineQuery", &compose(&asked.id, &answer)) else {
            return "failed";
        };
        match self.client.call::<True>(request, LIVES).await {
            Ok(_) => "answered",
            // Too old by now, mostly; counted by the client, and that is enough.
            Err(_) => "failed",
        }
    }
}

fn count(outcome: &'static str) {
    metrics::counter!("bot_inline_queries_total", "outcome" => outcome).increment(1);
}

/// For whoever asked, and never kept for others.
fn compose(id: &str, answer: &InlineAnswer) -> Value {
    let results: Vec<Value> = (1..).zip(&answer.cards).map(result).collect();
    let mut call = json!({
        "inline_query_id": id,
        "results": results,
        "is_personal": true,
        "cache_time": 0,
    });
    if let Some((label, start)) = &answer.button {
        call["button"] = json!({"text": plain(label, SHORT), "start_parameter": start});
    }
    call
}

fn result((number, card): (usize, &InlineCard)) -> Value {
    let mut result = json!({
        "type": "article",
        "id": number.to_string(),
        "title": plain(&card.title, SHORT),
        "input_message_content": {
            "message_text": cut(&card.text, TEXT),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true},
        },
    });
    if !card.line.is_empty() {
        result["description"] = plain(&card.line, LINE).into();
    }
    result
}
