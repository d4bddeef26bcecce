//! What can be looked at, and the conversations that begin with a look into the database.

use anyhow::Result;

use super::act::broadcasts;
use super::route::Seat;
use super::scene::Scene;
use super::{cards, danger, desk, export, lists, places, precinct, reading, sent};
use crate::chat::{List, Say, Screen};
use crate::domain::law::Phone;
use crate::domain::policy::Duty;
use crate::domain::report::{EventKind, Report};
use crate::domain::{PlaceId, Refusal, ReportId};
use crate::flow::{
    AddTo, Announce, AnswerTo, Draft, Flow, Goal, Known, Next, Notice, OpenCase, Seek, Start,
    Withdraw,
};

/// Opens a screen: says it, or returns the conversation it begins.
pub async fn open(scene: &mut Scene<'_>, seat: &mut Seat, screen: Screen) -> Result<Option<Next>> {
    let next = match screen {
        Screen::Menu => Next::Ask(Flow::Menu),
        Screen::Language => Next::Ask(Flow::Start(Start::Language { goal: back(seat) })),
        Screen::Forget => Next::Ask(Flow::Forget),
        Screen::Find => {
            let search = places::search(scene, seat).await?;
            Next::Ask(Flow::Find(Box::new(Seek { search })))
        }
        Screen::Places => return lists::open(scene, seat, List::Places, 0).await,
        Screen::Page(list, page) => return lists::open(scene, seat, list, page).await,
        Screen::NamePlace(id) => return places::begin_name(scene, seat, id).await,
        Screen::Help => return said(scene, seat, &help(scene, seat)),
        Screen::Privacy => {
            said(scene, seat, &privacy(seat))?;
            // Whoever was asked for consent is asked again below what explains it.
            match &seat.flow {
                Flow::Start(start) => Next::Ask(Flow::Start(start.clone())),
                _ => return Ok(None),
            }
        }
        Screen::Emergency => return said(scene, seat, &danger::screen(scene, seat)),
        Screen::MyData => return my_data(scene, seat),
        Screen::Card(code) => return precinct::card(scene, seat, &code, None).await,
        Screen::Place(id) => return precinct::card_of(scene, seat, id).await,
        Screen::Phone(code) => return precinct::phone(scene, seat, &code),
        Screen::Venue(code) => return precinct::venue(scene, seat, &code),
        Screen::Report => return report(scene, seat, None, None).await,
        Screen::ReportOn => return past_danger(scene, seat).await,
        Screen::ReportIn(code) => return report(scene, seat, Some(code), None).await,
        Screen::ReportAt(id) => return report_at(scene, seat, id).await,
        Screen::MyReports => return lists::open(scene, seat, List::MyReports, 0).await,
        Screen::MyReport(id) => return my_report(scene, seat, id).await,
        Screen::AddTo(id) => return begin_own(scene, seat, id, Mine::Add).await,
        Screen::Answer(id) => return begin_own(scene, seat, id, Mine::Answer).await,
        Screen::Withdraw(id) => return begin_own(scene, seat, id, Mine::Withdraw).await,
        of_one @ (Screen::Whole(..) | Screen::WholeFile(_) | Screen::Pin(_)) => {
            return reading::open(scene, seat, &of_one).await;
        }
        Screen::Subscriptions => return lists::open(scene, seat, List::Subscriptions, 0).await,
        of_desk @ (Screen::Desk
        | Screen::Closed
        | Screen::Numbered(_)
        | Screen::RepeatOf(..)
        | Screen::Case(_)
        | Screen::Ask(_)
        | Screen::Close(_)
        | Screen::Remark(_)) => return desk::open(scene, seat, of_desk).await,
        Screen::Announce => {
            let precincts = desk::own_precincts(scene, seat).await?;
            match Announce::begin(precincts) {
                Some(announce) => Next::Ask(Flow::Announce(Box::new(announce))),
                None => return refused(scene, seat, &Refusal::NotPermitted),
            }
        }
        Screen::Notice => {
            let precincts = desk::own_precincts(scene, seat).await?;
            match Notice::begin(precincts) {
                Some(notice) => Next::Ask(Flow::Notice(Box::new(notice))),
                None => return refused(scene, seat, &Refusal::NotPermitted),
            }
        }
        Screen::NoticeProgress(id) => return shows(scene, seat, &format!("n:{id}")).await,
        Screen::MeetingProgress(id) => return shows(scene, seat, &format!("m:{id}")).await,
    };
    Ok(Some(next))
}

/// How far a broadcast has come.
async fn shows(scene: &mut Scene<'_>, seat: &mut Seat, batch: &str) -> Result<Option<Next>> {
    broadcasts::show(scene, seat, batch).await
}

pub fn said(scene: &mut Scene<'_>, seat: &mut Seat, say: &Say) -> Result<Option<Next>> {
    seat.say(scene, say)?;
    Ok(None)
}

fn my_data(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    for file in export::my_data(seat) {
        seat.say(scene, &file)?;
    }
    Ok(None)
}

pub fn refused(scene: &mut Scene<'_>, seat: &mut Seat, refusal: &Refusal) -> Result<Option<Next>> {
    said(scene, seat, &super::why::refused(refusal, seat, scene))
}

