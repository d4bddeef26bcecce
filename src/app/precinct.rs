//! The card of a precinct: who serves it, how to reach them, where and when.

use anyhow::Result;

use super::route::Seat;
use super::scene::Scene;
use super::screens::{refused, said};
use crate::chat::{Attachment, Say, Screen, Verb};
use crate::domain::law::Phone;
use crate::domain::{Refusal, calendar};
use crate::flow::{Flow, Next};

/// The card of a precinct: plain text that survives being forwarded to another messenger.
pub async fn card(scene: &mut Scene<'_>, seat: &mut Seat, code: &str) -> Result<Option<Next>> {
    // The search has found what it was for; a report half written stays where it is.
    if matches!(seat.flow, Flow::Find(_)) {
        seat.flow = Flow::Menu;
    }
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
        (
            it.rank.get(lang).to_owned(),
            it.name.clone(),
            it.phone.clone(),
        )
    };
    match (&post.acting, post.principal) {
        (Some(acting), principal) => {
            let (rank, name, phone) = named(acting.inspector);
            let until = acting.until.map(|date| words.day(date));
            line(words.card_acting(&rank, &name, until.as_deref().unwrap_or("none")));
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
    line(words.card_footer(scene.app.law.number(Phone::Police)));
    let reachable =
        post.on_duty().is_some_and(|it| it.phone.is_some()) || post.duty_phone.is_some();
    let subscribed = scene.tx.subscriptions(seat.person.id).await?;
    let mut say = Say::text(text);
    if reachable {
        say = say.open(words.card_call(), Screen::Phone(code.to_owned()));
    }
    if post.station.is_some_and(|station| station.point.is_some()) {
        say = say.open(words.card_map(), Screen::Venue(code.to_owned()));
    }
    say = say.open(words.card_report(), Screen::ReportIn(code.to_owned()));
    if subscribed.iter().any(|(other, _)| other == code) {
        say = say.verb(
            words.button_unsubscribe(),
            Verb::Unsubscribe(code.to_owned()),
        );
    } else {
        if subscribed.iter().all(|(_, own)| !own) {
            say = say.verb(words.button_own(), Verb::SubscribeOwn(code.to_owned()));
        }
        say = say.verb(words.button_subscribe(), Verb::Subscribe(code.to_owned()));
    }
    let say = say.open(words.button_menu(), Screen::Menu);
    said(scene, seat, &say)
}

/// The phone of whoever is on duty, as a contact to be called and kept.
pub fn phone(scene: &mut Scene<'_>, seat: &mut Seat, code: &str) -> Result<Option<Next>> {
    let directory = scene.directory.clone();
    let words = seat.words();
    let Some(post) = directory.post(code, scene.today()) else {
        return refused(scene, seat, &Refusal::NoPrecinct);
    };
    let officer = post
        .on_duty()
        .and_then(|it| Some((it.name.clone(), it.phone.clone()?)));
    let desk = || {
        post.duty_phone.map(|phone| {
            (
                scene.app.law.duty_desk().get(words.lang).to_owned(),
                phone.to_owned(),
            )
        })
    };
    match officer.or_else(desk) {
        Some((name, phone)) => said(
            scene,
            seat,
            &Say::attach(Attachment::Contact { phone, name }),
        ),
        None => refused(scene, seat, &Refusal::NotFound),
    }
}

pub fn venue(scene: &mut Scene<'_>, seat: &mut Seat, code: &str) -> Result<Option<Next>> {
    let directory = scene.directory.clone();
    let words = seat.words();
    let station = directory
        .post(code, scene.today())
        .and_then(|post| post.station);
    match station.and_then(|station| Some((station, station.point?))) {
        Some((station, point)) => {
            let title = words.station_title();
            let address = station.address.get(words.lang).to_owned();
            said(
                scene,
                seat,
                &Say::attach(Attachment::Venue {
                    point,
                    title,
                    address,
                }),
            )
        }
        None => refused(scene, seat, &Refusal::NotFound),
    }
}
