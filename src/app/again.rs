//! What was reported has begun again: to a report that goes on it is added, and after one that is over
//! a new one of the same is ready to be sent.

use anyhow::Result;
use jiff::SignedDuration;

use super::begin;
use super::kept;
use super::look;
use super::scene::Scene;
use super::seat::Seat;
use super::telling;
use crate::domain::case::EventKind;
use crate::domain::report::{Note, Report, State};
use crate::domain::{Action, CaseVerb, ReportId, Spot, View};
use crate::flow::{Answer, Case, Flow, Keep, Next};
use crate::typed::meant::Meant;

/// Words that name no place may mean a report that was closed within this time.
const LONG: SignedDuration = SignedDuration::from_hours(24 * 14);
/// A button that is pressed twice within this time was meant once.
const TWICE: SignedDuration = SignedDuration::from_mins(1);
/// Reports of a person that are looked at, newest first, and those that are offered.
const LOOKED_AT: i64 = 20;
const OFFERED: usize = 3;

/// Words that say so: they wait for a tap that says of which report, or that they are a new one. Of
/// no report they are the beginning of one.
pub async fn told(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    text: &str,
    meant: &Meant,
) -> Result<Next> {
    let mine = scene.tx.reports_of(seat.person.id, LOOKED_AT, 0).await?;
    let kinds = &meant.categories;
    let of_kind = |it: &&Report| kinds.is_empty() || kinds.contains(&it.category.as_str());
    let open = mine.iter().filter(|it| it.state.open()).filter(of_kind);
    let mut found: Vec<&Report> = open.take(OFFERED).collect();
    if found.is_empty() {
        let lately = |it: &&Report| it.state == State::Closed && it.updated_at + LONG > scene.now;
        let closed = mine.iter().filter(lately).filter(of_kind);
        found.extend(closed.max_by_key(|it| it.updated_at));
    }
    if found.is_empty() {
        return telling::words(scene, seat, text, meant).await;
    }
    let note = kept::note(seat, &Answer::Text(text.to_owned()));
    Ok(Next::Ask(Flow::Keep(Box::new(Keep {
        notes: note.into_iter().collect(),
        cases: found.into_iter().map(Case::again).collect(),
        ..Keep::default()
    }))))
}

/// The button: what came unasked for this report goes along.
pub async fn begin(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId) -> Result<Option<Next>> {
    let view = View::MyReport(id);
    let report = match look::of_report(scene, &seat.person, &view).await? {
        Ok((report, _)) => report,
        Err(refusal) => return seat.refuse(scene, &refusal),
    };
    if !report.state.open() {
        return anew(scene, seat, &report).await;
    }
    let notes = match &seat.flow {
        Flow::Keep(keep) => keep.notes.clone(),
        _ => Vec::new(),
    };
    let more = || Next::Open(crate::chat::Screen::AddTo(id));
    let last = scene.tx.last_event(id, EventKind::Again).await?;
    if notes.is_empty() && last.is_some_and(|it| it.at + TWICE > scene.now) {
        return Ok(Some(more()));
    }
    let then = match notes.is_empty() {
        true => more(),
        false => Next::Rest,
    };
    let again = CaseVerb::AddTo { notes, again: true };
    Ok(Some(Next::Do(Action::Case(id, again), Box::new(then))))
}

/// A new report of the kind and the place of one that is over.
async fn anew(scene: &mut Scene<'_>, seat: &mut Seat, report: &Report) -> Result<Option<Next>> {
    let precinct = report.precinct.clone();
    let known = scene.directory.precinct(&precinct).is_some();
    let begun = begin::report(scene, seat, Some(precinct.clone()), None).await?;
    let Some(Next::Ask(Flow::Report(draft))) = begun else {
        return Ok(begun);
    };
    let spot = known.then(|| Spot {
        precinct,
        place: report.place.clone(),
        address: report.address.clone(),
    });
    let before = Note::words(seat.words().again_note(report.number));
    let next = draft.anew(&report.category, spot, before, &seat.world(scene));
    Ok(Some(next))
}
