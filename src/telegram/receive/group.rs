//! What is particular to groups: who speaks in one and in whose name, whether the bot is meant, and
//! in which topic.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::command::command;
use super::message::{Message, User};
use super::received::What;
use super::tolerant::tolerant;
use crate::chat::{Input, Rank};

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

    /// Whoever writes in the name of the group leads it. In the name of a channel, its own too,
    /// writes whoever runs that, and nobody tells who it is.
    pub(super) fn rank(&self) -> Option<Rank> {
        let name = self.sender_chat.as_ref()?.id;
        Some(match name == self.chat.id {
            true => Rank::Anonymous,
            false => Rank::Member,
        })
    }

    /// Commands, and whatever is sent to the bot: in reply to it, or with its name, which is no part
    /// of what is said. What people say to each other is not listened to, not even where Telegram
    /// would show it.
    pub(super) fn in_group(mut self, bot: &str) -> Option<Input> {
        let replied = self.reply_to_message.as_ref();
        let author = replied.and_then(|it| it.from.as_ref()?.username.as_deref());
        let replies = author.is_some_and(|name| !bot.is_empty() && name.eq_ignore_ascii_case(bot));
        let said = self.text.as_deref().or(self.caption.as_deref());
        if let Some(command) = said.and_then(command) {
            return command.is_for(bot).then(|| command.input());
        }
        let rest = said.and_then(|text| without_name(text, bot));
        if rest.is_none() && !replies {
            return None;
        }
        if let Some(rest) = rest {
            let said = match self.text {
                Some(_) => &mut self.text,
                None => &mut self.caption,
            };
            *said = Some(rest);
        }
        let caption = self.caption.clone();
        match self.input() {
            // A sticker below a message of the bot's is meant for the others; words below what the
            // bot does not know are words.
            Input::Other => caption.filter(|it| !it.is_empty()).map(Input::Text),
            // Whoever only calls it wants to know what it can do.
            Input::Text(text) if text.is_empty() => Some(Input::Command {
                name: "help".to_owned(),
                arg: String::new(),
            }),
            input => Some(input),
        }
    }
}

/// The text without the bot's name, where that stands in it as a name of its own; else None.
fn without_name(text: &str, bot: &str) -> Option<String> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut out, mut found) = (String::with_capacity(text.len()), false);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        out.push_str(before);
        let end = after.find(|c| !in_name(c)).unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        if !bot.is_empty() && name.eq_ignore_ascii_case(bot) {
            found = true;
            // "@bot, …": what parts the name from the rest goes with it.
            rest = behind.trim_start_matches([',', ':', ' ']);
        } else {
            out.push('@');
            rest = after;
        }
    }
    out.push_str(rest);
    found.then(|| out.trim().to_owned())
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
