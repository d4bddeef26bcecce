//! The only code that moves a report: by a row of the table, once, with its line of the history.

use anyhow::Result;

use crate::app::holders;
use crate::app::scene::Scene;
use crate::domain::case;
use crate::domain::due::Due;
use crate::domain::report::{Event, EventKind, Note, Report, Step};
use crate::domain::{Person, PersonId, Refusal, Time};

/// Moves a report on and writes it into its history. Whoever is slower than somebody else is told
/// what it is now. `officer` holds it from then on; `until` is where the row starts a clock.
pub async fn advance(
    scene: &mut Scene<'_>,
    officer: Option<&Person>,
    report: &mut Report,
    step: Step,
    notes: &[Note],
    until: Option<Time>,
) -> Result<Result<(), Refusal>> {
    let from = report.state;
    let Some(row) = case::row(from, step) else {
        return Ok(Err(match officer {
            Some(officer) if step == Step::Accept && from.open() => {
                taken(scene, officer.id, report).await?
            }
            Some(_) => wrong_state(report),
            None => over(report),
        }));
    };
    report.state = row.to;
    report.updated_at = scene.now;
    report.officer = officer.map(|it| it.id).or(report.officer);
    if scene.tx.move_report(report, from).await? {
        let due = Due::Answer(report.id);
        match until.filter(|_| row.wait == case::Wait::Begins) {
            Some(until) => scene.tx.set_due(due, until).await?,
            None => scene.tx.drop_due(due).await?,
        }
        write(scene, report, row.event, notes).await?;
        return Ok(Ok(()));
    }
    let Some(officer) = officer else {
        return Ok(Err(Refusal::Taken));
    };
    Ok(Err(match scene.tx.report(report.id).await? {
        Some(now) if now.state.open() => taken(scene, officer.id, &now).await?,
        Some(now) => wrong_state(&now),
        None => Refusal::Taken,
    }))
}

/// Writes one event per note, in their order.
pub async fn write(
    scene: &mut Scene<'_>,
    report: &Report,
    kind: EventKind,
    notes: &[Note],
) -> Result<()> {
    for note in notes {
        let event = Event {
            at: scene.now,
            kind,
            text: note.text.clone(),
            media: note.media.clone(),
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

/// Who has what an officer would take.
async fn taken(scene: &mut Scene<'_>, officer: PersonId, report: &Report) -> Result<Refusal> {
    Ok(match holders::of(scene, report).await? {
        None => wrong_state(report),
        Some(holder) if holder.person == officer => Refusal::Yours(report.number),
        Some(holder) => Refusal::Held(report.number, holder.name),
    })
}
