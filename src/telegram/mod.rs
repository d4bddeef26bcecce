//! The edge to Telegram: reads updates ([`receive`]) by asking ([`poll`]) or being told
//! ([`webhook`]), and sends what the outbox holds ([`send`]). The only room that knows Telegram.

mod client;
mod intake;
mod menu;
mod poll;
mod receive;
mod send;
mod webhook;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::domain::Time;

pub use client::{Client, Fault, Me, Refused, Request};
pub use menu::publish as publish_menu;
pub use poll::run as poll;
pub use receive::{Received, What, read};
pub use send::Sender;
pub use webhook::{announce as set_webhook, router as webhook};

/// When Telegram last reached this process, or was reached. Cheap to clone.
#[derive(Clone, Default)]
pub struct Health(Arc<AtomicI64>);

impl Health {
    /// The last successful `getUpdates` or delivery by webhook, in milliseconds since 1970;
    /// 0 before the first.
    pub fn last(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn touch(&self, now: Time) {
        self.0.store(now.as_millisecond(), Ordering::Relaxed);
    }
}
