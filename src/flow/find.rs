//! Seek one's inspector: a search, then the card.

use serde::{Deserialize, Serialize};

use super::meant::tells_something;
use super::search::{Search, Searched};
use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::{Action, PlaceVerb};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seek {
    pub search: Search,
}

impl Seek {
    pub fn question(&self, world: &World) -> Say {
        self.search.question(world.words.find_where(), world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match self.search.step(answer, world) {
            Searched::On(search) => Next::Ask(Flow::Find(Box::new(Seek { search }))),
            Searched::No(Why::NoAddress(_)) if tells_something(answer, world) => {
                Next::Again(Why::NotSent)
            }
            Searched::No(why) => Next::Again(why),
            Searched::Found(spot) => {
                let card = Next::Open(Screen::Card(spot.precinct.clone()));
                // A precinct taken from the lists is no place to come back to.
                if spot.place.is_none() && spot.address.is_none() {
                    return card;
                }
                Next::Do(Action::Place(PlaceVerb::Use(spot)), Box::new(card))
            }
        }
    }

    pub fn takes(&self) -> Takes {
        match self.search.wants_house() {
            true => Takes::House,
            false => Takes::Buttons,
        }
    }
}
