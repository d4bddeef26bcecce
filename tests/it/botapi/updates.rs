//! Updates on their way to the bot, and long polling.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::Instant;

use super::BotApi;
use super::call::Refusal;
use super::webhook::Webhook;

pub struct Updates {
    /// Not confirmed yet, by id.
    pub pending: BTreeMap<i64, Update>,
    pub next_id: i64,
    /// `None` is the default: everything but the three kinds that must be asked for.
    pub allowed: Option<Vec<String>>,
    /// Counts the polls, so that an older one sees that it was replaced.
    poll: u64,
    pub webhook: Option<Webhook>,
    /// Counts the webhooks, so that deliveries for an older one end.
    pub hooks: u64,
}

pub struct Update {
    /// Updates of one queue are delivered to a webhook one after the other.
    pub queue: i64,
    /// As JSON, with its id.
    pub body: String,
}

/// `getUpdates`: forgets what the offset confirms, then answers at once or as soon as there is something.
pub async fn poll(api: &BotApi, params: &Map<String, Value>) -> Result<String, Refusal> {
    let number = |name: &str| params.get(name).and_then(Value::as_i64);
    let seconds = number("timeout")
        .and_then(|seconds| u64::try_from(seconds).ok())
        .unwrap_or(0);
    let until = Instant::now() + Duration::from_secs(seconds);
    let limit = number("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(100);
    let (from, turn) = {
        let updates = &mut api.lock().updates;
        if updates.webhook.is_some() {
            return Err(webhook_is_set());
        }
        updates.allow(params);
        updates.poll += 1;
        (updates.confirm(number("offset").unwrap_or(0)), updates.poll)
    };
    *api.lock().counts.entry("getUpdates").or_default() += 1;
    // An older poll wakes up to learn of this one; the test learns what was confirmed.
    api.shared.updates.notify_waiters();
    api.tell();
    loop {
        let mut woken = std::pin::pin!(api.shared.updates.notified());
        woken.as_mut().enable();
        {
            let updates = &api.lock().updates;
            if updates.webhook.is_some() {
                return Err(webhook_is_set());
            }
            if updates.poll != turn {
                return Err(Refusal::conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running",
                ));
            }
            if updates.pending.range(from..).next().is_some()
                || Instant::now() >= until
                || api.shared.is_stopped()
            {
                return Ok(updates.write(from, limit));
            }
        }
        let _ = tokio::time::timeout_at(until, woken).await;
    }
}

impl Updates {
    pub fn new(next_id: i64) -> Self {
        Self {
            pending: BTreeMap::new(),
            next_id,
            allowed: None,
            poll: 0,
            webhook: None,
            hooks: 0,
        }
    }

    /// Unnamed, the previous list stays; an empty one is the default.
    pub fn allow(&mut self, params: &Map<String, Value>) {
        if let Some(kinds) = params.get("allowed_updates").and_then(Value::as_array) {
            let kinds: Vec<String> = kinds
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            self.allowed = Some(kinds).filter(|kinds| !kinds.is_empty());
        }
    }

    pub fn allows(&self, kind: &str) -> bool {
        match &self.allowed {
            Some(kinds) => kinds.iter().any(|allowed| allowed == kind),
            None => !matches!(
                kind,
                "chat_member" | "message_reaction" | "message_reaction_count"
            ),
        }
    }

    /// Forgets the updates below the offset and says where to read on; a negative offset counts from the end.
    fn confirm(&mut self, offset: i64) -> i64 {
        let from = if offset < 0 {
            let last = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            self.pending
                .keys()
                .rev()
                .take(last)
                .next_back()
                .copied()
                .unwrap_or(0)
        } else {
            offset
        };
        if self
            .pending
            .first_key_value()
            .is_some_and(|(id, _)| *id < from)
        {
            self.pending = self.pending.split_off(&from);
        }
        from
    }

    fn write(&self, from: i64, limit: usize) -> String {
        let mut answer = String::from("[");
        for (_, update) in self.pending.range(from..).take(limit) {
            if answer.len() > 1 {
                answer.push(',');
            }
            answer.push_str(&update.body);
        }
        answer.push(']');
        answer
    }
}

fn webhook_is_set() -> Refusal {
    Refusal::conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
}
