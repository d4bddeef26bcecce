//! A turn in a group. It has no conversation: where the group belongs to and how it is spoken to is
//! kept with the group, everything else is one question and one answer. What the bot hears there:
//! commands, replies to it, its name, its buttons. Nothing of it is kept.

mod ask;
mod bind;
pub mod changed;
mod family;
mod member;
mod room;

use anyhow::Result;

use super::scene::Scene;
use crate::chat::{GroupTap, Incoming, Input, Owned, Say, Screen, Tap};
use crate::domain::Lang;
use crate::flow::understood;
use crate::show::group as show;
use crate::show::phones;
use crate::text::Words;
pub use member::put_out;
use room::{GroupSeat, OPENED};

/// Takes what came from a group. A press is answered at its button, whatever else it does.
pub async fn take(scene: &mut Scene<'_>, incoming: &Incoming) -> Result<()> {
    if let Input::Bot(membership) = incoming.input {
        return member::take(scene, incoming, membership).await;
    }
    let mut room = GroupSeat::enter(scene, incoming).await?;
    hear(scene, &mut room).await?;
    room.press_answered(scene)
}

/// Danger before all else.
async fn hear(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    let incoming = room.incoming;
    let said = incoming.input.words();
    if let Some(text) = said {
        if scene.app.law.tells_of_danger(&text) {
            return danger(scene, room);
        }
        let meant = understood(&text, &scene.app.law, &scene.directory);
        let private = |key: &&str| scene.app.law.is_private(key);
        if meant.categories.iter().any(private) {
            // What happens at home: the phones, and nothing of it is looked up or kept.
            return room.say(scene, Say::text(phones::in_group(&scene.app.law)));
        }
    }
    match &incoming.input {
        Input::Tap(data) => {
            let owned = Owned::parse(data);
            if !owned.is_for(incoming.account) {
                return room.quietly(scene, |words| words.group_not_yours());
            }
            tap(scene, room, owned.tap).await
        }
        Input::Command { name, arg } => command(scene, room, name, arg).await,
        Input::Place(place) => bind::place(scene, room, place).await,
        input @ (Input::Text(_) | Input::Media { .. }) => {
            if family::hears(scene, room, input).await? {
                return Ok(());
            }
            match input {
                Input::Text(text) => bind::text(scene, room, text).await,
                _ => ask::in_private(scene, room, OPENED),
            }
        }
        _ => Ok(()),
    }
}

async fn command(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    name: &str,
    arg: &str,
) -> Result<()> {
    match name {
        "help" | "start" | "menu" => ask::help(scene, room),
        "inspector" => ask::inspector(scene, room).await,
        "find" => ask::find(scene, room, arg).await,
        "bind" | "settings" => bind::command(scene, room, arg).await,
        "family" => family::list(scene, room).await,
        "unbind" => bind::ask_unbind(scene, room).await,
        "report" => ask::in_private(scene, room, "report"),
        // What is said to other bots, perhaps: once an hour is enough.
        _ => match is_due(scene, room) {
            true => ask::in_private(scene, room, OPENED),
            false => Ok(()),
        },
    }
}

fn is_due(scene: &Scene<'_>, room: &GroupSeat<'_>) -> bool {
    let (chat, update) = (room.incoming.chat, room.incoming.update);
    scene.app.hints.due(chat, update, scene.now)
}

async fn tap(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, data: &str) -> Result<()> {
    match Tap::parse(data) {
        Some(Tap::Group(GroupTap::Help)) => ask::help(scene, room),
        Some(Tap::Group(GroupTap::Card)) => ask::inspector(scene, room).await,
        Some(Tap::Group(tap)) if tap.leads() => bind::tap(scene, room, tap).await,
        Some(Tap::Group(tap)) => family::tap(scene, room, tap).await,
        Some(Tap::Open(Screen::Card(code))) => ask::card_of(scene, room, &code).await,
        Some(Tap::Open(Screen::Phone(code))) => ask::phone(scene, room, &code),
        Some(Tap::Open(Screen::Venue(code))) => ask::venue(scene, room, &code),
        _ => room.quietly(scene, |words| words.group_stale()),
    }
}

/// The phones alone: a group reads along. What was said a moment ago still stands above.
fn danger(scene: &mut Scene<'_>, room: &GroupSeat<'_>) -> Result<()> {
    let (chat, update) = (room.incoming.chat, room.incoming.update);
    if !scene.app.cries.due(chat, update, scene.now) || room.is_mute() {
        return Ok(());
    }
    let say = Say::text(phones::in_group(&scene.app.law));
    let label = Words::new(Lang::Kk).button_private_both();
    let say = say.link(label, show::link(&scene.app.bot_name(), OPENED));
    scene.answer_first(chat, &say.to_many())
}
