//! The card of a precinct: who serves it, how to reach them, where and when.

use anyhow::Result;

use super::places;
use super::route::Seat;
use super::scene::Scene;
use super::screens::{refused, said};
use crate::chat::{Attachment, Say, Screen, Verb};
use crate::domain::directory::Inspector;
use crate::domain::law::Phone;
use crate::domain::{Both, PlaceId, Refusal, Time, calendar};
use crate::flow::{Flow, Known, Next, Why};
use crate::precincts::{Directory, Post, beginning};
use crate::text::{self, Words};

/// Characters of a territory on its card.
const TERRITORY: usize = 120;

/// The card of a precinct: plain text that survives being forwarded to another messenger.
/// It names the place that it was opened for.
pub async fn card(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    code: &str,
    place: Option<&Known>,
) -> Result<Option<Next>> {
    // The search has found what it was for; a report half written stays where it is.
    if matches!(seat.flow, Flow::Find(_)) {
        seat.flow = Flow::Menu;
    }
    let directory = scene.directory.clone();
    let Some(post) = directory.post(code, scene.today()) else {
        return refused(scene, seat, &Refusal::NoPrecinct);
    };
    let words = seat.words();
    let mut lines = vec![words.card_head(post.precinct.name.get(words.lang))];
    lines.extend(place.map(|it| words.card_place(&it.told(&seat.world(scene)))));
    lines.append(&mut who(words, &post));
    if let Some(station) = post.station {
        lines.push(words.card_station(station.address.get(words.lang)));
        let hours = station.hours.get(words.lang);
        // At a vacant post nobody receives anybody.
        let received = !hours.is_empty() && post.on_duty().is_some();
        lines.extend(received.then(|| words.card_hours(hours)));
    }
    let address = place.and_then(|it| it.spot.address.as_deref());
    let territory = territory(&directory, code, words, address);
    lines.extend(territory.map(|it| words.card_territory(&it)));
    lines.extend(
        post.duty_phone
            .map(|phone| words.card_duty(&text::phone(phone))),
    );
    if let Some((at, kk, ru)) = scene.tx.next_meeting(code, scene.now).await? {
        let when = words.moment(calendar::local(Time::from_millisecond(at)?));
        let venue = Both { kk, ru };
        lines.push(words.card_meeting(&when, venue.either(words.lang)));
    }
    lines.push(words.card_footer(scene.app.law.number(Phone::Police)));
    let subscribed = scene.tx.subscriptions(seat.person.id).await?;
    let say = Say::text(lines.join("\n"));
    let say = buttons(say, words, &post, &subscribed, place);
    said(scene, seat, &say)
}

/// The card for a place of one's own.
pub async fn card_of(scene: &mut Scene<'_>, seat: &mut Seat, id: PlaceId) -> Result<Option<Next>> {
    match places::one(scene, seat, id).await? {
        Some(place) => card(scene, seat, &place.spot.precinct, Some(&place)).await,
        None => Ok(Some(Next::Again(Why::NoPlace))),
    }
}

/// What the territory says of an address; without one, its beginning.
fn territory(
    directory: &Directory,
    code: &str,
    words: Words,
    address: Option<&str>,
) -> Option<String> {
    let piece = address.and_then(|it| directory.piece(code, words.lang, it));
    let whole = || {
        Some(
            directory
                .precinct(code)?
                .territory
                .get(words.lang)
                .to_owned(),
        )
    };
    beginning(&piece.or_else(whole)?, TERRITORY)
}

/// Who serves the precinct: the principal, whoever stands in, or nobody.
fn who(words: Words, post: &Post<'_>) -> Vec<String> {
    let rank = |it: &Inspector| it.rank.get(words.lang).to_owned();
    let phone = |it: &Inspector| {
        it.phone
            .as_deref()
            .map(|phone| words.card_phone(&text::phone(phone)))
    };
    let mut lines = Vec::new();
    match (&post.acting, post.principal) {
        (Some(acting), principal) => {
            let it = acting.inspector;
            let until = acting.until.map(|date| words.day_to(date));
            let until = until.as_deref().unwrap_or("none");
            lines.push(words.card_acting(&rank(it), &it.name, until));
            lines.extend(phone(it));
            lines.extend(principal.map(|it| words.card_principal(&rank(it), &it.name)));
        }
        (None, Some(it)) => {
            lines.push(words.card_inspector(&rank(it), &it.name));
            lines.extend(phone(it));
        }
        (None, None) => lines.push(words.card_vacant()),
    }
    lines
}

fn buttons(
    mut say: Say,
    words: Words,
    post: &Post<'_>,
    subscribed: &[(String, bool)],
    place: Option<&Known>,
) -> Say {
    let code = post.precinct.code.clone();
    let reachable = post.on_duty().is_some_and(|it| it.phone.is_some());
    if reachable || post.duty_phone.is_some() {
        say = say.open(words.card_call(), Screen::Phone(code.clone()));
    }
    if post.station.is_some_and(|station| station.point.is_some()) {
        say = say.open(words.card_map(), Screen::Venue(code.clone()));
    }
    let label = match post.on_duty() {
        Some(_) => words.card_report(),
        None => words.menu_report(),
    };
    let report = match place {
        Some(place) => Screen::ReportAt(place.id),
        None => Screen::ReportIn(code.clone()),
    };
    say = say.open(label, report);
    if let Some(place) = place.filter(|it| it.name.is_none()) {
        say = say.open(words.card_save(), Screen::NamePlace(place.id));
    }
    if !subscribed.contains(&(code.clone(), true)) {
        say = say.verb(words.button_own(), Verb::SubscribeOwn(code.clone()));
    }
    if subscribed.iter().any(|(other, _)| *other == code) {
        say = say.verb(words.button_unsubscribe(), Verb::Unsubscribe(code));
    } else {
        say = say.verb(words.button_subscribe(), Verb::Subscribe(code));
    }
    say.open(words.button_menu(), Screen::Menu)
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
