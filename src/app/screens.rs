//! What can be looked at, and the conversations that begin with a look into the database.

use anyhow::Result;

use super::route::Seat;
use super::scene::Scene;
use super::{broadcasts, cards, perform};
use crate::chat::{Attachment, Button, Say, Screen, Tap, Verb};
use crate::domain::law::Phone;
use crate::domain::report::{EventKind, Report, ReportId, State};
use crate::domain::{Refusal, Role, calendar};
use crate::flow::{
    Announce, Draft, Find, Flow, Goal, Next, Notice, Officer, OpenCase, Start,
};

/// Reports shown in a list.
const LIST: i64 = 10;

/// Opens a screen: says it, or returns the conversation it begins.
pub async fn open(scene: &mut Scene<'_>, seat: &mut Seat, screen: Screen) -> Result<Option<Next>> {
    let next = match screen {
        Screen::Menu => Next::Ask(Flow::Menu),
        Screen::Language => Next::Ask(Flow::Start(Start::Language { goal: back(seat) })),
        Screen::Forget => Next::Ask(Flow::Forget),
        Screen::Find => Next::Ask(Flow::Find(Find::Where)),
        Screen::Help => return said(scene, seat, help(scene, seat)),
        Screen::Privacy => return said(scene, seat, privacy(seat)),
        Screen::Emergency => return said(scene, seat, emergency(scene, seat)),
        Screen::MyData => return my_data(scene, seat).await,
        Screen::Card(code) => return precinct_card(scene, seat, &code).await,
        Screen::Phone(code) => return phone(scene, seat, &code),
        Screen::Venue(code) => return venue(scene, seat, &code),
        Screen::Report => return report(scene, seat, None).await,
        Screen::ReportIn(code) => return report(scene, seat, Some(code)).await,
        Screen::MyReports => return my_reports(scene, seat).await,
        Screen::MyReport(id) => return my_report(scene, seat, id).await,
        Screen::AddTo(id) => return begin_own(scene, seat, id, Own::Add).await,
        Screen::Answer(id) => return begin_own(scene, seat, id, Own::Answer).await,
        Screen::Withdraw(id) => return begin_own(scene, seat, id, Own::Withdraw).await,
        Screen::Subscriptions => return subscriptions(scene, seat).await,
        Screen::Desk => return desk(scene, seat).await,
        Screen::Case(id) => return case(scene, seat, id).await,
        Screen::Ask(id) => return begin_case(scene, seat, id, Desk::Ask).await,
        Screen::Close(id) => return begin_case(scene, seat, id, Desk::Close).await,
        Screen::Remark(id) => return begin_case(scene, seat, id, Desk::Remark).await,
        Screen::Announce => {
            let precincts = own_precincts(scene, seat);
            match Announce::begin(precincts) {
                Some(announce) => Next::Ask(Flow::Announce(Box::new(announce))),
                None => return refused(scene, seat, &Refusal::NotPermitted),
            }
        }
        Screen::Notice => {
            let precincts = own_precincts(scene, seat);
            match Notice::begin(precincts) {
                Some(notice) => Next::Ask(Flow::Notice(Box::new(notice))),
                None => return refused(scene, seat, &Refusal::NotPermitted),
            }
        }
        Screen::NoticeProgress(id) => {
            return broadcasts::show(scene, seat, &format!("n:{id}")).await;
        }
        Screen::MeetingProgress(id) => {
            return broadcasts::show(scene, seat, &format!("m:{id}")).await;
        }
    };
    Ok(Some(next))
}

fn said(scene: &mut Scene<'_>, seat: &mut Seat, say: Say) -> Result<Option<Next>> {
    seat.say(scene, &say)?;
    Ok(None)
}

