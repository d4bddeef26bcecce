//! What officers are told of a report without having asked for it.

use super::Eye;
use super::case::pushed;
use super::moved::NEWEST_UNITS;
use crate::chat::{Say, Screen};
use crate::domain::report::{Note, Report};
use crate::domain::seen::Reachability;
use crate::text::{Words, said, shorten};

/// That there is a private one: its card follows a tap.
pub fn new_private(report: &Report, words: Words) -> Say {
    Say::text(words.told_new(report.number))
        .open(words.button_open_report(), Screen::Case(report.id))
        .about(report.id)
        .sealed()
}

/// The newest of several private ones of one person, and how many they are.
pub fn one_of_many(report: &Report, count: i64, words: Words) -> Say {
    Say::text(words.told_several(count, report.number))
        .open(words.button_open_report(), Screen::Case(report.id))
        .open(words.menu_desk(), Screen::Desk)
        .silent()
        .about(report.id)
        .sealed()
}

/// Too many have come to a desk at once to show each.
pub fn many_moved(count: i64, words: Words) -> Say {
    Say::text(words.told_moved(count)).open(words.menu_desk(), Screen::Desk)
}

/// The newest words, and how often something has come since the push that this renews.
pub fn more(report: &Report, notes: &[Note], again: bool, count: i64, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let head = match (again, count) {
        (true, 1) => words.told_again(report.number),
        (false, 1) => words.told_added(report.number),
        (_, count) => words.told_more(report.number, count),
    };
    let said = shorten(&said(words, notes), NEWEST_UNITS);
    let text = match said.is_empty() {
        true => head,
        false => words.quoted(&head, &said),
    };
    to_desk(report, text, eye)
}

/// Why whoever sent it does not hear any more.
pub fn unheard(report: &Report, why: Reachability, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let text = match why {
        Reachability::Forgotten => words.told_forgotten(report.number),
        Reachability::Left | Reachability::Reached => words.told_unreached(report.number),
    };
    to_desk(report, text, eye)
}

/// A push with the way to the case.
pub fn to_desk(report: &Report, text: String, eye: &Eye<'_>) -> Say {
    let open = Screen::Case(report.id);
    let say = Say::text(text).open(eye.words.button_case(), open.clone());
    pushed(report, open, say, eye).about(report.id)
}
