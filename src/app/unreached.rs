//! A resident whom nothing reaches any more, because they have left the bot or are forgotten:
//! whoever holds one of their reports hears it once, and no officer waits for an answer in vain.
//! Whoever comes back is asked what they did not read.

use anyhow::Result;

use super::push::pushed;
use super::scene::Scene;
use super::senders::Reachability;
use super::shared::App;
use super::{cards, holders, simple};
use crate::chat::Screen;
use crate::domain::case::EventKind;
use crate::domain::due::Due;
use crate::domain::report::{Report, State};
use crate::domain::{Chat, PersonId};
use crate::show::moved::question;
use crate::show::news::unheard;
use crate::store::{Recipient, Tx};
use crate::text::Words;

/// Reports of one person of which somebody is told.
pub const MOST: i64 = 10;

impl App {
    /// The messenger says that nobody reads a chat any more; `cause` is the message that told it.
    pub async fn lose(&self, tx: &mut Tx, chat: Chat, cause: &str) -> Result<()> {
        let mut scene = Scene::new(self, &mut *tx, format!("b:{cause}"));
        left(&mut scene, chat).await?;
        let (out, now) = (simple::taken(&mut scene, None).await?, scene.now);
        tx.enqueue(&out, now, None).await?;
        Ok(())
    }
}

/// A chat that nobody reads any more: nothing that waits for it is sent.
pub async fn left(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
    // Telegram counts groups below zero.
    if chat.id < 0 {
        return super::group::put_out(scene, chat).await;
    }
    let person = scene.tx.reached_in(chat).await?;
    scene.tx.set_blocked(chat, Some(scene.now)).await?;
    scene.tx.drop_waiting(chat, scene.now).await?;
    match person {
        Some(person) => {
            tell(scene, person, Reachability::Left).await?;
            let open = scene.tx.reports_of(person, MOST, 0).await?;
            renew(scene, &open).await
        }
        None => Ok(()),
    }
}

/// A chat is read again. What was asked meanwhile is asked anew, whatever of it may have arrived;
/// and no card says any more that nobody reads.
pub async fn returned(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
    let Some(reader) = scene.tx.left_in(chat).await? else {
        return Ok(());
    };
    scene.tx.set_blocked(chat, None).await?;
    let own = scene.tx.reports_of(reader.person, MOST, 0).await?;
    for report in own.iter().filter(|it| it.state == State::Question) {
        ask_anew(scene, report, &reader).await?;
    }
    renew(scene, &own).await
}

async fn ask_anew(scene: &mut Scene<'_>, report: &Report, reader: &Recipient) -> Result<()> {
    let asked = scene.tx.last_event(report.id, EventKind::Question).await?;
    let until = scene.tx.due_at(Due::Answer(report.id)).await?;
    let (Some(text), Some(until)) = (asked.and_then(|it| it.text), until) else {
        return Ok(());
    };
    let words = Words::new(reader.lang);
    let say = question(report, &text, until, false, words);
    let say = pushed(scene, report, words, Screen::MyReport(report.id), say);
    scene.say(reader.chat, &say)
}

/// Whoever has a card of one of these sees from it that nobody reads an answer.
pub async fn renew(scene: &mut Scene<'_>, reports: &[Report]) -> Result<()> {
    for report in reports.iter().filter(|it| it.state.open()) {
        cards::renew(scene, report).await?;
    }
    Ok(())
}

/// Tells whoever holds open reports of a person why their sender does not hear any more.
pub async fn tell(scene: &mut Scene<'_>, person: PersonId, why: Reachability) -> Result<()> {
    for report in scene.tx.held_reports_of(person, MOST).await? {
        let Some(reader) = holders::reader(scene, &report).await? else {
            continue;
        };
        let eye = scene.eye(Words::new(reader.lang), reader.person);
        let say = unheard(&report, why, &eye);
        scene.say(reader.chat, &say)?;
    }
    Ok(())
}
