//! Where a poster hangs: one message of the inspector's.

use serde::{Deserialize, Serialize};

use super::{Answer, Next, Takes, World};
use crate::chat::{Say, Screen};
use crate::domain::paper::PLACE_CHARS;
use crate::domain::{Action, PosterVerb, PrecinctCode};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hang {
    pub precinct: PrecinctCode,
}

impl Hang {
    pub fn question(&self, world: &World) -> Say {
        let name = world.directory.precinct(&self.precinct);
        let name = name.map_or(self.precinct.as_str(), |it| it.name.get(world.words.lang));
        Say::text(world.words.hang_where(name))
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        let precinct = self.precinct.clone();
        match answer.words(PLACE_CHARS) {
            Ok(place) => Next::Do(
                Action::Poster(precinct.clone(), PosterVerb::Hang(place.to_owned())),
                Box::new(Next::Open(Screen::Hung(precinct))),
            ),
            Err(why) => Next::Again(why),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Words
    }
}
