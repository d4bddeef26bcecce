//! A place in what a person pasted: coordinates, a `geo:` address, a link of a map service.
//!
//! Nothing is fetched: a short link that hides its place behind a redirect is only named, so that
//! the caller can ask for a pin instead.

use crate::domain::Point;

use pieces::Piece;

mod lexemes;
mod link;
mod numbers;
mod pieces;
mod services;
#[cfg(test)]
mod tests;
mod typed;

/// As many characters of a text as are looked at; a message of Telegram has no more.
const LONGEST: usize = 4096;

/// A map service whose links are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    TwoGis,
    Google,
    Yandex,
    OpenStreetMap,
    Apple,
}

/// What a pasted text says of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    Point(Point),
    /// A link of that service which carries no coordinates.
    ShortLink(Service),
}

/// The first place in the text. A point anywhere goes before a link without coordinates.
///
/// Latitude and longitude are as written: the caller sees to exchanged ones.
pub fn place_text(text: &str) -> Option<Parsed> {
    let end = text.char_indices().nth(LONGEST);
    let text = end.map_or(text, |(end, _)| &text[..end]);
    let mut without_point = None;
    for piece in pieces::pieces(text) {
        let parsed = match piece {
            Piece::Words(words) => typed::first(words).map(Parsed::Point),
            Piece::Link(link) => services::read(link),
        };
        match parsed {
            Some(Parsed::Point(point)) => return Some(Parsed::Point(point)),
            Some(link) => without_point = without_point.or(Some(link)),
            None => {}
        }
    }
    without_point
}
