//! The resident's verbs on a report, and how the desk hears of them.

use anyhow::Result;

use crate::app::act::cases::{advance, over, write};
use crate::app::cards;
use crate::app::hearers::{self, Hearers};
use crate::app::news;
use crate::app::perform::Performed;
use crate::app::places;
use crate::app::route::Seat;
use crate::app::scene::Scene;
use crate::app::sent;
use crate::domain::case::{self, Along, By, EventKind};
use crate::domain::done::{Done, SeenBy};
use crate::domain::report::{NewReport, Note, Report, State, Step};
use crate::domain::{Lang, Person, Refusal, ReportId};
use crate::flow::Flow;

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
    let kind = EventKind::Sent;
    write(scene, &report, kind, By::Sender, &new.notes, None).await?;
    let hearers = Hearers::of(scene, &report).await?;
    news::of_new(scene, person, &report, &hearers).await?;
    news::media(scene, &report, &new.notes, &hearers)?;
    places::remember(scene, person, &new.spot).await?;
    Ok(Ok(Done::ReportSent {
        report: report.id,
        number: report.number,
        private,
        now: report.happening_now,
        seen_by: hearers.seen_by,
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
    write(scene, &report, kind, By::Sender, &notes, None).await?;
    let hearers = Hearers::of(scene, &report).await?;
    news::of_more(scene, &report, &notes, again, &hearers).await?;
    cards::to_desk(scene, &report, &hearers, hearers.holder.iter()).await?;
    Ok(Ok(Done::Added {
        report: report.id,
        number: report.number,
        again,
    }))
}

/// The answer to the inspector's question.
pub async fn answer(scene: &mut Scene<'_>, report: Report, notes: Vec<Note>) -> Result<Performed> {
    // Too late for an answer, but still worth knowing.
    if case::row(report.state, Step::Answer).is_none() {
        return add(scene, report, notes, false).await;
    }
    let along = Along::notes(notes);
    let advanced = advance(scene, By::Sender, report, Step::Answer, along).await?;
    Ok(advanced.map(|it| Done::Answered {
        number: it.now.number,
    }))
}

pub async fn withdraw(scene: &mut Scene<'_>, report: Report) -> Result<Performed> {
    let nothing = Along::default();
    let advanced = advance(scene, By::Sender, report, Step::Withdraw, nothing).await?;
    Ok(advanced.map(|it| Done::Withdrawn {
        number: it.now.number,
    }))
}

/// The time for an answer ran out: the report goes on without it.
pub async fn resume(scene: &mut Scene<'_>, report: Report) -> Result<Performed> {
    let nothing = Along::default();
    let advanced = advance(scene, By::Timer, report, Step::Resume, nothing).await?;
    Ok(advanced.map(|_| Done::Resumed))
}

/// A report that has just got its place learns whether anybody reads it there: whoever hears that
/// nobody does before the words are written can call at once.
pub async fn read_by(scene: &mut Scene<'_>, seat: &Seat, flow: Flow) -> Result<Flow> {
    let Flow::Report(mut draft) = flow else {
        return Ok(flow);
    };
    if let Some(precinct) = draft.to_be_looked_up() {
        let (seen_by, _) = hearers::desk(scene, &precinct, Some(seat.person.id)).await?;
        draft.unread = match seen_by {
            SeenBy::Nobody(why) => Some(why),
            SeenBy::Inspector | SeenBy::Head(_) => None,
        };
    }
    Ok(Flow::Report(draft))
}
