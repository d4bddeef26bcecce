//! The resident's verbs on a report, and how the desk hears of them.

use anyhow::Result;

use crate::app::act::cases::{advance, over, write};
use crate::app::cards;
use crate::app::holders;
use crate::app::news;
use crate::app::perform::Performed;
use crate::app::places;
use crate::app::route::Seat;
use crate::app::scene::Scene;
use crate::app::sent;
use crate::app::told::{self, desk, listeners, officers};
use crate::chat::{Say, Screen};
use crate::domain::case;
use crate::domain::done::{Done, SeenBy};
use crate::domain::report::{EventKind, NewReport, Note, Report, State, Step};
use crate::domain::{Lang, Person, Refusal, ReportId};
use crate::flow::Flow;
use crate::text::{said, shorten};

pub async fn send(scene: &mut Scene<'_>, person: &Person, new: NewReport) -> Result<Performed> {
    if scene.directory.precinct(&new.spot.precinct).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let Some(category) = scene.app.law.category(&new.category) else {
        return Ok(Err(Refusal::NotFound));
    };
    let private = category.private;
    // Nobody is too often in danger.
    if !private && let Some(until) = sent::next_at(scene, person).await? {
        return Ok(Err(Refusal::TooManyReports(until)));
    }
    let report = Report {
        id: ReportId::new(scene.app.clock.new_id()),
        number: scene.tx.next_number("report").await?,
        person: Some(person.id),
        lang: person.lang.unwrap_or(Lang::Kk),
        category: new.category,
        precinct: new.spot.precinct.clone(),
        place: new.spot.place.clone(),
        address: new.spot.address.clone(),
        happening_now: new.happening_now,
        state: State::New,
        outcome: None,
        officer: None,
        created_at: scene.now,
        updated_at: scene.now,
    };
    scene.tx.add_report(&report).await?;
    let notes = if new.notes.is_empty() {
        vec![Note::none()]
    } else {
        new.notes
    };
    write(scene, &report, EventKind::Sent, &notes).await?;
    news::of_new(scene, person, &report).await?;
    news::media(scene, &report, &notes).await?;
    places::remember(scene, person, &new.spot).await?;
    Ok(Ok(Done::ReportSent {
        report: report.id,
        number: report.number,
        private,
        now: report.happening_now,
        seen_by: seen_by(scene, &report).await?,
        precinct: report.precinct,
    }))
}

/// More words, or "again the same" with the time of the server.
pub async fn add(
    scene: &mut Scene<'_>,
    report: Report,
    notes: Vec<Note>,
    again: bool,
) -> Result<Performed> {
    if !report.state.open() {
        return Ok(Err(over(&report)));
    }
    let kind = if again {
        EventKind::Again
    } else {
        EventKind::Added
    };
    let notes = if notes.is_empty() {
        vec![Note::none()]
    } else {
        notes
    };
    write(scene, &report, kind, &notes).await?;
    news::of_more(scene, &report, &notes, again).await?;
    cards::to_desk(scene, &report, &[]).await?;
    Ok(Ok(Done::Added {
        report: report.id,
        number: report.number,
        again,
    }))
}

/// The answer to the inspector's question.
pub async fn answer(
    scene: &mut Scene<'_>,
    mut report: Report,
    notes: Vec<Note>,
) -> Result<Performed> {
    // Too late for an answer, but still worth knowing.
    if case::row(report.state, Step::Answer).is_none() {
        return add(scene, report, notes, false).await;
    }
    if let Err(refusal) = advance(scene, None, &mut report, Step::Answer, &notes, None).await? {
        return Ok(Err(refusal));
    }
    let readers = listeners(scene, &report).await?;
    told::all(scene, &report, &readers, |words| {
        let said = shorten(&said(words, &notes), news::NEWEST_UNITS);
        words.quoted(&words.told_answer(report.number), &said)
    })?;
    cards::to_desk(scene, &report, &[]).await?;
    news::media(scene, &report, &notes).await?;
    Ok(Ok(Done::Answered {
        number: report.number,
    }))
}

pub async fn withdraw(scene: &mut Scene<'_>, mut report: Report) -> Result<Performed> {
    let none = [Note::none()];
    if let Err(refusal) = advance(scene, None, &mut report, Step::Withdraw, &none, None).await? {
        return Ok(Err(refusal));
    }
    cards::to_desk(scene, &report, &[]).await?;
    Ok(Ok(Done::Withdrawn {
        number: report.number,
    }))
}

/// The time for an answer ran out: the report goes on without it.
pub async fn resume(scene: &mut Scene<'_>, mut report: Report) -> Result<Performed> {
    let none = [Note::none()];
    if let Err(refusal) = advance(scene, None, &mut report, Step::Resume, &none, None).await? {
        return Ok(Err(refusal));
    }
    cards::to_desk(scene, &report, &[]).await?;
    tell_unanswered(scene, &report).await?;
    told::sender(scene, &report, |words| {
        Say::text(words.told_resumed(report.number))
            .open(words.button_add(), Screen::AddTo(report.id))
    })
    .await?;
    Ok(Ok(Done::Resumed))
}

/// Whoever asked hears that there was no answer; where that officer is gone, the desk does.
async fn tell_unanswered(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    let readers = match holders::reader(scene, report).await? {
        Some(holder) => vec![holder],
        None => officers(scene, report).await?,
    };
    told::all(scene, report, &readers, |words| {
        words.told_unanswered(report.number)
    })
}

async fn seen_by(scene: &mut Scene<'_>, report: &Report) -> Result<SeenBy> {
    Ok(desk(scene, &report.precinct, report.person).await?.0)
}

/// A report that has just got its place learns whether anybody reads it there: whoever hears that
/// nobody does before the words are written can call at once.
pub async fn read_by(scene: &mut Scene<'_>, seat: &Seat, flow: Flow) -> Result<Flow> {
    let Flow::Report(mut draft) = flow else {
        return Ok(flow);
    };
    if let Some(precinct) = draft.to_be_looked_up() {
        let (seen_by, _) = desk(scene, &precinct, Some(seat.person.id)).await?;
        draft.unread = match seen_by {
            SeenBy::Nobody(why) => Some(why),
            SeenBy::Inspector | SeenBy::Head(_) => None,
        };
    }
    Ok(Flow::Report(draft))
}