pub fn refused(scene: &mut Scene<'_>, seat: &mut Seat, refusal: &Refusal) -> Result<Option<Next>> {
    let text = super::why::refusal(refusal, seat, scene);
    let say = Say::text(text).open(seat.words().button_menu(), Screen::Menu);
    said(scene, seat, say)
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
    Say::text(words.help(law.phone(Phone::Police), law.phone(Phone::Rescue), law.phone(Phone::Family)))
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

fn emergency(scene: &Scene<'_>, seat: &Seat) -> Say {
    let (words, law) = (seat.words(), &scene.app.law);
    Say::text(words.emergency(
        law.phone(Phone::Police),
        law.phone(Phone::Rescue),
        law.phone(Phone::Family),
    ))
    .open(words.menu_report(), Screen::Report)
    .open(words.button_menu(), Screen::Menu)
}

/// The card of a precinct: plain text that survives being forwarded to another messenger.
async fn precinct_card(scene: &mut Scene<'_>, seat: &mut Seat, code: &str) -> Result<Option<Next>> {
    seat.flow = Flow::Menu;
    let directory = scene.directory.clone();
    let Some(post) = directory.post(code, scene.today()) else {
        return refused(scene, seat, &Refusal::NoPrecinct);
    };
    let words = seat.words();
    let lang = words.lang;
    let mut text = words.card_head(post.precinct.name.get(lang));
    let mut line = |more: String| {
        text.push('\n');
        text.push_str(&more);
    };
    let named = |it: &crate::domain::directory::Inspector| {
        (it.rank.get(lang).to_owned(), it.name.clone(), it.phone.clone())
    };
    match (&post.acting, post.principal) {
        (Some(acting), principal) => {
            let (rank, name, phone) = named(acting.inspector);
            let until = acting.until.map(|date| words.day(date));
            line(words.card_acting(&rank, &name, until.as_deref().unwrap_or("—")));
            if let Some(phone) = phone {
                line(words.card_phone(&phone));
            }
            if let Some(principal) = principal {
                line(words.card_principal(principal.rank.get(lang), &principal.name));
            }
        }
        (None, Some(principal)) => {
            let (rank, name, phone) = named(principal);
            line(words.card_inspector(&rank, &name));
            if let Some(phone) = phone {
                line(words.card_phone(&phone));
            }
        }
        (None, None) => line(words.card_vacant()),
    }
    if let Some(station) = post.station {
        line(words.card_station(station.address.get(lang)));
        if !station.hours.get(lang).is_empty() {
            line(words.card_hours(station.hours.get(lang)));
        }
    }
    if let Some(duty) = post.duty_phone {
        line(words.card_duty(duty));
    }
    if let Some((at, kk, ru)) = scene.tx.next_meeting(code, scene.now).await? {
        let at = crate::domain::Time::from_millisecond(at)?;
        let venue = crate::domain::Both { kk, ru };
        line(words.card_meeting(&words.moment(calendar::local(at)), venue.get(lang)));
    }
    line(words.card_footer(scene.app.law.phone(Phone::Police)));
    let reachable = post.on_duty().is_some_and(|it| it.phone.is_some()) || post.duty_phone.is_some();
    let subscribed = scene.tx.subscriptions(seat.person.id).await?;
    let mut say = Say::text(text);
    if reachable {
        say = say.open(words.card_call(), Screen::Phone(code.to_owned()));
    }
    if post.station.is_some_and(|station| station.point.is_some()) {
        say = say.open(words.card_map(), Screen::Venue(code.to_owned()));
    }
    say = say.open(words.card_report(), Screen::ReportIn(code.to_owned()));
    say = if subscribed.iter().any(|(other, _)| other == code) {
        say.verb(words.button_unsubscribe(), Verb::Unsubscribe(code.to_owned()))
    } else {
        let own = subscribed.iter().all(|(_, own)| !own);
        let verb = if own { Verb::SubscribeOwn } else { Verb::Subscribe };
        say.verb(words.button_subscribe(), verb(code.to_owned()))
    };
    let say = say.open(words.button_menu(), Screen::Menu);
    said(scene, seat, say)
}

/// The phone of whoever is on duty, as a contact to be called and kept.
fn phone(scene: &mut Scene<'_>, seat: &mut Seat, code: &str) -> Result<Option<Next>> {
    let directory = scene.directory.clone();
    let words = seat.words();
    let Some(post) = directory.post(code, scene.today()) else {
        return refused(scene, seat, &Refusal::NoPrecinct);
    };
    let officer = post.on_duty().and_then(|it| Some((it.name.clone(), it.phone.clone()?)));
    let desk = || post.duty_phone.map(|phone| (words.duty_desk(), phone.to_owned()));
    match officer.or_else(desk) {
        Some((name, phone)) => said(scene, seat, Say::attach(Attachment::Contact { phone, name })),
        None => refused(scene, seat, &Refusal::NotFound),
    }
}

fn venue(scene: &mut Scene<'_>, seat: &mut Seat, code: &str) -> Result<Option<Next>> {
    let directory = scene.directory.clone();
    let words = seat.words();
    let station = directory.post(code, scene.today()).and_then(|post| post.station);
    match station.and_then(|station| Some((station, station.point?))) {
        Some((station, point)) => {
            let title = words.station_title();
            let address = station.address.get(words.lang).to_owned();
            said(scene, seat, Say::attach(Attachment::Venue { point, title, address }))
        }
        None => refused(scene, seat, &Refusal::NotFound),
    }
}

/// Begins a report; one that was begun goes on where it stopped.
async fn report(scene: &mut Scene<'_>, seat: &mut Seat, precinct: Option<String>) -> Result<Option<Next>> {
    if precinct.is_none() && matches!(seat.flow, Flow::Report(_)) {
        return Ok(Some(Next::Ask(seat.flow.clone())));
    }
    let limit = scene.app.limits.reports_per_day;
    let since = scene.now - jiff::SignedDuration::from_hours(24);
    if scene.tx.count_reports(seat.person.id, since).await? >= limit {
        return refused(scene, seat, &Refusal::TooManyReports(limit));
    }
    let mine = scene.tx.reports_of(seat.person.id, LIST).await?;
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
    let home = subscribed.into_iter().find(|(_, own)| *own).map(|(code, _)| code);
    Ok(Some(Next::Ask(Flow::Report(Box::new(Draft { precinct, open, home, ..Draft::default() })))))
}

async fn my_reports(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let words = seat.words();
    let mine = scene.tx.reports_of(seat.person.id, LIST).await?;
    if mine.is_empty() {
        let say = Say::text(words.my_reports_none())
            .open(words.menu_report(), Screen::Report)
            .open(words.button_menu(), Screen::Menu);
        return said(scene, seat, say);
    }
    let mut say = Say::text(words.my_reports());
    for report in &mine {
        say = say.open(list_line(scene, report, seat), Screen::MyReport(report.id));
    }
    let say = say.open(words.button_menu(), Screen::Menu);
    said(scene, seat, say)
}

/// "№ 12 · noise at night · in work". Private kinds are not named in lists.
fn list_line(scene: &Scene<'_>, report: &Report, seat: &Seat) -> String {
    let words = seat.words();
    let category = scene.app.law.category(&report.category).filter(|category| !category.private);
    let label = category.map(|category| category.label.get(words.lang)).unwrap_or_default();
    words.list_line(report.number, label, &words.state(report.state.name()))
}

async fn my_report(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId) -> Result<Option<Next>> {
    let Some(report) = scene.tx.report(id).await? else {
        return refused(scene, seat, &Refusal::NotFound);
    };
    if report.person != Some(seat.person.id) {
        return refused(scene, seat, &Refusal::NotPermitted);
    }
    let events = scene.tx.events(id).await?;
    let say = cards::own(scene, &report, &events, seat.lang());
    said(scene, seat, say)
}

/// What a resident begins on the own report.
enum Own {
    Add,
    Answer,
    Withdraw,
}

async fn begin_own(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId, what: Own) -> Result<Option<Next>> {
    let Some(report) = scene.tx.report(id).await? else {
        return refused(scene, seat, &Refusal::NotFound);
    };
    if report.person != Some(seat.person.id) {
        return refused(scene, seat, &Refusal::NotPermitted);
    }
    let wrong = match what {
        Own::Answer => report.state != State::Question,
        Own::Add | Own::Withdraw => !report.state.open(),
    };
    if wrong {
        return refused(scene, seat, &Refusal::WrongState(report.state));
    }
    let number = report.number;
    let flow = match what {
        Own::Add => Flow::AddTo { report: id, number, notes: Vec::new() },
        Own::Withdraw => Flow::Withdraw { report: id, number },
        Own::Answer => {
            let asked = scene.tx.last_event(id, EventKind::Question).await?;
            let question = asked.and_then(|event| event.text).unwrap_or_default();
            Flow::Answer { report: id, number, question, notes: Vec::new() }
        }
    };
    Ok(Some(Next::Ask(flow)))
}

async fn subscriptions(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let words = seat.words();
    let mine = scene.tx.subscriptions(seat.person.id).await?;
    if mine.is_empty() {
        let say = Say::text(words.subscriptions_none())
            .open(words.menu_find(), Screen::Find)
            .open(words.button_menu(), Screen::Menu);
        return said(scene, seat, say);
    }
    let mut say = Say::text(words.subscriptions());
    for (code, own) in &mine {
        let name = scene.directory.precinct(code).map_or(code.as_str(), |it| it.name.get(words.lang));
        let label = if *own { words.subscription_own(name) } else { words.subscription(name) };
        say = say.row(vec![
            Button::new(label, &Tap::Open(Screen::Card(code.clone()))),
            Button::new(words.button_remove(), &Tap::Do(Verb::Unsubscribe(code.clone()))),
        ]);
    }
    let say = say
        .open(words.subscriptions_more(), Screen::Find)
        .open(words.button_menu(), Screen::Menu);
    said(scene, seat, say)
}

/// Precincts that the person serves today.
fn own_precincts(scene: &Scene<'_>, seat: &Seat) -> Vec<String> {
    let all = scene.directory.precincts();
    all.filter(|it| perform::covers(scene, &seat.person, &it.code)).map(|it| it.code.clone()).collect()
}

async fn desk(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let words = seat.words();
    let staff = |role: Role| seat.person.posts.iter().any(|post| post.role == role);
    if !staff(Role::Inspector) && !staff(Role::Supervisor) {
        return refused(scene, seat, &Refusal::NotPermitted);
    }
    let directory = scene.directory.clone();
    let mut open = Vec::new();
    for precinct in directory.precincts() {
        let mine = perform::covers(scene, &seat.person, &precinct.code)
            || perform::heads(scene, &seat.person, &precinct.code);
        if mine {
            open.extend(scene.tx.open_reports(&precinct.code, LIST).await?);
        }
    }
    open.sort_by_key(|report| (report.created_at, report.id));
    let total = i64::try_from(open.len())?;
    let mut say = Say::text(words.desk(total));
    for report in open.iter().take(usize::try_from(LIST)?) {
        say = say.open(list_line(scene, report, seat), Screen::Case(report.id));
    }
    let say = say.open(words.button_menu(), Screen::Menu);
    said(scene, seat, say)
}

/// Shows the card anew at the bottom of the chat; the older one stops being the one edited.
async fn case(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId) -> Result<Option<Next>> {
    let Some(report) = officers_report(scene, seat, id).await? else {
        return refused(scene, seat, &Refusal::NotPermitted);
    };
    scene.tx.clear_slot(seat.chat, &cards::slot(&report)).await?;
    let events = scene.tx.events(id).await?;
    let card = cards::card(scene, &report, &events, seat.lang(), seat.person.id);
    seat.say(scene, &card.slot(cards::slot(&report)))?;
    if let Some(place) = report.place {
        let title = seat.words().number(report.number);
        let address = place.title.unwrap_or_else(|| "—".to_owned());
        let pin = Say::attach(Attachment::Venue { point: place.point, title, address });
        scene.say(seat.chat, &pin.silent())?;
    }
    Ok(None)
}

/// What an officer begins on a report.
enum Desk {
    Ask,
    Close,
    Remark,
}

async fn begin_case(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId, what: Desk) -> Result<Option<Next>> {
    let Some(report) = officers_report(scene, seat, id).await? else {
        return refused(scene, seat, &Refusal::NotPermitted);
    };
    if !report.state.open() && !matches!(what, Desk::Remark) {
        return refused(scene, seat, &Refusal::WrongState(report.state));
    }
    let (report, number) = (id, report.number);
    Ok(Some(Next::Ask(Flow::Officer(match what {
        Desk::Ask => Officer::Ask { report, number },
        Desk::Close => Officer::Close { report, number, closing: None },
        Desk::Remark => Officer::Remark { report, number },
    }))))
}

/// The report, if this person may work on it.
async fn officers_report(scene: &mut Scene<'_>, seat: &Seat, id: ReportId) -> Result<Option<Report>> {
    let report = scene.tx.report(id).await?;
    Ok(report.filter(|report| {
        perform::covers(scene, &seat.person, &report.precinct)
            || perform::heads(scene, &seat.person, &report.precinct)
    }))
}

/// Everything that is kept about a person, as a file of their own.
async fn my_data(scene: &mut Scene<'_>, seat: &mut Seat) -> Result<Option<Next>> {
    let file = super::export::my_data(scene, seat).await?;
    seat.say(scene, &file)?;
    Ok(None)
}
