//! Naming a place, so that it is one tap away.

use serde::{Deserialize, Serialize};

use super::{Answer, Next, Takes, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::{Action, PlaceId, PlaceVerb};

/// Longest name of a place, in UTF-16 units: a button shows it whole.
pub const NAME_CHARS: usize = 30;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamePlace {
    pub place: PlaceId,
    /// What it is called now.
    pub label: String,
}

impl NamePlace {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let mut say = Say::text(words.place_name(&self.label));
        say.rows.push(vec![
            world.answer(words.place_home(), "home"),
            world.answer(words.place_parents(), "parents"),
            world.answer(words.place_work(), "work"),
        ]);
        say
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        let words = world.words;
        let place = self.place;
        let name = match answer.key() {
            Some("home") => return Next::Open(Screen::Live(place)),
            Some("parents") => words.place_parents(),
            Some("work") => words.place_work(),
            Some(_) => return Next::Again(Why::Choose),
            None => match answer.words(NAME_CHARS) {
                Ok(name) => name.to_owned(),
                Err(why) => return Next::Again(why),
            },
        };
        Next::Do(
            Action::Place(PlaceVerb::Name { place, name }),
            Box::new(Next::Rest),
        )
    }

    pub fn takes(&self) -> Takes {
        Takes::Words
    }
}
