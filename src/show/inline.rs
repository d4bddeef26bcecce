//! A card as somebody puts it into any chat: for everybody who reads there, with nothing of whoever
//! asked but the address that they typed.

use super::card::{told_of, who};
use super::{Eye, phones};
use crate::chat::{InlineAnswer, InlineCard};
use crate::domain::law::Law;
use crate::domain::seen::Card;
use crate::text::Words;

/// The card. `sure` is the address that is surely there, `near` one
/// that may be. None where the directory does not have the precinct.
pub fn card(
    card: &Card,
    sure: Option<&str>,
    near: Option<&str>,
    eye: &Eye<'_>,
) -> Option<InlineCard> {
    let words = eye.words;
    let post = eye.directory.post(&card.precinct, eye.today())?;
    let place = sure.map(|it| words.card_place(it));
    let lines = told_of(&post, place, sure.or(near), card.meeting.as_ref(), eye);
    Some(InlineCard {
        title: words.precinct_button(post.precinct.name.get(words.lang)),
        line: who(words, &post).join(" · "),
        text: lines.join("\n"),
    })
}

/// Danger: the phones, in both languages, and nothing of what was written.
pub fn danger(law: &Law) -> InlineAnswer {
    let text = phones::in_group(law);
    InlineAnswer {
        cards: vec![InlineCard {
            title: text.clone(),
            line: String::new(),
            text,
        }],
        button: None,
    }
}

/// No card, and what to do instead.
pub fn instead(label: fn(Words) -> String, words: Words) -> InlineAnswer {
    InlineAnswer {
        cards: Vec::new(),
        button: Some((label(words), FIND)),
    }
}

/// The way from a link to the search.
pub const FIND: &str = "find";
