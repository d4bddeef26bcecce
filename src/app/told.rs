//! Who is told of a move, each in their own language and with nothing private on the screen.

use anyhow::Result;

use super::hearers::Hearers;
use super::push::pushed;
use super::scene::Scene;
use super::{cards, holders, news, senders};
use crate::chat::Screen;
use crate::domain::Both;
use crate::domain::case::{Advanced, Tell};
use crate::flow::understood;
use crate::show::moved;
use crate::show::news::to_desk;
use crate::store::Recipient;
use crate::text::Words;

/// Tells all whom the row of a move names, in its order; whether its sender hears of it.
pub async fn of(scene: &mut Scene<'_>, it: &Advanced) -> Result<bool> {
    let hearers = Hearers::of(scene, &it.now).await?;
    let before = match it.before.officer == it.now.officer {
        true => None,
        false => holders::reader(scene, &it.before).await?,
    };
    let mut heard = false;
    for tell in it.row.tells {
        match tell {
            Tell::Cards => {
                let others = hearers.holder.iter().chain(&before);
                cards::to_desk(scene, &it.now, &hearers, others).await?;
            }
            Tell::Sender => heard = sender(scene, it).await?,
            Tell::Followers => followers(scene, it).await?,
            Tell::Desk => officers(scene, it, hearers.all(), None)?,
            Tell::Files => news::media(scene, &it.now, &it.along.notes, &hearers)?,
            Tell::Before if before.is_some() => {
                let colleague = holders::of(scene, &it.now).await?.and_then(|it| it.name);
                officers(scene, it, before.iter(), colleague.as_ref())?;
            }
            Tell::Before => {}
            Tell::Holder => match &hearers.holder {
                Some(holder) => officers(scene, it, [holder].into_iter(), None)?,
                None => officers(scene, it, hearers.desk.iter(), None)?,
            },
        }
    }
    Ok(heard)
}

/// Whoever sent it, unless they are out of reach.
async fn sender(scene: &mut Scene<'_>, it: &Advanced) -> Result<bool> {
    let Some(reader) = senders::reader(scene, &it.now).await? else {
        return Ok(false);
    };
    let words = Words::new(reader.lang);
    if let Some(say) = moved::to_sender(it, words) {
        let open = Screen::MyReport(it.now.id);
        let say = pushed(scene, &it.now, words, open, say);
        scene.say(reader.chat, &say)?;
    }
    Ok(true)
}

/// Whoever else hears of it, without a word of its sender's.
async fn followers(scene: &mut Scene<'_>, it: &Advanced) -> Result<()> {
    let followers = senders::followers(scene, &it.now).await?;
    let neighbours = !followers.is_empty() && scene.tx.told_house(it.now.id).await?.is_some();
    let home = tells_of_home(scene, it);
    for follower in followers {
        let words = Words::new(follower.reader.lang);
        if let Some(say) =
            moved::to_follower(it, follower.family && !home, neighbours || home, words)
        {
            scene.say(follower.reader.chat, &say)?;
        }
    }
    // Where the words are told to nobody else, whoever it is of answers alone.
    match home {
        true => Ok(()),
        false => in_group(scene, it).await,
    }
}

/// Whether the officer's words are of what happens at home, whatever kind the report has: nobody but
/// its sender reads them.
fn tells_of_home(scene: &Scene<'_>, it: &Advanced) -> bool {
    let (law, text) = (&scene.app.law, it.words());
    let meant = understood(text, law, &scene.directory);
    law.tells_of_danger(text) || meant.categories.iter().any(|key| law.is_private(key))
}

/// The group that it was sent from: where it stands, in general words.
async fn in_group(scene: &mut Scene<'_>, it: &Advanced) -> Result<()> {
    let Some(group) = senders::group(scene, &it.now).await? else {
        return Ok(());
    };
    match moved::to_group(it, group.speaks()) {
        Some(say) => scene.say(group.chat, &say.to_many()),
        None => Ok(()),
    }
}

/// Officers, with the way to the case.
fn officers<'r>(
    scene: &mut Scene<'_>,
    it: &Advanced,
    readers: impl Iterator<Item = &'r Recipient>,
    colleague: Option<&Both>,
) -> Result<()> {
    for reader in readers {
        let words = Words::new(reader.lang);
        let Some(text) = moved::to_officer(it, colleague, words) else {
            continue;
        };
        let say = to_desk(&it.now, text, &scene.eye(words, reader.person));
        scene.say(reader.chat, &say)?;
    }
    Ok(())
}
