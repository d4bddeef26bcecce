//! The card of a report: one per officer, edited in place; and its history for its owner.

use anyhow::Result;

use super::history::{self, Ends, cited};
use super::news;
use super::officers::deadline;
use super::reports::officers;
use super::scene::Scene;
use crate::chat::{Say, Screen, Verb};
use crate::domain::report::{EventKind, Report, State, Step};
use crate::domain::{Lang, PersonId, calendar};
use crate::text::Words;

/// UTF-16 units of the words of a place.
const PLACE_UNITS: usize = 250;

/// Renews the card in the chat of every officer of the report. The card of a private one is only
/// renewed where an officer has opened it: an edit is no push.
pub async fn to_desk(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    for (chat, card) in all(scene, report).await? {
        scene.say(chat, &card)?;
    }
    Ok(())
}

/// Shows the card of a new report before whatever else the officers are to read.
pub async fn new_to_desk(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    for (chat, card) in all(scene, report).await? {
        scene.say_first(chat, &card)?;
    }
    Ok(())
}

/// Every officer's card, and the chat that it stands in.
async fn all(scene: &mut Scene<'_>, report: &Report) -> Result<Vec<(i64, Say)>> {
    let readers = officers(scene, report).await?;
    let mut cards = Vec::new();
    if readers.is_empty() {
        return Ok(cards);
    }
    let ends = history::ends(scene.tx, report.id, false).await?;
    let private = news::private(scene, report);
    for reader in readers {
        if private && scene.tx.slot(reader.chat, &slot(report)).await?.is_none() {
            continue;
        }
        let card = card(scene, report, &ends, reader.lang, reader.person);
        // Whoever has deleted the card of a private one does not get it back as a push.
        let card = if private {
            card.only_edits(slot(report))
        } else {
            card.slot(slot(report))
        };
        cards.push((reader.chat, card));
    }
    Ok(cards)
}

/// The slot that a report's card stands in.
pub fn slot(report: &Report) -> String {
    format!("case:{}", report.id)
}

/// The card as an officer reads it.
pub fn card(scene: &Scene<'_>, report: &Report, ends: &Ends, lang: Lang, officer: PersonId) -> Say {
    let words = Words::new(lang);
    let category = scene.app.law.category(&report.category);
    let precinct = scene.directory.precinct(&report.precinct);
    let holder = match report.officer {
        None => words.case_free(),
        Some(holder) if holder == officer => words.case_yours(),
        Some(_) => words.case_taken(),
    };
    let when = match category {
        Some(category) if category.lasting => "none".to_owned(),
        _ => words.case_when(when(report.happening_now)),
    };
    let mut text = words.case_card(
        report.number,
        category.map_or("", |category| category.label.get(lang)),
        precinct.map_or(report.precinct.as_str(), |precinct| precinct.name.get(lang)),
        &place_line(report, words),
        &when,
        &words.stamp(calendar::local(report.created_at)),
        &words.state(report.state.name()),
        &holder,
        &words.language_of(report.lang.code()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    let excerpt = ends.excerpt(words);
    text = format!("{text}\n\n{}", excerpt.text);
    if excerpt.cut {
        text = format!("{text}\n\n{}", words.case_cut());
    }
    let mut say = Say::text(text).about(report.id);
    let can = |step: Step| report.state.after(step).is_some();
    if can(Step::Accept) {
        say = say.verb(words.case_accept(), Verb::Accept(report.id));
    }
    if can(Step::Ask) {
        say = say.open(words.case_ask(), Screen::Ask(report.id));
    }
    if can(Step::Close) {
        say = say.open(words.case_close(), Screen::Close(report.id));
    }
    if report.state != State::Withdrawn {
        say = say.open(words.case_remark(), Screen::Remark(report.id));
    }
    if excerpt.more {
        say = say.open(words.button_whole(), Screen::Whole(report.id, 0));
    }
    say
}

/// The name of when it happens, seen from when it was reported.
fn when(happening_now: bool) -> &'static str {
    if happening_now { "now" } else { "before" }
}

/// How it ended, once it is closed.
fn outcome_line(words: Words, report: &Report) -> Option<String> {
    let outcome = report.outcome.filter(|_| report.state == State::Closed)?;
    Some(words.case_outcome(&words.outcome(outcome.name())))
}

/// Where it is: what the resident called it, in quotation, and coordinates that any map opens.
fn place_line(report: &Report, words: Words) -> String {
    let point = report.place.as_ref().map(|place| place.point);
    let at = point.map(|point| format!("{:.5}, {:.5}", point.lat, point.lon));
    let named = history::place(report).map(|it| cited(&it, PLACE_UNITS, words).0);
    match (named, at) {
        (Some(words), Some(at)) => format!("{words} ({at})"),
        (Some(words), None) => words,
        (None, Some(at)) => at,
        (None, None) => "—".to_owned(),
    }
}

/// The public history of one report, for its owner.
pub async fn own(scene: &mut Scene<'_>, report: &Report, lang: Lang) -> Result<Say> {
    let words = Words::new(lang);
    let ends = history::ends(scene.tx, report.id, true).await?;
    let category = scene.app.law.category(&report.category);
    let mut text = words.own_report(
        report.number,
        category.map_or("", |category| category.label.get(lang)),
        &words.own_state(report.state.name()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    let asked = match report.state {
        State::Question => {
            let asked = scene.tx.last_event(report.id, EventKind::Question);
            asked.await?
        }
        _ => None,
    };
    let until = asked.as_ref().map(|asked| {
        let until = deadline(scene, asked.at);
        words.own_until(&words.day_by(calendar::local(until).date()))
    });
    let excerpt = ends.excerpt(words);
    let cut = excerpt.cut.then(|| words.case_cut());
    let parts = [Some(text), until, Some(excerpt.text), cut];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let mut say = Say::text(parts.join("\n\n"));
    if asked.is_some() {
        say = say.open(words.button_answer(), Screen::Answer(report.id));
    }
    if report.state.open() {
        say = say
            .open(words.button_add(), Screen::AddTo(report.id))
            .open(words.button_withdraw(), Screen::Withdraw(report.id));
    }
    if excerpt.more {
        say = say.open(words.button_whole(), Screen::Whole(report.id, 0));
    }
    Ok(say
        .open(words.menu_mine(), Screen::MyReports)
        .open(words.button_menu(), Screen::Menu))
}
