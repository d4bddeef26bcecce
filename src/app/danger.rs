//! Danger comes before everything: whoever writes that somebody is being beaten gets the phones,
//! whatever the bot was asking.

use anyhow::Result;

use super::route::Seat;
use super::scene::Scene;
use crate::chat::{Input, Say, Screen};
use crate::domain::Lang;
use crate::domain::law::{Law, Phone};
use crate::text::Words;

/// Answers words of danger; false if there were none. Where words are asked for, such as what
/// happened yesterday, they are the answer.
pub fn heard(scene: &mut Scene<'_>, seat: &mut Seat, input: &Input) -> Result<bool> {
    let danger = match input {
        Input::Text(text) => !seat.flow.takes_words() && scene.app.law.tells_of_danger(text),
        _ => false,
    };
    if danger {
        let say = screen(scene, seat);
        seat.say_first(scene, &say)?;
    }
    Ok(danger)
}

/// The phones; in both languages for whoever has not chosen one yet.
pub fn screen(scene: &Scene<'_>, seat: &Seat) -> Say {
    let law = &scene.app.law;
    let words = seat.words();
    if seat.person.lang.is_none() {
        return Say::text(
            Lang::ALL
                .map(|lang| phones(Words::new(lang), law))
                .join("\n\n"),
        );
    }
    Say::text(phones(words, law))
        .open(words.menu_report(), Screen::ReportOn)
        .open(words.button_menu(), Screen::Menu)
}

fn phones(words: Words, law: &Law) -> String {
    words.emergency(
        law.number(Phone::Police),
        law.number(Phone::Rescue),
        law.number(Phone::Family),
    )
}
