//! Opens a screen: what it looks at goes through the one door for that and is shown; what it begins
//! is begun.

use anyhow::Result;

use super::begin::{self, Mine, OfDesk};
use super::home;
use super::look::look;
use super::scene::Scene;
use super::seat::Seat;
use super::{again, answered};
use crate::chat::{List, Say, Screen, Tap};
use crate::domain::seen::{Checked, DeskCase, Reader};
use crate::domain::{Refusal, Seen, Topic, View};
use crate::flow::{Did, Flow, Goal, Hang, Next, Start, Why, more};
use crate::show::{ask, card, case, check, desk, help, mine, phones, posters, progress, whole};

/// Opens a screen: says it, or returns the conversation it begins.
pub async fn open(scene: &mut Scene<'_>, seat: &mut Seat, screen: Screen) -> Result<Option<Next>> {
    seat.screen = (!screen.begins()).then(|| screen.clone());
    match screen {
        Screen::Menu => Ok(Some(Next::Ask(Flow::Menu))),
        Screen::Language => Ok(Some(begin::language(seat))),
        Screen::Forget => Ok(Some(Next::Ask(Flow::Forget))),
        Screen::Find => begin::find(scene, seat).await,
        Screen::NamePlace(id) => begin::name_place(scene, seat, id).await,
        Screen::Live(id) => home::at(scene, seat, id).await,
        Screen::LiveIn(code) => home::within(scene, seat, code).await,
        Screen::Move => home::ask(scene, seat).await,
        Screen::MyInspector => home::inspector(scene, seat).await,
        Screen::Report => begin::report(scene, seat, None, None).await,
        Screen::ReportOn => begin::past_danger(scene, seat).await,
        Screen::ReportIn(code) => begin::report_in(scene, seat, code).await,
        Screen::ReportOf(kind) => begin::report_of(scene, seat, kind).await,
        Screen::ReportFrom(token) => begin::report_from(scene, seat, token).await,
        Screen::ReportAt(id) => begin::report_at(scene, seat, id).await,
        Screen::AddTo(id) => begin::own(scene, seat, id, Mine::Add).await,
        Screen::Answer(id) => begin::own(scene, seat, id, Mine::Answer).await,
        Screen::TakeBack(id) => answered::take_back(scene, seat, id).await,
        Screen::Again(id) => again::begin(scene, seat, id).await,
        Screen::Withdraw(id) => begin::own(scene, seat, id, Mine::Withdraw).await,
        Screen::RepeatOf(id, number) => begin::repeat_of(scene, seat, id, number).await,
        Screen::Ask(id) => begin::on_desk(scene, seat, id, OfDesk::Ask).await,
        Screen::Close(id) => begin::on_desk(scene, seat, id, OfDesk::Close).await,
        Screen::Remark(id) => begin::on_desk(scene, seat, id, OfDesk::Remark).await,
        Screen::Announce => begin::announce(scene, seat).await,
        Screen::Notice => begin::notice(scene, seat).await,
        Screen::Check => Ok(Some(Next::Ask(Flow::Check))),
        Screen::Hang(precinct) => Ok(Some(Next::Ask(Flow::Hang(Hang { precinct })))),
        Screen::Posters => see(scene, seat, page(List::Posters, 0)).await,
        Screen::Poster(code) => see(scene, seat, View::Poster(code)).await,
        Screen::Hung(code) => see(scene, seat, View::Hung(code)).await,
        Screen::More => {
            let say = more(&seat.world(scene));
            seat.end_with(scene, &say)
        }
        Screen::Help => see(scene, seat, View::Help).await,
        Screen::Privacy => see(scene, seat, View::Privacy).await,
        Screen::Emergency => see(scene, seat, View::Danger).await,
        Screen::Topic(topic) => see(scene, seat, View::Topic(topic)).await,
        Screen::Hotline(number) => see(scene, seat, View::Hotline(number)).await,
        Screen::MyData => see(scene, seat, View::MyData).await,
        Screen::Card(code) => see(scene, seat, View::Card(code)).await,
        Screen::Place(id) => see(scene, seat, View::Place(id)).await,
        Screen::Phone(code) => see(scene, seat, View::Phone(code)).await,
        Screen::Venue(code) => see(scene, seat, View::Venue(code)).await,
        Screen::MyReport(id) => see(scene, seat, View::MyReport(id)).await,
        Screen::Followed(id) => see(scene, seat, View::Followed(id)).await,
        Screen::Whole(id, from) => see(scene, seat, View::Whole(id, from)).await,
        Screen::WholeFile(id) => see(scene, seat, View::WholeFile(id)).await,
        Screen::Pin(id) => see(scene, seat, View::Pin(id)).await,
        Screen::Numbered(number) => see(scene, seat, View::Numbered(number)).await,
        Screen::Case(id) => see(scene, seat, View::Case(id)).await,
        Screen::NoticeProgress(id) => see(scene, seat, View::NoticeProgress(id)).await,
        Screen::MeetingProgress(id) => see(scene, seat, View::MeetingProgress(id)).await,
        Screen::MyReports => see(scene, seat, page(List::MyReports, 0)).await,
        Screen::Subscriptions => see(scene, seat, page(List::Subscriptions, 0)).await,
        Screen::Places => see(scene, seat, page(List::Places, 0)).await,
        Screen::Desk => see(scene, seat, page(List::Desk, 0)).await,
        Screen::Closed => see(scene, seat, page(List::Closed, 0)).await,
        Screen::Page(list, at) => see(scene, seat, page(list, at)).await,
    }
}

