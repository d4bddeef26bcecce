//! The officer's desk: what is open and what was closed, each with a button.

use super::case::{place_line, shown};
use super::{Eye, mine, page};
use crate::chat::{List, Say, Screen};
use crate::domain::calendar;
use crate::domain::report::{Report, State};
use crate::domain::seen::{DeskPage, Holder};

/// UTF-16 units of the words of a place in a list.
const PLACE_UNITS: usize = 60;
/// For as long what was happening when it was sent may still be.
const NOW: jiff::SignedDuration = jiff::SignedDuration::from_hours(3);

/// What is open: what nobody has taken first.
pub fn open(desk: &DeskPage, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let say = listed(words.desk(desk.total), desk, eye);
    let say = page::turn(desk.page, say, List::Desk, words);
    placed(say, format!("list:desk:{}", desk.page.at))
        .open(words.button_closed(), Screen::Closed)
        .open(words.button_menu(), Screen::Menu)
}

/// What the officer has closed, the newest first.
pub fn closed(desk: &DeskPage, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let say = listed(words.desk_closed_list(desk.total), desk, eye);
    let say = page::turn(desk.page, say, List::Closed, words);
    placed(say, format!("list:closed:{}", desk.page.at))
        .open(words.menu_desk(), Screen::Desk)
        .open(words.button_menu(), Screen::Menu)
}

/// Reports under each other, each with a button; with their precinct where there are several.
fn listed(head: String, desk: &DeskPage, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let entries = desk.reports.iter();
    let entries = entries.map(|(report, holder)| entry(report, holder.as_ref(), desk.several, eye));
    let parts: Vec<String> = std::iter::once(head).chain(entries).collect();
    let mut say = Say::text(parts.join("\n\n"));
    for (report, _) in &desk.reports {
        let state = words.state(report.state.name());
        say = say.open(mine::line(report, &state, eye), Screen::Case(report.id));
    }
    // By its buttons it is of the others too.
    say.about = desk.reports.first().map(|(report, _)| report.id);
    eye.seal_any(desk.reports.iter().map(|(report, _)| report), say)
}

/// A list in a slot of its own: when the officer's post ends, its words are taken out.
fn placed(say: Say, slot: String) -> Say {
    match say.about {
        Some(_) => say.slot(slot),
        None => say,
    }
}

/// What, when, where, and in whose hands or how it ended. Of a private one neither what nor where.
fn entry(report: &Report, holder: Option<&Holder>, several: bool, eye: &Eye<'_>) -> String {
    let (words, private) = (eye.words, eye.private(report));
    let kind = eye.kind(report).filter(|_| !private);
    let at = words.stamp(calendar::local(report.created_at));
    let mut details = Vec::new();
    if !private && (report.place.is_some() || report.address.is_some()) {
        details.push(words.desk_place(&place_line(report, words, PLACE_UNITS)));
    }
    let precinct = eye.directory.precinct(&report.precinct);
    let precinct = precinct.filter(|_| several);
    details.extend(precinct.map(|it| words.desk_precinct(it.name.get(words.lang))));
    let lately = eye.now < report.created_at + NOW && report.state == State::New;
    if report.happening_now && lately && !private {
        details.push(words.desk_now());
    }
    details.push(match report.outcome.filter(|_| !report.state.open()) {
        Some(outcome) => words.desk_outcome(&words.outcome(outcome.name())),
        None => words.desk_holder(&shown(holder, words, eye.reader)),
    });
    let kind = kind.unwrap_or("none");
    words.desk_entry(report.number, kind, &at, &details.join(" · "))
}
