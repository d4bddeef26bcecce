//! What comes without being asked for: the answer to an officer's question, more of a report, a
//! photo before its report. Nothing of it is lost: it goes where it surely belongs, or is kept until
//! a tap says where.

use anyhow::Result;
use jiff::SignedDuration;

use super::holders;
use super::places;
use super::push::private;
use super::scene::Scene;
use super::seat::Seat;
use super::standing;
use crate::chat::{RepliedTo as Replied, Say, Screen, Tap, Verb};
use crate::domain::case::EventKind;
use crate::domain::report::{NOTE_CHARS, Note, OFFICER_CHARS, Report, State};
use crate::domain::{Action, CaseVerb, PlaceId, ReportId, Time, View};
use crate::flow::{Answer, Case, Flow, Keep, Known, Next, Reply, Why, is_a_place, pin};
use crate::show::case::{named, over};

/// A report that nothing came to for this long is not what an unasked message is about.
const LATELY: SignedDuration = SignedDuration::from_hours(36);
/// Reports that are offered.
const OFFERED: usize = 3;
/// An officer's replies that wait for what they are.
const REPLIES: usize = 5;
/// Reports of a person that are looked at, newest first.
const LOOKED_AT: i64 = 20;

/// A report that what came may belong to.
struct Open {
    case: Case,
    /// The question came after all that the person has done so far.
    just_asked: bool,
}

/// Whether a question of an officer came after the person's last message.
pub async fn just_asked(scene: &mut Scene<'_>, seat: &Seat) -> Result<bool> {
    Ok(open_cases(scene, seat)
        .await?
        .iter()
        .any(|it| it.just_asked))
}

/// Reports that wait for an answer, then those of the last day.
async fn open_cases(scene: &mut Scene<'_>, seat: &Seat) -> Result<Vec<Open>> {
    let mine = scene.tx.reports_of(seat.person.id, LOOKED_AT, 0).await?;
    let (mut asked, mut lately) = (Vec::new(), Vec::new());
    for report in mine.into_iter().filter(|it| it.state.open()) {
        let case = Case {
            report: report.id,
            number: report.number,
            asked: report.state == State::Question,
        };
        if case.asked {
            let question = scene.tx.last_event(report.id, EventKind::Question).await?;
            let at: Option<Time> = question.map(|event| event.at);
            // Of a private one no push has said that it is a question.
            let told = !private(scene, &report);
            let just_asked = told && at.is_some_and(|at| at >= seat.last_at);
            asked.push(Open { case, just_asked });
        } else if report.created_at.max(report.updated_at) + LATELY > scene.now {
            let just_asked = false;
            lately.push(Open { case, just_asked });
        }
    }
    asked.append(&mut lately);
    asked.truncate(OFFERED);
    Ok(asked)
}

/// What an answer means that nothing has asked for; `default` is what the conversation makes of it.
pub async fn unasked(scene: &mut Scene<'_>, seat: &Seat, answer: &Answer) -> Result<Option<Next>> {
    if !listens(&seat.flow, answer) {
        return Ok(None);
    }
    let Some(note) = note(seat, answer) else {
        return Ok(None);
    };
    if note
        .text
        .as_deref()
        .is_some_and(|it| crate::chat::units(it) > NOTE_CHARS)
    {
        return Ok(None);
    }
    let house = note
        .text
        .as_deref()
        .and_then(|it| seat.flow.house_of_street(it));
    if house.is_some() && note.media.is_none() {
        return Ok(None);
    }
    if let Some(next) = more_of_album(scene, seat, &note).await? {
        return Ok(Some(next));
    }
    if let Some(place) = named_place(scene, seat, &note).await? {
        return Ok(Some(Next::Open(Screen::Place(place))));
    }
    let open = open_cases(scene, seat).await?;
    let words = note.text.clone().filter(|_| note.media.is_none());
    if open.is_empty() && words.is_some() {
        return Ok(None);
    }
    let place = matches!(answer, Answer::Place(_))
        || words
            .as_deref()
            .is_some_and(|text| is_a_place(text, &seat.world(scene)));
    let cases: Vec<Case> = open.iter().map(|it| it.case.clone()).collect();
    let asked: Vec<&Open> = open.iter().filter(|it| it.case.asked).collect();
    let keep = |place: bool, cases: Vec<Case>| Keep {
        notes: vec![note.clone()],
        cases,
        place,
        ..Keep::default()
    };
    if let [one] = asked.as_slice()
        && one.just_asked
        && !place
        && seat.flow == Flow::Menu
    {
        let action = keep(false, Vec::new()).given_to(&one.case);
        return Ok(Some(Next::Do(action, Box::new(Next::Rest))));
    }
    let ask = |place: bool| Some(Next::Ask(Flow::Keep(Box::new(keep(place, cases.clone())))));
    // A place that is searched for stays one, unless an answer is waited for.
    if place {
        return Ok(ask(true).filter(|_| asked.iter().any(|it| it.just_asked)));
    }
    if words.is_none() || asked.iter().any(|it| it.just_asked) {
        return Ok(ask(false));
    }
    let next = seat.flow.step(answer, &seat.world(scene));
    let no_answer = matches!(
        next,
        Next::Again(Why::Choose | Why::NoAddress(_) | Why::NoPlace | Why::NotSent)
    );
    Ok(match no_answer && !cases.is_empty() {
        true => ask(false),
        false => None,
    })
}

