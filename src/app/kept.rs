//! What comes without being asked for: the answer to an officer's question, more of a report, a
//! photo before its report. Nothing of it is lost: it goes where it surely belongs, or is kept until
//! a tap says where.

use anyhow::Result;
use jiff::SignedDuration;

use super::places;
use super::push::private;
use super::scene::Scene;
use super::seat::Seat;
use crate::chat::spoken::folded;
use crate::chat::{Screen, units};
use crate::domain::case::EventKind;
use crate::domain::report::{NOTE_CHARS, Note, Report};
use crate::domain::{Action, CaseVerb, PlaceId, Time};
use crate::flow::{Answer, Case, Flow, Keep, Next, Why, is_a_place, pin, understood};
use crate::typed::meant::Intent;

/// A report that nothing came to for this long is not what an unasked message is about.
const LATELY: SignedDuration = SignedDuration::from_hours(36);
/// Words of an offence that come so soon after a report may be more of it.
const SOON: SignedDuration = SignedDuration::from_hours(1);
/// Reports that are offered.
const OFFERED: usize = 3;
/// Reports of a person that are looked at, newest first.
const LOOKED_AT: i64 = 20;

/// A report that what came may belong to.
pub(super) struct Open {
    pub(super) case: Case,
    report: Report,
    /// The question came after all that the person has done so far.
    pub(super) just_asked: bool,
}

/// Whether a question of an officer came after the person's last message.
pub async fn just_asked(scene: &mut Scene<'_>, seat: &Seat) -> Result<bool> {
    Ok(open_cases(scene, seat)
        .await?
        .iter()
        .any(|it| it.just_asked))
}

/// Reports that wait for an answer, then those of the last day.
pub(super) async fn open_cases(scene: &mut Scene<'_>, seat: &Seat) -> Result<Vec<Open>> {
    let mine = scene.tx.reports_of(seat.person.id, LOOKED_AT, 0).await?;
    let (mut asked, mut lately) = (Vec::new(), Vec::new());
    for report in mine.into_iter().filter(|it| it.state.open()) {
        let case = Case::of(&report);
        if case.asked {
            let question = scene.tx.last_event(report.id, EventKind::Question).await?;
            let at: Option<Time> = question.map(|event| event.at);
            // Of a private one no push has said that it is a question, and whoever was away has not
            // read it yet.
            let told = !private(scene, &report) && !seat.returns;
            let just_asked = told && at.is_some_and(|at| at >= seat.last_at);
            asked.push(Open {
                case,
                report,
                just_asked,
            });
        } else if report.created_at.max(report.updated_at) + LATELY > scene.now {
            lately.push(Open {
                case,
                report,
                just_asked: false,
            });
        }
    }
    asked.append(&mut lately);
    asked.truncate(OFFERED);
    Ok(asked)
}

/// What somebody means by what nothing has asked for, as far as a report that was sent is what it is
/// about.
pub async fn unasked(scene: &mut Scene<'_>, seat: &Seat, answer: &Answer) -> Result<Option<Next>> {
    let Some(note) = heard(seat, answer) else {
        return Ok(None);
    };
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
    let asked: Vec<&Open> = open.iter().filter(|it| it.case.asked).collect();
    let just_asked = asked.iter().any(|it| it.just_asked);
    if let [one] = asked.as_slice()
        && just_asked
        && !place
        && seat.flow == Flow::Menu
    {
        let action = keep(&note, &open, false).given_to(&one.case);
        return Ok(Some(Next::Do(action, Box::new(Next::Rest))));
    }
    if !just_asked && words.is_some() && seat.flow == Flow::Menu {
        return Ok(of_just_sent(scene, &note, open));
    }
    // A place that is searched for stays one, unless an answer is waited for.
    if just_asked || !place && words.is_none() {
        let other = is_other(scene, &note, &open);
        let keep = keep(&note, &open, place);
        return Ok(Some(asks(Keep { other, ..keep })));
    }
    Ok(None)
}

