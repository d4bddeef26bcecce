//! Being forgotten: whether that is meant.

use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::Say;
use crate::domain::{Action, PersonVerb};

pub struct Forget;

impl Forget {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let mut text = words.forget_ask();
        if world.person.is_staff() {
            text = format!("{text}\n\n{}", words.forget_ask_staff());
        }
        text = format!("{text}\n\n{}", words.forget_only_tap());
        world.asked(
            text,
            [(words.forget_yes(), "yes"), (words.button_keep(), "no")],
        )
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        match answer.key() {
            Some("yes") => Next::Do(Action::Person(PersonVerb::Forget), Box::new(Next::Rest)),
            Some("no") => Next::Ask(Flow::Menu),
            _ => Next::Again(Why::Choose),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Buttons
    }
}
