//! All of a report for whoever may read it: by pages, with its files, as a text, and where it is.

use super::{Eye, case, history};
use crate::chat::{Attachment, Button, Made, Say, Screen, Tap};
use crate::domain::ReportId;
use crate::domain::report::Report;
use crate::domain::seen::{HistoryPart, Reader};

/// One page: its messages, of which the last has the buttons, and the files that came with it.
pub fn page(part: &HistoryPart, eye: &Eye<'_>) -> (Vec<Say>, Vec<Say>) {
    let (words, report, id) = (eye.words, &part.report, part.report.id);
    let page = history::page(part, words);
    let mut messages = page.messages.into_iter().map(Say::text);
    let mut say = messages.next_back().unwrap_or_default();
    let before = messages.map(Say::silent);
    let mut all: Vec<Say> = before.collect();
    let to = |label: String, from: i64| Button::new(label, &Tap::Open(Screen::Whole(id, from)));
    let turn = [
        page.earlier.map(|from| to(words.whole_earlier(), from)),
        page.later.map(|from| to(words.whole_later(), from)),
    ];
    let turn: Vec<Button> = turn.into_iter().flatten().collect();
    if !turn.is_empty() {
        say = say.row(turn);
    }
    say = match part.reader {
        Reader::Owner => say.open(words.button_open_report(), Screen::MyReport(id)),
        Reader::Desk => say.open(words.button_case(), Screen::Case(id)),
    };
    if report.place.is_some() {
        say = say.open(words.button_pin(), Screen::Pin(id));
    }
    all.push(say.open(words.button_file(), Screen::WholeFile(id)));
    let seal = |say: Say| reads(part.reader, eye.seal(report, say), id);
    let media = page.media.into_iter();
    let media = media.map(|media| case::file(report, media, None, eye));
    (
        all.into_iter().map(seal).collect(),
        media.map(seal).collect(),
    )
}

/// All of it as a text file, read when it is sent.
pub fn file(report: &Report, reader: Reader, eye: &Eye<'_>) -> Say {
    let made = Made::History {
        report: report.id,
        reader: eye.reader,
        lang: eye.words.lang,
    };
    let say = Say {
        attachment: Some(Attachment::Made(made)),
        ..Say::text(eye.words.whole_file(report.number))
    };
    reads(reader, eye.seal(report, say), report.id)
}

pub fn pin(report: &Report, reader: Reader, eye: &Eye<'_>) -> Option<Say> {
    case::pin(report, eye).map(|say| reads(reader, say, report.id))
}

/// A desk reads on for as long as the post goes on.
fn reads(reader: Reader, say: Say, report: ReportId) -> Say {
    match reader {
        Reader::Owner => say,
        Reader::Desk => say.about(report),
    }
}
