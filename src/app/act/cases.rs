//! The only code that moves a report: by a row of the table, once, with its line of the history,
//! and everybody whom the row names is told.

use anyhow::{Context, Result, bail, ensure};

use super::answers;
use crate::app::holders;
use crate::app::scene::Scene;
use crate::app::told;
use crate::domain::case::{self, Advanced, Along, By, Data, Event, EventKind, Wait, Who};
use crate::domain::report::{Note, Report, Step};
use crate::domain::{Actor, CaseVerb, Done, Performed, PersonId, Refusal, Time};
use crate::text::looks_foreign;

/// Takes the step of the table that a verb is.
pub async fn take(
    scene: &mut Scene<'_>,
    actor: &Actor,
    report: Report,
    verb: CaseVerb,
) -> Result<Performed> {
    let step = verb.step().context("a verb that moves nothing")?;
    let by = match (case::who(step), actor) {
        (Some(Who::Sender), _) => By::Sender,
        (Some(Who::Desk), Actor::Person(officer)) => By::Desk(officer.id),
        (Some(Who::Timer), _) => By::Timer,
        _ => bail!("a step that is nobody's"),
    };
    if step == Step::TakeBack && answers::last(scene, &report).await?.is_none() {
        return Ok(Err(Refusal::AnswerStands(report.number)));
    }
    let advanced = advance(scene, by, report, step, verb.along()).await?;
    Ok(advanced.map(|it| done(&it)))
}

fn done(it: &Advanced) -> Done {
    let (number, heard) = (it.now.number, it.heard);
    match it.row.step {
        Step::Accept => Done::Accepted { number, heard },
        Step::Ask => Done::Asked {
            number,
            until: it.until.unwrap_or(it.now.updated_at),
            heard,
            foreign: looks_foreign(it.now.lang, it.words()),
        },
        Step::Answer => Done::Answered {
            report: it.now.id,
            number,
        },
        Step::TakeBack => Done::TakenBack {
            number,
            until: it.until.unwrap_or(it.now.updated_at),
        },
        Step::Resume => Done::Resumed,
        Step::Close => Done::Closed { number, heard },
        Step::Withdraw => Done::Withdrawn { number },
    }
}

/// Moves a report on by the row of this step. Whoever is slower than somebody else is told what it
/// is now.
///
/// # Errors
/// Something that the row needs is missing: whoever asks for the step asks for it first.
async fn advance(
    scene: &mut Scene<'_>,
    by: By,
    before: Report,
    step: Step,
    along: Along,
) -> Result<Result<Advanced, Refusal>> {
    let Some(row) = case::row(before.state, step) else {
        return Ok(Err(match by {
            By::Desk(officer) if step == Step::Accept && before.state.open() => {
                taken(scene, officer, &before).await?
            }
            By::Desk(_) => wrong_state(&before),
            By::Sender | By::Timer => over(&before),
        }));
    };
    ensure!(along.has(row.needs), "{step:?} needs {:?}", row.needs);
    let now = Report {
        state: row.to,
        updated_at: scene.now,
        officer: by.officer().or(before.officer),
        outcome: along.outcome.or(before.outcome),
        ..before.clone()
    };
    if !scene.tx.move_report(&now, before.state).await? {
        return Ok(Err(slower(scene, by, &before).await?));
    }
    let mut advanced = Advanced {
        row,
        before,
        now,
        along,
        until: until(scene, row.waits),
        heard: false,
    };
    wait(scene, &advanced).await?;
    let (data, notes) = (advanced.data(), &advanced.along.notes);
    write(scene, &advanced.now, row.event, by, notes, data).await?;
    advanced.heard = told::of(scene, &advanced).await?;
    Ok(Ok(advanced))
}

/// Until when is waited for it.
fn until(scene: &Scene<'_>, waits: Option<Wait>) -> Option<Time> {
    waits.map(|wait| match wait {
        Wait::Answer => scene.deadline(scene.now),
    })
}

/// Starts the clock of the row, and ends all others.
async fn wait(scene: &mut Scene<'_>, it: &Advanced) -> Result<()> {
    for wait in Wait::ALL {
        let due = wait.due(it.now.id);
        match it.until.filter(|_| it.row.waits == Some(wait)) {
            Some(until) => scene.tx.set_due(due, until).await?,
            None => scene.tx.drop_due(due).await?,
        }
    }
    Ok(())
}

/// Writes one event per note, in their order, or one without words.
pub async fn write(
    scene: &mut Scene<'_>,
    report: &Report,
    kind: EventKind,
    by: By,
    notes: &[Note],
    data: Option<Data>,
) -> Result<()> {
    let none = [Note::none()];
    for note in if notes.is_empty() { &none } else { notes } {
        let event = Event {
            at: scene.now,
            kind,
            by: Some(by),
            text: note.text.clone(),
            media: note.media.clone(),
            data,
        };
        let id = scene.app.clock.new_id();
        scene.tx.add_event(id, report.id, &event).await?;
        if note.message.is_some() || note.album.is_some() {
            let album = note.album.as_deref();
            scene.tx.set_origin(id, note.message, album).await?;
        }
    }
    Ok(())
}

/// Nothing more is done about it.
pub fn over(report: &Report) -> Refusal {
    Refusal::Over {
        number: report.number,
        state: report.state,
    }
}

fn wrong_state(report: &Report) -> Refusal {
    Refusal::WrongState {
        number: report.number,
        state: report.state,
    }
}

/// Somebody else was faster.
async fn slower(scene: &mut Scene<'_>, by: By, before: &Report) -> Result<Refusal> {
    let By::Desk(officer) = by else {
        return Ok(Refusal::Taken);
    };
    match scene.tx.report(before.id).await? {
        Some(now) if now.state.open() => taken(scene, officer, &now).await,
        Some(now) => Ok(wrong_state(&now)),
        None => Ok(Refusal::Taken),
    }
}

/// Who has what an officer would take.
async fn taken(scene: &mut Scene<'_>, officer: PersonId, report: &Report) -> Result<Refusal> {
    Ok(match holders::of(scene, report).await? {
        None => wrong_state(report),
        Some(holder) if holder.person == officer => Refusal::Yours(report.number),
        Some(holder) => Refusal::Held(report.number, holder.name),
    })
}
