//! One transaction at work: what it may look at, and what it is going to say.

use std::sync::Arc;

use anyhow::{Result, ensure};

use super::shared::App;
use crate::chat::{Attachment, Say};
use crate::domain::{Chat, PersonId, Time, calendar};
use crate::precincts::Directory;
use crate::show::Eye;
use crate::store::{AT_TAP, Lane, Outgoing, Tx};
use crate::text::Words;

pub struct Scene<'a> {
    pub app: &'a App,
    pub tx: &'a mut Tx,
    pub now: Time,
    pub directory: Arc<Directory>,
    pub out: Vec<Outgoing>,
    /// Whoever this turn is of has left or was forgotten: nothing that waits for them is sent.
    pub gone: bool,
    /// What was tried in this turn, and what became of it: the names of both.
    pub tried: Vec<(&'static str, &'static str)>,
    /// The chat and the topic in it that this turn answers in.
    pub topic: Option<(Chat, i64)>,
    /// The bot's user name, for links.
    bot: String,
    /// What the outbox keys are made of.
    cause: String,
}

/// How long a press is waited for.
const PRESS: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);

impl<'a> Scene<'a> {
    pub fn new(app: &'a App, tx: &'a mut Tx, cause: String) -> Scene<'a> {
        let (now, directory) = (app.clock.now(), app.directory());
        Scene {
            app,
            tx,
            now,
            directory,
            out: Vec::new(),
            gone: false,
            tried: Vec::new(),
            topic: None,
            bot: app.bot_name(),
            cause,
        }
    }

    /// Says something in a chat: it becomes an outbox row when the turn ends.
    pub fn say(&mut self, chat: Chat, say: &Say) -> Result<()> {
        self.put(chat, say, false, say.slot.clone())
    }

    /// Answers whoever this turn is of: however much follows, it is said.
    pub fn answer(&mut self, chat: Chat, say: &Say) -> Result<()> {
        self.put(chat, say, false, None)
    }

    /// As [`Scene::answer`], before whatever else waits for that chat.
    pub fn answer_first(&mut self, chat: Chat, say: &Say) -> Result<()> {
        self.put(chat, say, true, None)
    }

    /// As [`Scene::say`], but before whatever else waits for that chat: a new report.
    pub fn say_first(&mut self, chat: Chat, say: &Say) -> Result<()> {
        self.put(chat, say, true, say.slot.clone())
    }

    /// As [`Scene::say`]; what waits under the same name is not sent any more. Once it is sent it
    /// stands there: nothing takes its place.
    pub fn say_once(&mut self, chat: Chat, say: &Say, name: String) -> Result<()> {
        self.put(chat, say, false, Some(name))
    }

    /// Says something at a pressed button to whoever pressed it; without words it only takes the
    /// waiting sign off. A press waits for a moment only.
    pub fn at_tap(&mut self, chat: Chat, press: &str, text: String) -> Result<()> {
        let say = Say {
            text,
            ..Say::attach(Attachment::AtTap(press.to_owned())).to_many()
        };
        self.put(chat, &say, true, None)?;
        if let Some(row) = self.out.last_mut() {
            row.key.push_str(AT_TAP);
            row.expires_at = Some(self.now + PRESS);
        }
        Ok(())
    }

    fn put(&mut self, chat: Chat, say: &Say, first: bool, slot: Option<String>) -> Result<()> {
        // Telegram counts groups below zero.
        ensure!(
            chat.id > 0 || (say.many && !say.sealed),
            "a word for one person to a chat of many"
        );
        let seq = i64::try_from(self.out.len())?;
        let topic = self.topic.filter(|(of, _)| *of == chat);
        let body = match topic {
            Some((_, topic)) => serde_json::to_string(&say.clone().in_topic(topic))?,
            None => serde_json::to_string(say)?,
        };
        self.out.push(Outgoing {
            key: format!("{}/{seq}", self.cause),
            chat,
            lane: Lane::Answer,
            batch: None,
            body,
            seq,
            not_before: self.now,
            expires_at: None,
            first,
            slot,
        });
        Ok(())
    }

    /// A notice of what an import has changed: nobody hears of one import twice, as of those rows that
    /// are written for many.
    pub fn of_import(&self, import: i64, chat: Chat, say: &Say) -> Result<Outgoing> {
        Ok(Outgoing {
            key: self.tx.key_for(import, chat),
            chat,
            lane: Lane::Notice,
            batch: None,
            body: serde_json::to_string(say)?,
            seq: 0,
            not_before: self.now,
            expires_at: None,
            first: false,
            slot: None,
        })
    }

    /// As a reader sees what is shown now.
    pub fn eye(&self, words: Words, reader: PersonId) -> Eye<'_> {
        Eye {
            words,
            reader,
            now: self.now,
            directory: &self.directory,
            law: &self.app.law,
            reports_per_day: self.app.limits.reports_per_day,
            bot: &self.bot,
        }
    }

    /// Today in Kazakhstan.
    pub fn today(&self) -> jiff::civil::Date {
        calendar::local(self.now).date()
    }

    /// Until when a question that is asked at that time waits: to the end of its last day.
    pub fn deadline(&self, asked: Time) -> Time {
        let days = jiff::SignedDuration::from_hours(24 * self.app.limits.question_days);
        let last = calendar::local(asked + days).date();
        calendar::at(last.at(23, 59, 59, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shared::Limits;
    use crate::clock::Clock;
    use crate::domain::law::Law;
    use crate::store::Store;

    #[tokio::test]
    async fn only_what_is_for_many_goes_to_many() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let clock = Clock::fixed(Time::UNIX_EPOCH, 1);
        let app = App::new(store, clock, Law::embedded(), Limits::default());
        let app = app.await.unwrap();
        let mut tx = app.store.begin().await.unwrap();
        let mut scene = Scene::new(&app, &mut tx, "t".to_owned());
        let group = Chat::first(-500);
        let said = Say::text("words".to_owned());
        assert!(scene.say(group, &said).is_err());
        let said = said.to_many();
        scene.say(group, &said).unwrap();
        let sealed = said.sealed();
        assert!(scene.say(group, &sealed).is_err());
        assert!(scene.answer_first(group, &sealed).is_err());
        scene.say(Chat::first(500), &sealed).unwrap();
        assert_eq!(scene.out.len(), 2);
    }
}
