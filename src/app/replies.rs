//! A reply to a message of the bot's, as the messenger knows it: the report that the message is about
//! has what was sent, also where something else is asked.

use anyhow::Result;

use super::kept::note;
use super::scene::Scene;
use super::seat::Seat;
use super::{holders, standing, talk};
use crate::chat::spoken::{Meaning, meaning};
use crate::chat::{RepliedTo as Replied, Screen, Tap, Verb, units};
use crate::domain::report::{Note, OFFICER_CHARS, Report};
use crate::domain::{Action, CaseVerb, ReportId, View};
use crate::flow::{Answer, Case, Flow, Keep, Next, Reply, Why, understood};
use crate::show::case::{named, over};
use crate::text::{said, shorten};
use crate::typed::meant::Intent;

/// UTF-16 units of what was dropped.
const SHOWN: usize = 200;
/// An officer's replies that wait for what they are.
const REPLIES: usize = 5;

/// Whether the message is a reply to one that is about a report.
pub async fn of_a_report(scene: &mut Scene<'_>, seat: &Seat) -> Result<bool> {
    match &seat.beside.reply {
        Some(reply) => Ok(report_of(scene, seat, reply).await?.is_some()),
        None => Ok(false),
    }
}

/// What a reply to a message of the bot's means: the report that the message is about has it, also
/// where words for something else are asked for.
pub async fn replied(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    answer: &Answer,
) -> Result<Option<Next>> {
    let Some(reply) = seat.beside.reply.clone() else {
        return Ok(None);
    };
    let Some(note) = note(seat, answer) else {
        return Ok(None);
    };
    let Some(id) = report_of(scene, seat, &reply).await? else {
        return Ok(None);
    };
    // What is asked is about it as well.
    if seat.flow.report() == Some(id) {
        return Ok(None);
    }
    let Some(report) = scene.tx.report(id).await? else {
        return Ok(None);
    };
    if report.person == Some(seat.person.id) {
        return own(scene, seat, &report, note).await.map(Some);
    }
    if !standing::shows(scene, &seat.person, &View::Case(id), &report) {
        return Ok(None);
    }
    let Some(text) = note.text else {
        return Ok(Some(Next::Again(Why::OnlyWords)));
    };
    if units(&text) > OFFICER_CHARS {
        return Ok(Some(Next::Again(Why::TooLong(OFFICER_CHARS))));
    }
    // A colleague may go on with it, but knows whose it is.
    let held = match report.state.open() {
        true => holders::of(scene, &report).await?,
        false => None,
    };
    let others = held.filter(|it| it.person != seat.person.id);
    let words = seat.words();
    let before = match &seat.flow {
        Flow::Leave(leave) => &leave.flow,
        flow => flow,
    };
    if matches!(before, Flow::Reply(before) if before.waiting() >= REPLIES) {
        return Ok(Some(Next::Again(Why::Choose)));
    }
    let before = before.holds_something().then(|| Box::new(before.clone()));
    if note.media.is_some() {
        seat.put_above(words.desk_reply_no_media());
    }
    Ok(Some(Next::Ask(Flow::Reply(Reply {
        report: id,
        number: report.number,
        lang: report.lang,
        text,
        open: report.state.open(),
        holder: others.map(|it| named(it.name.as_ref(), words)),
        closing: false,
        before,
    }))))
}

/// Whether it replies to the card of somebody's report, which this officer serves.
pub async fn to_card(scene: &mut Scene<'_>, seat: &Seat) -> Result<bool> {
    let reply = seat.beside.reply.clone();
    let Some(reply) = reply.filter(|_| seat.person.is_staff() && !seat.flow.takes_words()) else {
        return Ok(false);
    };
    let Some(id) = report_of(scene, seat, &reply).await? else {
        return Ok(false);
    };
    let report = scene.tx.report(id).await?;
    Ok(report.is_some_and(|it| standing::shows(scene, &seat.person, &View::Case(id), &it)))
}

/// A reply to what the bot said of an own report needs no tap to belong to it.
async fn own(scene: &mut Scene<'_>, seat: &mut Seat, report: &Report, note: Note) -> Result<Next> {
    let case = Case::of(report);
    let words = note.text.as_deref();
    let words = words.filter(|_| note.media.is_none() && !case.asked);
    match words.and_then(meaning) {
        Some(Meaning::Thanks) => return talk::thanked(scene, seat, Some(report.clone())).await,
        Some(Meaning::Mine) => return Ok(Next::Open(Screen::MyReport(report.id))),
        _ => {}
    }
    let meant = words.map(|text| understood(text, &scene.app.law, &scene.directory));
    let again = meant.is_some_and(|it| it.intent == Intent::Again);
    if !report.state.open() {
        return of_over(scene, seat, report, note, again);
    }
    let notes = vec![note];
    let given = match again {
        true => Action::Case(report.id, CaseVerb::AddTo { notes, again }),
        false => {
            let keep = Keep {
                notes,
                ..Keep::default()
            };
            keep.given_to(&case)
        }
    };
    Ok(match seat.flow {
        Flow::Menu => Next::Do(given, Box::new(Next::Rest)),
        _ => Next::Beside(given),
    })
}

/// Nothing is added to what is over: it may have begun again.
fn of_over(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    report: &Report,
    note: Note,
    again: bool,
) -> Result<Next> {
    let over = over(report, &seat.eye(scene));
    if seat.flow.holds_something() {
        let words = seat.words();
        let said = shorten(&said(words, &[note]), SHOWN);
        seat.put_above(words.quoted(&words.keep_dropped(), &said));
        seat.say(scene, &over)?;
        return Ok(Next::Rest);
    }
    let keep = Flow::Keep(Box::new(Keep {
        notes: vec![note],
        cases: vec![Case::again(report)],
        ..Keep::default()
    }));
    if again {
        seat.flow = keep;
        return Ok(Next::Open(Screen::Again(report.id)));
    }
    seat.put_above(over.text);
    Ok(Next::Ask(keep))
}

/// The one report that a message of the bot's is about.
async fn report_of(
    scene: &mut Scene<'_>,
    seat: &Seat,
    reply: &Replied,
) -> Result<Option<ReportId>> {
    let mut ids: Vec<ReportId> = reply.taps.iter().filter_map(|tap| subject(tap)).collect();
    ids.sort_unstable();
    ids.dedup();
    if let [one] = ids.as_slice() {
        return Ok(Some(*one));
    }
    let slot = scene.tx.slot_of(seat.chat, reply.message).await?;
    let id = slot.and_then(|name| name.split_once(':')?.1.parse().ok());
    if !ids.is_empty() || id.is_some() {
        return Ok(id.filter(|_| ids.is_empty()));
    }
    match reply.number {
        Some(number) => {
            let report = scene.tx.numbered_report(number).await?;
            Ok(report.map(|it| it.id))
        }
        None => Ok(None),
    }
}

/// The report that a button is about.
fn subject(tap: &str) -> Option<ReportId> {
    match Tap::parse(tap)? {
        Tap::Open(
            Screen::MyReport(id)
            | Screen::AddTo(id)
            | Screen::Answer(id)
            | Screen::TakeBack(id)
            | Screen::Again(id)
            | Screen::Withdraw(id)
            | Screen::Whole(id, _)
            | Screen::WholeFile(id)
            | Screen::Pin(id)
            | Screen::Case(id)
            | Screen::Ask(id)
            | Screen::Close(id)
            | Screen::Remark(id),
        )
        | Tap::Do(Verb::Accept(id)) => Some(id),
        _ => None,
    }
}
