//! The card of a report: one per officer, edited in place; and its history for its owner.

use anyhow::Result;

use super::news;
use super::reports::officers;
use super::scene::Scene;
use crate::chat::{Say, Screen, Verb};
use crate::domain::report::{Event, EventKind, Note, Report, State, Step};
use crate::domain::{Lang, PersonId, calendar};
use crate::text::{Words, shorten};

/// Shows or renews the card in the chat of every officer of the report. The card of a private one
/// is only renewed where an officer has opened it: an edit is no push.
pub async fn to_desk(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    let readers = officers(scene, report).await?;
    if readers.is_empty() {
        return Ok(());
    }
    let events = scene.tx.events(report.id).await?;
    let private = news::private(scene, report);
    for reader in readers {
        if private && scene.tx.slot(reader.chat, &slot(report)).await?.is_none() {
            continue;
        }
        let card = card(scene, report, &events, reader.lang, reader.person);
        scene.say(reader.chat, &card.slot(slot(report)))?;
    }
    Ok(())
}

/// The slot that a report's card stands in.
pub fn slot(report: &Report) -> String {
    format!("case:{}", report.id)
}

/// The card as an officer reads it.
pub fn card(
    scene: &Scene<'_>,
    report: &Report,
    events: &[Event],
    lang: Lang,
    officer: PersonId,
) -> Say {
    let words = Words::new(lang);
    let category = scene.app.law.category(&report.category);
    let precinct = scene.directory.precinct(&report.precinct);
    let holder = match report.officer {
        None => words.case_free(),
        Some(holder) if holder == officer => words.case_yours(),
        Some(_) => words.case_taken(),
    };
    let mut text = words.case_card(
        report.number,
        category.map_or("", |category| category.label.get(lang)),
        precinct.map_or(report.precinct.as_str(), |precinct| precinct.name.get(lang)),
        &place_line(report),
        &if report.happening_now {
            words.report_now_yes()
        } else {
            words.report_now_no()
        },
        &words.stamp(calendar::local(report.created_at)),
        &words.state(report.state.name()),
        &holder,
        &words.language_of(report.lang.code()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    let history = history(words, events, true);
    if !history.is_empty() {
        text = format!("{text}\n\n{history}");
    }
    let mut say = Say::text(text);
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
    say
}

/// What happened, a line each, newest last; older lines give way when it grows too long.
pub fn history(words: Words, events: &[Event], desk: bool) -> String {
    const ROOM: usize = 2_400;
    let mut lines: Vec<String> = Vec::new();
    let mut room = ROOM;
    for event in events.iter().rev() {
        if !desk && !event.kind.public() {
            continue;
        }
        let said = match (&event.text, &event.media) {
            (Some(text), None) => shorten(text, 600),
            (Some(text), Some(media)) => {
                format!("{} {}", words.media(media.kind.name()), shorten(text, 600))
            }
            (None, Some(media)) => words.media(media.kind.name()),
            (None, None) => String::new(),
        };
        let at = words.stamp(calendar::local(event.at));
        let line = words.history_line(&at, &words.event(event.kind.name()), &said);
        let length = line.chars().count();
        if length > room {
            lines.push("…".to_owned());
            break;
        }
        room -= length;
        lines.push(line.trim_end().to_owned());
    }
    lines.reverse();
    lines.join("\n")
}

/// How it ended, once it is closed.
fn outcome_line(words: Words, report: &Report) -> Option<String> {
    let outcome = report.outcome.filter(|_| report.state == State::Closed)?;
    Some(words.case_outcome(&words.outcome(outcome.name())))
}

/// The words of several notes under each other.
pub fn notes_text(notes: &[Note]) -> String {
    let texts: Vec<&str> = notes
        .iter()
        .filter_map(|note| note.text.as_deref())
        .collect();
    texts.join("\n")
}

/// Where it is: the title the resident gave, and coordinates that any map opens.
fn place_line(report: &Report) -> String {
    let point = report.place.as_ref().map(|place| place.point);
    let at = point.map(|point| format!("{:.5}, {:.5}", point.lat, point.lon));
    let title = report
        .place
        .as_ref()
        .and_then(|place| place.title.as_deref());
    match (report.address.as_deref().or(title), at) {
        (Some(words), Some(at)) => format!("{words} ({at})"),
        (Some(words), None) => words.to_owned(),
        (None, Some(at)) => at,
        (None, None) => "—".to_owned(),
    }
}

/// The public history of one report, for its owner.
pub fn own(scene: &Scene<'_>, report: &Report, events: &[Event], lang: Lang) -> Say {
    let words = Words::new(lang);
    let category = scene.app.law.category(&report.category);
    let mut text = words.own_report(
        report.number,
        category.map_or("", |category| category.label.get(lang)),
        &words.state(report.state.name()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    let asked = events
        .iter()
        .rfind(|event| event.kind == EventKind::Question)
        .filter(|_| report.state == State::Question);
    let until = asked.map(|asked| {
        let until =
            asked.at + jiff::SignedDuration::from_hours(24 * scene.app.limits.question_days);
        words.own_until(&words.day(calendar::local(until).date()))
    });
    let parts = [Some(text), until, Some(history(words, events, false))];
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
    say.open(words.menu_mine(), Screen::MyReports)
        .open(words.button_menu(), Screen::Menu)
}
