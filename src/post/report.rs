//! What became of a letter.

use std::time::Duration;

use crate::domain::Chat;
use crate::store::Letter;

#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryReport {
    pub letter: Letter,
    pub end: End,
    /// The id that the chat has now.
    pub moved: Option<Chat>,
    /// It was in flight; otherwise it ended in the queue.
    pub flown: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Sent {
        message: i64,
        /// The slot in which it stands now.
        slot: Option<String>,
        /// Hash and id of a file that the messenger holds now.
        upload: Option<(String, String)>,
    },
    /// Nobody reads this chat any more.
    Blocked,
    Failed,
    /// It can be sent to nobody: neither can the rest of its broadcast.
    BadText,
    Expired,
    /// A newer message for the same slot says what it was going to say.
    Replaced,
    /// After so long it may be tried again.
    Later {
        wait: Duration,
        why: DelayReason,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum DelayReason {
    /// The chat was told to wait so long.
    Slow(Duration),
    Trouble,
    /// It may have arrived.
    Doubt,
    /// The connection broke before the answer.
    Broken,
    /// The chat did not let the bot speak.
    Muted,
    /// A copy of a medium was not fetched, or it may not have arrived.
    Copy,
    /// Something goes before it, or its lease is too short.
    Order,
    /// The token is no longer that of a bot.
    Fatal,
}

impl DeliveryReport {
    /// It stands in its chat as this message, and in this slot.
    pub fn sent(letter: Letter, message: i64, slot: Option<String>) -> DeliveryReport {
        let upload = None;
        DeliveryReport::flown(
            letter,
            End::Sent {
                message,
                slot,
                upload,
            },
        )
    }

    pub fn flown(letter: Letter, end: End) -> DeliveryReport {
        DeliveryReport {
            letter,
            end,
            moved: None,
            flown: true,
        }
    }

    pub fn still(letter: Letter, end: End) -> DeliveryReport {
        DeliveryReport {
            flown: false,
            ..DeliveryReport::flown(letter, end)
        }
    }

    pub fn back(letter: Letter, wait: Duration) -> DeliveryReport {
        let why = DelayReason::Order;
        DeliveryReport::still(letter, End::Later { wait, why })
    }
}
