//! Danger was cried where nothing was asked: the menu, while the words wait. Whoever goes on from the
//! phones to a report need not write them again.

use serde::{Deserialize, Serialize};

use super::menu::Menu;
use super::{Answer, Next, Takes, World};
use crate::chat::Say;
use crate::domain::report::Note;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cried {
    pub notes: Vec<Note>,
}

impl Cried {
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
