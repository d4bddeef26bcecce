//! All of a report for whoever may read it: by pages, with its files, as a text, and where it is.

use anyhow::Result;

use super::route::Seat;
use super::scene::Scene;
use super::screens::{refused, said};
use super::{files, history, perform};
use crate::chat::{Attachment, Button, Made, Say, Screen, Tap};
use crate::domain::report::Report;
use crate::domain::{Person, Refusal, ReportId};
use crate::flow::Next;

/// Why somebody may read a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// It is their own: they read all but the desk's remarks.
    Owner,
    Desk,
}

impl Reader {
    /// A desk reads on for as long as the post goes on.
    fn reads(self, say: Say, report: ReportId) -> Say {
        match self {
            Reader::Owner => say,
            Reader::Desk => say.about(report),
        }
    }
}

/// The report, if this person may read it; one that is not there is refused as one that is not
/// theirs.
pub async fn readable(
    scene: &mut Scene<'_>,
    person: &Person,
    id: ReportId,
) -> Result<Result<(Report, Reader), Refusal>> {
    let Some(report) = scene.tx.report(id).await? else {
        return Ok(Err(Refusal::NotPermitted));
    };
    Ok(if report.person == Some(person.id) {
        Ok((report, Reader::Owner))
    } else if perform::serves(scene, person, &report.precinct) {
        Ok((report, Reader::Desk))
    } else {
        Err(Refusal::NotPermitted)
    })
}

/// Opens one of the screens on which a report is read.
pub async fn open(scene: &mut Scene<'_>, seat: &mut Seat, screen: &Screen) -> Result<Option<Next>> {
    let (Screen::Whole(id, _) | Screen::WholeFile(id) | Screen::Pin(id)) = screen else {
        return Ok(None);
    };
    let (report, reader) = match readable(scene, &seat.person, *id).await? {
        Ok(readable) => readable,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    match screen {
        Screen::Whole(_, from) => whole(scene, seat, &report, reader, *from).await,
        Screen::WholeFile(_) => said(scene, seat, &reader.reads(file(&report, seat), *id)),
        _ => match files::pin(scene, &report, seat.words()) {
            Some(pin) => said(scene, seat, &reader.reads(pin, *id)),
            None => refused(scene, seat, &Refusal::NotFound),
        },
    }
}

/// One page, with the files that came with it.
async fn whole(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    report: &Report,
    reader: Reader,
    from: i64,
) -> Result<Option<Next>> {
    let (words, public, id) = (seat.words(), reader == Reader::Owner, report.id);
    let page = history::page(scene.tx, report, from, public, words).await?;
    let mut messages = page.messages.into_iter().map(Say::text);
    let mut say = messages.next_back().unwrap_or_default();
    for before in messages {
        seat.say(scene, &reader.reads(before.silent(), id))?;
    }
    let to = |label: String, from: i64| Button::new(label, &Tap::Open(Screen::Whole(id, from)));
    let turn = [
        page.earlier.map(|from| to(words.whole_earlier(), from)),
        page.later.map(|from| to(words.whole_later(), from)),
    ];
    let turn: Vec<Button> = turn.into_iter().flatten().collect();
    if !turn.is_empty() {
        say = say.row(turn);
    }
    say = match reader {
        Reader::Owner => say.open(words.button_open_report(), Screen::MyReport(id)),
        Reader::Desk => say.open(words.button_case(), Screen::Case(id)),
    };
    if report.place.is_some() {
        say = say.open(words.button_pin(), Screen::Pin(id));
    }
    say = say.open(words.button_file(), Screen::WholeFile(id));
    seat.say(scene, &reader.reads(say, id))?;
    for media in page.media {
        let say = files::say(report, media, words, None);
        scene.say(seat.chat, &reader.reads(say, id))?;
    }
    Ok(None)
}

/// All of it as a text file, read when it is sent.
fn file(report: &Report, seat: &Seat) -> Say {
    let made = Made::History {
        report: report.id,
        reader: seat.person.id,
        lang: seat.lang(),
    };
    Say {
        attachment: Some(Attachment::Made(made)),
        ..Say::text(seat.words().whole_file(report.number))
    }
}
