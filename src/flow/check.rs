//! Whether somebody who calls or stands at the door is an officer.

use super::{Answer, Next, Takes, World};
use crate::chat::Say;
use crate::domain::View;
use crate::domain::law::Phone;

/// UTF-16 units of what is told of them.
pub const CHARS: usize = 300;

/// What is known of them: nothing of it is kept.
pub struct Check;

impl Check {
    pub fn question(&self, world: &World) -> Say {
        let police = world.law.number(Phone::Police);
        Say::text(world.words.check_who(police))
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        match answer.words(CHARS) {
            Ok(words) => Next::See(View::Officer(words.to_owned())),
            Err(why) => Next::Again(why),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Words
    }
}
