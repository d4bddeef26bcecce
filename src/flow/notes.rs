//! Words and media: collected one by one, up to ten, then sent.

use super::{Answer, Flow, Next, Why, World};
use crate::chat::{Say, units};
use crate::domain::report::{NOTE_CHARS, NOTES, Note};
use crate::domain::{Action, Place, ReportId};

/// What one answer does to a collection.
pub enum Collected {
    More(Vec<Note>),
    Done,
    No(Why),
}

/// Adds what came; the button `done` ends it.
pub fn collect(notes: &[Note], answer: Answer, world: &World) -> Collected {
    let note = match answer {
        Answer::Key(key) if key == "done" => return Collected::Done,
        Answer::Text(text) if !text.is_empty() => Note::words(text),
        Answer::Note(note) => note,
        Answer::Place(place) => pin(&place),
        Answer::Text(_) | Answer::Key(_) | Answer::Other => {
            return Collected::No(Why::Note);
        }
    };
    let text = note.text.as_deref();
    let long = text.is_some_and(|text| units(text) > NOTE_CHARS);
    if long {
        return Collected::No(Why::TooLong(NOTE_CHARS));
    }
    if notes.len() >= NOTES {
        return Collected::No(Why::Enough(NOTES));
    }
    let mut notes = notes.to_vec();
    notes.push(from(note, world));
    Collected::More(notes)
}

/// A place among words: what it is called, and where it is.
pub fn pin(place: &Place) -> Note {
    let title = place.title.iter().filter(|it| !it.is_empty());
    let at = place.point.to_string();
    let lines: Vec<String> = title.cloned().chain([at]).collect();
    Note::words(lines.join("\n"))
}

/// The note with the number of the message that it came in.
pub fn from(note: Note, world: &World) -> Note {
    Note {
        message: world.beside.message,
        album: world.beside.album.clone(),
        ..note
    }
}

pub fn add_question(number: i64, notes: &[Note], world: &World) -> Say {
    let mut say = collecting(world.words.add_what(number), notes, world);
    if notes.is_empty() {
        let nothing = world.answer(world.words.button_nothing(), "done");
        say.rows.push(vec![nothing]);
    }
    say
}

/// The first question as it stands; later ones count what is there and offer to send.
pub fn collecting(first: String, notes: &[Note], world: &World) -> Say {
    if notes.is_empty() {
        return Say::text(first);
    }
    let count = i64::try_from(notes.len()).unwrap_or_default();
    let mut say = Say::text(if notes.len() < NOTES {
        world.words.notes_more(count)
    } else {
        world.words.notes_full(count)
    });
    say.rows
        .push(vec![world.answer(world.words.button_done(), "done")]);
    // The next picture of an album only renews it.
    say.slot("count".to_owned())
}

pub fn add_step(
    report: ReportId,
    number: i64,
    notes: &[Note],
    answer: Answer,
    world: &World,
) -> Next {
    match collect(notes, answer, world) {
        Collected::More(notes) => Next::Ask(Flow::AddTo {
            report,
            number,
            notes,
        }),
        Collected::Done if notes.is_empty() => Next::Ask(Flow::Menu),
        Collected::Done => Next::Do(
            Action::AddTo {
                report,
                notes: notes.to_vec(),
                again: false,
            },
            Box::new(Next::Rest),
        ),
        Collected::No(why) => Next::Again(why),
    }
}

pub fn answer_question(number: i64, question: &str, notes: &[Note], world: &World) -> Say {
    collecting(world.words.answer_what(number, question), notes, world)
}

pub fn answer_step(
    (report, number): (ReportId, i64),
    question: &str,
    notes: &[Note],
    answer: Answer,
    world: &World,
) -> Next {
    match collect(notes, answer, world) {
        Collected::More(notes) => Next::Ask(Flow::Answer {
            report,
            number,
            question: question.to_owned(),
            notes,
        }),
        Collected::Done if notes.is_empty() => Next::Again(Why::Note),
        Collected::Done => Next::Do(
            Action::Answer {
                report,
                notes: notes.to_vec(),
            },
            Box::new(Next::Rest),
        ),
        Collected::No(why) => Next::Again(why),
    }
}

pub fn withdraw_question(number: i64, world: &World) -> Say {
    let mut say = Say::text(world.words.withdraw_ask(number));
    say.rows
        .push(vec![world.answer(world.words.withdraw_yes(), "yes")]);
    say.rows
        .push(vec![world.answer(world.words.button_keep(), "no")]);
    say
}

pub fn withdraw_step(report: ReportId, answer: &Answer) -> Next {
    match answer.key() {
        Some("yes") => Next::Do(Action::Withdraw { report }, Box::new(Next::Rest)),
        Some("no") => Next::Ask(Flow::Menu),
        _ => Next::Again(Why::Choose),
    }
}
