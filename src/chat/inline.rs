//! What somebody types behind the bot's name in any chat, and what may be put there in its place.

use crate::domain::{Account, Place};

/// A question that no conversation goes on from, and that leaves no trace.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineQuery {
    pub account: Account,
    /// The IETF tag of the person's interface, a hint at most.
    pub tag: Option<String>,
    pub text: String,
    /// Where the phone is, if it tells.
    pub place: Option<Place>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct InlineAnswer {
    /// The likeliest first.
    pub cards: Vec<InlineCard>,
    /// Said above them: its label, and what it opens the bot for.
    pub button: Option<(String, &'static str)>,
}

/// What one tap puts into the chat. All of it is HTML, and may be read by many.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineCard {
    pub title: String,
    pub line: String,
    pub text: String,
}
