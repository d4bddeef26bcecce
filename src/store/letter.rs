//! A letter: a row of the outbox that was leased to be sent, and what may become of it.

use std::sync::Arc;

use crate::domain::Chat;
use crate::domain::batch::Batch;

/// A leased row, to be sent.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Letter {
    pub key: String,
    #[sqlx(flatten)]
    pub chat: Chat,
    pub lane: i64,
    pub batch: Option<String>,
    /// JSON of a `chat::Say`, shared by those of one broadcast that were leased together.
    #[sqlx(try_from = "String")]
    pub body: Arc<str>,
    pub created_at: i64,
    pub seq: i64,
    pub not_before: i64,
    pub expires_at: Option<i64>,
    /// How often it was leased, this time included.
    pub attempts: i64,
    /// Until when it belongs to this process.
    pub lease_until: i64,
    /// 0 goes before 1 in its chat.
    pub priority: i64,
    /// A newer message for the same slot of the chat makes it out of date.
    pub slot: Option<String>,
}

/// Behind the batch of whatever follows the first message to the same person.
pub(super) const MORE: char = '+';

/// Ends the key of what is said at a pressed button: no message stands in the chat by it.
pub const AT_TAP: &str = "/tap";

/// What became of a letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    pub key: String,
    pub chat: Chat,
    /// Kept for corrections and progress; answers are deleted once sent.
    pub batch: bool,
    pub message: i64,
    /// The slot that this message now stands in.
    pub slot: Option<String>,
}

/// Why a letter is not sent any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    Blocked,
    Failed,
    Expired,
}

impl Letter {
    /// The broadcast that it belongs to, whichever of its parts it is.
    pub fn broadcast(&self) -> Option<Batch> {
        Batch::parse(self.batch.as_deref()?.trim_end_matches(MORE))
    }

    /// Whether a message stands in the chat by it.
    pub fn is_message(&self) -> bool {
        !self.key.ends_with(AT_TAP)
    }

    /// Whether it is the message of a broadcast by which its reader is counted.
    pub fn counts(&self) -> bool {
        let batch = self.batch.as_deref();
        batch.is_some_and(|batch| !batch.ends_with(MORE))
    }
}

impl Dead {
    pub(super) fn state(self) -> &'static str {
        match self {
            Dead::Blocked => "blocked",
            Dead::Failed => "failed",
            Dead::Expired => "expired",
        }
    }
}
