//! Naming a place, so that it is one tap away.

use super::{Answer, Next, Why, World};
use crate::chat::Say;
use crate::domain::{Action, PlaceId};

/// Longest name of a place, in UTF-16 units: a button shows it whole.
pub const NAME_CHARS: usize = 30;

pub fn question(label: &str, world: &World) -> Say {
    let words = world.words;
    let mut say = Say::text(words.place_name(label));
    say.rows.push(vec![
        world.answer(words.place_home(), "home"),
        world.answer(words.place_parents(), "parents"),
        world.answer(words.place_work(), "work"),
    ]);
    say
}

pub fn step(place: PlaceId, answer: &Answer, world: &World) -> Next {
    let words = world.words;
    let name = match answer {
        Answer::Key(key) if key == "home" => words.place_home(),
        Answer::Key(key) if key == "parents" => words.place_parents(),
        Answer::Key(key) if key == "work" => words.place_work(),
        Answer::Key(_) => return Next::Again(Why::Choose),
        answer => match answer.words(NAME_CHARS) {
            Ok(name) => name.to_owned(),
            Err(why) => return Next::Again(why),
        },
    };
    Next::Do(Action::NamePlace { place, name }, Box::new(Next::Rest))
}
