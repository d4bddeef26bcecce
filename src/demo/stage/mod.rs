//! The stage of a play: the real [`App`] with a fixed clock, people with names, and what each of
//! them sees on the screen. Nothing here is Telegram; everything else is the product.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;

use super::script::{Deed, Introduction, Moment, START};
use super::{other_towns, town};
use crate::app::{App, Limits};
use crate::chat::{Attachment, Beside, Incoming, Input, Made, Say};
use crate::clock::Clock;
use crate::domain::law::Law;
use crate::domain::{Account, Action, Actor, Channel, Chat, Lang, PersonVerb, UpdateId, calendar};
use crate::post::mark;
use crate::post::report::{DeliveryReport, End};
use crate::store::{Lane, Letter, Store};

mod deeds;
mod office;
mod rooms;
mod screen;
mod typed;

use screen::{GroupOfPlay, Screen, Shown};
use typed::{link_in, typed};

/// The name of the bot in links.
const BOT: &str = "aula_demo_bot";
/// Chats of people count from here; their accounts are the same numbers, as on Telegram.
const FIRST: i64 = 1_001;
/// Days that an invitation of the demonstration holds.
const DAYS: i64 = 7;

pub struct Stage {
    pub app: App,
    people: Vec<Someone>,
    rooms: Vec<GroupOfPlay>,
    /// Who pressed, by the messenger's name of the press.
    presses: HashMap<String, String>,
    updates: i64,
    messages: i64,
    link: Option<String>,
}

struct Someone {
    name: String,
    chat: Chat,
    tag: Option<String>,
    screen: Screen,
    /// What they wrote, by the numbers of the messages.
    written: Vec<(i64, String)>,
}

/// One message as it reached somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    pub who: String,
    pub say: Say,
    /// It took the place of an older message.
    pub edited: bool,
}

impl Stage {
    /// A stage in the make-believe town, on an empty database.
    pub async fn new(store: Store, start: jiff::civil::DateTime) -> Result<Stage> {
        let clock = Clock::fixed(calendar::at(start), 1);
        let app = App::new(store, clock, Law::embedded(), Limits::default()).await?;
        app.set_bot_name(BOT);
        let import = Action::Import(Box::new(town::records()));
        if let Err(refusal) = app.act(&Actor::Operator, import).await? {
            bail!("the town is refused: {}", refusal.name());
        }
        Ok(Stage {
            app,
            people: Vec::new(),
            rooms: Vec::new(),
            presses: HashMap::new(),
            updates: 0,
            messages: 0,
            link: None,
        })
    }

    /// Lets somebody act and returns what everybody hears of it.
    pub async fn act(
        &mut self,
        who: &str,
        about: Option<&Introduction>,
        deed: &Deed,
    ) -> Result<Vec<Heard>> {
        match deed {
            Deed::Invite(post) => return self.invite(who, post).await,
            Deed::Import(without) => return self.import(other_towns::without(without)).await,
            Deed::Swap(one, other) => return self.import(other_towns::swapping(one, other)).await,
            _ => {}
        }
        let at = self.person(who, about).await?;
        if let Deed::In(room, deed) = deed {
            return self.act_in(at, room, deed).await;
        }
        if let Deed::Inline(deed) = deed {
            return self.inline(at, deed).await;
        }
        let (album, forwarded) = match deed {
            Deed::Forward(deed) => (deed.as_ref(), true),
            deed => (deed, false),
        };
        if let Deed::Album(pictures, caption) = album {
            let caption = caption.as_deref();
            return self.album(at, *pictures, caption, forwarded).await;
        }
        let (input, beside) = self.written(at, &self.people[at].screen, deed)?;
        let chat = self.people[at].chat;
        self.take(at, chat, true, input, beside).await
    }

    /// Moves the clock and lets what was due happen.
    pub async fn clock(&mut self, moment: Moment) -> Result<Vec<Heard>> {
        let now = self.app.clock.now();
        let then = match moment {
            Moment::At(at) => calendar::at(at),
            Moment::In(minutes) => now + SignedDuration::from_mins(minutes),
        };
        if then < now {
            bail!(
                "time does not run backwards: it is {} (a play begins at {START})",
                calendar::local(now).round(jiff::Unit::Minute)?
            );
        }
        self.app.clock.set(then);
        self.app.reload_if_changed().await?;
        self.app.take_due().await?;
        self.drain().await
    }

    /// The names of all who have appeared.
    pub fn names(&self) -> Vec<&str> {
        self.people
            .iter()
            .map(|person| person.name.as_str())
            .collect()
    }

    /// The buttons of the newest message with any that somebody sees.
    pub fn buttons(&self, who: &str) -> Vec<String> {
        let person = self.people.iter().find(|person| person.name == who);
        let shown = person
            .into_iter()
            .flat_map(|person| person.screen.shown.iter().rev());
        let newest = shown
            .map(|shown| &shown.say)
            .find(|say| !say.rows.is_empty());
        newest
            .into_iter()
            .flat_map(Say::buttons)
            .map(|button| button.label.clone())
            .collect()
    }

