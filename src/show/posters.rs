//! The posters of a precinct, for whoever hangs them up.

use super::{Eye, page};
use crate::chat::{Attachment, Button, List, Made, Say, Screen, Tap, Verb};
use crate::domain::paper::{HungPoster, PosterAge, PosterDesk};
use crate::domain::seen::Page;
use crate::domain::{Paper, PrecinctCode, Time, calendar};
use crate::text::shorten;

/// Precincts that are named at once; the list has all.
const NAMED: usize = 12;
/// UTF-16 units of a place on its button.
const TOLD: usize = 50;

/// The precincts of an officer.
pub fn all(at: Page, codes: &[(PrecinctCode, PosterAge)], eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let mut say = Say::text(words.posters());
    for (code, age) in codes {
        let label = words.posters_line(eye.precinct(code), age.name());
        say = say.open(label, Screen::Poster(code.clone()));
    }
    page::turn(at, say, List::Posters, words).open(words.button_menu(), Screen::Menu)
}

/// Those of one precinct.
pub fn one(desk: &PosterDesk, eye: &Eye<'_>) -> Say {
    let (words, code) = (eye.words, &desk.precinct);
    let made = desk.age.made().map(|at| day(at, eye));
    let made = made.unwrap_or_default();
    let lines = [
        words.poster_of(eye.precinct(code), desk.age.name(), &made),
        words.poster_opened(desk.opened),
        words.poster_hangs(desk.hung),
        words.poster_which(),
    ];
    let print = |label: String, verb: Verb| Button::new(label, &Tap::Do(verb));
    Say::text(lines.join("\n"))
        .row(vec![
            print("A4".to_owned(), Verb::PrintA4(code.clone())),
            print("A5".to_owned(), Verb::PrintA5(code.clone())),
            print(words.poster_card(), Verb::PrintCard(code.clone())),
        ])
        .open(words.poster_hung(), Screen::Hung(code.clone()))
        .open(words.button_menu(), Screen::Menu)
}

/// Where they hang.
pub fn hung(code: &PrecinctCode, hung: &[HungPoster], of: i64, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let mut lines = vec![words.hung(eye.precinct(code), of)];
    lines.extend(
        hung.iter()
            .map(|it| words.hung_line(&day(it.since, eye), &it.place)),
    );
    let mut say = Say::text(lines.join("\n"));
    say = say.open(words.poster_hang(), Screen::Hang(code.clone()));
    for it in hung {
        let label = words.hung_drop(&shorten(&it.place, TOLD));
        say = say.verb(label, Verb::TakeDown(it.id, code.clone()));
    }
    say.open(words.poster_back(), Screen::Poster(code.clone()))
        .open(words.button_menu(), Screen::Menu)
}

/// The file itself, made when it is sent.
pub fn printed(precinct: &PrecinctCode, paper: Paper, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let made = Made::Poster {
        precinct: precinct.clone(),
        paper,
        reader: eye.reader,
        lang: words.lang,
    };
    let say = Say {
        attachment: Some(Attachment::Made(made)),
        ..Say::text(words.poster_made(eye.precinct(precinct), paper.name()))
    };
    let say = match paper {
        Paper::Card => say,
        Paper::A4 | Paper::A5 => say.open(words.poster_hang(), Screen::Hang(precinct.clone())),
    };
    say.open(words.button_menu(), Screen::Menu)
}

pub fn taken_down(precinct: &PrecinctCode, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    Say::text(words.hung_gone())
        .open(words.poster_hung(), Screen::Hung(precinct.clone()))
        .open(words.button_menu(), Screen::Menu)
}

/// What hangs says what is not true any more.
pub fn outdated(precincts: &[PrecinctCode], eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let names: Vec<&str> = precincts.iter().map(|it| eye.precinct(it)).collect();
    let more = precincts.len() > NAMED;
    let shown = &names[..names.len().min(NAMED)];
    let dots = if more { ", …" } else { "" };
    let text = words.poster_outdated(&format!("{}{dots}", shown.join(", ")));
    let to = match precincts {
        [only] => Screen::Poster(only.clone()),
        _ => Screen::Posters,
    };
    Say::text(text)
        .open(words.poster_print(), to)
        .open(words.button_menu(), Screen::Menu)
}

fn day(at: Time, eye: &Eye<'_>) -> String {
    eye.words.day_typed(calendar::local(at).date())
}
