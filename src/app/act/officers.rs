//! The officer's verbs on a report.

use anyhow::Result;

use crate::app::act::cases::{advance, write};
use crate::app::cards;
use crate::app::hearers::Hearers;
use crate::app::perform::Performed;
use crate::app::scene::Scene;
use crate::domain::case::{Along, By, EventKind};
use crate::domain::done::Done;
use crate::domain::report::{Note, Outcome, Report, Step};
use crate::domain::{Lang, Person};
use crate::store::Reader;
use crate::text::looks_foreign;

pub async fn accept(scene: &mut Scene<'_>, officer: &Person, report: Report) -> Result<Performed> {
    let (by, nothing) = (By::Desk(officer.id), Along::default());
    let advanced = advance(scene, by, report, Step::Accept, nothing).await?;
    Ok(advanced.map(|it| Done::Accepted {
        number: it.now.number,
        heard: it.heard,
    }))
}

/// Asks the resident; a newer question voids the older one.
pub async fn ask(
    scene: &mut Scene<'_>,
    officer: &Person,
    report: Report,
    text: String,
) -> Result<Performed> {
    let (by, along) = (By::Desk(officer.id), Along::words(text));
    let advanced = advance(scene, by, report, Step::Ask, along).await?;
    Ok(advanced.map(|it| Done::Asked {
        number: it.now.number,
        until: it.until.unwrap_or(it.now.updated_at),
        heard: it.heard,
        foreign: looks_foreign(it.now.lang, it.words()),
    }))
}

pub async fn close(
    scene: &mut Scene<'_>,
    officer: &Person,
    report: Report,
    outcome: Outcome,
    text: String,
) -> Result<Performed> {
    let along = Along {
        outcome: Some(outcome),
        ..Along::words(text)
    };
    let advanced = advance(scene, By::Desk(officer.id), report, Step::Close, along).await?;
    Ok(advanced.map(|it| Done::Closed {
        number: it.now.number,
        heard: it.heard,
    }))
}

/// A note of the desk: the resident never sees it.
pub async fn remark(
    scene: &mut Scene<'_>,
    officer: &Person,
    report: Report,
    text: String,
) -> Result<Performed> {
    let (by, notes) = (By::Desk(officer.id), [Note::words(text)]);
    write(scene, &report, EventKind::Remark, by, &notes, None).await?;
    let itself = Reader {
        person: officer.id,
        chat: officer.chat,
        lang: officer.lang.unwrap_or(Lang::Kk),
    };
    let hearers = Hearers::of(scene, &report).await?;
    let others = std::iter::once(&itself).chain(&hearers.holder);
    cards::to_desk(scene, &report, &hearers, others).await?;
    Ok(Ok(Done::Remarked {
        number: report.number,
    }))
}
