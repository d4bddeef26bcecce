//! The answer to an officer's question, as long as it can still be taken back.

use anyhow::Result;

use crate::app::scene::Scene;
use crate::domain::case::{Event, EventKind};
use crate::domain::report::{NOTES, Note, Report, State};

/// Lines of a history behind an answer that are looked at, beside the answer itself.
const BEHIND: usize = 20;

/// The newest answer of a report, unless anybody but its sender has done something since.
pub async fn last(scene: &mut Scene<'_>, report: &Report) -> Result<Option<Vec<Note>>> {
    if report.state != State::InWork {
        return Ok(None);
    }
    let most = i64::try_from(NOTES + BEHIND)?;
    let newest = scene
        .tx
        .events_before(report.id, i64::MAX, true, most)
        .await?;
    let more = |it: &Event| matches!(it.kind, EventKind::Added | EventKind::Again);
    let mut back = newest.into_iter().rev().map(|(_, event)| event);
    let Some(last) = back.find(|it| !more(it)) else {
        return Ok(None);
    };
    if last.kind != EventKind::Answer {
        return Ok(None);
    }
    let at = last.at;
    let same = back.take_while(|it| it.kind == EventKind::Answer && it.at == at);
    let mut notes: Vec<Note> = [last].into_iter().chain(same).map(note).collect();
    notes.reverse();
    Ok(Some(notes))
}

fn note(event: Event) -> Note {
    Note {
        text: event.text,
        media: event.media,
        ..Note::default()
    }
}