fn page(list: List, page: i64) -> View {
    match list {
        List::MyReports => View::MyReports { page },
        List::Subscriptions => View::Subscriptions { page },
        List::Places => View::Places { page },
        List::Desk => View::Desk { page },
        List::Closed => View::Closed { page },
        List::Posters => View::Posters { page },
    }
}

/// Looks, and says what is seen or why not.
pub async fn see(scene: &mut Scene<'_>, seat: &mut Seat, view: View) -> Result<Option<Next>> {
    // The search has found what it was for; a report half written stays where it is.
    let of_place = matches!(view, View::Card(_) | View::Place(_) | View::Topic(_));
    let person = seat.person.clone();
    let seen = match (&view, &seat.found) {
        (View::Topic(topic), Some(found)) => {
            let card = View::Card(found.precinct.clone());
            let seen = look(scene, &person, &card).await?;
            seen.map(|it| of_topic(topic, it))
        }
        _ => look(scene, &person, &view).await?,
    };
    match seen {
        Err(Refusal::NotFound) if matches!(view, View::Place(_)) => {
            Ok(Some(Next::Again(Why::NoPlace)))
        }
        // Places that are searched for stay there.
        Err(Refusal::NoConsent) => Ok(seat
            .screen
            .take()
            .map(|screen| after_consent(seat, &screen))),
        seen => {
            if of_place && matches!(seat.flow, Flow::Find(_)) {
                seat.flow = Flow::Menu;
            }
            match seen {
                Ok(seen) => shown(scene, seat, seen).await,
                Err(refusal) => seat.refuse(scene, &refusal),
            }
        }
    }
}

/// What is asked about, for the place that was found.
fn of_topic(topic: &Topic, seen: Seen) -> Seen {
    let card = match seen {
        Seen::Card(card) => Some(card),
        _ => None,
    };
    Seen::Topic(topic.clone(), card)
}

/// Asks for the consent, after which the screen is opened.
fn after_consent(seat: &Seat, screen: &Screen) -> Next {
    let flow = match &seat.flow {
        Flow::Start(start) => start.behind(),
        flow => seat.stands(flow),
    };
    let goal = Goal::Again {
        flow: Box::new(flow),
        did: Did::Tap(Tap::Open(screen.clone()).encode()),
    };
    Next::Ask(Flow::Start(Start::Consent { goal }))
}

async fn shown(scene: &mut Scene<'_>, seat: &mut Seat, seen: Seen) -> Result<Option<Next>> {
    let (words, eye) = (seat.words(), seat.eye(scene));
    let say = match &seen {
        Seen::Help(duties) => Some(help::help(duties, &eye)),
        Seen::Privacy => return privacy(scene, seat),
        Seen::Danger => Some(super::danger::screen(seat, seat.person.lang, &eye)),
        Seen::MyData(_) => {
            for file in help::my_data(&eye) {
                seat.say(scene, &file)?;
            }
            return Ok(None);
        }
        Seen::Topic(topic, None) if topic.is_local() => {
            return begin::own_place(scene, seat, topic.clone()).await;
        }
        Seen::Topic(Topic::Complaint, None) => return begin::complaint(scene, seat).await,
        Seen::Topic(topic, own) => ask::answer(topic, own.as_ref(), &eye),
        Seen::Hotline { number, name } => Some(phones::line(number, name, words)),
        Seen::Officer(_) | Seen::Proof(_) => return officer(scene, seat, &seen).await,
        Seen::Posters(..) | Seen::Poster(_) | Seen::Hung(..) => {
            return paper(scene, seat, &seen).await;
        }
        Seen::Card(seen) => card::card(seen, &eye),
        Seen::Phone { phone, name } => Some(card::phone(phone, name.as_deref(), &eye)),
        Seen::Venue { point, address } => Some(card::venue(*point, address, words)),
        Seen::Places(page, known) => Some(mine::places(*page, known, &eye)),
        Seen::Subscriptions(page, codes) => Some(mine::subscriptions(*page, codes, &eye)),
        Seen::MyReports(page, own, followed) => Some(mine::reports(*page, own, followed, &eye)),
        Seen::MyReport(own) => Some(case::own(own, &eye)),
        Seen::Followed(report) => Some(case::followed(report, &eye)),
        Seen::Whole(part) => {
            let (messages, media) = whole::page(part, &eye);
            for say in messages {
                seat.say(scene, &say)?;
            }
            for say in media {
                scene.say(seat.chat, &say)?;
            }
            return Ok(None);
        }
        Seen::WholeFile(report, reader) => Some(whole::file(report, *reader, &eye)),
        Seen::Pin(report, reader) => whole::pin(report, *reader, &eye),
        Seen::Numbered(report, reader) => {
            return Ok(Some(Next::Open(match reader {
                Reader::Owner => Screen::MyReport(report.id),
                Reader::Desk => Screen::Case(report.id),
            })));
        }
        Seen::Desk(listed) => return anew(scene, seat, desk::open(listed, &eye)).await,
        Seen::Closed(listed) => return anew(scene, seat, desk::closed(listed, &eye)).await,
        Seen::Case(seen) => return card_anew(scene, seat, seen).await,
        Seen::Progress {
            batch,
            progress: counted,
        } => {
            let say = progress::progress(*batch, *counted, words);
            return anew(scene, seat, say).await;
        }
        // Conversations begin with it.
        Seen::Audience(_) => None,
    };
    match say {
        Some(say) => seat.end_with(scene, &say),
        None => seat.refuse(scene, &Refusal::NotFound),
    }
}

