//! Webhook mode: one queue per chat, the next update of a queue only after the bot took the one before.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;

use super::BotApi;
use super::call::{Call, Done};
use super::schema::schema;
use super::state::State;
use super::updates::Update;

const LONGEST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_POST: Duration = Duration::from_secs(60);

pub struct Webhook {
    url: String,
    secret: Option<String>,
    max_connections: usize,
    /// Ids that wait, by queue; a queue that is here has a delivery of its own.
    queues: HashMap<i64, VecDeque<i64>>,
    /// Queues that still need their delivery.
    fresh: Vec<i64>,
    last_error: Option<String>,
}

/// `setWebhook`; an empty url takes the webhook away.
pub fn set(api: &BotApi, state: &mut State, params: &Map<String, Value>) -> Done {
    let url = params
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if url.is_empty() {
        return delete(api, state, params);
    }
    let updates = &mut state.updates;
    updates.allow(params);
    if params.get("drop_pending_updates") == Some(&Value::Bool(true)) {
        updates.pending.clear();
    }
    let mut webhook = Webhook {
        url,
        secret: params
            .get("secret_token")
            .and_then(Value::as_str)
            .map(str::to_owned),
        max_connections: params
            .get("max_connections")
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(40),
        queues: HashMap::new(),
        fresh: Vec::new(),
        last_error: None,
    };
    for (id, update) in &updates.pending {
        webhook.add(*id, update.queue);
    }
    updates.webhook = Some(webhook);
    updates.hooks += 1;
    let inside = BotApi {
        shared: Arc::clone(&api.shared),
        _guard: None,
    };
    tokio::spawn(deliver_all(inside, updates.hooks));
    api.shared.updates.notify_waiters();
    Done::yes()
}

pub fn delete(api: &BotApi, state: &mut State, params: &Map<String, Value>) -> Done {
    state.updates.webhook = None;
    state.updates.hooks += 1;
    if params.get("drop_pending_updates") == Some(&Value::Bool(true)) {
        state.updates.pending.clear();
    }
    api.shared.updates.notify_waiters();
    Done::yes()
}

pub fn info(state: &State) -> String {
    let updates = &state.updates;
    let mut info = json!({"url": "", "has_custom_certificate": false, "pending_update_count": updates.pending.len()});
    if let Some(webhook) = &updates.webhook {
        info["url"] = webhook.url.as_str().into();
        info["max_connections"] = webhook.max_connections.into();
        if let Some(error) = &webhook.last_error {
            info["last_error_date"] = state.now().into();
            info["last_error_message"] = error.as_str().into();
        }
    }
    if let Some(kinds) = &updates.allowed {
        info["allowed_updates"] = kinds.as_slice().into();
    }
    info.to_string()
}

impl Webhook {
    pub fn add(&mut self, id: i64, queue: i64) {
        let waiting = self.queues.entry(queue).or_insert_with(|| {
            self.fresh.push(queue);
            VecDeque::new()
        });
        waiting.push_back(id);
    }

    /// The next update of a queue; an empty queue is forgotten.
    fn next(&mut self, queue: i64, pending: &BTreeMap<i64, Update>) -> Option<(i64, String)> {
        let waiting = self.queues.get_mut(&queue)?;
        while let Some(id) = waiting.front().copied() {
            match pending.get(&id) {
                Some(update) => return Some((id, update.body.clone())),
                None => waiting.pop_front(),
            };
        }
        self.queues.remove(&queue);
        None
    }
}

/// What a delivery needs, the same for all queues of one webhook.
struct Post {
    api: BotApi,
    /// The webhook that it is for; another number ends it.
    hook: u64,
    client: reqwest::Client,
    url: String,
    secret: Option<String>,
    connections: Semaphore,
}

async fn deliver_all(api: BotApi, hook: u64) {
    let post = {
        let state = api.lock();
        let Some(webhook) = state
            .updates
            .webhook
            .as_ref()
            .filter(|_| state.updates.hooks == hook)
        else {
            return;
        };
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(LONGEST_POST)
            .build()
            .unwrap_or_default();
        let connections = Semaphore::new(webhook.max_connections);
        Arc::new(Post {
            api: api.clone(),
            hook,
            client,
            url: webhook.url.clone(),
            secret: webhook.secret.clone(),
            connections,
        })
    };
    loop {
        let mut woken = std::pin::pin!(api.shared.updates.notified());
        woken.as_mut().enable();
        let fresh = match post.webhook(|webhook, _| std::mem::take(&mut webhook.fresh)) {
            Some(fresh) => fresh,
            None => return,
        };
        for queue in fresh {
            tokio::spawn(deliver(Arc::clone(&post), queue));
        }
        woken.await;
    }
}

/// One queue to its end: at once, again at once after the first refusal, then after growing pauses.
async fn deliver(post: Arc<Post>, queue: i64) {
    let shortest = post.api.shared.settings.webhook_pause;
    let mut pause = Duration::ZERO;
    while let Some(Some((id, body))) = post.webhook(|webhook, pending| webhook.next(queue, pending))
    {
        let Ok(connection) = post.connections.acquire().await else {
            return;
        };
        let result = post.send(body).await;
        drop(connection);
        match result {
            Ok(answer) => {
                pause = Duration::ZERO;
                post.webhook(|_, pending| pending.remove(&id));
                post.obey(&answer);
                post.api.tell();
            }
            Err((error, after)) => {
                post.webhook(|webhook, _| webhook.last_error = Some(error));
                tokio::time::sleep(after.unwrap_or(pause)).await;
                pause = (pause * 2).clamp(shortest, LONGEST_PAUSE);
            }
        }
    }
}

impl Post {
    /// Under the lock, unless this webhook has been replaced or the server stopped.
    fn webhook<T>(
        &self,
        work: impl FnOnce(&mut Webhook, &mut BTreeMap<i64, Update>) -> T,
    ) -> Option<T> {
        let updates = &mut self.api.lock().updates;
        if updates.hooks != self.hook || self.api.shared.is_stopped() {
            return None;
        }
        let webhook = updates.webhook.as_mut()?;
        Some(work(webhook, &mut updates.pending))
    }

    /// The body of a 2xx answer, or why there is none and when the bot wants to be asked again.
    async fn send(&self, body: String) -> Result<String, (String, Option<Duration>)> {
        let mut request = self
            .client
            .post(&self.url)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        if let Some(secret) = &self.secret {
            request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        let response = request
            .send()
            .await
            .map_err(|error| (error.without_url().to_string(), None))?;
        let status = response.status();
        if status.is_success() {
            return Ok(response.text().await.unwrap_or_default());
        }
        let after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        Err((
            format!("Wrong response from the webhook: {status}"),
            after.map(Duration::from_secs),
        ))
    }

    /// A webhook may answer with one call, whose result it never learns.
    fn obey(&self, answer: &str) {
        let Ok(Value::Object(mut params)) = serde_json::from_str(answer) else {
            return;
        };
        let Some(Value::String(name)) = params.remove("method") else {
            return;
        };
        match schema().method(&name) {
            Some(method) => drop(self.api.call(Call {
                method,
                params,
                files: Vec::new(),
            })),
            None => self
                .api
                .lock()
                .note_violation(format!("unknown method {name}")),
        }
    }
}
