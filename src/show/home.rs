//! What whoever has set, moved or dropped their home hears.

use super::Eye;
use crate::chat::{Say, Screen};
use crate::domain::Spot;
use crate::domain::done::LeftPrecinct;
use crate::flow::search::lived;

/// What it is good for, and what is told and no more told of precincts.
pub fn set(home: &Spot, subscribed: bool, left: Option<&LeftPrecinct>, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let placed = home.is_placed();
    let good_for = match placed {
        true => words.home_place(),
        false => words.home_precinct(),
    };
    let told = subscribed.then(|| words.home_subscribed());
    let lines = [
        Some(words.home_set(&lived(home, eye.directory, words))),
        Some(good_for),
        told,
        left.map(|it| of_before(it, eye)),
    ];
    let say = Say::text(joined(lines));
    let say = match placed {
        true => say,
        false => say.open(words.home_add(), Screen::Move),
    };
    say.open(words.button_menu(), Screen::Menu)
}

pub fn dropped(home: bool, left: Option<&LeftPrecinct>, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let lines = [
        Some(words.place_dropped()),
        home.then(|| words.home_dropped()),
        left.map(|it| of_before(it, eye)),
    ];
    Say::text(joined(lines)).open(words.button_menu(), Screen::Menu)
}

fn of_before(left: &LeftPrecinct, eye: &Eye<'_>) -> String {
    let name = eye.precinct(&left.precinct);
    match left.subscribed {
        true => eye.words.home_still(name),
        false => eye.words.home_ended(name),
    }
}

fn joined<const N: usize>(lines: [Option<String>; N]) -> String {
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.join("\n")
}
