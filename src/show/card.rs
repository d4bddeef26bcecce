//! The card of a precinct: who serves it, how to reach them, where and when.

use super::Eye;
use crate::chat::{Attachment, Say, Screen, Verb};
use crate::domain::directory::Inspector;
use crate::domain::law::Phone;
use crate::domain::seen::Card;
use crate::domain::{Both, Point, PrecinctCode, Time, calendar};
use crate::precincts::{Directory, PrecinctPost, beginning};
use crate::text::{self, Words};

/// Characters of a territory on its card.
const TERRITORY: usize = 120;

/// Plain text that survives being forwarded to another messenger. It names the place that it was
/// opened for. None where the directory does not have the precinct.
pub fn card(card: &Card, eye: &Eye<'_>) -> Option<Say> {
    let post = eye.directory.post(&card.precinct, eye.today())?;
    let say = Say::text(lines(card, eye)?.join("\n"));
    Some(buttons(say, eye.words, &post, card))
}

/// The same without what can be pressed below it.
pub(super) fn lines(card: &Card, eye: &Eye<'_>) -> Option<Vec<String>> {
    let (words, place) = (eye.words, card.place.as_ref());
    let post = eye.directory.post(&card.precinct, eye.today())?;
    let told = place.map(|it| match card.home {
        true => words.card_lived(&it.told(words)),
        false => words.card_place(&it.told(words)),
    });
    let address = place.and_then(|it| it.spot.address.as_deref());
    Some(told_of(&post, told, address, card.meeting.as_ref(), eye))
}

/// The words of a card, with a line about the place below its head, and of the territory what it
/// says of the address.
pub(super) fn told_of(
    post: &PrecinctPost<'_>,
    place: Option<String>,
    address: Option<&str>,
    meeting: Option<&(Time, Both)>,
    eye: &Eye<'_>,
) -> Vec<String> {
    let words = eye.words;
    let mut lines = vec![words.card_head(post.precinct.name.get(words.lang))];
    lines.extend(place);
    lines.append(&mut who(words, post));
    if let Some(station) = post.station {
        lines.push(words.card_station(station.address.get(words.lang)));
        let hours = station.hours.get(words.lang);
        // At a vacant post nobody receives anybody.
        let received = !hours.is_empty() && post.on_duty().is_some();
        lines.extend(received.then(|| words.card_hours(hours)));
    }
    let territory = territory(eye.directory, &post.precinct.code, words, address);
    lines.extend(territory.map(|it| words.card_territory(&it)));
    lines.extend(
        post.duty_phone
            .map(|phone| words.card_duty(&text::phone(phone))),
    );
    if let Some((at, venue)) = meeting {
        let when = words.moment(calendar::local(*at));
        lines.push(words.card_meeting(&when, venue.either(words.lang)));
    }
    lines.push(words.card_footer(eye.law.number(Phone::Police)));
    lines.extend(eye.link(&post.precinct.code));
    lines
}

/// What the territory says of an address; without one, its beginning.
fn territory(
    directory: &Directory,
    code: &PrecinctCode,
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
pub(super) fn who(words: Words, post: &PrecinctPost<'_>) -> Vec<String> {
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

fn buttons(mut say: Say, words: Words, post: &PrecinctPost<'_>, card: &Card) -> Say {
    let place = card.place.as_ref();
    let code = post.precinct.code.clone();
    say = reach(say, words, post);
    let label = match post.on_duty() {
        Some(_) => words.card_report(),
        None => words.menu_report(),
    };
    let report = match place {
        Some(place) => Screen::ReportAt(place.id),
        None => Screen::ReportIn(code.clone()),
    };
    say = say.open(label, report);
    if let Some(place) = place.filter(|it| it.name.is_none() && !it.home) {
        say = say.open(words.card_save(), Screen::NamePlace(place.id));
    }
    say = match place {
        _ if card.home => say.open(words.card_elsewhere(), Screen::Find),
        Some(place) => say.open(words.button_own(), Screen::Live(place.id)),
        None => say.open(words.button_own(), Screen::LiveIn(code.clone())),
    };
    if card.subscribed.iter().any(|(other, _)| *other == code) {
        say = say.verb(words.button_unsubscribe(), Verb::Unsubscribe(code));
    } else {
        say = say.verb(words.button_subscribe(), Verb::Subscribe(code));
    }
    say.open(words.button_menu(), Screen::Menu)
}

/// By phone, and where the point is.
pub(super) fn reach(mut say: Say, words: Words, post: &PrecinctPost<'_>) -> Say {
    let code = post.precinct.code.clone();
    if answers(post) {
        say = say.open(words.card_call(), Screen::Phone(code.clone()));
    }
    if stands(post) {
        say = say.open(words.card_map(), Screen::Venue(code));
    }
    say
}

/// Somebody answers a phone there.
fn answers(post: &PrecinctPost<'_>) -> bool {
    let reachable = post.on_duty().is_some_and(|it| it.phone.is_some());
    reachable || post.duty_phone.is_some()
}

/// It is known where its point is.
fn stands(post: &PrecinctPost<'_>) -> bool {
    post.station.is_some_and(|station| station.point.is_some())
}

pub(super) fn is_called(card: &Card, eye: &Eye<'_>) -> bool {
    let post = eye.directory.post(&card.precinct, eye.today());
    post.is_some_and(|it| answers(&it))
}

pub(super) fn has_point(card: &Card, eye: &Eye<'_>) -> bool {
    let post = eye.directory.post(&card.precinct, eye.today());
    post.is_some_and(|it| stands(&it))
}

/// The phone of whoever is on duty, as a contact to be called and kept.
pub fn phone(phone: &str, name: Option<&str>, eye: &Eye<'_>) -> Say {
    let desk = || eye.law.duty_desk().get(eye.words.lang).to_owned();
    Say::attach(Attachment::Contact {
        phone: phone.to_owned(),
        name: name.map_or_else(desk, str::to_owned),
    })
}

pub fn venue(point: Point, address: &Both, words: Words) -> Say {
    Say::attach(Attachment::Venue {
        point,
        title: words.station_title(),
        address: address.get(words.lang).to_owned(),
    })
}
