//! Whether this process still hears from the messenger, for whoever watches it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use crate::domain::Time;

/// The last time the messenger answered; shared between the edges.
#[derive(Debug, Default)]
pub struct Health {
    /// Milliseconds since 1970; 0 before the first time.
    contact: AtomicI64,
}

impl Health {
    /// Notes that the messenger has just answered.
    pub fn heard(&self, now: Time) {
        self.contact.store(now.as_millisecond(), Ordering::Relaxed);
    }

    /// When the messenger answered last, in milliseconds since 1970; None if it never did.
    pub fn last_heard(&self) -> Option<i64> {
        let contact = self.contact.load(Ordering::Relaxed);
        (contact != 0).then_some(contact)
    }

    /// Seconds since the messenger answered; None if it never did.
    pub fn silent_for(&self, now: Time) -> Option<i64> {
        let contact = self.contact.load(Ordering::Relaxed);
        // A clock that went back says as little of the time since as one that went forward.
        (contact != 0).then(|| ((now.as_millisecond() - contact) / 1_000).abs())
    }
}

/// Whether the other end of a connection has shown that it is the messenger; shared between who
/// looks at requests and who keeps connections.
#[derive(Clone, Debug, Default)]
pub struct Proof(Arc<AtomicBool>);

impl Proof {
    pub fn give(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn given(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
