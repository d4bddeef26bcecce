//! Reads an update. Tolerant: only the fields that the bot needs are looked at, each by itself,
//! so that what is strange or newer in one place harms nothing beside it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::channel::CHANNEL;
use crate::chat::{Beside, Incoming, Input};
use crate::domain::report::{Media, MediaKind};
use crate::domain::{Account, Chat, UpdateId};

mod beside;
mod command;
mod group;
mod inline;
mod member;
mod message;
mod place;
mod received;
mod tolerant;

use command::command;
use inline::InlineUpdate;
use member::ChatMember;
use message::{Message, Room, User};
pub use received::{Received, What};
use tolerant::tolerant;

/// Reads one update; None if it does not even carry a number. `bot` is the bot's user name,
/// empty while it is not known.
pub fn read(raw: &RawValue, bot: &str) -> Option<Received> {
    let received = |update, what| Received {
        update,
        what,
        tap: None,
        date: None,
    };
    let Ok(update) = serde_json::from_str::<Update>(raw.get()) else {
        let Numbered { update_id } = serde_json::from_str(raw.get()).ok()?;
        return Some(received(update_id, What::Unknown));
    };
    let id = update.update_id;
    Some(if let Some(message) = update.message {
        Received {
            date: message.date,
            ..received(
                id,
                group::with_topic(raw, beside::with(raw, message.read(id, bot, raw))),
            )
        }
    } else if let Some(tap) = update.callback_query {
        let what = group::with_topic(raw, tap.read(id));
        // In a group the turn answers it.
        let of_turn = matches!(&what, What::Turn(turn) if turn.beside.tap.is_some());
        Received {
            tap: (!of_turn).then_some(tap.id),
            ..received(id, what)
        }
    } else if let Some(member) = update.my_chat_member {
        received(id, member.read(id))
    } else if let Some(asked) = update.inline_query {
        received(id, asked.read())
    } else {
        received(id, group::with_topic(raw, beside::edited(raw, id, bot)))
    })
}

impl Message {
    fn read(self, update: i64, bot: &str, raw: &RawValue) -> What {
        // Told twice, in the old group and in the new one; either may come alone.
        let here = self.chat.id;
        let moved = self.migrate_to_chat_id.map(|to| (here, to));
        if let Some((from, to)) = moved.or(self.migrate_from_chat_id.map(|from| (from, here))) {
            return What::Moved {
                from: Chat::new(CHANNEL, from),
                to: Chat::new(CHANNEL, to),
            };
        }
        let Some(from) = self.sender().filter(|_| !self.is_own(bot)) else {
            return What::Idle;
        };
        let (account, tag) = (from.id, from.language_code.clone());
        let name = from.first_name.clone();
        let (chat, private) = (self.chat.id, self.chat.is_private());
        let rank = self.rank();
        let input = match private {
            true => Some(self.input()),
            false => self.in_group(bot),
        };
        // What nobody said is no wrong answer.
        let said = |input: &Input| *input != Input::Other || group::is_said(raw);
        let Some(input) = input.filter(said) else {
            return What::Idle;
        };
        What::Turn(Incoming {
            update: UpdateId::new(CHANNEL, update),
            chat: Chat::new(CHANNEL, chat),
            private,
            account: Account::new(CHANNEL, account),
            tag,
            input,
            beside: Beside {
                rank,
                name: name.filter(|_| !private),
                ..Beside::default()
            },
        })
    }

    /// What a person says to the bot alone.
    fn input(self) -> Input {
        if let Some(text) = self.text {
            return match command(&text) {
                Some(command) => command.input(),
                None => Input::Text(text),
            };
        }
        let place = match (self.venue, self.location) {
            (Some(venue), _) => venue.place(),
            (None, Some(location)) => location.place(),
            (None, None) => None,
        };
        if let Some(place) = place {
            return Input::Place(place);
        }
        let photo = self.photo.unwrap_or_default();
        let photo = photo
            .into_iter()
            .max_by_key(|size| size.width.saturating_mul(size.height));
        let media = [
            (MediaKind::Photo, photo.map(|size| size.file_id)),
            (MediaKind::Video, self.video.map(|file| file.file_id)),
            (MediaKind::Voice, self.voice.map(|file| file.file_id)),
            (MediaKind::Audio, self.audio.map(|file| file.file_id)),
            (
                MediaKind::VideoNote,
                self.video_note.map(|file| file.file_id),
            ),
            (MediaKind::Document, self.document.map(|file| file.file_id)),
        ];
        let media = media
            .into_iter()
            .find_map(|(kind, file)| file.map(|file| Media { kind, file }));
        media.map_or(Input::Other, |media| Input::Media {
            media,
            caption: self.caption.filter(|caption| !caption.is_empty()),
        })
    }
}

impl CallbackQuery {
    fn read(&self, update: i64) -> What {
        // Also of a message too old to be shown again.
        let (Some(data), Some(Tapped { chat })) = (&self.data, &self.message) else {
            return What::Unknown;
        };
        let private = chat.is_private();
        if !private && !chat.is_group() {
            return What::Idle;
        }
        What::Turn(Incoming {
            update: UpdateId::new(CHANNEL, update),
            chat: Chat::new(CHANNEL, chat.id),
            private,
            account: Account::new(CHANNEL, self.from.id),
            tag: self.from.language_code.clone(),
            input: Input::Tap(data.clone()),
            beside: Beside {
                tap: (!private).then(|| self.id.clone()),
                name: self.from.first_name.clone().filter(|_| !private),
                ..Beside::default()
            },
        })
    }
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

#[derive(Deserialize)]
struct Update {
    update_id: i64,
    #[serde(default, deserialize_with = "tolerant")]
    message: Option<Message>,
    #[serde(default, deserialize_with = "tolerant")]
    callback_query: Option<CallbackQuery>,
    #[serde(default, deserialize_with = "tolerant")]
    my_chat_member: Option<ChatMember>,
    #[serde(default, deserialize_with = "tolerant")]
    inline_query: Option<InlineUpdate>,
}

#[derive(Deserialize)]
struct CallbackQuery {
    id: String,
    from: User,
    #[serde(default, deserialize_with = "tolerant")]
    data: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    message: Option<Tapped>,
}

/// The message of a pressed button, which may be inaccessible.
#[derive(Deserialize)]
struct Tapped {
    chat: Room,
}

#[cfg(test)]
mod tests;
