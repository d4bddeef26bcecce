//! The officer's verbs on a report: each public step is told to the resident in the
//! resident's own language, and every card of the report is edited in place.

use anyhow::Result;

use crate::app::act::reports::{owner, write};
use crate::app::cards;
use crate::app::done::Done;
use crate::app::holders;
use crate::app::news;
use crate::app::perform::Performed;
use crate::app::scene::Scene;
use crate::app::unreached::{self, Sender};
use crate::chat::{Say, Screen};
use crate::domain::report::{EventKind, Note, Outcome, Report, State, Step};
use crate::domain::{Lang, Person, PersonId, Refusal, Time, calendar};
use crate::flow::ended;
use crate::store::Reader;
use crate::text::{Words, looks_foreign};

pub async fn accept(
    scene: &mut Scene<'_>,
    officer: &Person,
    mut report: Report,
) -> Result<Performed> {
    if let Err(refusal) = advance(scene, officer, &mut report, Step::Accept, None).await? {
        return Ok(Err(refusal));
    }
    write(scene, &report, EventKind::Accepted, &[Note::default()]).await?;
    cards::to_desk(scene, &report, &[itself(officer)]).await?;
    if let Some(reader) = owner(scene, &report).await? {
        let words = Words::new(reader.lang);
        let say = Say::text(words.told_accepted(report.number))
            .open(words.button_open_report(), Screen::MyReport(report.id));
        let open = Screen::MyReport(report.id);
        scene.say(reader.chat, &news::pushed(scene, &report, words, open, say))?;
    }
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
    tell_desk(scene, officer, &held, &report).await?;
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
    tell_desk(scene, officer, &held, &report).await?;
    if let Some(reader) = owner(scene, &report).await? {
        let words = Words::new(reader.lang);
        let told = ended(words, report.number, outcome, &text);
        let say = Say::text(told).open(words.button_open_report(), Screen::MyReport(report.id));
        let open = Screen::MyReport(report.id);
        scene.say(reader.chat, &news::pushed(scene, &report, words, open, say))?;
    }
    Ok(Ok(Done::Closed {
        number: report.number,
        heard: heard(scene, &report).await?,
    }))
}

/// Until when a question that was asked at that time waits: to the end of its last day.
pub fn deadline(scene: &Scene<'_>, asked: Time) -> Time {
    let days = jiff::SignedDuration::from_hours(24 * scene.app.limits.question_days);
    let last = calendar::local(asked + days).date();
    calendar::at(last.at(23, 59, 59, 0))
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
        return Ok(Err(match step {
            Step::Accept if from.open() => taken(scene, officer.id, report).await?,
            _ => wrong_state(report),
        }));
    };
    report.state = state;
    report.updated_at = scene.now;
    report.officer = Some(officer.id);
    if scene.tx.move_report(report, from, answer_by).await? {
        return Ok(Ok(()));
    }
    let now = scene.tx.report(report.id).await?;
    Ok(Err(match now {
        Some(now) if now.state.open() => taken(scene, officer.id, &now).await?,
        Some(now) => wrong_state(&now),
        None => Refusal::Taken,
    }))
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
    let words = Words::new(reader.lang);
    let name = holders::of_person(scene, &officer.posts, now);
    let who = name.map_or_else(|| words.colleague(), |it| it.get(reader.lang).to_owned());
    let text = match now.outcome {
        Some(outcome) => {
            words.told_colleague_closed(now.number, &who, &words.outcome(outcome.name()))
        }
        None => words.told_colleague_asked(now.number, &who),
    };
    let open = Screen::Case(now.id);
    let say = Say::text(text).open(words.button_case(), open.clone());
    let say = news::pushed(scene, now, words, open, say);
    scene.say(reader.chat, &say.about(now.id))
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
    Ok(unreached::sender(scene, report).await? == Sender::Reached)
}
