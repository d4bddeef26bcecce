//! A place is sought: for the card of its inspector, or because the person lives there now.

use serde::{Deserialize, Serialize};

use super::meant::tells_something;
use super::menu::Menu;
use super::search::{Search, Searched, lived};
use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::{Action, PlaceVerb, Spot, Topic};

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
            Some(Topic::Complaint) => world.words.ask_whose(),
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
                if !spot.is_placed() && self.topic.is_none() {
                    return card;
                }
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

/// Where a person lives now: asked, found, and whether they have moved there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moving {
    /// The home as it is known.
    pub from: Option<Spot>,
    /// The new one, once it is found.
    pub to: Option<Spot>,
    pub search: Search,
}

impl Moving {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let told = |spot: &Spot| lived(spot, world.directory, words);
        let from = self.from.as_ref().map(told);
        if let Some(to) = &self.to {
            let from = from.unwrap_or_default();
            return world.asked(
                words.move_ask(&from, &told(to)),
                [(words.move_yes(), "yes"), (words.move_no(), "no")],
            );
        }
        let before = from.map(|it| words.move_from(&it));
        let lines = before.into_iter().chain([words.move_where()]);
        let lines: Vec<String> = lines.collect();
        self.search.question(lines.join("\n"), world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match (&self.to, answer.key()) {
            (Some(to), Some("yes")) => lives(to.clone()),
            (Some(_), Some("no")) => Next::Ask(Flow::Menu),
            (Some(_), Some(_)) => Next::Again(Why::Choose),
            // Another place is as good an answer as yes and no.
            _ => match self.search.step(answer, world) {
                Searched::On(search) => Next::Ask(Flow::Move(Box::new(Moving {
                    search,
                    to: None,
                    ..self.clone()
                }))),
                Searched::Found(spot) => self.to(spot),
                Searched::No(_) if self.to.is_some() => Next::Again(Why::Choose),
                Searched::No(why) => Next::Again(why),
            },
        }
    }

    /// Goes on from the new home: whoever lives elsewhere is asked, all others are not.
    pub fn to(&self, spot: Spot) -> Next {
        let stays = |from: &Spot| match from.is_placed() && spot.is_placed() {
            true => from.is_same_place(&spot),
            false => from.precinct == spot.precinct,
        };
        if self.from.as_ref().is_none_or(stays) {
            return lives(spot);
        }
        Next::Ask(Flow::Move(Box::new(Moving {
            to: Some(spot),
            search: Search {
                known: self.search.known.clone(),
                ..Search::default()
            },
            ..self.clone()
        })))
    }

    pub fn takes(&self) -> Takes {
        match self.search.wants_house() {
            true => Takes::House,
            false => Takes::Buttons,
        }
    }

    /// That the home is the one of before, for whoever has not moved after all.
    pub fn stays(&self, world: &World) -> Option<String> {
        let from = self.from.as_ref()?;
        let home = lived(from, world.directory, world.words);
        Some(world.words.move_stays(&home))
    }

    /// Whether a place is looked for.
    pub fn searches(&self) -> bool {
        self.to.is_none()
    }
}

fn lives(spot: Spot) -> Next {
    Next::Do(Action::Place(PlaceVerb::Live(spot)), Box::new(Next::Rest))
}

/// A place that was found and is not kept: what its card offers is of there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundPlace {
    pub spot: Spot,
}

impl FoundPlace {
    pub fn question(&self, world: &World) -> Say {
        Menu.question(world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        Menu.step(answer, world)
    }

    pub fn takes(&self) -> Takes {
        Menu.takes()
    }
}