/// The same of words that mean nothing else that is known.
pub async fn perhaps_more(
    scene: &mut Scene<'_>,
    seat: &Seat,
    answer: &Answer,
) -> Result<Option<Next>> {
    let Some(note) = heard(seat, answer).filter(|note| note.media.is_none()) else {
        return Ok(None);
    };
    let open = open_cases(scene, seat).await?;
    let place = |text: &str| is_a_place(text, &seat.world(scene));
    if open.is_empty() || note.text.as_deref().is_some_and(place) {
        return Ok(None);
    }
    let next = seat.flow.step(answer, &seat.world(scene));
    let no_answer = matches!(
        next,
        Next::Again(Why::Choose | Why::NoAddress(_) | Why::NoPlace | Why::NotSent)
    );
    Ok(no_answer.then(|| asks(keep(&note, &open, false))))
}

/// What may be for a report of what came.
fn heard(seat: &Seat, answer: &Answer) -> Option<Note> {
    let note = note(seat, answer).filter(|_| listens(&seat.flow, answer))?;
    let text = note.text.as_deref();
    let long = text.is_some_and(|it| units(it) > NOTE_CHARS);
    let house = text.and_then(|it| seat.flow.house_of_street(it));
    let house = house.is_some() && note.media.is_none();
    (!long && !house).then_some(note)
}

/// Words of an offence soon after a report of one: more of it, or another one.
fn of_just_sent(scene: &Scene<'_>, note: &Note, mut open: Vec<Open>) -> Option<Next> {
    open.retain(|it| it.report.created_at + SOON > scene.now);
    let text = note.text.as_deref().filter(|_| !open.is_empty())?;
    let meant = understood(text, &scene.app.law, &scene.directory);
    if meant.intent != Intent::Report {
        return None;
    }
    let other = is_other(scene, note, &open);
    // Of somewhere else it is another report, whose summary offers what is open of its kind.
    if other && meant.place.is_some() {
        return None;
    }
    Some(asks(Keep {
        other,
        ..keep(note, &open, false)
    }))
}

/// Whether the words tell of another kind of offence, or of another place, than these reports.
fn is_other(scene: &Scene<'_>, note: &Note, open: &[Open]) -> bool {
    let Some(text) = note.text.as_deref() else {
        return false;
    };
    let meant = understood(text, &scene.app.law, &scene.directory);
    let same_kind = |it: &Report| {
        let kinds = &meant.categories;
        kinds.is_empty() || kinds.contains(&it.category.as_str())
    };
    let same_place = |it: &Report| {
        let place = meant.place.as_ref();
        let named = place.map(|it| folded(&scene.directory.shown(&it.words)));
        named.is_none() || named == it.address.as_deref().map(folded)
    };
    meant.intent == Intent::Report
        && !open
            .iter()
            .any(|it| same_kind(&it.report) && same_place(&it.report))
}

fn keep(note: &Note, open: &[Open], place: bool) -> Keep {
    Keep {
        notes: vec![note.clone()],
        cases: open.iter().map(|it| it.case.clone()).collect(),
        place,
        ..Keep::default()
    }
}

fn asks(keep: Keep) -> Next {
    Next::Ask(Flow::Keep(Box::new(keep)))
}

/// Whether what comes there may be for a report.
fn listens(flow: &Flow, answer: &Answer) -> bool {
    match flow {
        Flow::Menu => true,
        // A pin is what it asks for.
        Flow::Find(_) | Flow::Move(_) => !matches!(answer, Answer::Place(_)),
        _ => false,
    }
}

/// The place of this person with this name.
async fn named_place(scene: &mut Scene<'_>, seat: &Seat, note: &Note) -> Result<Option<PlaceId>> {
    let (Flow::Menu, Some(text), None) = (&seat.flow, &note.text, &note.media) else {
        return Ok(None);
    };
    let known = places::known(scene, seat).await?;
    let named = known.into_iter().find(|it| it.is_called(text));
    Ok(named.map(|it| it.id))
}

/// As [`unasked`], after words of danger: they are kept where an answer is waited for, and soon after
/// a report.
pub async fn if_asked(scene: &mut Scene<'_>, seat: &Seat, answer: &Answer) -> Result<Option<Next>> {
    let Some(note) = note(seat, answer).filter(|_| matches!(seat.flow, Flow::Menu | Flow::Find(_)))
    else {
        return Ok(None);
    };
    let open = open_cases(scene, seat).await?;
    let soon = |it: &Open| it.report.created_at + SOON > scene.now;
    let wanted = note.media.is_some() || open.iter().any(|it| it.case.asked || soon(it));
    Ok(wanted.then(|| asks(keep(&note, &open, false))))
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
