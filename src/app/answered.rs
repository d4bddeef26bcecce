//! Words that were taken for the answer to an officer's question, and were about something else.

use anyhow::Result;

use super::act::answers;
use super::kept;
use super::look;
use super::scene::Scene;
use super::seat::Seat;
use crate::domain::{Action, CaseVerb, Refusal, ReportId, View};
use crate::flow::{Flow, Keep, Next, is_a_place};
use crate::show::case::over;

/// The officer hears that they were no answer, the question waits again, and the words wait for a
/// tap that says what they are.
pub async fn take_back(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
) -> Result<Option<Next>> {
    let view = View::MyReport(id);
    let report = match look::of_report(scene, &seat.person, &view).await? {
        Ok((report, _)) => report,
        Err(refusal) => return seat.refuse(scene, &refusal),
    };
    if !report.state.open() {
        return seat.end_with(scene, &over(&report, &seat.eye(scene)));
    }
    let Some(notes) = answers::last(scene, &report).await? else {
        return seat.refuse(scene, &Refusal::AnswerStands(report.number));
    };
    let open = kept::open_cases(scene, seat).await?;
    let place = match notes.as_slice() {
        [one] if one.media.is_none() => one
            .text
            .as_deref()
            .is_some_and(|text| is_a_place(text, &seat.world(scene))),
        _ => false,
    };
    let keep = Keep {
        notes,
        cases: open.into_iter().map(|it| it.case).collect(),
        place,
        other: true,
        ..Keep::default()
    };
    let waits = Next::Ask(Flow::Keep(Box::new(keep)));
    let taken_back = Action::Case(id, CaseVerb::TakeBack);
    Ok(Some(Next::Do(taken_back, Box::new(waits))))
}
