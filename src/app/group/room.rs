//! The group that a turn is of, and who speaks there.

use anyhow::{Context, Result};

use crate::app::scene::Scene;
use crate::chat::{Beside, Incoming, Rank, Say};
use crate::domain::group::{Group, Voice};
use crate::domain::{Actor, Chat, GroupId, Lang, Person, PersonId};
use crate::flow::World;
use crate::show::group as show;
use crate::text::Words;

/// The private chat is opened from a group, for nothing more special.
pub const OPENED: &str = "group";

pub struct GroupSeat<'i> {
    pub incoming: &'i Incoming,
    /// None where the bot was let in before it kept groups, and nobody has bound it since.
    pub group: Option<Group>,
    /// Whoever speaks, where they have written to the bot alone; else nobody in particular.
    person: Person,
    known: bool,
    /// Something was said at the pressed button.
    answered: bool,
}

impl<'i> GroupSeat<'i> {
    pub async fn enter(scene: &mut Scene<'_>, incoming: &'i Incoming) -> Result<GroupSeat<'i>> {
        let mut group = scene.tx.group(incoming.chat).await?;
        if let Some(group) = group.as_mut().filter(|it| it.removed) {
            // Whoever is heard there is there.
            scene.tx.set_group_removed(incoming.chat, None).await?;
            group.removed = false;
        }
        let person = scene.tx.person(incoming.account).await?;
        Ok(GroupSeat {
            incoming,
            group,
            known: person.is_some(),
            person: person.unwrap_or(Person::unknown(PersonId::new(0), incoming.chat)),
            answered: false,
        })
    }

    pub fn voice(&self) -> Voice {
        self.group.as_ref().map_or(Voice::Both, Group::speaks)
    }

    /// The language of whoever speaks, as far as it is known; else the first of the group's.
    pub fn lang(&self) -> Lang {
        let tag = self.incoming.tag.as_deref().and_then(Lang::parse);
        match self.voice() {
            Voice::One(lang) => self.person.lang.unwrap_or(lang),
            Voice::Both => self.person.lang.or(tag).unwrap_or(Lang::Kk),
        }
    }

    pub fn is_mute(&self) -> bool {
        self.group.as_ref().is_some_and(|it| it.muted)
    }

    /// The group, which is known from now on.
    pub async fn known(&mut self, scene: &mut Scene<'_>) -> Result<GroupId> {
        if self.group.is_none() {
            let id = GroupId::new(scene.app.clock.new_id());
            let token = scene.app.clock.token();
            let add = scene
                .tx
                .add_group(id, self.incoming.chat, &token, scene.now);
            add.await?;
            self.reload(scene).await?;
        }
        self.group
            .as_ref()
            .map(|it| it.id)
            .context("a group is not kept")
    }

    pub async fn reload(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        self.group = scene.tx.group(self.incoming.chat).await?;
        Ok(())
    }

    pub fn person(&self) -> &Person {
        &self.person
    }

    /// Whoever speaks is known from now on. What is said to them alone arrives once they have written
    /// to the bot themselves.
    pub async fn acquainted(&mut self, scene: &mut Scene<'_>) -> Result<PersonId> {
        if !self.known {
            let (id, account) = (
                PersonId::new(scene.app.clock.new_id()),
                self.incoming.account,
            );
            let (chat, lang) = (Chat::new(account.channel, account.id), self.lang());
            scene.tx.add_person(id, account, chat, scene.now).await?;
            scene.tx.set_lang(id, lang).await?;
            scene.tx.set_blocked(chat, Some(scene.now)).await?;
            self.meet(scene).await?;
        }
        Ok(self.person.id)
    }

    /// Looks anew who speaks.
    pub async fn meet(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        if let Some(person) = scene.tx.person(self.incoming.account).await? {
            self.person = person;
            self.known = true;
        }
        Ok(())
    }

    /// Whoever acts.
    pub fn actor(&self) -> Actor {
        Actor::InGroup {
            leads: self.incoming.beside.rank.is_some_and(Rank::leads),
            person: self.known.then_some(self.person.id),
        }
    }

    /// Says something to all, as a new message.
    pub fn say(&self, scene: &mut Scene<'_>, say: Say) -> Result<()> {
        match self.is_mute() {
            true => Ok(()),
            false => scene.answer(self.incoming.chat, &say.to_many()),
        }
    }

    /// The one message by which the group is bound: a button renews it, a command says it anew.
    pub async fn show(&self, scene: &mut Scene<'_>, say: Say) -> Result<()> {
        let chat = self.incoming.chat;
        if self.is_mute() {
            return Ok(());
        }
        if self.incoming.beside.tap.is_none() {
            scene.tx.clear_slot(chat, SETTINGS).await?;
        }
        scene.say(chat, &say.to_many().slot(SETTINGS.to_owned()))
    }

    /// As [`GroupSeat::say`], in the place of what stands in its slot.
    pub fn renew(&self, scene: &mut Scene<'_>, say: Say) -> Result<()> {
        match self.is_mute() {
            true => Ok(()),
            false => scene.say(self.incoming.chat, &say.to_many()),
        }
    }

    /// Its buttons are for whoever leads the group and asked; an administrator without a name
    /// presses them under a name.
    pub fn owned(&self, say: Say) -> Say {
        match self.incoming.beside.rank {
            Some(Rank::Anonymous) => say,
            _ => say.for_one(self.incoming.account),
        }
    }

    /// Said to whoever speaks alone, where they pressed a button; else to all.
    pub fn quietly(&mut self, scene: &mut Scene<'_>, text: impl Fn(Words) -> String) -> Result<()> {
        match &self.incoming.beside.tap {
            Some(press) => {
                self.answered = true;
                let words = text(Words::new(self.lang()));
                scene.at_tap(self.incoming.chat, press, words)
            }
            None => self.say(scene, Say::text(show::voiced(self.voice(), text))),
        }
    }

    /// Takes the waiting sign off the pressed button, if nothing was said there.
    pub fn press_answered(&self, scene: &mut Scene<'_>) -> Result<()> {
        match &self.incoming.beside.tap {
            Some(press) if !self.answered => scene.at_tap(self.incoming.chat, press, String::new()),
            _ => Ok(()),
        }
    }

    /// As a search looks at it.
    pub fn world<'w>(&'w self, scene: &'w Scene<'_>, lang: Lang) -> World<'w> {
        World {
            now: scene.now,
            words: Words::new(lang),
            person: &self.person,
            directory: &scene.directory,
            law: &scene.app.law,
            reports_per_day: scene.app.limits.reports_per_day,
            waiting: 0,
            step: 0,
            aside: &[],
            beside: self.beside(),
        }
    }

    fn beside(&self) -> &Beside {
        &self.incoming.beside
    }
}

/// Where the message stands by which the group is bound.
const SETTINGS: &str = "group";