/// Whoever was asked for consent is asked again below what explains it.
fn privacy(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let say = help::privacy(seat.words());
    seat.end_with(scene, &say)?;
    Ok(match &seat.flow {
        Flow::Start(start) => Some(Next::Ask(Flow::Start(start.clone()))),
        _ => None,
    })
}

/// Whether somebody is an officer.
async fn officer(scene: &mut Scene<'_>, seat: &mut Seat, seen: &Seen) -> Result<Option<Next>> {
    let say = match seen {
        Seen::Officer(Checked::Unclear { badge }) => {
            let before = check::unclear(*badge, seat.words());
            return asked_anew(scene, seat, before).await;
        }
        Seen::Officer(checked) => {
            // That is answered.
            if seat.flow == Flow::Check {
                seat.flow = Flow::Menu;
            }
            check::checked(checked, &seat.eye(scene))
        }
        Seen::Proof(scopes) => Some(check::proof(scopes, &seat.eye(scene))),
        _ => None,
    };
    match say {
        Some(say) => seat.end_with(scene, &say),
        None => Ok(None),
    }
}

/// Posters, of which whoever has one precinct sees those at once.
async fn paper(scene: &mut Scene<'_>, seat: &mut Seat, seen: &Seen) -> Result<Option<Next>> {
    let eye = seat.eye(scene);
    let say = match seen {
        Seen::Posters(_, codes) if codes.len() == 1 => {
            let only = codes.first().map(|(code, _)| Screen::Poster(code.clone()));
            return Ok(only.map(Next::Open));
        }
        Seen::Posters(page, codes) => posters::all(*page, codes, &eye),
        Seen::Poster(desk) => posters::one(desk, &eye),
        Seen::Hung(code, hung, of) => posters::hung(code, hung, *of, &eye),
        _ => return Ok(None),
    };
    seat.end_with(scene, &say)
}

/// Too little was said of an officer: more is asked for, unless something else is begun.
async fn asked_anew(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    before: String,
) -> Result<Option<Next>> {
    if seat.would_lose_by(&Screen::Check) {
        return seat.end_with(scene, &Say::text(before));
    }
    seat.flow = Flow::Check;
    seat.step += 1;
    seat.ask(scene, Some(before)).await?;
    Ok(None)
}

/// What has a slot is said anew at the bottom of the chat: what stands there from before is not
/// renewed.
async fn anew(scene: &mut Scene<'_>, seat: &mut Seat, say: Say) -> Result<Option<Next>> {
    if let Some(slot) = &say.slot {
        scene.tx.clear_slot(seat.chat, slot).await?;
    }
    seat.end_with(scene, &say)
}

/// Shows the card anew; the older one stops being the one edited. What came with the report comes
/// with it, whoever opens it and whenever they joined. What still waits from an earlier opening
/// gives way: whoever taps twice gets them once.
async fn card_anew(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    seen: &DeskCase,
) -> Result<Option<Next>> {
    let report = &seen.report;
    let card = case::card(report, &seen.about, &seat.eye(scene));
    anew(scene, seat, card.slot(case::slot(report))).await?;
    let slot = |what: &str| format!("files:{}:{what}", report.id);
    let pin = case::pin(report, &seat.eye(scene));
    if let Some(pin) = pin {
        scene.say_once(seat.chat, &pin.about(report.id), slot("pin"))?;
    }
    let of = seen.files();
    for (at, media) in (seen.first..).zip(seen.media.iter().cloned()) {
        let say = case::file(report, media, Some((at, of)), &seat.eye(scene));
        scene.say_once(seat.chat, &say.about(report.id), slot(&at.to_string()))?;
    }
    Ok(None)
}
