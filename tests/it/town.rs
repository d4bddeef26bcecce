//! The app over the make-believe town, with people who have already said hello.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use aula::app::act::posts;
use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input, Say};
use aula::clock::Clock;
use aula::demo::town;
use aula::domain::law::Law;
use aula::domain::{
    Account, Action, Actor, Channel, Chat, Lang, Person, PersonVerb, PostVerb, Role, Time, UpdateId,
};
use aula::post::mark;
use aula::post::report::DeliveryReport;
use aula::store::{Lane, Store};

use crate::postgres::Engine;

pub struct Town {
    pub app: App,
    pub engine: Engine,
    updates: AtomicI64,
}

/// Friday, 27 November 2026, 10:00 in Kazakhstan.
pub fn morning() -> Time {
    "2026-11-27T05:00:00Z".parse().unwrap()
}

/// An app over a store that holds the town.
pub async fn app(store: Store, clock: Clock) -> App {
    let mut tx = store.begin().await.unwrap();
    tx.replace_records(&town::records()).await.unwrap();
    tx.commit().await.unwrap();
    let app = App::new(store, clock, law(), Limits::default());
    app.await.unwrap()
}

/// The built-in law, read once.
pub fn law() -> Law {
    static LAW: LazyLock<Law> = LazyLock::new(Law::embedded);
    LAW.clone()
}

impl Town {
    pub async fn memory() -> Town {
        Town::on(Engine::memory().await).await
    }

    pub async fn on(engine: Engine) -> Town {
        let clock = Clock::fixed(morning(), 1);
        let app = app(engine.store.clone(), clock).await;
        Town {
            app,
            engine,
            updates: AtomicI64::new(1),
        }
    }

    /// One update of a person in their private chat.
    pub async fn take(&self, account: i64, input: Input) {
        self.take_in(account, account, input).await;
    }

    /// The same in any chat; groups are counted below zero.
    pub async fn take_in(&self, chat: i64, account: i64, input: Input) {
        let incoming = Incoming {
            update: UpdateId::first(self.updates.fetch_add(1, Ordering::SeqCst)),
            chat: Chat::first(chat),
            private: chat > 0,
            account: Account::first(account),
            tag: None,
            input,
            beside: Beside::default(),
        };
        self.app.take(&[incoming]).await.unwrap();
    }

    pub async fn command(&self, account: i64, name: &str, arg: &str) {
        let (name, arg) = (name.to_owned(), arg.to_owned());
        self.take(account, Input::Command { name, arg }).await;
    }

    /// Says hello, chooses the language and agrees.
    pub async fn resident(&self, account: i64, lang: Lang) {
        self.command(account, "start", "").await;
        for verb in [PersonVerb::ChooseLanguage(lang), PersonVerb::Consent] {
            let done = self.act(account, Action::Person(verb)).await;
            assert!(done.is_ok(), "{done:?}");
        }
        self.command(account, "menu", "").await;
        self.drain(account).await;
    }

    /// A resident who is then invited to a post.
    pub async fn officer(&self, account: i64, lang: Lang, role: Role, scope: &str) {
        self.resident(account, lang).await;
        let post = posts::named(&self.app.directory(), role, scope).unwrap();
        let invite = Action::Post(PostVerb::Invite { post, days: 7 });
        let done = self.app.act(&Actor::Operator, invite).await.unwrap();
        let Ok(aula::app::Done::Invited { token }) = done else {
            panic!("{done:?}");
        };
        self.command(account, "start", &format!("j-{token}")).await;
        self.drain(account).await;
    }

    pub async fn person(&self, account: i64) -> Person {
        let mut tx = self.app.store.read().await.unwrap();
        tx.person(Account::first(account)).await.unwrap().unwrap()
    }

    /// An action in somebody's name, outside a conversation.
    pub async fn act(&self, account: i64, action: Action) -> aula::app::Performed {
        let actor = Actor::Person(self.person(account).await);
        self.app.act(&actor, action).await.unwrap()
    }

    /// Sends all that waits, and returns what this chat got of it.
    pub async fn drain(&self, chat: i64) -> Vec<Say> {
        let now = self.app.clock.now();
        let mut says = Vec::new();
        let mut tx = self.app.store.begin().await.unwrap();
        for lane in [Lane::Answer, Lane::Notice] {
            let letters = tx
                .lease(lane, Channel::FIRST, now, now, 1_000)
                .await
                .unwrap();
            for (message, letter) in (1..).zip(letters) {
                let say: Say = serde_json::from_str(&letter.body).unwrap();
                let say = self.app.make_in(&mut tx, say).await.unwrap();
                let here = letter.chat == Chat::first(chat);
                let sent = DeliveryReport::sent(letter, message, say.slot.clone());
                mark::note(&self.app, &mut tx, &[sent]).await.unwrap();
                let listed = !say.is_message();
                if here && !listed {
                    says.push(say);
                }
            }
        }
        tx.commit().await.unwrap();
        says
    }
}
