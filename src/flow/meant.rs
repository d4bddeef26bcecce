//! What is meant by words that answer no question: a place, or what somebody has to tell.

use super::{Answer, POSITION, World};
use crate::address::AddressMatch;
use crate::chat::spoken::{Meaning, meaning};
use crate::domain::law::Law;
use crate::precincts::Directory;
use crate::typed::meant::{Intent, PlaceFit, Town, understand};
use crate::typed::{meant, place_text};

/// What was sent where nothing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    Place,
    /// An address among words that tell something.
    PlaceAndMore,
    /// Words that are no address.
    Words,
    Other,
}

/// Words that are more than the name of a street and of its town.
const TOLD: usize = 3;

impl Unasked {
    pub fn of(answer: &Answer, world: &World) -> Unasked {
        match answer {
            Answer::Place(_) => Unasked::Place,
            Answer::Key(key) if key == POSITION => Unasked::Place,
            Answer::Text(text) if !is_a_place(text, world) => {
                match text.split_whitespace().nth(1) {
                    Some(_) => Unasked::Words,
                    None => Unasked::Other,
                }
            }
            Answer::Text(text) => {
                let linked = place_text(text).is_some();
                let more = world.directory.read(text).unknown_words() > 1;
                match !linked && more && !is_elsewhere(text, world) {
                    true => Unasked::PlaceAndMore,
                    false => Unasked::Place,
                }
            }
            _ => Unasked::Other,
        }
    }
}

/// What words mean that nobody asked for, with the directory at hand.
pub fn understood(text: &str, law: &Law, directory: &Directory) -> meant::Meant {
    let town = Town {
        knows: &|name| directory.knows(name),
        typed: &|text| directory.typed(text),
        find: &|address| fit(&directory.find(address)),
    };
    understand(text, law, as_button(text), &town)
}

/// How well an address is known.
pub fn fit(answer: &AddressMatch) -> PlaceFit {
    match answer {
        AddressMatch::Sure(_) => PlaceFit::Surely,
        AddressMatch::Unknown { near } if near.is_empty() => PlaceFit::No,
        AddressMatch::Check(_) | AddressMatch::Unknown { .. } => PlaceFit::Perhaps,
    }
}

/// What the words mean as a button.
fn as_button(text: &str) -> Option<Intent> {
    Some(match meaning(text)? {
        Meaning::Thanks => Intent::Thanks,
        Meaning::Find => Intent::Find,
        Meaning::Mine => Intent::Status,
        _ => Intent::Button,
    })
}

/// Whether words are meant as a place: coordinates, a link, an address of which at least the street
/// is in some territory, or what says of itself that it is an address.
pub fn is_a_place(text: &str, world: &World) -> bool {
    if place_text(text).is_some() {
        return true;
    }
    let read = world.directory.read(text);
    let nowhere = matches!(&read.answer, AddressMatch::Unknown { near } if near.is_empty());
    !nowhere || read.typed.is_like_an_address() || is_elsewhere(text, world)
}

/// Whether words are an address of another town.
fn is_elsewhere(text: &str, world: &World) -> bool {
    let read = world.directory.read(text);
    let nowhere = matches!(&read.answer, AddressMatch::Unknown { near } if near.is_empty());
    let house = text.contains(|it: char| it.is_ascii_digit());
    nowhere && house && read.unknown_words() < TOLD && world.directory.other_town(text).is_some()
}

/// Whether words in which no address was found tell something rather than where.
pub fn tells_something(answer: &Answer, world: &World) -> bool {
    let Answer::Text(text) = answer else {
        return false;
    };
    let typed = &world.directory.read(text).typed;
    typed.words_of_no_kind() >= TOLD && !typed.is_like_an_address()
}