/// Back to where one was, once the language is chosen.
fn back(seat: &Seat) -> Goal {
    match &seat.flow {
        Flow::Start(Start::Language { goal } | Start::Consent { goal }) => goal.clone(),
        Flow::Menu => Goal::Menu,
        flow => Goal::Back(Box::new(flow.clone())),
    }
}

fn help(scene: &Scene<'_>, seat: &Seat) -> Say {
    let (words, law) = (seat.words(), &scene.app.law);
    let (police, rescue, family) = (
        law.number(Phone::Police),
        law.number(Phone::Rescue),
        law.number(Phone::Family),
    );
    let mut text = words.help(police, rescue, family);
    let duties = Duty::ALL.into_iter().filter(|it| it.of(&seat.person));
    let duties: Vec<String> = duties
        .map(|duty| match duty {
            Duty::Desk => words.help_desk(),
            Duty::Meeting => words.help_meeting(),
            Duty::Notice => words.help_notice(),
        })
        .collect();
    if !duties.is_empty() {
        text = format!("{text}\n\n{}\n{}", words.help_staff(), duties.join("\n"));
    }
    Say::text(text)
        .open(words.button_privacy(), Screen::Privacy)
        .open(words.button_menu(), Screen::Menu)
}

fn privacy(seat: &Seat) -> Say {
    let words = seat.words();
    let say = Say::text(words.privacy());
    if !seat.person.consented {
        return say;
    }
    say.open(words.button_my_data(), Screen::MyData)
        .open(words.button_forget(), Screen::Forget)
        .open(words.button_menu(), Screen::Menu)
}

/// Begins a report; one that was begun goes on where it stopped.
async fn report(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    precinct: Option<String>,
    at: Option<Known>,
) -> Result<Option<Next>> {
    if precinct.is_none() && at.is_none() && matches!(seat.flow, Flow::Report(_)) {
        return Ok(Some(Next::Ask(seat.flow.clone())));
    }
    let mine = scene
        .tx
        .reports_of(seat.person.id, lists::REPORTS, 0)
        .await?;
    let open = mine
        .iter()
        .filter(|report| report.state.open())
        .map(|report| OpenCase {
            report: report.id,
            number: report.number,
            category: report.category.clone(),
        })
        .collect();
    let subscribed = scene.tx.subscriptions(seat.person.id).await?;
    let home = subscribed
        .into_iter()
        .find(|(_, own)| *own)
        .map(|(code, _)| code);
    Ok(Some(Next::Ask(Flow::Report(Box::new(Draft {
        open,
        home: precinct.or(home),
        next_at: sent::next_at(scene, &seat.person).await?,
        spot: at.map(|it| it.spot),
        // What came before it begins it.
        notes: match &seat.flow {
            Flow::Keep(keep) => keep.notes.clone(),
            _ => Vec::new(),
        },
        search: places::search(scene, seat).await?,
        ..Draft::default()
    })))))
}

/// A report about a place of one's own.
async fn report_at(scene: &mut Scene<'_>, seat: &mut Seat, place: PlaceId) -> Result<Option<Next>> {
    let at = places::one(scene, seat, place).await?;
    report(scene, seat, None, at).await
}

/// The phones stand above: the report goes on behind the question about danger.
async fn past_danger(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    Ok(match report(scene, seat, None, None).await? {
        Some(Next::Ask(Flow::Report(draft))) => {
            Some(Next::Ask(Flow::Report(Box::new(draft.past_danger()))))
        }
        other => other,
    })
}

async fn my_report(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId) -> Result<Option<Next>> {
    let report = match owned(scene, seat, id).await? {
        Ok(report) => report,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    let say = cards::own(scene, &report, seat.lang()).await?;
    said(scene, seat, &say)
}

/// A report of this person; one that is not there is refused as one of somebody else.
async fn owned(
    scene: &mut Scene<'_>,
    seat: &Seat,
    id: ReportId,
) -> Result<Result<Report, Refusal>> {
    let report = scene.tx.report(id).await?;
    let own = report.filter(|report| report.person == Some(seat.person.id));
    Ok(own.ok_or(Refusal::NotPermitted))
}

/// What a resident begins on the own report.
enum Mine {
    Add,
    Answer,
    Withdraw,
}

/// Nothing is added to what is over; it may have happened again.
pub fn over(seat: &Seat, report: &Report) -> Say {
    let words = seat.words();
    Say::text(words.report_over(report.number, report.state.name()))
        .open(words.menu_report(), Screen::Report)
        .open(words.button_open_report(), Screen::MyReport(report.id))
        .open(words.button_menu(), Screen::Menu)
}

async fn begin_own(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
    what: Mine,
) -> Result<Option<Next>> {
    let report = match owned(scene, seat, id).await? {
        Ok(report) => report,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    let number = report.number;
    if !report.state.open() {
        return said(scene, seat, &over(seat, &report));
    }
    // What came unasked is for this report.
    let notes = match &seat.flow {
        Flow::Keep(keep) if keep.cases.iter().any(|case| case.report == id) => keep.notes.clone(),
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
