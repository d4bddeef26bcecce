//! The officer's verbs on a report: each public step is told to the resident in the
//! resident's own language, and every card of the report is edited in place.

use anyhow::Result;

use super::cards;
use super::done::Done;
use super::news;
use super::perform::Performed;
use super::reports::{owner, write};
use super::scene::Scene;
use crate::chat::{Say, Screen};
use crate::domain::report::{EventKind, Note, Outcome, Report, State, Step};
use crate::domain::{Person, Refusal, Time, calendar};
use crate::text::Words;

pub async fn accept(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
) -> Result<Performed> {
    if let Err(refusal) = advance(scene, officer, &mut report, Step::Accept, None).await? {
        return Ok(Err(refusal));
    }
    write(scene, &report, EventKind::Accepted, &[Note::default()]).await?;
    cards::to_desk(scene, &report).await?;
    if let Some(reader) = owner(scene, &report).await? {
        let words = Words::new(reader.lang);
        let say = Say::text(words.told_accepted(report.number))
            .open(words.button_open_report(), Screen::MyReport(report.id));
        let open = Screen::MyReport(report.id);
        scene.say(reader.chat, &news::pushed(scene, &report, words, open, say))?;
    }
    Ok(Ok(Done::Accepted {
        number: report.number,
    }))
}

/// Asks the resident; a newer question voids the older one.
pub async fn ask(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
    text: String,
) -> Result<Performed> {
    // A newer question takes the place of the one before.
    let anew = report.state == State::Question;
    let until = deadline(scene, scene.now);
    if let Err(refusal) = advance(scene, officer, &mut report, Step::Ask, Some(until)).await? {
        return Ok(Err(refusal));
    }
    write(
        scene,
        &report,
        EventKind::Question,
        &[Note::words(text.clone())],
    )
    .await?;
    cards::to_desk(scene, &report).await?;
    if let Some(reader) = owner(scene, &report).await? {
        let words = Words::new(reader.lang);
        let by = words.day_by(calendar::local(until).date());
        let head = match anew {
            true => words.told_question_anew(report.number, &by),
            false => words.told_question(report.number, &by),
        };
        let say = Say::text(words.quoted(&head, &text))
            .open(words.button_answer(), Screen::Answer(report.id));
        let open = Screen::MyReport(report.id);
        scene.say(reader.chat, &news::pushed(scene, &report, words, open, say))?;
    }
    Ok(Ok(Done::Asked {
        number: report.number,
        until,
    }))
}

pub async fn close(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
    outcome: Outcome,
    text: String,
) -> Result<Performed> {
    report.outcome = Some(outcome);
    if let Err(refusal) = advance(scene, officer, &mut report, Step::Close, None).await? {
        return Ok(Err(refusal));
    }
    write(
        scene,
        &report,
        EventKind::Closed,
        &[Note::words(text.clone())],
    )
    .await?;
    cards::to_desk(scene, &report).await?;
    if let Some(reader) = owner(scene, &report).await? {
        let words = Words::new(reader.lang);
        let told = words.told_closed(report.number, &words.outcome(outcome.name()), &text);
        let say = Say::text(told).open(words.button_open_report(), Screen::MyReport(report.id));
        let open = Screen::MyReport(report.id);
        scene.say(reader.chat, &news::pushed(scene, &report, words, open, say))?;
    }
    Ok(Ok(Done::Closed {
        number: report.number,
    }))
}

/// Until when a question that was asked at that time waits: to the end of its last day.
pub fn deadline(scene: &Scene<'_>, asked: Time) -> Time {
    let days = jiff::SignedDuration::from_hours(24 * scene.app.limits.question_days);
    let last = calendar::local(asked + days).date();
    calendar::at(last.at(23, 59, 59, 0))
}

/// A note of the desk: the resident never sees it.
pub async fn remark(scene: &mut Scene<'_>, report: Report, text: String) -> Result<Performed> {
    write(scene, &report, EventKind::Remark, &[Note::words(text)]).await?;
    cards::to_desk(scene, &report).await?;
    Ok(Ok(Done::Remarked {
        number: report.number,
    }))
}

/// Moves the report on in the officer's name. Two officers on one card: the second is told.
async fn advance(
    scene: &mut Scene<'_>,
    officer: &Person,
    report: &mut Report,
    step: Step,
    answer_by: Option<Time>,
) -> Result<Result<(), Refusal>> {
    let from = report.state;
    let Some(state) = from.after(step) else {
        let holder = report
            .officer
            .filter(|_| step == Step::Accept && from.open());
        return Ok(Err(match holder {
            Some(holder) if holder == officer.id => Refusal::Yours(report.number),
            Some(_) => Refusal::Taken,
            None => Refusal::WrongState {
                number: report.number,
                state: from,
            },
        }));
    };
    report.state = state;
    report.updated_at = scene.now;
    report.officer = Some(officer.id);
    let moved = scene.tx.move_report(report, from, answer_by).await?;
    Ok(if moved { Ok(()) } else { Err(Refusal::Taken) })
}
