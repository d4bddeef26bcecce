//! What is meant by words that answer no question: a place, or what somebody has to tell.

use super::{Answer, POSITION, World};
use crate::address;
use crate::typed::place_text;

/// What was sent where nothing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    Place,
    /// An address among words that tell something.
    PlaceAndMore,
    /// Words that are no address.
    Words,
    Other,
}

/// Words that are more than the name of a street and of its town.
const TOLD: usize = 3;

impl Meant {
    pub fn of(answer: &Answer, world: &World) -> Meant {
        match answer {
            Answer::Place(_) => Meant::Place,
            Answer::Key(key) if key == POSITION => Meant::Place,
            Answer::Text(text) if !is_a_place(text, world) => {
                match text.split_whitespace().nth(1) {
                    Some(_) => Meant::Words,
                    None => Meant::Other,
                }
            }
            Answer::Text(text) => {
                let linked = place_text(text).is_some();
                match !linked && world.directory.read(text).unknown_words() > 1 {
                    true => Meant::PlaceAndMore,
                    false => Meant::Place,
                }
            }
            _ => Meant::Other,
        }
    }
}

/// Whether words are meant as a place: coordinates, a link, an address of which at least the street
/// is in some territory, or what says of itself that it is an address.
pub fn is_a_place(text: &str, world: &World) -> bool {
    if place_text(text).is_some() {
        return true;
    }
    let read = world.directory.read(text);
    let nowhere =
        matches!(&read.answer, address::AddressMatch::Unknown { near } if near.is_empty());
    !nowhere || read.typed.is_like_an_address()
}

/// Whether words in which no address was found tell something rather than where.
pub fn tells_something(answer: &Answer, world: &World) -> bool {
    let Answer::Text(text) = answer else {
        return false;
    };
    let typed = &world.directory.read(text).typed;
    typed.words_of_no_kind() >= TOLD && !typed.is_like_an_address()
}
