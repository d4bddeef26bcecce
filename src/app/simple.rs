//! The one place where what is said takes its simple form: as a turn's rows leave it, for each private
//! chat whose person wants that.

use std::collections::HashMap;

use anyhow::Result;

use super::home;
use super::scene::Scene;
use crate::chat::Say;
use crate::domain::law::Phone;
use crate::domain::{Chat, Person, PersonId};
use crate::show::simple::{Human, simple};
use crate::store::{Outgoing, Recipient};
use crate::text::Words;

/// What is said, each row for its reader. Of `me`, whose turn it is, it is known how they want it.
pub async fn taken(scene: &mut Scene<'_>, me: Option<&Person>) -> Result<Vec<Outgoing>> {
    let mut out = std::mem::take(&mut scene.out);
    let mut chats: Vec<Chat> = out.iter().map(|row| row.chat).collect();
    chats.sort_unstable();
    chats.dedup();
    let known = |chat: &Chat| me.is_some_and(|it| it.chat == *chat && !it.simple);
    chats.retain(|chat| chat.id > 0 && !known(chat));
    let mut readers = HashMap::new();
    for chat in chats {
        if let Some(reader) = scene.tx.simple_in(chat).await? {
            let human = human(scene, &reader).await?;
            readers.insert(chat, (Words::new(reader.lang), human));
        }
    }
    let police = scene.app.law.number(Phone::Police);
    for row in &mut out {
        let Some((words, human)) = readers.get(&row.chat) else {
            continue;
        };
        let say: Say = serde_json::from_str(&row.body)?;
        row.body = serde_json::to_string(&simple(say, human, *words, police))?;
    }
    Ok(out)
}

async fn human(scene: &mut Scene<'_>, reader: &Recipient) -> Result<Human> {
    let home = home::of(scene, reader.person).await?;
    let home = home.as_ref().map(home::Home::precinct);
    let eye = scene.eye(Words::new(reader.lang), PersonId::new(0));
    Ok(Human::of(home, &eye))
}
