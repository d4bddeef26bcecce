//! What anybody asks in a group: whose inspector, what the bot can do there.

use anyhow::Result;

use super::room::{GroupSeat, OPENED};
use crate::app::look;
use crate::app::scene::Scene;
use crate::chat::Say;
use crate::domain::{Place, PrecinctCode, Seen, Spot};
use crate::flow::search::{Searched, place_today};
use crate::flow::{Answer, Search, understood};
use crate::show::{card, group as show, phones, why};
use crate::typed::meant::Intent;

pub fn help(scene: &mut Scene<'_>, room: &GroupSeat<'_>) -> Result<()> {
    let bot = scene.app.bot_name();
    let say = show::help(room.group.as_ref(), &scene.directory, &bot);
    room.say(scene, say)
}

/// What is not for a group, and the way to where it is taken.
pub fn in_private(scene: &mut Scene<'_>, room: &GroupSeat<'_>, wanted: &str) -> Result<()> {
    let say = show::in_private(room.voice(), &show::link(&scene.app.bot_name(), wanted));
    room.say(scene, say)
}

/// The card of where the group belongs to.
pub async fn inspector(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    let spot = room.group.as_ref().and_then(|it| it.spot.clone());
    match spot {
        Some(spot) => {
            let today = place_today(&spot, &scene.directory);
            shown(scene, room, &today.unwrap_or(spot)).await
        }
        None => room.say(scene, show::not_bound(room.voice())),
    }
}

pub async fn card_of(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    code: &PrecinctCode,
) -> Result<()> {
    shown(scene, room, &Spot::whole(code.clone())).await
}

async fn shown(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, spot: &Spot) -> Result<()> {
    let Some(seen) = look::card_for_all(scene, spot).await? else {
        return room.quietly(scene, |words| words.refusal_no_precinct());
    };
    let (bot, voice) = (scene.app.bot_name(), room.voice());
    let eye = |lang| {
        scene.eye(
            crate::text::Words::new(lang),
            crate::domain::PersonId::new(0),
        )
    };
    let say = show::card(&seen, voice, room.group.as_ref(), &bot, eye);
    room.say(scene, say)
}

pub async fn find(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, address: &str) -> Result<()> {
    match address.trim() {
        "" => room.quietly(scene, |words| words.group_find_how()),
        address => sought(scene, room, Answer::Text(address.to_owned())).await,
    }
}

pub async fn place(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, place: &Place) -> Result<()> {
    sought(scene, room, Answer::Place(place.clone())).await
}

async fn sought(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, answer: Answer) -> Result<()> {
    let found = Search::default().step(&answer, &room.world(scene, room.lang()));
    match found {
        Searched::Found(spot) => shown(scene, room, &spot).await,
        Searched::On(search) => {
            let say = show::which_card(&search, room.voice(), |lang| room.world(scene, lang));
            room.say(scene, room.owned(say))
        }
        Searched::No(reason) => {
            let say = |lang| why::words(&reason, &room.world(scene, lang));
            let say = Say::text(show::in_each(room.voice(), say));
            room.say(scene, say)
        }
    }
}

/// Words said to the bot. A question about the inspector is answered by the card; what happens is
/// told to nobody here.
pub async fn words(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, text: &str) -> Result<()> {
    let text = without_name(text, &scene.app.bot_name());
    let meant = understood(&text, &scene.app.law, &scene.directory);
    let private = |key: &&str| scene.app.law.is_private(key);
    if meant.categories.iter().any(private) {
        return room.say(scene, Say::text(phones::in_group(&scene.app.law)));
    }
    match meant.intent {
        Intent::Place => find(scene, room, &text).await,
        Intent::Find | Intent::Reception | Intent::Meeting => inspector(scene, room).await,
        Intent::Report | Intent::Again | Intent::Complaint => in_private(scene, room, "report"),
        Intent::Status => in_private(scene, room, OPENED),
        Intent::Thanks => room.quietly(scene, |words| words.thanks()),
        _ => help(scene, room),
    }
}

/// What is said beside the bot's name.
pub(super) fn without_name(text: &str, bot: &str) -> String {
    let name = format!("@{bot}").to_lowercase();
    let words = text.split_whitespace();
    let said =
        words.filter(|word| word.trim_matches(|c| ",.:;!?".contains(c)).to_lowercase() != name);
    said.collect::<Vec<&str>>().join(" ")
}

pub fn phone(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, code: &PrecinctCode) -> Result<()> {
    match look::phone(scene, code) {
        Ok(Seen::Phone { phone, name }) => {
            let words = crate::text::Words::new(room.lang());
            let eye = scene.eye(words, crate::domain::PersonId::new(0));
            let say = card::phone(&phone, name.as_deref(), &eye);
            room.say(scene, say)
        }
        _ => room.quietly(scene, |words| words.group_stale()),
    }
}

pub fn venue(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, code: &PrecinctCode) -> Result<()> {
    match look::venue(scene, code) {
        Ok(Seen::Venue { point, address }) => {
            let words = crate::text::Words::new(room.lang());
            room.say(scene, card::venue(point, &address, words))
        }
        _ => room.quietly(scene, |words| words.group_stale()),
    }
}
