//! Conversations that begin with a look into the database.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use super::{holders, look, places, telling};
use crate::chat::Screen;
use crate::domain::case::EventKind;
use crate::domain::group::GroupKind;
use crate::domain::report::{Outcome, State};
use crate::domain::{PlaceId, PrecinctCode, Refusal, ReportId, Seen, Spot, Topic, View};
use crate::flow::search::place_today;
use crate::flow::{
    AddTo, Announce, AnswerTo, Closing, Draft, Flow, Goal, NamePlace, Next, NoticeDraft, Officer,
    Own, Seek, Start, Withdraw,
};
use crate::show::case::{named, over};
use crate::show::{ask, why};
use crate::text::{Words, said, shorten};

/// UTF-16 units of the words that a report begins with.
const SHOWN: usize = 200;

/// The choice of the language, from wherever one was.
pub fn language(seat: &Seat) -> Next {
    Next::Ask(Flow::Start(Start::Language { goal: back(seat) }))
}

/// Asks where somebody lives: the answer depends on it, and nothing tells it yet.
pub async fn own_place(scene: &mut Scene<'_>, seat: &Seat, topic: Topic) -> Result<Option<Next>> {
    if seat.would_lose_by(&Screen::Find) {
        return Ok(Some(Next::Open(Screen::Find)));
    }
    let search = places::search(scene, seat).await?;
    let topic = Some(topic);
    Ok(Some(Next::Ask(Flow::Find(Box::new(Seek {
        search,
        topic,
    })))))
}

/// Where a complaint about an officer goes; whose head that is, where nothing else is begun, by a
/// place that is asked for.
pub async fn complaint(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let Some(told) = ask::answer(&Topic::Complaint, None, &seat.eye(scene)) else {
        return seat.refuse(scene, &Refusal::NotFound);
    };
    if seat.flow.holds_something() {
        return seat.end_with(scene, &told);
    }
    let search = places::search(scene, seat).await?;
    let topic = Some(Topic::Complaint);
    let asks = Next::Ask(Flow::Find(Box::new(Seek { search, topic })));
    Ok(Some(Next::Say(told, Box::new(asks))))
}

pub async fn find(scene: &mut Scene<'_>, seat: &Seat) -> Result<Option<Next>> {
    let search = places::search(scene, seat).await?;
    let topic = None;
    Ok(Some(Next::Ask(Flow::Find(Box::new(Seek {
        search,
        topic,
    })))))
}

pub async fn announce(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let begun = Announce::begin(own_precincts(scene, seat).await?);
    match begun {
        Some(announce) => Ok(Some(Next::Ask(Flow::Announce(Box::new(announce))))),
        None => seat.refuse(scene, &Refusal::NotPermitted),
    }
}

pub async fn notice(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let begun = NoticeDraft::begin(own_precincts(scene, seat).await?);
    match begun {
        Some(notice) => Ok(Some(Next::Ask(Flow::Notice(Box::new(notice))))),
        None => seat.refuse(scene, &Refusal::NotPermitted),
    }
}

/// Where an inspector may speak to the subscribers; nowhere where that is not permitted.
async fn own_precincts(scene: &mut Scene<'_>, seat: &Seat) -> Result<Vec<Own>> {
    let seen = look::look(scene, &seat.person, &View::Audience).await?;
    let Ok(Seen::Audience(audience)) = seen else {
        return Ok(Vec::new());
    };
    let own = audience.into_iter().map(|it| Own {
        code: it.precinct,
        readers: it.readers,
        groups: it.groups,
    });
    Ok(own.collect())
}

/// Begins the naming of a place.
pub async fn name_place(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: PlaceId,
) -> Result<Option<Next>> {
    let known = places::known(scene, seat).await?;
    let world = seat.world(scene);
    match known
        .iter()
        .find(|known| known.id == id)
        .map(|known| known.label(&world))
    {
        Some(label) => Ok(Some(Next::Ask(Flow::NamePlace(NamePlace {
            place: id,
            label,
        })))),
        None => seat.refuse(scene, &Refusal::NotFound),
    }
}

