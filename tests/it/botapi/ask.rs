//! What a test asks: what was sent, what is on the screen, what went wrong; and waiting for it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::BotApi;
use super::state::{Sent, State};

/// Long enough for a busy machine, short enough for a test that fails.
const PATIENCE: Duration = Duration::from_secs(10);
/// After each look the waiting rest this long, so that a bench's thousands of messages do not each wake them.
const REST: Duration = Duration::from_micros(300);

impl BotApi {
    /// The messages sent, in order, without edits, answers to taps and the like. Empty with `Keep::Counts`.
    pub fn sent(&self) -> Vec<Arc<Sent>> {
        self.lock()
            .log
            .iter()
            .filter(|sent| is_message(sent))
            .cloned()
            .collect()
    }

    /// Every executed call but questions, in order.
    pub fn calls(&self) -> Vec<Arc<Sent>> {
        self.lock().log.clone()
    }

    /// Forgets what was sent and done; messages in chats and counters stay.
    pub fn forget(&self) {
        self.lock().log.clear();
    }

    /// How many messages were sent.
    pub fn count(&self) -> u64 {
        self.lock().sent
    }

    pub fn count_in(&self, chat: i64) -> u64 {
        self.lock().chats.get(&chat).map_or(0, |chat| chat.sent)
    }

    /// How many calls of a method were executed, in the official spelling.
    pub fn count_of(&self, method: &str) -> u64 {
        self.lock().counts.get(method).copied().unwrap_or(0)
    }

    pub fn count_429(&self) -> u64 {
        self.lock().too_many
    }

    /// Requests that the official fields or limits forbid. A test's last line asserts that there are none.
    pub fn violations(&self) -> Vec<String> {
        self.lock().violations.clone()
    }

    /// Every answer that was not ok, violations included.
    pub fn refusals(&self) -> Vec<String> {
        self.lock().refusals.clone()
    }

    /// Updates that the bot has not confirmed.
    pub fn pending(&self) -> usize {
        self.lock().updates.pending.len()
    }

    /// Taps that were never answered: their buttons would still be spinning.
    pub fn unanswered(&self) -> Vec<String> {
        self.lock()
            .callbacks
            .iter()
            .filter(|(_, tap)| tap.answers.is_empty())
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// The words of each answer to a tap; an empty one where the waiting sign was only taken off.
    pub fn said_at(&self, tap: &str) -> Vec<String> {
        let state = self.lock();
        let tap = state.callbacks.get(tap);
        tap.map(|tap| tap.answers.clone()).unwrap_or_default()
    }

    /// The answers to an inline query: the whole calls.
    pub fn inline_answers(&self, query: &str) -> Vec<Value> {
        let state = self.lock();
        let query = state.inlines.get(query);
        query.map(|query| query.answers.clone()).unwrap_or_default()
    }

    /// The commands, names and descriptions that are set, one entry for each scope and language.
    pub fn stored(&self, method: &str) -> Vec<Value> {
        self.lock()
            .stored
            .iter()
            .filter(|(key, _)| key.split(' ').next() == Some(method))
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The text or caption of the newest message of the bot, without tags and as edited.
    pub fn last_text(&self, chat: i64) -> Option<String> {
        self.lock()
            .chats
            .get(&chat)?
            .newest()
            .find_map(|kept| kept.shown.as_ref())
            .map(|(words, _)| words.clone())
    }

    /// Label and data (or address) of each button of the newest message with an inline keyboard.
    pub fn buttons(&self, chat: i64) -> Vec<(String, String)> {
        let state = self.lock();
        let Some(chat) = state.chats.get(&chat) else {
            return Vec::new();
        };
        let rows = chat
            .newest()
            .filter_map(|kept| kept.shown.as_ref()?.1["inline_keyboard"].as_array())
            .find(|rows| !rows.is_empty());
        let buttons = rows
            .into_iter()
            .flatten()
            .filter_map(Value::as_array)
            .flatten();
        let part = |button: &Value, name: &str| button[name].as_str().map(str::to_owned);
        buttons
            .map(|button| {
                let data = part(button, "callback_data").or_else(|| part(button, "url"));
                (
                    part(button, "text").unwrap_or_default(),
                    data.unwrap_or_default(),
                )
            })
            .collect()
    }

    /// Whether it came true in time. It is asked again whenever something happened, at most some thousand times a second.
    pub async fn wait_until(&self, is_so: impl Fn(&Self) -> bool, timeout: Duration) -> bool {
        let until = Instant::now() + timeout;
        loop {
            let mut woken = std::pin::pin!(self.shared.changed.notified());
            woken.as_mut().enable();
            if is_so(self) {
                return true;
            }
            if tokio::time::timeout_at(until, woken).await.is_err() {
                return is_so(self);
            }
            tokio::time::sleep(REST).await;
        }
    }

    /// The first message to the chat (since `forget`) whose text without tags is as wanted; `None` if there is none within 10 s.
    pub async fn wait_sent(&self, chat: i64, wanted: impl Fn(&str) -> bool) -> Option<Arc<Sent>> {
        let find = |state: &State| {
            state
                .log
                .iter()
                .find(|sent| sent.chat_id == chat && is_message(sent) && wanted(&sent.text))
                .cloned()
        };
        self.wait_until(|api| find(&api.lock()).is_some(), PATIENCE)
            .await;
        find(&self.lock())
    }

    /// Whether so many messages were sent in time, since the start.
    pub async fn wait_count(&self, messages: u64, timeout: Duration) -> bool {
        self.wait_until(|api| api.count() >= messages, timeout)
            .await
    }
}

fn is_message(sent: &Sent) -> bool {
    ["send", "copy", "forward"]
        .iter()
        .any(|verb| sent.method.starts_with(verb))
        && sent.method != "sendChatAction"
}
