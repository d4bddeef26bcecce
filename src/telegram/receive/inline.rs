//! The bot's name in any chat, with what is typed behind it.

use serde::Deserialize;

use super::message::User;
use super::place::Location;
use super::received::What;
use super::tolerant::tolerant;
use crate::chat::InlineQuery;
use crate::domain::Account;
use crate::telegram::channel::CHANNEL;

#[derive(Deserialize)]
pub struct InlineUpdate {
    id: String,
    from: User,
    #[serde(default, deserialize_with = "tolerant")]
    query: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    location: Option<Location>,
}

impl InlineUpdate {
    pub fn read(self) -> What {
        What::Inline {
            id: self.id,
            query: InlineQuery {
                account: Account::new(CHANNEL, self.from.id),
                tag: self.from.language_code,
                text: self.query.unwrap_or_default(),
                place: self.location.and_then(Location::place),
            },
        }
    }
}
