//! Where the group belongs to and how it is spoken to: said by whoever leads it, by a command, by a
//! reply, by buttons. The place is looked for as everybody's is.

use anyhow::Result;

use super::ask;
use super::room::GroupSeat;
use crate::app::perform::perform;
use crate::app::scene::Scene;
use crate::chat::{GroupTap, Rank, Say, Tap, clean};
use crate::domain::action::GroupVerb;
use crate::domain::group::{Group, GroupKind, SoughtPlace, Voice};
use crate::domain::{Action, Place, Spot};
use crate::flow::search::Searched;
use crate::flow::{Answer, Search, Why};
use crate::show::{group as show, why};

/// UTF-16 units of an address that is looked for.
const ADDRESS: usize = 300;

/// With an address that is looked for; without one it says what is set.
pub async fn command(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, arg: &str) -> Result<()> {
    if !leads(scene, room)? {
        return Ok(());
    }
    if arg.trim().is_empty() {
        return settings(scene, room).await;
    }
    room.known(scene).await?;
    seek(scene, room, Search::default(), words(arg)).await
}

/// A place in reply to the question where the group belongs to; every other is looked up.
pub async fn place(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, place: &Place) -> Result<()> {
    if !binds(room) {
        return ask::place(scene, room, place).await;
    }
    if !leads(scene, room)? {
        return Ok(());
    }
    room.known(scene).await?;
    seek(scene, room, Search::default(), Answer::Place(place.clone())).await
}

/// The same of words. Whoever may not bind the group asks for something by them.
pub async fn text(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, text: &str) -> Result<()> {
    let member = room.incoming.beside.rank == Some(Rank::Member);
    if !binds(room) || member {
        return ask::words(scene, room, text).await;
    }
    if !leads(scene, room)? {
        return Ok(());
    }
    room.known(scene).await?;
    let begun = begun(scene, room);
    seek(scene, room, begun, words(text)).await
}

fn binds(room: &GroupSeat<'_>) -> bool {
    let bind = Tap::Group(GroupTap::Bind);
    room.incoming.beside.replies_to(&bind)
}

pub async fn tap(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, tap: GroupTap) -> Result<()> {
    if !leads(scene, room)? {
        return Ok(());
    }
    match tap {
        GroupTap::Bind => room.say(scene, show::how(room.voice())),
        GroupTap::To(code) => chosen(scene, room, code.as_str()).await,
        GroupTap::Neither => chosen(scene, room, "none").await,
        GroupTap::Settings => settings(scene, room).await,
        GroupTap::AskKind => step(scene, room, show::ask_kind).await,
        GroupTap::AskVoice => step(scene, room, show::ask_voice).await,
        GroupTap::AskUnbind => ask_unbind(scene, room).await,
        GroupTap::Be(kind) => be(scene, room, kind).await,
        GroupTap::Speak(voice) => speak(scene, room, voice).await,
        GroupTap::Unbind => unbind(scene, room).await,
        // Of everybody, and taken before.
        _ => Ok(()),
    }
}

