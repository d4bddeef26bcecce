//! Words and media: collected one by one, up to ten, then sent.

use super::{Answer, Why, World};
use crate::chat::{Say, units};
use crate::domain::Place;
use crate::domain::report::{NOTE_CHARS, NOTES, Note};

/// What one answer does to a collection.
pub enum Collected {
    More(Vec<Note>),
    Done,
    No(Why),
}

/// Adds what came; the button `done` ends it.
pub fn collect(notes: &[Note], answer: &Answer, world: &World) -> Collected {
    let note = match answer {
        Answer::Key(key) if key == "done" => return Collected::Done,
        Answer::Text(text) if !text.is_empty() => Note::words(text.clone()),
        Answer::Note(note) => note.clone(),
        Answer::Place(place) => pin(place),
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

/// How many are taken.
pub fn most() -> i64 {
    i64::try_from(NOTES).unwrap_or(i64::MAX)
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

/// The first question as it stands; later ones count what is there and offer to send.
pub fn collecting(first: String, notes: &[Note], world: &World) -> Say {
    if notes.is_empty() {
        return Say::text(first);
    }
    let count = i64::try_from(notes.len()).unwrap_or_default();
    let mut say = Say::text(if notes.len() < NOTES {
        world.words.notes_more(count, most())
    } else {
        world.words.notes_full(count, most())
    });
    say.rows
        .push(vec![world.answer(world.words.button_done(), "done")]);
    // The next picture of an album only renews it.
    say.slot("count".to_owned())
}
