//! The officer's verbs on a report: each public step is told to the resident in the
//! resident's own language, and every card of the report is edited in place.

use anyhow::Result;

use crate::app::act::cases::{advance, write};
use crate::app::cards;
use crate::app::holders;
use crate::app::perform::Performed;
use crate::app::scene::Scene;
use crate::app::senders::{self, Sender};
use crate::app::told;
use crate::chat::{Say, Screen};
use crate::domain::done::Done;
use crate::domain::report::{EventKind, Note, Outcome, Report, State, Step};
use crate::domain::{Lang, Person, calendar};
use crate::flow::ended;
use crate::store::Reader;
use crate::text::looks_foreign;

pub async fn accept(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
) -> Result<Performed> {
    let (by, none) = (Some(officer), [Note::none()]);
    if let Err(refusal) = advance(scene, by, &mut report, Step::Accept, &none, None).await? {
        return Ok(Err(refusal));
    }
    cards::to_desk(scene, &report, &[itself(officer)]).await?;
    told::sender(scene, &report, |words| {
        Say::text(words.told_accepted(report.number))
            .open(words.button_open_report(), Screen::MyReport(report.id))
    })
    .await?;
    Ok(Ok(Done::Accepted {
        number: report.number,
        heard: heard(scene, &report).await?,
    }))
}

/// Asks the resident; a newer question voids the older one.
pub async fn ask(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
    text: String,
) -> Result<Performed> {
    let held = report.clone();
    // A newer question takes the place of the one before.
    let anew = report.state == State::Question;
    let until = scene.deadline(scene.now);
    let (by, until_then) = (Some(officer), Some(until));
    let notes = [Note::words(text.clone())];
    if let Err(refusal) = advance(scene, by, &mut report, Step::Ask, &notes, until_then).await? {
        return Ok(Err(refusal));
    }
    tell_desk(scene, officer, &held, &report).await?;
    told::sender(scene, &report, |words| {
        let by = words.day_by(calendar::local(until).date());
        let head = match anew {
            true => words.told_question_anew(report.number, &by),
            false => words.told_question(report.number, &by),
        };
        Say::text(words.quoted(&head, &text)).open(words.button_answer(), Screen::Answer(report.id))
    })
    .await?;
    Ok(Ok(Done::Asked {
        number: report.number,
        until,
        heard: heard(scene, &report).await?,
        foreign: looks_foreign(report.lang, &text),
    }))
}

pub async fn close(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
    outcome: Outcome,
    text: String,
) -> Result<Performed> {
    let held = report.clone();
    report.outcome = Some(outcome);
    let (by, notes) = (Some(officer), [Note::words(text.clone())]);
    if let Err(refusal) = advance(scene, by, &mut report, Step::Close, &notes, None).await? {
        return Ok(Err(refusal));
    }
    tell_desk(scene, officer, &held, &report).await?;
    told::sender(scene, &report, |words| {
        Say::text(ended(words, report.number, outcome, &text))
            .open(words.button_open_report(), Screen::MyReport(report.id))
    })
    .await?;
    Ok(Ok(Done::Closed {
        number: report.number,
        heard: heard(scene, &report).await?,
    }))
}

/// A note of the desk: the resident never sees it.
pub async fn remark(
    scene: &mut Scene<'_>,
    officer: &Person,
    report: Report,
    text: String,
) -> Result<Performed> {
    write(scene, &report, EventKind::Remark, &[Note::words(text)]).await?;
    cards::to_desk(scene, &report, &[itself(officer)]).await?;
    Ok(Ok(Done::Remarked {
        number: report.number,
    }))
}

/// Renews the cards, that of whoever held it before too, who hears that a colleague has gone on
/// with it.
async fn tell_desk(
    scene: &mut Scene<'_>,
    officer: &Person,
    before: &Report,
    now: &Report,
) -> Result<()> {
    let held = holders::reader(scene, before).await?;
    let held = held.filter(|it| it.person != officer.id);
    let others: Vec<Reader> = std::iter::once(itself(officer))
        .chain(held.clone())
        .collect();
    cards::to_desk(scene, now, &others).await?;
    let Some(reader) = held else {
        return Ok(());
    };
    let name = holders::of_person(scene, &officer.posts, now);
    let lang = reader.lang;
    told::all(scene, now, &[reader], |words| {
        let name = name.as_ref().map(|it| it.get(lang).to_owned());
        let who = name.unwrap_or_else(|| words.colleague());
        match now.outcome {
            Some(outcome) => {
                words.told_colleague_closed(now.number, &who, &words.outcome(outcome.name()))
            }
            None => words.told_colleague_asked(now.number, &who),
        }
    })
}

/// Whoever acts: their own card is renewed where it stands.
fn itself(officer: &Person) -> Reader {
    Reader {
        person: officer.id,
        chat: officer.chat,
        lang: officer.lang.unwrap_or(Lang::Kk),
    }
}

/// Whether the sender of a report heard what was done.
async fn heard(scene: &mut Scene<'_>, report: &Report) -> Result<bool> {
    Ok(senders::of(scene, report).await? == Sender::Reached)
}
