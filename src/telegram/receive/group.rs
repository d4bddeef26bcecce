//! What is particular to groups: who speaks in one, whether the bot is meant, and in which topic.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::command::command;
use super::message::{Message, User};
use super::received::What;
use super::tolerant::tolerant;
use crate::chat::Input;

impl Message {
    /// Whoever wrote it: a person, or somebody in the name of the group or of a channel, and then
    /// Telegram puts a bot of its own in their place. Not another bot; and not a channel whose
    /// post Telegram itself forwards to its group: nobody asked anything there.
    pub(super) fn sender(&self) -> Option<&User> {
        let written = self.is_automatic_forward != Some(true);
        let in_a_name = self.sender_chat.is_some();
        let from = self.from.as_ref();
        from.filter(|from| written && (in_a_name || !from.is_bot))
    }

    /// Commands, and words that are said to the bot. What people say to each other is not listened
    /// to, not even where Telegram would show it.
    pub(super) fn in_group(self, bot: &str) -> Option<Input> {
        let replied = self.reply_to_message.as_ref();
        let author = replied.and_then(|it| it.from.as_ref()?.username.as_deref());
        let replies = author.is_some_and(|name| !bot.is_empty() && name.eq_ignore_ascii_case(bot));
        let text = self.text.or(self.caption)?;
        match command(&text) {
            Some(command) if command.is_for(bot) => Some(command.input()),
            Some(_) => None,
            None => (replies || mentions(&text, bot)).then_some(Input::Text(text)),
        }
    }
}

/// Whether the bot's name stands in the text, as a name of its own.
fn mentions(text: &str, bot: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let named = |after: &str| {
        let end = after.find(|c| !name(c)).unwrap_or(after.len());
        after[..end].eq_ignore_ascii_case(bot)
    };
    !bot.is_empty() && text.split('@').skip(1).any(named)
}

/// The same with the topic that the message of this update stands in: there it is answered.
pub fn with_topic(raw: &RawValue, what: What) -> What {
    #[derive(Deserialize)]
    struct UpdateTopic {
        #[serde(default, deserialize_with = "tolerant")]
        message: Option<InTopic>,
        #[serde(default, deserialize_with = "tolerant")]
        edited_message: Option<InTopic>,
        #[serde(default, deserialize_with = "tolerant")]
        callback_query: Option<TapTopic>,
    }
    #[derive(Deserialize)]
    struct TapTopic {
        #[serde(default, deserialize_with = "tolerant")]
        message: Option<InTopic>,
    }
    #[derive(Deserialize)]
    struct InTopic {
        /// Replies outside of topics have a number too, which is no topic's.
        #[serde(default, deserialize_with = "tolerant")]
        is_topic_message: Option<bool>,
        #[serde(default, deserialize_with = "tolerant")]
        message_thread_id: Option<i64>,
    }
    let What::Turn(mut incoming) = what else {
        return what;
    };
    let update = serde_json::from_str::<UpdateTopic>(raw.get()).ok();
    let message = update.and_then(|it| {
        let tapped = || it.callback_query.and_then(|tap| tap.message);
        it.message.or(it.edited_message).or_else(tapped)
    });
    let topic = message.filter(|it| it.is_topic_message == Some(true));
    incoming.beside.topic = topic.and_then(|it| it.message_thread_id);
    What::Turn(incoming)
}

/// Whether the message of this update is something that a person sent. All else is Telegram's:
/// that something was pinned, paid or renamed, and whatever it will tell next year.
pub fn is_said(raw: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct UpdateFields {
        message: std::collections::BTreeMap<String, IgnoredAny>,
    }
    const SAID: [&str; 24] = [
        "animation",
        "audio",
        "caption",
        "checklist",
        "contact",
        "dice",
        "document",
        "game",
        "invoice",
        "live_photo",
        "location",
        "paid_media",
        "passport_data",
        "photo",
        "poll",
        "rich_message",
        "sticker",
        "story",
        "text",
        "venue",
        "video",
        "video_note",
        "voice",
        "web_app_data",
    ];
    serde_json::from_str::<UpdateFields>(raw.get())
        .is_ok_and(|update| SAID.iter().any(|kind| update.message.contains_key(*kind)))
}
