//! Finding the precinct of a place: three answers, never a guess.

use serde::{Deserialize, Serialize};

use super::{Answer, Flow, Next, Why, World};
use crate::chat::{Button, Press, Say, Screen};
use crate::domain::Place;
use crate::precincts::{self, Located, Parsed};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Find {
    Where,
    /// Near a border or several fit: codes, best first, at most five.
    Which {
        candidates: Vec<String>,
    },
}

impl Find {
    pub fn question(&self, world: &World) -> Say {
        match self {
            Find::Where => ask_place(world.words.find_where(), world),
            Find::Which { candidates } => ask_which(candidates, world),
        }
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match self {
            Find::Where => match find(answer, world) {
                Ok(Found::Sure(code, _)) => Next::Open(Screen::Card(code)),
                Ok(Found::Check(candidates, _)) => {
                    Next::Ask(Flow::Find(Find::Which { candidates }))
                }
                Err(why) => Next::Again(why),
            },
            Find::Which { candidates } => match answer {
                Answer::Key(key) if key == "none" => Next::Ask(Flow::Find(Find::Where)),
                Answer::Key(key) if candidates.contains(key) => {
                    Next::Open(Screen::Card(key.clone()))
                }
                // Another place is as good an answer as one of the buttons.
                Answer::Place(_) => Find::Where.step(answer, world),
                _ => Next::Again(Why::Choose),
            },
        }
    }
}

/// A place and its precincts.
#[derive(Debug, PartialEq)]
pub enum Found {
    Sure(String, Place),
    Check(Vec<String>, Place),
}

/// Reads a pin, a venue, coordinates or a map link and locates it.
pub fn find(answer: &Answer, world: &World) -> Result<Found, Why> {
    let place = match answer {
        Answer::Place(place) => place.clone(),
        Answer::Text(text) => match precincts::place_text(text) {
            Some(Parsed::Point(point)) => Place::at(point),
            Some(Parsed::ShortLink(service)) => return Err(Why::ShortLink(service)),
            None => return Err(Why::NoPlace),
        },
        Answer::Key(key) if key == POSITION => return Err(Why::PhoneOnly),
        _ => return Err(Why::NoPlace),
    };
    match world.directory.locate(place.point, place.accuracy) {
        Located::Sure(code) => Ok(Found::Sure(code, place)),
        Located::Check(codes) => Ok(Found::Check(codes, place)),
        Located::Unknown { swapped: true, .. } => Err(Why::Swapped),
        Located::Unknown {
            area,
            swapped: false,
        } => Err(Why::Outside(area)),
    }
}

/// The key of the position button, for clients that send its label as text.
pub const POSITION: &str = "position";

/// Asks for a place; the position button exists on phones only, so the words name other ways.
pub fn ask_place(text: String, world: &World) -> Say {
    let position = Button {
        label: world.words.button_position(),
        press: Press::Position,
    };
    Say {
        rows: vec![vec![position]],
        keyboard: true,
        ..Say::text(text)
    }
}

pub fn ask_which<'a>(candidates: impl IntoIterator<Item = &'a String>, world: &World) -> Say {
    let mut say = Say::text(world.words.find_which());
    for code in candidates {
        if let Some(precinct) = world.directory.precinct(code) {
            let label = world
                .words
                .precinct_button(precinct.name.get(world.words.lang));
            say.rows.push(vec![world.answer(label, code)]);
        }
    }
    say.rows
        .push(vec![world.answer(world.words.find_none_of_these(), "none")]);
    say
}