/// Whether what comes there may be for a report.
fn listens(flow: &Flow, answer: &Answer) -> bool {
    match flow {
        Flow::Menu => true,
        // A pin is what it asks for.
        Flow::Find(_) => !matches!(answer, Answer::Place(_)),
        _ => false,
    }
}

/// The place of this person with this name.
async fn named_place(scene: &mut Scene<'_>, seat: &Seat, note: &Note) -> Result<Option<PlaceId>> {
    let (Flow::Menu, Some(text), None) = (&seat.flow, &note.text, &note.media) else {
        return Ok(None);
    };
    let name = text.to_lowercase();
    let is = |it: &Known| it.name.as_ref().is_some_and(|it| it.to_lowercase() == name);
    let known = places::known(scene, seat).await?;
    Ok(known.into_iter().find(is).map(|it| it.id))
}

/// As [`unasked`], after words of danger: they are kept where an answer is waited for.
pub async fn if_asked(scene: &mut Scene<'_>, seat: &Seat, answer: &Answer) -> Result<Option<Next>> {
    let Some(note) = note(seat, answer).filter(|_| matches!(seat.flow, Flow::Menu | Flow::Find(_)))
    else {
        return Ok(None);
    };
    let open = open_cases(scene, seat).await?;
    let cases: Vec<Case> = open.into_iter().map(|it| it.case).collect();
    let wanted = note.media.is_some() || cases.iter().any(|it| it.asked);
    Ok(wanted.then(|| {
        Next::Ask(Flow::Keep(Box::new(Keep {
            notes: vec![note],
            cases,
            ..Keep::default()
        })))
    }))
}

/// The answer as a note.
pub fn note(seat: &Seat, answer: &Answer) -> Option<Note> {
    let note = match answer {
        Answer::Text(text) if !text.is_empty() => Note::words(text.clone()),
        Answer::Note(note) => note.clone(),
        Answer::Place(place) => pin(place),
        _ => return None,
    };
    Some(Note {
        message: seat.beside.message,
        album: seat.beside.album.clone(),
        ..note
    })
}

/// Another picture of an album whose first one has gone to a report.
async fn more_of_album(scene: &mut Scene<'_>, seat: &Seat, note: &Note) -> Result<Option<Next>> {
    let Some(album) = note.album.as_deref() else {
        return Ok(None);
    };
    let Some(id) = scene.tx.report_of_album(seat.person.id, album).await? else {
        return Ok(None);
    };
    let report = scene.tx.report(id).await?;
    Ok(report.filter(|it| it.state.open()).map(|report| {
        Next::Along(Action::Case(
            report.id,
            CaseVerb::AddTo {
                notes: vec![note.clone()],
                again: false,
            },
        ))
    }))
}

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
        return own(scene, seat, &report, note).map(Some);
    }
    if !standing::shows(scene, &seat.person, &View::Case(id), &report) {
        return Ok(None);
    }
    let Some(text) = note.text.filter(|_| note.media.is_none()) else {
        return Ok(Some(Next::Again(Why::Words)));
    };
    if crate::chat::units(&text) > OFFICER_CHARS {
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

fn own(scene: &mut Scene<'_>, seat: &mut Seat, report: &Report, note: Note) -> Result<Next> {
    if !report.state.open() {
        let over = over(report, &seat.eye(scene));
        seat.say(scene, &over)?;
        return Ok(Next::Rest);
    }
    let case = Case {
        report: report.id,
        number: report.number,
        asked: report.state == State::Question,
    };
    let keep = Keep {
        notes: vec![note],
        cases: vec![case.clone()],
        ..Keep::default()
    };
    Ok(match seat.flow {
        Flow::Menu | Flow::Find(_) if !case.asked => Next::Ask(Flow::Keep(Box::new(keep))),
        _ => Next::Beside(keep.given_to(&case)),
    })
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

/// A short word back; whoever is asked something hears that it still waits.
pub async fn thanked(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Next> {
    let open = open_cases(scene, seat).await?;
    let words = seat.words();
    let asked = open.iter().find(|it| it.case.asked);
    let say = match asked {
        Some(Open { case, .. }) => Say::text(words.thanks_asked(case.number))
            .open(words.button_answer(), Screen::Answer(case.report))
            .sealed(),
        None => Say::text(words.thanks()),
    };
    seat.say(scene, &say.open(words.button_menu(), Screen::Menu))?;
    Ok(Next::Rest)
}

/// An own report by its number, else the list of them.
pub async fn by_number(scene: &mut Scene<'_>, seat: &Seat, number: i64) -> Result<Screen> {
    let report = scene.tx.numbered_report(number).await?;
    let own = report.filter(|it| it.person == Some(seat.person.id));
    Ok(own.map_or(Screen::MyReports, |it| Screen::MyReport(it.id)))
}
