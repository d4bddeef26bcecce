//! The card of a report in the chats of its officers: one each, edited in place.

use anyhow::Result;

use super::hearers::Hearers;
use super::scene::Scene;
use super::{look, push};
use crate::chat::Say;
use crate::domain::Chat;
use crate::domain::report::Report;
use crate::show::case::{card, pin, slot};
use crate::store::Recipient;
use crate::text::Words;

/// Renews the card in the chat of everybody whose desk it is on, and where it stands in that of one of
/// the `others`. The card of a private one is only renewed where an officer has opened it: an edit
/// is no push.
pub async fn to_desk<'r>(
    scene: &mut Scene<'_>,
    report: &Report,
    hearers: &Hearers,
    others: impl Iterator<Item = &'r Recipient>,
) -> Result<()> {
    let mut renewed: Vec<Recipient> = Vec::new();
    for reader in others {
        let mut known = hearers.desk.iter().chain(&renewed);
        if known.all(|it| it.person != reader.person) {
            renewed.push(reader.clone());
        }
    }
    for (chat, card) in all(scene, report, &hearers.desk, &renewed).await? {
        scene.say(chat, &card)?;
    }
    Ok(())
}

/// Renews the card wherever it stands: nothing is pushed.
pub async fn renew(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    let hearers = Hearers::of(scene, report).await?;
    let readers: Vec<Recipient> = hearers.all().cloned().collect();
    for (chat, card) in all(scene, report, &[], &readers).await? {
        scene.say(chat, &card)?;
    }
    Ok(())
}

/// Shows the card of a new report before whatever else the officers are to read, and where it is.
pub async fn new_to_desk(scene: &mut Scene<'_>, report: &Report, desk: &[Recipient]) -> Result<()> {
    for (chat, card) in all(scene, report, desk, &[]).await? {
        scene.say_first(chat, &card)?;
    }
    for reader in desk {
        let eye = scene.eye(Words::new(reader.lang), reader.person);
        if let Some(pin) = pin(report, &eye) {
            scene.say_first(reader.chat, &pin.about(report.id))?;
        }
    }
    Ok(())
}

/// The card of one officer, before whatever else there is to read, without what belongs to it.
pub async fn alone(scene: &mut Scene<'_>, report: &Report, reader: &Recipient) -> Result<()> {
    for (chat, card) in all(scene, report, std::slice::from_ref(reader), &[]).await? {
        scene.say_first(chat, &card)?;
    }
    Ok(())
}

/// The card of each of them, and the chat that it stands in; `renewed` only where it does.
async fn all(
    scene: &mut Scene<'_>,
    report: &Report,
    officers: &[Recipient],
    renewed: &[Recipient],
) -> Result<Vec<(Chat, Say)>> {
    let mut cards = Vec::new();
    if officers.is_empty() && renewed.is_empty() {
        return Ok(cards);
    }
    let about = look::about(scene, report).await?;
    let private = push::private(scene, report);
    let new = officers.iter().map(|reader| (reader, private));
    for (reader, edits) in new.chain(renewed.iter().map(|reader| (reader, true))) {
        if edits && scene.tx.slot(reader.chat, &slot(report)).await?.is_none() {
            continue;
        }
        let eye = scene.eye(Words::new(reader.lang), reader.person);
        let card = card(report, &about, &eye);
        // Whoever has deleted the card of a private one does not get it back as a push.
        let card = if edits {
            card.only_edits(slot(report))
        } else {
            card.slot(slot(report))
        };
        cards.push((reader.chat, card));
    }
    Ok(cards)
}
