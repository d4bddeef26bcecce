//! A place in what a person pasted: coordinates, a `geo:` address, a link of a map service.
//!
//! Nothing is fetched: a short link that hides its place behind a redirect is only named, so that
//! the caller can ask for a pin instead.

use crate::domain::Point;

use pieces::Piece;

mod lexemes;
mod link;
mod numbers;
mod others;
mod pieces;
mod services;
#[cfg(test)]
mod tests;
mod typed;
mod view;

pub use view::View;

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
    Waze,
    Bing,
    Here,
    MapsMe,
}

/// What a pasted text says of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// The place itself.
    Point(Point),
    /// A link that does not say where the place is.
    Link(MapLink),
}

/// A link to a map and nothing that is marked on it.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLink {
    pub service: Service,
    /// What the map shows; a short link hides even that.
    pub view: Option<View>,
    /// What may be an address: what was searched for, then what stands beside the link.
    pub words: Vec<String>,
}

/// The first place in the text. A point anywhere goes before a link without coordinates.
///
/// Latitude and longitude are as written: the caller sees to exchanged ones.
pub fn place_text(text: &str) -> Option<Parsed> {
    let end = text.char_indices().nth(LONGEST);
    let text = end.map_or(text, |(end, _)| &text[..end]);
    let (mut links, mut beside) = (Vec::new(), Vec::new());
    for piece in pieces::pieces(text) {
        let parsed = match piece {
            Piece::Words(words) => {
                beside.extend(words.split_whitespace());
                typed::first(words).map(Parsed::Point)
            }
            Piece::Link(link) => services::read(link),
        };
        match parsed {
            Some(Parsed::Link(link)) => links.push(link),
            Some(point) => return Some(point),
            None => {}
        }
    }
    let mut link = links.into_iter().next()?;
    link.words
        .extend((!beside.is_empty()).then(|| beside.join(" ")));
    Some(Parsed::Link(link))
}
