//! What stands in the chats of a play.

use std::collections::HashMap;

use crate::chat::Say;
use crate::demo::cast::Stands;
use crate::domain::Chat;

/// What stands in a chat.
#[derive(Default)]
pub struct Screen {
    pub shown: Vec<Shown>,
    /// Everything that was ever there, for buttons that are gone by now.
    pub past: Vec<Say>,
}

pub struct Shown {
    pub message: i64,
    pub say: Say,
}

/// A group, and how people stand in it.
pub struct GroupOfPlay {
    pub name: String,
    pub chat: Chat,
    pub screen: Screen,
    /// By the names of those who are no mere members.
    pub stands: HashMap<String, Stands>,
    pub topics: Vec<String>,
}
