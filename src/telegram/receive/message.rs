//! A message as Telegram sends it, as far as the bot reads it.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::place::{Location, Venue};
use super::tolerant::tolerant;

#[derive(Deserialize)]
pub struct Message {
    pub chat: Room,
    #[serde(default, deserialize_with = "tolerant")]
    pub from: Option<User>,
    #[serde(default, deserialize_with = "tolerant")]
    pub date: Option<i64>,
    #[serde(default, deserialize_with = "tolerant")]
    pub text: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    pub caption: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    pub location: Option<Location>,
    #[serde(default, deserialize_with = "tolerant")]
    pub venue: Option<Venue>,
    #[serde(default, deserialize_with = "tolerant")]
    pub photo: Option<Vec<PhotoSize>>,
    #[serde(default, deserialize_with = "tolerant")]
    pub video: Option<File>,
    #[serde(default, deserialize_with = "tolerant")]
    pub voice: Option<File>,
    #[serde(default, deserialize_with = "tolerant")]
    pub audio: Option<File>,
    #[serde(default, deserialize_with = "tolerant")]
    pub video_note: Option<File>,
    #[serde(default, deserialize_with = "tolerant")]
    pub document: Option<File>,
    #[serde(default, deserialize_with = "tolerant")]
    pub migrate_to_chat_id: Option<i64>,
    #[serde(default, deserialize_with = "tolerant")]
    pub migrate_from_chat_id: Option<i64>,
    #[serde(default, deserialize_with = "tolerant")]
    pub sender_chat: Option<InName>,
    #[serde(default, deserialize_with = "tolerant")]
    pub is_automatic_forward: Option<bool>,
    #[serde(default, deserialize_with = "tolerant")]
    pub reply_to_message: Option<Replied>,
    /// The bot that made it in inline mode.
    #[serde(default, deserialize_with = "tolerant")]
    pub via_bot: Option<Author>,
    pub forward_origin: Option<IgnoredAny>,
}

impl Message {
    /// A card of the bot's own that somebody has put where it reads, with nothing said to it. Passed
    /// on from elsewhere it is as good as any other message.
    pub fn is_own(&self, bot: &str) -> bool {
        let author = self.via_bot.as_ref();
        let author = author.and_then(|it| it.username.as_deref());
        let own = author.is_some_and(|name| !bot.is_empty() && name.eq_ignore_ascii_case(bot));
        own && self.forward_origin.is_none()
    }
}

#[derive(Deserialize)]
pub struct Room {
    pub id: i64,
    #[serde(default, rename = "type", deserialize_with = "tolerant")]
    pub kind: Option<String>,
}

impl Room {
    /// Users have positive ids, groups and channels negative ones.
    pub fn is_private(&self) -> bool {
        match &self.kind {
            Some(kind) => kind == "private",
            None => self.id > 0,
        }
    }

    /// Not a channel, where nobody speaks to the bot.
    pub fn is_group(&self) -> bool {
        match &self.kind {
            Some(kind) => kind == "group" || kind == "supergroup",
            None => self.id < 0,
        }
    }
}

#[derive(Deserialize)]
pub struct User {
    pub id: i64,
    #[serde(default)]
    pub is_bot: bool,
    #[serde(default, deserialize_with = "tolerant")]
    pub language_code: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    pub first_name: Option<String>,
}

#[derive(Deserialize)]
pub struct PhotoSize {
    pub file_id: String,
    #[serde(default)]
    pub width: u64,
    #[serde(default)]
    pub height: u64,
}

#[derive(Deserialize)]
pub struct File {
    pub file_id: String,
}

/// A message that another one replies to.
#[derive(Deserialize)]
pub struct Replied {
    #[serde(default, deserialize_with = "tolerant")]
    pub from: Option<Author>,
}

#[derive(Deserialize)]
pub struct Author {
    #[serde(default, deserialize_with = "tolerant")]
    pub username: Option<String>,
}

/// In whose name somebody writes.
#[derive(Deserialize)]
pub struct InName {
    pub id: i64,
}
