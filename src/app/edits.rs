//! A message that was edited: the correction counts for as long as nobody has read it.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use super::telling;
use crate::chat::{Input, Say, Screen};
use crate::domain::ReportId;
use crate::domain::report::Note;
use crate::flow::{Answer, Case, Flow, Keep, Next, Seek, is_a_place, understood};
use crate::show::case::over;
use crate::text::said;
use crate::typed::meant::Intent;

/// What follows an edit; `input` is what the message says now.
pub async fn take(scene: &mut Scene<'_>, seat: &mut Seat, input: Input) -> Result<Next> {
    let (Some(message), Answer::Text(_) | Answer::Note(_)) =
        (seat.beside.message, Answer::of(input.clone()))
    else {
        // A place that moves on, such as a live one, stays where it was sent.
        return Ok(Next::Rest);
    };
    let note = match Answer::of(input.clone()) {
        Answer::Note(note) => note,
        Answer::Text(text) => Note::words(text),
        _ => return Ok(Next::Rest),
    };
    if of_waiting(seat, message, &note) {
        return Ok(Next::Rest);
    }
    let mut flow = seat.flow.clone();
    if let Some(before) = flow.note_of(message) {
        let after = Note {
            message: before.message,
            album: before.album.clone(),
            ..note
        };
        if *before == after {
            return Ok(Next::Rest);
        }
        let was = std::mem::replace(before, after.clone());
        if let Flow::Report(draft) = &mut flow {
            **draft = draft.reread(&was, &after, &seat.world(scene));
        }
        return Ok(corrected(seat, flow, &after));
    }
    let sent = scene.tx.report_of_message(seat.person.id, message).await?;
    if let Some((report, text)) = sent {
        if text == note.text {
            return Ok(Next::Rest);
        }
        // The picture is there already.
        let media = note.media.filter(|_| note.text.is_none());
        let note = Note {
            text: note.text,
            media,
            ..Note::default()
        };
        return too_late(scene, seat, report, note).await;
    }
    match input {
        Input::Text(text) => anew(scene, seat, text).await,
        _ => Ok(Next::Rest),
    }
}

/// Corrects words that wait for a report. False where the message is none of them.
fn of_waiting(seat: &mut Seat, message: i64, note: &Note) -> bool {
    let waiting = &mut seat.cried.notes;
    let Some(before) = waiting.iter_mut().find(|it| it.message == Some(message)) else {
        return false;
    };
    let after = Note {
        message: before.message,
        album: before.album.clone(),
        ..note.clone()
    };
    if *before != after {
        *before = after.clone();
        tell_corrected(seat, &after);
    }
    true
}

/// Of nothing that is kept: as good as written anew, where something is looked for.
async fn anew(scene: &mut Scene<'_>, seat: &mut Seat, text: String) -> Result<Next> {
    if matches!(seat.flow, Flow::Menu | Flow::Find(_)) {
        let meant = understood(&text, &scene.app.law, &scene.directory);
        if meant.intent == Intent::Report {
            return telling::words(scene, seat, &text, &meant).await;
        }
    }
    let world = seat.world(scene);
    let answers = match &seat.flow {
        Flow::Menu => false,
        Flow::Find(_) | Flow::Move(_) => is_a_place(&text, &world),
        Flow::Report(draft) => draft.asks_where() && is_a_place(&text, &world),
        _ => false,
    };
    if answers {
        return Ok(seat.flow.step(&Answer::Text(text), &world));
    }
    if is_a_place(&text, &world) && seat.flow == Flow::Menu {
        return Ok(Seek::default().step(&Answer::Text(text), &world));
    }
    let say = Say::text(seat.words().edit_unknown());
    seat.say(scene, &say)?;
    Ok(Next::Rest)
}

fn tell_corrected(seat: &mut Seat, note: &Note) {
    let words = seat.words();
    let shown = said(words, std::slice::from_ref(note));
    seat.put_above(words.quoted(&words.edit_taken(), &shown));
}

fn corrected(seat: &mut Seat, flow: Flow, note: &Note) -> Next {
    tell_corrected(seat, note);
    // Its question is asked again: what it shows has changed, and its buttons stand below.
    Next::Ask(flow)
}

/// It was sent as it stood then.
async fn too_late(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    report: ReportId,
    note: Note,
) -> Result<Next> {
    let Some(report) = scene.tx.report(report).await? else {
        return Ok(Next::Rest);
    };
    if !report.state.open() {
        let over = over(&report, &seat.eye(scene));
        seat.say(scene, &over)?;
        return Ok(Next::Rest);
    }
    let words = seat.words();
    let late = words.edit_late(report.number);
    if seat.flow.can_leave() && seat.flow.holds_something() {
        let say = Say::text(late).open(words.button_add(), Screen::AddTo(report.id));
        let say = seat.eye(scene).seal(&report, say);
        seat.say(scene, &say)?;
        return Ok(Next::Rest);
    }
    seat.put_above(late);
    let case = Case {
        asked: false,
        ..Case::of(&report)
    };
    Ok(Next::Ask(Flow::Keep(Box::new(Keep {
        notes: vec![note],
        cases: vec![case],
        ..Keep::default()
    }))))
}
