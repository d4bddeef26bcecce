//! A Telegram Bot API server of our own, for tests and benches: a real HTTP server that checks every request against the official
//! fields and limits, keeps chats and messages, hands out updates by polling and webhook, and fails when it is told to.
//!
//! ```ignore
//! let api = BotApi::start(Settings::default()).await;
//! // … point the bot at api.url() with api.token() …
//! api.push_text(7, "/start");
//! let sent = api.wait_sent(7, |text| text.contains("Сәлем")).await;
//! assert_eq!(api.violations(), Vec::<String>::new());
//! ```
//!
//! Rooms: `http` (the wire) → `call` (check, fault, do) → `methods` (what each method does to `state`). `updates` and `webhook` carry
//! updates to the bot, `push` makes them, `ask` answers the test's questions. No room holds the lock across an await.

mod answers;
mod ask;
mod call;
mod html;
mod http;
mod keyboards;
pub mod limits;
mod media;
mod methods;
mod multipart;
mod params;
mod push;
mod questions;
mod rules;
mod schema;
mod shapes;
pub mod state;
#[cfg(test)]
mod tests;
mod updates;
mod webhook;

use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

use state::State;

pub use limits::{Fault, FaultKind, Limits, Rate};
pub use state::{ChatKind, Sent};

/// A running server. Clones are handles to the same one; it stops when the last is dropped.
#[derive(Clone)]
pub struct BotApi {
    shared: Arc<Shared>,
    /// `None` in the handles that the server itself holds.
    _guard: Option<Arc<Guard>>,
}

#[derive(Clone)]
pub struct Settings {
    pub token: String,
    /// Without the `@`.
    pub username: String,
    pub limits: Limits,
    pub keep: Keep,
    /// Called after each executed call other than a question, outside the lock and before the answer leaves.
    pub hook: Option<Hook>,
    /// The network: every answer leaves this much later.
    pub latency: Duration,
    /// How long a tap may be answered.
    pub callback_ttl: Duration,
    /// The first pause between deliveries of an update that the webhook refused; it doubles up to 5 s.
    pub webhook_pause: Duration,
    /// The date of messages in Unix seconds; `None` is the wall clock.
    pub date: Option<i64>,
    pub first_update_id: i64,
}

pub type Hook = Arc<dyn Fn(&BotApi, &Sent) + Send + Sync>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Every call, and the words and buttons of every message.
    All,
    /// Numbers only, for long benches; a hook still sees each call.
    Counts,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            token: "123456789:AAFakeTokenOfTheLocalBotApiServer_0".to_owned(),
            username: "aula_test_bot".to_owned(),
            limits: Limits::default(),
            keep: Keep::All,
            hook: None,
            latency: Duration::ZERO,
            callback_ttl: Duration::from_secs(150),
            webhook_pause: Duration::from_millis(200),
            date: None,
            first_update_id: 1000,
        }
    }
}

impl BotApi {
    /// Listens on a free port of this machine and answers on the caller's runtime.
    pub async fn start(settings: Settings) -> Self {
        match TcpListener::bind("127.0.0.1:0").await {
            Ok(listener) => Self::serve(settings, listener),
            Err(error) => give_up("no port", &error),
        }
    }

    /// The same on a thread named `botapi` with a runtime of its own, so that benches can tell its CPU time from the bot's.
    pub fn start_on_own_thread(settings: Settings) -> Self {
        let (started, api) = mpsc::channel();
        let work = move || {
            let runtime = match tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            {
                Ok(runtime) => runtime,
                Err(error) => give_up("no runtime", &error),
            };
            runtime.block_on(async move {
                let api = Self::start(settings).await;
                let shared = Arc::clone(&api.shared);
                // Whoever receives the handle keeps the server alive; this thread only waits for its end.
                let _ = started.send(api);
                shared.stopped().await;
            });
        };
        if let Err(error) = std::thread::Builder::new()
            .name("botapi".to_owned())
            .spawn(work)
        {
            give_up("no thread", &error);
        }
        match api.recv() {
            Ok(api) => api,
            Err(error) => give_up("not started", &error),
        }
    }

    fn serve(settings: Settings, listener: TcpListener) -> Self {
        let address = match listener.local_addr() {
            Ok(address) => address,
            Err(error) => give_up("no address", &error),
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(State::new(&settings)),
            url: format!("http://{address}"),
            settings,
            updates: Notify::new(),
            changed: Notify::new(),
            stop: AtomicBool::new(false),
            stopping: Notify::new(),
        });
        let inside = Self {
            shared: Arc::clone(&shared),
            _guard: None,
        };
        tokio::spawn(http::serve(listener, inside));
        Self {
            shared: Arc::clone(&shared),
            _guard: Some(Arc::new(Guard(shared))),
        }
    }

    /// The base address, `http://127.0.0.1:41234`, without the token.
    pub fn url(&self) -> String {
        self.shared.url.clone()
    }

    pub fn token(&self) -> &str {
        &self.shared.settings.token
    }

    /// No answer any more: open connections close at their next request, new ones are refused.
    pub fn stop(&self) {
        self.shared.halt();
    }

    /// Declares a chat. Undeclared chats are private, or groups where the id says so (below zero; -100… supergroups).
    pub fn chat(&self, id: i64, kind: ChatKind) {
        self.lock().chat(id).kind = kind;
    }

    /// From now on, beside the faults that are still pending.
    pub fn fault(&self, fault: Fault) {
        if fault.times > 0 {
            self.lock().faults.push(fault);
        }
    }

    pub fn clear_faults(&self) {
        self.lock().faults.clear();
    }

    /// All buckets are full again.
    pub fn set_limits(&self, limits: Limits) {
        let mut state = self.lock();
        state.limits = limits;
        state.refill();
    }

    /// The date of the messages that follow, in Unix seconds.
    pub fn set_date(&self, date: i64) {
        self.lock().date = Some(date);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes whoever waits in `ask`.
    fn tell(&self) {
        self.shared.changed.notify_waiters();
    }
}

struct Shared {
    settings: Settings,
    url: String,
    state: Mutex<State>,
    /// Updates came, or their way to the bot changed.
    updates: Notify,
    /// Anything that a test may wait for has changed.
    changed: Notify,
    stop: AtomicBool,
    stopping: Notify,
}

impl Shared {
    fn halt(&self) {
        self.stop.store(true, Ordering::SeqCst);
        self.stopping.notify_waiters();
        self.updates.notify_waiters();
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    async fn stopped(&self) {
        loop {
            let stopping = self.stopping.notified();
            let mut stopping = std::pin::pin!(stopping);
            stopping.as_mut().enable();
            if self.is_stopped() {
                return;
            }
            stopping.await;
        }
    }
}

/// Stops the server when the last handle outside it is gone.
struct Guard(Arc<Shared>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.halt();
    }
}

/// A test server that cannot stand up has nothing to answer with.
fn give_up(what: &str, why: &dyn Display) -> ! {
    panic!("botapi: {what}: {why}")
}
