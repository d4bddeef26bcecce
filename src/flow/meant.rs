//! What is meant by words that answer no question: a place, or what somebody has to tell.

use super::{Answer, Flow, POSITION, Why, World};
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
    let nowhere = matches!(&read.answer, address::Answer::Unknown { near } if near.is_empty());
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

impl Flow {
    /// What becomes of the question after words that were no answer to it; whether it is another
    /// one. A new place that was not found ends the choice between those of the old one, and words
    /// that are no address end the search.
    pub fn turns(&mut self, why: &Why) -> bool {
        let found_nowhere = why.about_a_place() && !matches!(why, Why::NoPlace | Why::PhoneOnly);
        // A house that the street does not have is asked for again.
        let house = matches!(why, Why::NoHouse(_));
        match self {
            Flow::Find(_) if *why == Why::NotSent => {
                *self = Flow::Menu;
                true
            }
            Flow::Find(find) if found_nowhere => find.search.ask_where(house),
            Flow::Report(draft) if found_nowhere => draft.search.ask_where(house),
            _ => false,
        }
    }
}
