//! News of a report for somebody who did not ask for it just now. Nobody is buried: much from one
//! person is one message that is renewed.

use std::collections::BTreeMap;

use anyhow::Result;

use super::cards;
use super::hearers::{Hearers, desk};
use super::push::private;
use super::scene::Scene;
use super::sent;
use crate::domain::report::{Note, Report};
use crate::domain::{Chat, Person, PersonId};
use crate::show::{case, news as show};
use crate::store::Recipient;
use crate::text::Words;

/// How long additions only renew the message of the first one.
const HOLD: jiff::SignedDuration = jiff::SignedDuration::from_mins(10);
/// The same where the words tell of danger: that is heard each time, but not without end.
const HOLD_DANGER: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);
/// Private reports of one person within a day of which each is a push of its own.
const LOUD: i64 = 3;
/// How long the others renew one silent message.
const QUIET: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
/// Reports that come to a desk at once and are shown there one by one.
const MOVED: usize = 5;
/// Files that come along by themselves; all of them stand behind the card.
const FILES: usize = 10;

/// A new report goes before all that its officers still have to read. A private one has no card
/// until it is opened; from the fourth of one person within a day on, one silent message counts
/// them.
pub async fn of_new(
    scene: &mut Scene<'_>,
    person: &Person,
    report: &Report,
    hearers: &Hearers,
) -> Result<()> {
    if !private(scene, report) {
        return cards::new_to_desk(scene, report, &hearers.desk).await;
    }
    if sent::private_today(scene, person).await? > LOUD {
        return one_of_many(scene, person, report, hearers).await;
    }
    for reader in &hearers.desk {
        told_new(scene, report, reader)?;
    }
    Ok(())
}

/// That there is a private report: its card follows a tap.
fn told_new(scene: &mut Scene<'_>, report: &Report, reader: &Recipient) -> Result<()> {
    let say = show::new_private(report, Words::new(reader.lang));
    scene.say_first(reader.chat, &say)
}

/// Shows reports to desks that have not seen them: each by its card alone, what belongs to it
/// comes when it is opened; many by how many they are.
pub async fn moved(scene: &mut Scene<'_>, reports: &[Report]) -> Result<()> {
    let mut desks: BTreeMap<Chat, (Recipient, Vec<&Report>)> = BTreeMap::new();
    for report in reports {
        for reader in desk(scene, &report.precinct, report.person).await?.1 {
            let desk = desks.entry(reader.chat);
            let (_, theirs) = desk.or_insert_with(|| (reader, Vec::new()));
            theirs.push(report);
        }
    }
    for (reader, theirs) in desks.into_values() {
        if theirs.len() > MOVED {
            let count = i64::try_from(theirs.len())?;
            let say = show::many_moved(count, Words::new(reader.lang));
            scene.say_first(reader.chat, &say)?;
            continue;
        }
        for report in theirs {
            match private(scene, report) {
                true => told_new(scene, report, &reader)?,
                false => cards::alone(scene, report, &reader).await?,
            }
        }
    }
    Ok(())
}

/// The slot is named after the first report of the same person: nobody is recognised by it.
async fn one_of_many(
    scene: &mut Scene<'_>,
    person: &Person,
    report: &Report,
    hearers: &Hearers,
) -> Result<()> {
    let first = scene.tx.first_report(person.id).await?;
    let slot = format!("quiet:{}", first.unwrap_or(report.id));
    for reader in &hearers.desk {
        let now = scene.now;
        let push = scene.tx.push(reader.chat, &slot, now, QUIET).await?;
        let say = show::one_of_many(report, push.said, Words::new(reader.lang));
        scene.say(reader.chat, &say.slot(slot.clone()))?;
    }
    Ok(())
}

/// More of a report: a push, which what follows within a while only renews, with the newest words
/// and how much has come since.
pub async fn of_more(
    scene: &mut Scene<'_>,
    report: &Report,
    notes: &[Note],
    again: bool,
    hearers: &Hearers,
) -> Result<()> {
    let private = private(scene, report);
    let slot = format!("news:{}", report.id);
    let told = |text: &String| scene.app.law.tells_of_danger(text);
    let danger = notes.iter().filter_map(|note| note.text.as_ref()).any(told);
    let hold = if danger { HOLD_DANGER } else { HOLD };
    for reader in hearers.all() {
        let now = scene.now;
        let push = scene.tx.push(reader.chat, &slot, now, hold).await?;
        if private && !push.anew {
            continue;
        }
        let words = Words::new(reader.lang);
        let eye = scene.eye(words, reader.person);
        let say = show::more(report, notes, again, push.said, &eye);
        scene.say(reader.chat, &say.slot(slot.clone()))?;
        // The rest of an album goes with its first picture.
        let album = notes.iter().any(|note| note.album.is_some());
        if (push.anew || album) && !private {
            media_to(scene, report, reader.chat, words, notes)?;
        }
    }
    Ok(())
}

/// Files go to the desk as they come, those of a private report when its card is opened.
pub fn media(
    scene: &mut Scene<'_>,
    report: &Report,
    notes: &[Note],
    hearers: &Hearers,
) -> Result<()> {
    if notes.iter().all(|note| note.media.is_none()) || private(scene, report) {
        return Ok(());
    }
    for reader in hearers.all() {
        media_to(scene, report, reader.chat, Words::new(reader.lang), notes)?;
    }
    Ok(())
}

fn media_to(
    scene: &mut Scene<'_>,
    report: &Report,
    chat: Chat,
    words: Words,
    notes: &[Note],
) -> Result<()> {
    let all = notes.iter().filter_map(|note| note.media.clone());
    for media in all.take(FILES) {
        let say = case::file(report, media, None, &scene.eye(words, PersonId::new(0)));
        scene.say(chat, &say.about(report.id))?;
    }
    Ok(())
}