/// Back to where one was, once the language is chosen.
fn back(seat: &Seat) -> Goal {
    match &seat.flow {
        Flow::Start(Start::Language { goal } | Start::Consent { goal }) => goal.clone(),
        Flow::Menu => Goal::Menu,
        flow => Goal::Back(Box::new(flow.clone())),
    }
}

/// Begins a report; one that was begun goes on where it stopped. What came before it begins it.
pub async fn report(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    precinct: Option<PrecinctCode>,
    at: Option<Spot>,
) -> Result<Option<Next>> {
    if precinct.is_none() && at.is_none() && matches!(seat.flow, Flow::Report(_)) {
        return Ok(Some(Next::Ask(seat.flow.clone())));
    }
    let draft = telling::draft(scene, seat, precinct, at).await?;
    let cried = seat.take_cried(scene.now);
    let draft = match cried.cry {
        // The phones stand above.
        true => draft.past_danger(&seat.world(scene)),
        false => draft,
    };
    let mut notes = cried.notes.clone();
    if let Flow::Keep(keep) = &seat.flow {
        notes.extend(keep.notes.clone());
    }
    if notes.is_empty() {
        return Ok(Some(Next::Ask(Flow::Report(Box::new(draft)))));
    }
    let meant = telling::read(scene, &notes);
    let words = seat.words();
    let taken = cried.cry.then(|| said(words, &notes));
    let next = telling::begun(scene, seat, &draft, notes, &meant);
    // The summary shows them itself.
    let shown = matches!(&next, Next::Ask(Flow::Report(draft)) if draft.is_ready());
    if let Some(taken) = taken.filter(|it| !it.is_empty() && !shown) {
        seat.put_above(words.quoted(&words.report_cried(), &shorten(&taken, SHOWN)));
    }
    Ok(Some(next))
}

/// A report from the card of a precinct: of the place that it was found by, where one was.
pub async fn report_in(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    code: PrecinctCode,
) -> Result<Option<Next>> {
    let found = seat.found.clone().filter(|it| it.precinct == code);
    let at = found.filter(Spot::is_placed);
    report(scene, seat, Some(code), at).await
}

/// A report about a place of one's own.
pub async fn report_at(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    place: PlaceId,
) -> Result<Option<Next>> {
    let at = look::place(scene, &seat.person, place).await?;
    report(scene, seat, None, at.map(|it| it.spot)).await
}

/// A report from the group of a house: of there, and its sender may tell the house of it.
pub async fn report_from(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    token: String,
) -> Result<Option<Next>> {
    let group = scene.tx.group_by_token(&token).await?;
    let spot = group.and_then(|it| it.spot.filter(|_| it.kind == Some(GroupKind::House)));
    let spot = spot.and_then(|it| place_today(&it, &scene.directory));
    let house = spot.is_some().then_some(token);
    Ok(match report(scene, seat, None, spot).await? {
        Some(Next::Ask(Flow::Report(draft))) => {
            Some(Next::Ask(Flow::Report(Box::new(Draft { house, ..*draft }))))
        }
        other => other,
    })
}

/// A report of this kind.
pub async fn report_of(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    kind: String,
) -> Result<Option<Next>> {
    let Some(kind) = scene.app.law.category(&kind) else {
        return seat.refuse(scene, &Refusal::NotFound);
    };
    Ok(match report(scene, seat, None, None).await? {
        Some(Next::Ask(Flow::Report(draft))) => Some(draft.of_kind(kind, &seat.world(scene))),
        other => other,
    })
}

/// The phones stand above: the report goes on behind the question about danger, with the words in
/// which somebody cried.
pub async fn past_danger(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    // Whoever goes on from the phones tells of what they cried for, however long ago.
    seat.cried.at = scene.now;
    Ok(match report(scene, seat, None, None).await? {
        Some(Next::Ask(Flow::Report(draft))) => {
            let draft = draft.past_danger(&seat.world(scene));
            Some(Next::Ask(Flow::Report(Box::new(draft))))
        }
        other => other,
    })
}

/// What a resident begins on the own report.
pub enum Mine {
    Add,
    Answer,
    Withdraw,
}

