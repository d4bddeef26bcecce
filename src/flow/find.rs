//! Finding one's inspector: a search, then the card.

use super::meant::tells_something;
use super::search::{Search, Searched};
use super::{Answer, Flow, Next, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::Action;

pub fn question(search: &Search, world: &World) -> Say {
    search.question(world.words.find_where(), world)
}

pub fn step(search: &Search, answer: &Answer, world: &World) -> Next {
    match search.step(answer, world) {
        Searched::On(search) => Next::Ask(Flow::Find(Box::new(search))),
        Searched::No(Why::NoAddress(_)) if tells_something(answer) => Next::Again(Why::NotSent),
        Searched::No(why) => Next::Again(why),
        Searched::Found(spot) => {
            let card = Next::Open(Screen::Card(spot.precinct.clone()));
            // A precinct taken from the lists is no place to come back to.
            if spot.place.is_none() && spot.address.is_none() {
                return card;
            }
            Next::Do(Action::UsePlace(spot), Box::new(card))
        }
    }
}