/// Whether whoever speaks leads the group; if not, they hear it.
fn leads(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<bool> {
    match room.incoming.beside.rank {
        Some(rank) if rank.leads() => return Ok(true),
        Some(_) => room.quietly(scene, |words| words.group_only_leader())?,
        None => room.quietly(scene, |words| words.group_no_rank())?,
    }
    Ok(false)
}

fn words(text: &str) -> Answer {
    Answer::Text(crate::text::shorten(clean(text).trim(), ADDRESS))
}

/// The search as it stands: what was sought is sought again, by the directory of now.
fn begun(scene: &Scene<'_>, room: &GroupSeat<'_>) -> Search {
    let sought = room.group.as_ref().and_then(|it| it.sought.clone());
    let answer = match sought {
        Some(SoughtPlace::Words(words)) => Answer::Text(words),
        Some(SoughtPlace::Pin(place)) => Answer::Place(place),
        None => return Search::default(),
    };
    match Search::default().step(&answer, &room.world(scene, room.lang())) {
        Searched::On(search) => search,
        Searched::Found(_) | Searched::No(_) => Search::default(),
    }
}

/// One of those that were offered, if it still is.
async fn chosen(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, key: &str) -> Result<()> {
    let search = begun(scene, room);
    match search.step(
        &Answer::Key(key.to_owned()),
        &room.world(scene, room.lang()),
    ) {
        Searched::Found(spot) => bound(scene, room, spot).await,
        Searched::On(search) => {
            let say = show::which(&search, room.voice(), |lang| room.world(scene, lang));
            room.show(scene, room.owned(say)).await
        }
        Searched::No(_) => room.quietly(scene, |words| words.group_stale()),
    }
}

async fn seek(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    search: Search,
    answer: Answer,
) -> Result<()> {
    let found = search.step(&answer, &room.world(scene, room.lang()));
    match found {
        Searched::Found(spot) => bound(scene, room, spot).await,
        Searched::On(search) => {
            let id = room.known(scene).await?;
            let sought = match (&search.place, &search.address) {
                (Some(place), _) => Some(SoughtPlace::Pin(place.clone())),
                (None, words) => words.clone().map(SoughtPlace::Words),
            };
            scene.tx.seek_in_group(id, sought.as_ref()).await?;
            let say = show::which(&search, room.voice(), |lang| room.world(scene, lang));
            room.show(scene, room.owned(say)).await
        }
        Searched::No(reason) => nowhere(scene, room, &reason).await,
    }
}

async fn nowhere(scene: &mut Scene<'_>, room: &GroupSeat<'_>, reason: &Why) -> Result<()> {
    let say = |lang| why::words(reason, &room.world(scene, lang));
    let say = show::not_found(room.voice(), say);
    room.show(scene, say).await
}

async fn bound(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, spot: Spot) -> Result<()> {
    act(scene, room, GroupVerb::Bind(spot)).await
}

async fn be(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, kind: GroupKind) -> Result<()> {
    act(scene, room, GroupVerb::Be(kind)).await
}

async fn speak(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, voice: Voice) -> Result<()> {
    act(scene, room, GroupVerb::Speak(voice)).await
}

/// Does it, and asks what is not said yet: whose group it is, then in which voice it is spoken to.
async fn act(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>, verb: GroupVerb) -> Result<()> {
    let id = room.known(scene).await?;
    let done = perform(scene, &room.actor(), Action::Group(id, verb)).await?;
    if done.is_err() {
        return room.quietly(scene, |words| words.group_stale());
    }
    room.reload(scene).await?;
    settings(scene, room).await
}

async fn settings(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    let bound = room.group.as_ref().filter(|it| it.spot.is_some());
    let Some(group) = bound else {
        return room.say(scene, show::how(room.voice()));
    };
    let directory = scene.directory.clone();
    let say = match (group.kind, group.voice) {
        (None, _) => show::ask_kind(group, &directory),
        (_, None) => show::ask_voice(group, &directory),
        _ => show::settings(group, &directory),
    };
    room.show(scene, room.owned(say)).await
}

/// One of the questions, where there is something to ask about.
async fn step(
    scene: &mut Scene<'_>,
    room: &mut GroupSeat<'_>,
    question: impl Fn(&Group, &crate::precincts::Directory) -> Say,
) -> Result<()> {
    let Some(group) = room.group.as_ref().filter(|it| it.spot.is_some()) else {
        return room.quietly(scene, |words| words.group_stale());
    };
    let directory = scene.directory.clone();
    let say = question(group, &directory);
    room.show(scene, room.owned(say)).await
}

pub async fn ask_unbind(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    if !leads(scene, room)? {
        return Ok(());
    }
    match room.group.as_ref().is_some_and(|it| it.spot.is_some()) {
        true => step(scene, room, show::ask_unbind).await,
        false => room.quietly(scene, |words| words.group_not_bound()),
    }
}

async fn unbind(scene: &mut Scene<'_>, room: &mut GroupSeat<'_>) -> Result<()> {
    let voice = room.voice();
    let id = room.known(scene).await?;
    let done = perform(scene, &room.actor(), Action::Group(id, GroupVerb::Unbind)).await?;
    if done.is_err() {
        return room.quietly(scene, |words| words.group_stale());
    }
    room.show(scene, show::unbound(voice)).await
}
