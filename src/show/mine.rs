//! Lists of what is a person's own, by pages: reports, subscriptions, places.

use super::{Eye, page};
use crate::chat::{Button, List, Say, Screen, Tap, Verb, units};
use crate::domain::report::{Report, State};
use crate::domain::seen::Page;
use crate::domain::{KnownPlace, PrecinctCode};
use crate::text::shorten;

/// UTF-16 units of a place on its button.
const TOLD: usize = 40;

/// The own ones, below them what others have sent and the reader hears of.
pub fn reports(page: Page, mine: &[Report], followed: &[Report], eye: &Eye<'_>) -> Say {
    let words = eye.words;
    if mine.is_empty() && followed.is_empty() {
        return Say::text(words.my_reports_none())
            .open(words.menu_report(), Screen::Report)
            .open(words.button_menu(), Screen::Menu);
    }
    let mut say = Say::text(words.my_reports());
    for report in mine {
        let state = match report.state {
            // Short: a list says where it stands, the report itself says all.
            State::New => "sent",
            state => state.name(),
        };
        let line = line(report, &words.own_state(state), eye);
        say = say.open(line, Screen::MyReport(report.id));
    }
    for report in followed {
        let line = line(report, &words.follow_state(report.state.name()), eye);
        say = say.open(words.follow_line(&line), Screen::Followed(report.id));
    }
    let say = eye.seal_any(mine, page::turn(page, say, List::MyReports, words));
    say.open(words.button_menu(), Screen::Menu)
}

/// A button holds this much, in UTF-16 units.
const LABEL_UNITS: usize = 64;

/// "№ 12 · noise at night · in work". Private kinds are not named in lists.
pub fn line(report: &Report, state: &str, eye: &Eye<'_>) -> String {
    let words = eye.words;
    let label = eye.kind(report).filter(|_| !eye.private(report));
    let label = label.unwrap_or("none");
    let line = words.list_line(report.number, label, state);
    let over = units(&line).saturating_sub(LABEL_UNITS);
    match over {
        0 => line,
        // Number and state tell it apart; the kind stands above the buttons in full.
        _ => {
            let room = units(label).saturating_sub(over);
            words.list_line(report.number, &shorten(label, room), state)
        }
    }
}

pub fn subscriptions(page: Page, mine: &[(PrecinctCode, bool)], eye: &Eye<'_>) -> Say {
    let words = eye.words;
    if mine.is_empty() {
        return Say::text(words.subscriptions_none())
            .open(words.menu_find(), Screen::Find)
            .open(words.button_menu(), Screen::Menu);
    }
    let mut say = Say::text(words.subscriptions());
    for (code, own) in page.of(mine) {
        let name = eye.directory.precinct(code);
        let name = name.map_or(code.as_str(), |it| it.name.get(words.lang));
        let label = if *own {
            words.subscription_own(name)
        } else {
            words.subscription(name)
        };
        say = say.row(vec![
            Button::new(label, &Tap::Open(Screen::Card(code.clone()))),
            Button::new(
                words.button_remove(),
                &Tap::Do(Verb::Unsubscribe(code.clone())),
            ),
        ]);
    }
    page::turn(page, say, List::Subscriptions, words)
        .open(words.subscriptions_more(), Screen::Find)
        .open(words.button_menu(), Screen::Menu)
}

/// A page of all places, each with its card; below it, what can be done with it.
pub fn places(page: Page, known: &[KnownPlace], eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let menu = |say: Say| say.open(words.button_menu(), Screen::Menu);
    if known.is_empty() {
        return menu(Say::text(words.places_none()).open(words.menu_find(), Screen::Find));
    }
    let mut say = Say::text(words.places());
    for one in page.of(known) {
        let precinct = eye.directory.precinct(&one.spot.precinct);
        let precinct = precinct.map_or("", |it| it.name.get(words.lang));
        let told = shorten(&one.told(words), TOLD);
        let label = match one.name {
            _ if one.home => words.place_line_lived(&told, precinct),
            Some(_) => words.place_line_named(&told, precinct),
            None => words.place_line(&told, precinct),
        };
        say = say.open(label, Screen::Place(one.id)).row(vec![
            Button::new(words.place_rename(), &Tap::Open(Screen::NamePlace(one.id))),
            Button::new(words.place_drop(), &Tap::Do(Verb::DropPlace(one.id))),
        ]);
    }
    menu(page::turn(page, say, List::Places, words))
}