    /// Finds somebody, who is introduced when new: by the same door as everybody else.
    async fn person(&mut self, name: &str, about: Option<&Introduction>) -> Result<usize> {
        if let Some(at) = self.people.iter().position(|person| person.name == name) {
            return Ok(at);
        }
        let Some(about) = about.cloned() else {
            let known = match self.names() {
                names if names.is_empty() => "nobody".to_owned(),
                names => names.join(", "),
            };
            bail!(
                "nobody is called {name} yet: say who it is, as in `{name}(new) > …` or \
                 `{name}(ru, inspector P-12) > …`; known so far: {known}"
            );
        };
        let at = self.people.len();
        let chat = Chat::first(FIRST + i64::try_from(at)?);
        let tag = about.lang.map(|lang| lang.code().to_owned());
        self.people.push(Someone {
            name: name.to_owned(),
            chat,
            tag,
            screen: Screen::default(),
            written: Vec::new(),
        });
        if about.newcomer {
            return Ok(at);
        }
        self.starts(at, "/start").await?;
        self.settles(at, about.lang.unwrap_or(Lang::Kk)).await?;
        for post in &about.posts {
            let token = self.token(post).await?;
            self.starts(at, &format!("/start j-{token}")).await?;
        }
        self.starts(at, "/menu").await?;
        Ok(at)
    }

    async fn starts(&mut self, at: usize, text: &str) -> Result<()> {
        let chat = self.people[at].chat;
        self.take(at, chat, true, typed(text), Beside::default())
            .await?;
        Ok(())
    }

    /// What somebody whom the bot knows has done before: a language, and the consent.
    async fn settles(&mut self, at: usize, lang: Lang) -> Result<()> {
        let account = Account::first(self.people[at].chat.id);
        for verb in [PersonVerb::ChooseLanguage(lang), PersonVerb::Consent] {
            let mut tx = self.app.store.read().await?;
            let person = tx.person(account).await?.context("nobody was met")?;
            tx.rollback().await?;
            let actor = Actor::Person(person);
            if let Err(refusal) = self.app.act(&actor, Action::Person(verb)).await? {
                bail!("nobody may settle: {}", refusal.name());
            }
        }
        Ok(())
    }

    async fn take(
        &mut self,
        at: usize,
        chat: Chat,
        private: bool,
        input: Input,
        beside: Beside,
    ) -> Result<Vec<Heard>> {
        self.updates += 1;
        let beside = Beside {
            message: beside.message.or(Some(self.updates)),
            ..beside
        };
        let person = &mut self.people[at];
        if let Input::Text(text) = &input {
            person.written.push((self.updates, text.clone()));
        }
        let incoming = Incoming {
            update: UpdateId::first(self.updates),
            chat,
            private,
            account: Account::first(person.chat.id),
            tag: person.tag.clone(),
            input,
            beside,
        };
        let incoming = self.as_in_group(at, incoming);
        self.app.take(&[incoming]).await?;
        self.drain().await
    }

    /// Delivers what waits, and what that makes wait, until nothing does.
    async fn drain(&mut self) -> Result<Vec<Heard>> {
        let mut heard = Vec::new();
        loop {
            let now = self.app.clock.now();
            let mut tx = self.app.store.begin().await?;
            let mut letters = Vec::new();
            for lane in [Lane::Answer, Lane::Notice] {
                letters.append(
                    &mut tx
                        .lease(lane, Channel::FIRST, now, now + crate::app::LEASE, 1_000)
                        .await?,
                );
            }
            let done = letters.is_empty();
            for letter in letters {
                heard.extend(self.deliver(&mut tx, letter).await?);
            }
            tx.commit().await?;
            if done {
                return Ok(heard);
            }
            self.app.show_progress().await?;
        }
    }

    async fn deliver(
        &mut self,
        tx: &mut crate::store::Tx,
        letter: Letter,
    ) -> Result<Option<Heard>> {
        let now = self.app.clock.now();
        let say: Say = serde_json::from_str(&letter.body)?;
        if let Some(Attachment::Made(Made::Code { link })) = &say.attachment {
            self.link = Some(link.clone());
        }
        let say = self.app.make_in(tx, say).await?;
        if letter
            .expires_at
            .is_some_and(|end| end < now.as_millisecond())
        {
            let late = DeliveryReport::still(letter, End::Expired);
            mark::note(&self.app, tx, &[late]).await?;
            return Ok(None);
        }
        let standing = match &say.slot {
            Some(slot) => tx.slot(letter.chat, slot).await?,
            None => None,
        };
        if !say.is_message() {
            let sent = DeliveryReport::sent(letter, 0, None);
            mark::note(&self.app, tx, &[sent]).await?;
            return Ok(self.at_the_button(say));
        }
        if let Some(link) = link_in(&say.text) {
            self.link = Some(link);
        }
        self.messages += 1;
        let message = standing.unwrap_or(self.messages);
        let chat = letter.chat;
        let sent = DeliveryReport::sent(letter, message, say.slot.clone());
        mark::note(&self.app, tx, &[sent]).await?;
        let edited = standing.is_some();
        let (who, screen) = self.screen(chat, say.topic)?;
        screen.past.push(say.clone());
        match screen
            .shown
            .iter_mut()
            .find(|shown| shown.message == message)
        {
            Some(shown) => shown.say = say.clone(),
            None => screen.shown.push(Shown {
                message,
                say: say.clone(),
            }),
        }
        Ok(Some(Heard { who, say, edited }))
    }
}
