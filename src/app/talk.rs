//! What people say of a report that was sent without adding to it: thanks, what became of it, and that
//! it was not meant.

use anyhow::Result;
use jiff::SignedDuration;

use super::kept::{Open, open_cases};
use super::scene::Scene;
use super::seat::Seat;
use crate::chat::{Say, Screen};
use crate::domain::report::{Outcome, Report, State};
use crate::flow::Next;

/// Reports of a person that are looked at, newest first.
const LOOKED_AT: i64 = 20;
/// Thanks so soon after the end of a report are for that.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 3);
/// So soon after sending, words that leave everything mean what was sent.
const JUST_SENT: SignedDuration = SignedDuration::from_hours(1);

/// What became of a report: the one with this number, the only one there is, or the list.
pub async fn status(scene: &mut Scene<'_>, seat: &Seat, number: Option<i64>) -> Result<Screen> {
    if let Some(number) = number {
        return by_number(scene, seat, number).await;
    }
    let mine = scene.tx.reports_of(seat.person.id, LOOKED_AT, 0).await?;
    let mut open = mine.iter().filter(|it| it.state.open());
    let one = match (open.next(), open.next(), mine.as_slice()) {
        (Some(one), None, _) | (None, _, [one]) => Some(one),
        _ => None,
    };
    Ok(one.map_or(Screen::MyReports, |it| Screen::MyReport(it.id)))
}

/// A report by its number: of an officer's desk, or one's own, else the list of them.
pub async fn by_number(scene: &mut Scene<'_>, seat: &Seat, number: i64) -> Result<Screen> {
    if seat.person.is_staff() {
        return Ok(Screen::Numbered(number));
    }
    let report = scene.tx.numbered_report(number).await?;
    let own = report.filter(|it| it.person == Some(seat.person.id));
    Ok(own.map_or(Screen::MyReports, |it| Screen::MyReport(it.id)))
}

/// A short word back; whoever is asked something hears that it still waits, and after the end of a
/// report where it goes on if it begins again; `about` is the report that the thanks are for.
pub async fn thanked(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    about: Option<Report>,
) -> Result<Next> {
    let open = open_cases(scene, seat).await?;
    let words = seat.words();
    let asked = open.iter().find(|it| it.case.asked);
    let newest = match about {
        Some(report) => Some(report),
        None => scene.tx.reports_of(seat.person.id, 1, 0).await?.pop(),
    };
    let over = newest.filter(|it| {
        let repeats = it.outcome == Some(Outcome::Duplicate);
        it.state == State::Closed && !repeats && it.updated_at + LATELY > scene.now
    });
    let say = match (asked, over) {
        (Some(Open { case, .. }), _) => Say::text(words.thanks_asked(case.number))
            .open(words.button_answer(), Screen::Answer(case.report))
            .sealed(),
        (None, Some(over)) => Say::text(words.thanks_closed())
            .open(words.button_again(), Screen::Again(over.id))
            .sealed(),
        (None, None) => Say::text(words.thanks()),
    };
    seat.say(scene, &say.open(words.button_menu(), Screen::Menu))?;
    Ok(Next::Rest)
}

/// Where words lead that leave everything, said where nothing is asked: whether the report that was
/// just sent is taken back, or the menu.
pub async fn left(scene: &mut Scene<'_>, seat: &Seat) -> Result<Screen> {
    let newest = scene.tx.reports_of(seat.person.id, 1, 0).await?.pop();
    let sent = newest.filter(|it| it.state.open() && it.created_at + JUST_SENT > scene.now);
    Ok(sent.map_or(Screen::Menu, |it| Screen::Withdraw(it.id)))
}
