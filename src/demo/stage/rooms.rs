//! Groups of a play: who stands how in them, what is heard there, and what all of them read.

use std::collections::HashMap;

use anyhow::{Result, bail};

use super::screen::{GroupOfPlay, Screen};
use super::{BOT, Heard, Stage};
use crate::chat::{Attachment, Beside, Incoming, Input, Rank, Say};
use crate::demo::script::{Deed, RoomOfPlay, Stands};
use crate::domain::{Account, Chat};

/// Whoever writes in the name of a group is this account, as on Telegram.
const ANONYMOUS: Account = Account::first(1_087_968_824);
/// Chats of groups count down from here.
const FIRST: i64 = -500;

impl Stage {
    /// Lets somebody do something in a group.
    pub(super) async fn act_in(
        &mut self,
        at: usize,
        room: &RoomOfPlay,
        deed: &Deed,
    ) -> Result<Vec<Heard>> {
        let name = self.people[at].name.clone();
        let place = self.room(&room.name);
        if let Some(stands) = room.stands {
            self.rooms[place].stands.insert(name, stands);
        }
        if *deed == Deed::Migrate {
            return self.migrate(place).await;
        }
        let (input, mut beside) = self.written(at, &self.rooms[place].screen, deed)?;
        if matches!(deed, Deed::Tap(_) | Deed::OldTap(_)) {
            if matches!(input, Input::Command { .. }) {
                let chat = self.people[at].chat;
                return self.take(at, chat, true, input, Beside::default()).await;
            }
            let press = format!("press-{}", self.updates);
            self.presses
                .insert(press.clone(), self.people[at].name.clone());
            beside.tap = Some(press);
        }
        if !is_heard(&input, &beside) {
            return Ok(Vec::new());
        }
        beside.topic = match &room.topic {
            Some(topic) => Some(self.topic(place, topic)?),
            None => None,
        };
        let chat = self.rooms[place].chat;
        self.take(at, chat, false, input, beside).await
    }

    fn room(&mut self, name: &str) -> usize {
        let known = self.rooms.iter().position(|room| room.name == name);
        known.unwrap_or_else(|| {
            let chat = Chat::first(FIRST - self.updates - 1);
            self.rooms.push(GroupOfPlay {
                name: name.to_owned(),
                chat,
                screen: Screen::default(),
                stands: HashMap::new(),
                topics: Vec::new(),
            });
            self.rooms.len() - 1
        })
    }

    /// Topics have numbers from 1 on.
    fn topic(&mut self, room: usize, name: &str) -> Result<i64> {
        let topics = &mut self.rooms[room].topics;
        let known = topics.iter().position(|topic| topic == name);
        let place = known.unwrap_or_else(|| {
            topics.push(name.to_owned());
            topics.len() - 1
        });
        Ok(i64::try_from(place)? + 1)
    }

    async fn migrate(&mut self, room: usize) -> Result<Vec<Heard>> {
        let from = self.rooms[room].chat;
        let to = Chat::first(from.id - 1_000_000);
        self.rooms[room].chat = to;
        self.app.move_chat(from, to).await?;
        self.drain().await
    }

    /// What the messenger says of the sender in a group, where it is asked.
    pub(super) fn as_in_group(&self, at: usize, incoming: Incoming) -> Incoming {
        let Some(room) = self.rooms.iter().find(|room| room.chat == incoming.chat) else {
            return incoming;
        };
        let stands = room.stands.get(&self.people[at].name);
        let press = incoming.beside.tap.is_some();
        let mut incoming = incoming;
        incoming.beside.name = Some(self.people[at].name.clone());
        // Whoever presses has a name.
        if stands == Some(&Stands::Anonymous) && !press {
            incoming.account = ANONYMOUS;
            incoming.tag = None;
            incoming.beside.rank = Some(Rank::Anonymous);
        } else if incoming.wants_rank() {
            incoming.beside.rank = match stands {
                Some(Stands::Admin | Stands::Anonymous) => Some(Rank::Administrator),
                Some(Stands::Member) | None => Some(Rank::Member),
                Some(Stands::Unknown) => None,
            };
        }
        incoming
    }

    /// Who reads a chat, and what stands in it.
    pub(super) fn screen(
        &mut self,
        chat: Chat,
        topic: Option<i64>,
    ) -> Result<(String, &mut Screen)> {
        if let Some(room) = self.rooms.iter_mut().find(|room| room.chat == chat) {
            let place = topic.and_then(|topic| usize::try_from(topic - 1).ok());
            let topic = place.and_then(|place| room.topics.get(place));
            let who = match topic {
                Some(topic) => format!("{}/{topic}", room.name),
                None => room.name.clone(),
            };
            return Ok((who, &mut room.screen));
        }
        let person = self.people.iter_mut().find(|person| person.chat == chat);
        match person {
            Some(person) => Ok((person.name.clone(), &mut person.screen)),
            None => bail!("said to nobody: {chat}"),
        }
    }

    /// What only whoever pressed a button sees; of a list of commands nobody sees anything.
    pub(super) fn at_the_button(&self, say: Say) -> Option<Heard> {
        let Some(Attachment::AtTap(press)) = &say.attachment else {
            return None;
        };
        let who = self.presses.get(press)?.clone();
        let edited = false;
        (!say.text.is_empty()).then_some(Heard { who, say, edited })
    }
}

/// Whether the bot is told of it: commands, replies, its name and its buttons.
fn is_heard(input: &Input, beside: &Beside) -> bool {
    let named = |text: &str| text.contains(&format!("@{BOT}"));
    match input {
        Input::Text(text) => beside.reply.is_some() || named(text),
        Input::Media { caption, .. } => {
            beside.reply.is_some() || caption.as_deref().is_some_and(named)
        }
        Input::Place(_) | Input::Other => beside.reply.is_some(),
        Input::Edited(now) => is_heard(now, beside),
        _ => true,
    }
}
