//! What stands beside the words of a message: its number, its album, what it replies to. And the
//! edits of messages.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::message::Message;
use super::received::What;
use super::tolerant::tolerant;
use crate::chat::{Beside, Input, RepliedTo, number_in};

/// The same with what stands beside the message.
pub fn with(raw: &RawValue, what: What) -> What {
    let What::Turn(mut incoming) = what else {
        return what;
    };
    if let Ok(update) = serde_json::from_str::<UpdateSide>(raw.get()) {
        let message = update.message.or(update.edited_message);
        incoming.beside = Beside {
            rank: incoming.beside.rank,
            name: incoming.beside.name,
            ..message.map(MessageSide::beside).unwrap_or_default()
        };
    }
    What::Turn(incoming)
}

/// An edited message, if the update is one. In a group it may be a cry all the same.
pub fn edited(raw: &RawValue, update: i64, bot: &str) -> What {
    let Ok(Edited {
        edited_message: Some(message),
    }) = serde_json::from_str::<Edited>(raw.get())
    else {
        return What::Unknown;
    };
    match message.read(update, bot, raw) {
        What::Turn(mut incoming) => {
            // A command is given once; a place that moves on is not told anew.
            let says = matches!(incoming.input, Input::Text(_) | Input::Media { .. });
            if !says {
                return What::Idle;
            }
            incoming.input = Input::Edited(Box::new(incoming.input));
            with(raw, What::Turn(incoming))
        }
        other => other,
    }
}

impl MessageSide {
    fn beside(self) -> Beside {
        let forwarded = self.is_forwarded();
        let reply = self.reply_to_message.filter(|it| {
            let from = it.from.as_ref();
            from.is_some_and(|from| from.is_bot)
        });
        Beside {
            forwarded,
            message: self.message_id,
            album: self.media_group_id,
            reply: reply.map(|it| {
                Box::new(RepliedTo {
                    message: it.message_id,
                    number: it.words().and_then(number_in),
                    taps: it.taps(),
                })
            }),
            ..Beside::default()
        }
    }
}

impl MessageSide {
    /// Whatever is said of where it comes from, of today's Bot API or of an older server; it is not
    /// even read.
    fn is_forwarded(&self) -> bool {
        [
            &self.forward_origin,
            &self.forward_date,
            &self.forward_from,
            &self.forward_from_chat,
            &self.forward_sender_name,
        ]
        .into_iter()
        .any(Option::is_some)
    }
}

impl RepliedMessage {
    /// A pin has only its title.
    fn words(&self) -> Option<&str> {
        let title = self.venue.as_ref().map(|it| it.title.as_str());
        self.text.as_deref().or(self.caption.as_deref()).or(title)
    }

    fn taps(self) -> Vec<String> {
        let rows = self.reply_markup.unwrap_or_default().inline_keyboard;
        let buttons = rows.into_iter().flatten();
        buttons.filter_map(|it| it.callback_data).collect()
    }
}

#[derive(Deserialize)]
struct Edited {
    #[serde(default, deserialize_with = "tolerant")]
    edited_message: Option<Message>,
}

#[derive(Deserialize)]
struct UpdateSide {
    #[serde(default, deserialize_with = "tolerant")]
    message: Option<MessageSide>,
    #[serde(default, deserialize_with = "tolerant")]
    edited_message: Option<MessageSide>,
}

#[derive(Deserialize)]
struct MessageSide {
    #[serde(default, deserialize_with = "tolerant")]
    message_id: Option<i64>,
    #[serde(default, deserialize_with = "tolerant")]
    media_group_id: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    reply_to_message: Option<RepliedMessage>,
    forward_origin: Option<IgnoredAny>,
    forward_date: Option<IgnoredAny>,
    forward_from: Option<IgnoredAny>,
    forward_from_chat: Option<IgnoredAny>,
    forward_sender_name: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct RepliedMessage {
    message_id: i64,
    #[serde(default, deserialize_with = "tolerant")]
    from: Option<From>,
    #[serde(default, deserialize_with = "tolerant")]
    text: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    venue: Option<VenueTitle>,
    #[serde(default, deserialize_with = "tolerant")]
    reply_markup: Option<Markup>,
}

#[derive(Deserialize)]
struct VenueTitle {
    #[serde(default)]
    title: String,
}

#[derive(Deserialize)]
struct From {
    #[serde(default)]
    is_bot: bool,
}

#[derive(Default, Deserialize)]
struct Markup {
    #[serde(default)]
    inline_keyboard: Vec<Vec<InlineButton>>,
}

#[derive(Deserialize)]
struct InlineButton {
    #[serde(default, deserialize_with = "tolerant")]
    callback_data: Option<String>,
}
