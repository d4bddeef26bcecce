//! A report that is sent, and what is added to it without moving it.

use anyhow::Result;

use crate::app::act::cases::{over, write};
use crate::app::cards;
use crate::app::hearers::{self, Hearers};
use crate::app::news;
use crate::app::perform::Performed;
use crate::app::places;
use crate::app::route::Seat;
use crate::app::scene::Scene;
use crate::app::sent;
use crate::domain::case::{By, EventKind};
use crate::domain::done::{Done, SeenBy};
use crate::domain::report::{NewReport, Note, Report, State};
use crate::domain::{Lang, Person, Refusal, ReportId};
use crate::flow::Flow;
use crate::store::Recipient;

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
        whom: new.whom,
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
        for_other: report.whom.is_some(),
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

/// A note of the desk: the resident never sees it.
pub async fn remark(
    scene: &mut Scene<'_>,
    officer: &Person,
    report: Report,
    text: String,
) -> Result<Performed> {
    let (by, notes) = (By::Desk(officer.id), [Note::words(text)]);
    write(scene, &report, EventKind::Remark, by, &notes, None).await?;
    let itself = Recipient {
        person: officer.id,
        chat: officer.chat,
        lang: officer.lang.unwrap_or(Lang::Kk),
    };
    let hearers = Hearers::of(scene, &report).await?;
    let others = std::iter::once(&itself).chain(&hearers.holder);
    cards::to_desk(scene, &report, &hearers, others).await?;
    Ok(Ok(Done::Remarked {
        number: report.number,
    }))
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