pub async fn own(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
    what: Mine,
) -> Result<Option<Next>> {
    let view = View::MyReport(id);
    let report = match look::of_report(scene, &seat.person, &view).await? {
        Ok((report, _)) => report,
        Err(refusal) => return seat.refuse(scene, &refusal),
    };
    let number = report.number;
    if !report.state.open() {
        return seat.end_with(scene, &over(&report, &seat.eye(scene)));
    }
    // What came unasked is for this report.
    let notes = match &seat.flow {
        Flow::Keep(keep) if keep.cases.iter().any(|case| case.report == id) => keep.notes.clone(),
        Flow::Report(draft) if draft.gives_to(id) => draft.notes.clone(),
        _ => Vec::new(),
    };
    let flow = match what {
        Mine::Add => Flow::AddTo(AddTo {
            report: id,
            number,
            notes,
        }),
        Mine::Withdraw => Flow::Withdraw(Withdraw { report: id, number }),
        Mine::Answer => {
            let asked = scene.tx.last_event(id, EventKind::Question).await?;
            let question = asked.and_then(|event| event.text).unwrap_or_default();
            Flow::Answer(AnswerTo {
                report: id,
                number,
                question,
                notes,
            })
        }
    };
    Ok(Some(Next::Ask(flow)))
}

/// What an officer begins on a report.
pub enum OfDesk {
    Ask,
    Close,
    Remark,
}

pub async fn on_desk(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
    what: OfDesk,
) -> Result<Option<Next>> {
    let view = View::Case(id);
    let report = match look::of_report(scene, &seat.person, &view).await? {
        Ok((report, _)) => report,
        Err(refusal) => return seat.refuse(scene, &refusal),
    };
    if !report.state.open() && !matches!(what, OfDesk::Remark) {
        return seat.refuse(
            scene,
            &Refusal::WrongState {
                number: report.number,
                state: report.state,
            },
        );
    }
    let held = match what {
        OfDesk::Remark => None,
        OfDesk::Ask | OfDesk::Close => holders::of(scene, &report).await?,
    };
    let (number, lang) = (report.number, report.lang);
    seat.flow = Flow::Officer(match what {
        OfDesk::Ask => Officer::Ask {
            report: id,
            number,
            lang,
        },
        OfDesk::Close => Officer::Close {
            report: id,
            number,
            lang,
            closing: None,
        },
        OfDesk::Remark => Officer::Remark { report: id, number },
    });
    seat.step += 1;
    // A colleague may go on with it, but knows whose it is.
    let words = seat.words();
    let others = held.filter(|it| it.person != seat.person.id);
    let warning = others.map(|it| words.desk_others(number, &named(it.name.as_ref(), words)));
    seat.ask(scene, warning).await?;
    Ok(None)
}

/// Closes a report as a repetition of another of this desk: the words to the resident follow from
/// its number, and may still be changed.
pub async fn repeat_of(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
    number: i64,
) -> Result<Option<Next>> {
    let view = View::Case(id);
    let report = match look::of_report(scene, &seat.person, &view).await? {
        Ok((report, _)) => report,
        Err(refusal) => return seat.refuse(scene, &refusal),
    };
    let other = match scene.tx.numbered_report(number).await? {
        Some(other) => {
            let view = View::Case(other.id);
            look::of_report(scene, &seat.person, &view).await?.ok()
        }
        None => None,
    };
    // Nobody works on their own, and nobody at all on what was withdrawn.
    let other = other.map(|(it, _)| it);
    let other = other.filter(|it| it.state != State::Withdrawn && it.id != id);
    let Some(other) = other else {
        let text = why::refusal(&Refusal::NoSuchReport(number), &seat.eye(scene));
        seat.ask(scene, Some(text)).await?;
        return Ok(None);
    };
    let theirs = Words::new(report.lang);
    let mut text = match other.state.open() {
        true => theirs.repeat_of(number),
        false => theirs.repeat_of_closed(number),
    };
    if let Some(also) = seat.flow.also(id) {
        text = format!("{text}\n{also}");
    }
    Ok(Some(Next::Ask(Flow::Officer(Officer::Close {
        report: id,
        number: report.number,
        lang: report.lang,
        closing: Some(Closing::of(Outcome::Duplicate, Some(text))),
    }))))
}
