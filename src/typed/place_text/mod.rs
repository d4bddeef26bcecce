//! A place in what a person pasted: coordinates, a `geo:` address, a link of a map service.
//!
//! Nothing is fetched: a short link that hides its place behind a redirect is only named, so that
//! the caller can ask for a pin instead.

use pieces::Piece;

mod lexemes;
mod link;
mod numbers;
mod others;
mod parsed;
mod pieces;
mod services;
#[cfg(test)]
mod tests;
mod typed;
mod view;

pub use parsed::{MapLink, Parsed, Service};
pub use view::MapView;

/// As many characters of a text as are looked at; a message of Telegram has no more.
const LONGEST: usize = 4096;

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
