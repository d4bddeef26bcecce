//! A resident whom nothing reaches any more, because they have left the bot or are forgotten:
//! whoever holds one of their reports hears it once, and no officer waits for an answer in vain.

use anyhow::Result;

use super::scene::Scene;
use super::senders::Reachability;
use super::shared::App;
use super::{cards, holders};
use crate::domain::report::Report;
use crate::domain::{Chat, PersonId};
use crate::show::news::unheard;
use crate::store::Tx;
use crate::text::Words;

/// Reports of one person of which somebody is told.
pub const MOST: i64 = 10;

impl App {
    /// The messenger says that nobody reads a chat any more; `cause` is the message that told it.
    pub async fn lose(&self, tx: &mut Tx, chat: Chat, cause: &str) -> Result<()> {
        let mut scene = Scene::new(self, &mut *tx, format!("b:{cause}"));
        left(&mut scene, chat).await?;
        let (out, now) = (std::mem::take(&mut scene.out), scene.now);
        tx.enqueue(&out, now, None).await?;
        Ok(())
    }
}

/// A chat that nobody reads any more: nothing that waits for it is sent.
pub async fn left(scene: &mut Scene<'_>, chat: Chat) -> Result<()> {
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
