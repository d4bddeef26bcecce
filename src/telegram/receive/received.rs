//! What an update comes to.

use crate::chat::{Incoming, InlineQuery};
use crate::domain::Chat;

/// One update as far as the bot understands it.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub update: i64,
    pub what: What,
    /// A tap whose waiting sign is to be taken off the button.
    pub tap: Option<String>,
    /// When a message was written, in seconds since 1970.
    pub date: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Turn(Incoming),
    /// A group became a supergroup with another id.
    Moved {
        from: Chat,
        to: Chat,
    },
    /// Asked in any chat; the answer goes by this name, soon or not at all.
    Inline {
        id: String,
        query: InlineQuery,
    },
    /// Understood, and nothing to do: talk in a group, a service message.
    Idle,
    /// Not understood.
    Unknown,
}
