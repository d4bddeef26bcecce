//! Seek one's inspector: a search, then the card.

use serde::{Deserialize, Serialize};

use super::meant::tells_something;
use super::search::{Search, Searched};
use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::{Action, PlaceVerb, Topic};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seek {
    #[serde(flatten)]
    pub search: Search,
    /// What is to be answered for the place, where it is not the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
}

impl Seek {
    pub fn question(&self, world: &World) -> Say {
        let text = match &self.topic {
            Some(_) => world.words.ask_where(),
            None => world.words.find_where(),
        };
        self.search.question(text, world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match self.search.step(answer, world) {
            Searched::On(search) => Next::Ask(Flow::Find(Box::new(Seek {
                search,
                topic: self.topic.clone(),
            }))),
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
                // The place that was used last is the own one of whoever has no other.
                let answer = self.topic.clone().map(|it| Next::Open(Screen::Topic(it)));
                let then = answer.unwrap_or(card);
                Next::Do(Action::Place(PlaceVerb::Use(spot)), Box::new(then))
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
