//! Whoever is in the database opens all that they can open, and tries what they may not.

use std::collections::BTreeSet;

use aula::app::App;
use aula::chat::{Beside, Incoming, Input, Press, Say};
use aula::demo::play;
use aula::demo::stage::Heard;
use aula::domain::{Account, Channel, Chat, UpdateId};
use aula::post::mark;
use aula::post::report::{DeliveryReport, End};
use aula::store::{Lane, Letter};
use jiff::SignedDuration;

use super::FIRST;
use crate::sql;

/// Screens that only show something, by their names in the strings of buttons.
const LOOKS: [&str; 18] = [
    "mine", "my", "whole", "file", "pin", "subs", "places", "place", "card", "phone", "venue",
    "desk", "closed", "case", "number", "nprog", "mprog", "data",
];

pub struct Looker {
    app: App,
    names: Vec<String>,
    pub out: String,
    updates: i64,
    messages: i64,
}

impl Looker {
    pub fn new(app: App, names: Vec<String>) -> Looker {
        Looker {
            app,
            names,
            out: String::new(),
            updates: 9_000_000,
            messages: 9_000_000,
        }
    }

    pub async fn everything(&mut self) {
        self.head("What waited is sent");
        self.app.free_leases(self.app.clock.now()).await.unwrap();
        self.drain().await;
        self.head("Where everybody stands");
        for at in 0..self.names.len() {
            self.take(at, Input::Other).await;
        }
        let forged = self.forged().await;
        for at in 0..self.names.len() {
            self.head(&format!("What {} sees", self.names[at]));
            let first = ["menu", "data", "mine", "subs", "places", "desk", "closed"];
            let mut taps: Vec<String> = first.iter().map(|it| format!("o:{it}:")).collect();
            // An officer, a head, an owner and a stranger try everything.
            if at < 7 || at + 1 == self.names.len() {
                taps.extend(forged.clone());
            }
            self.walk(at, taps).await;
        }
        self.head("Six days later");
        let later = self.app.clock.now() + SignedDuration::from_hours(24 * 6);
        self.app.clock.set(later);
        self.app.take_due().await.unwrap();
        self.drain().await;
    }

    fn head(&mut self, text: &str) {
        self.out.push_str(&format!("\n# {text}\n"));
    }

    /// Buttons of everything there is.
    async fn forged(&self) -> Vec<String> {
        let mut tx = self.app.store.read().await.unwrap();
        let mut taps = Vec::new();
        for (table, names) in [
            ("report", &["my", "case", "pin"][..]),
            ("notice", &["nprog"][..]),
            ("meeting", &["mprog"][..]),
            ("place", &["place"][..]),
        ] {
            let ids = format!("select cast(id as text) from {table} order by id");
            for id in sql::lines(&mut tx, &ids).await {
                taps.extend(names.iter().map(|name| format!("o:{name}:{id}")));
            }
        }
        taps
    }

    /// Presses these buttons and all that appear and only show something, each once.
    async fn walk(&mut self, at: usize, mut taps: Vec<String>) {
        let mut pressed = BTreeSet::new();
        taps.reverse();
        while let Some(tap) = taps.pop() {
            if !pressed.insert(tap.clone()) {
                continue;
            }
            let said = self.take(at, Input::Tap(tap)).await;
            let buttons = said.iter().flat_map(Say::buttons);
            let shown = buttons.filter_map(|button| match &button.press {
                Press::Tap(data) => Some(data.clone()),
                Press::Position | Press::Url(_) => None,
            });
            let mut more: Vec<String> = shown.filter(|data| looks(data)).collect();
            more.reverse();
            taps.extend(more);
        }
    }

    async fn take(&mut self, at: usize, input: Input) -> Vec<Say> {
        self.updates += 1;
        let account = FIRST + i64::try_from(at).unwrap();
        let what = match &input {
            Input::Tap(data) => format!("tap {data}"),
            _ => "sticker".to_owned(),
        };
        self.out.push_str(&format!("{} > {what}\n", self.names[at]));
        let incoming = Incoming {
            update: UpdateId::first(self.updates),
            chat: Chat::first(account),
            private: true,
            account: Account::first(account),
            tag: None,
            input,
            beside: Beside::default(),
        };
        self.app.take(&[incoming]).await.unwrap();
        let heard = self.drain().await;
        let to = |(chat, say): (i64, Say)| (chat == account).then_some(say);
        heard.into_iter().filter_map(to).collect()
    }

    /// Sends what waits, and what that makes wait.
    async fn drain(&mut self) -> Vec<(i64, Say)> {
        let mut heard = Vec::new();
        loop {
            let now = self.app.clock.now();
            let mut tx = self.app.store.begin().await.unwrap();
            let mut letters = Vec::new();
            for lane in [Lane::Answer, Lane::Notice] {
                let some = tx.lease(lane, Channel::FIRST, now, now + aula::app::LEASE, 1_000);
                letters.append(&mut some.await.unwrap());
            }
            tx.commit().await.unwrap();
            if letters.is_empty() {
                return heard;
            }
            for letter in letters {
                heard.extend(self.deliver(letter).await);
            }
            self.app.show_progress().await.unwrap();
        }
    }

    async fn deliver(&mut self, letter: Letter) -> Option<(i64, Say)> {
        let now = self.app.clock.now();
        let say: Say = serde_json::from_str(&letter.body).unwrap();
        let mut tx = self.app.store.begin().await.unwrap();
        let say = self.app.make_in(&mut tx, say).await.unwrap();
        if letter
            .expires_at
            .is_some_and(|end| end < now.as_millisecond())
        {
            let late = DeliveryReport::still(letter, End::Expired);
            mark::note(&self.app, &mut tx, &[late]).await.unwrap();
            tx.commit().await.unwrap();
            return None;
        }
        let standing = match &say.slot {
            Some(slot) => tx.slot(letter.chat, slot).await.unwrap(),
            None => None,
        };
        self.messages += 1;
        let chat = letter.chat.id;
        let message = standing.unwrap_or(self.messages);
        let sent = DeliveryReport::sent(letter, message, say.slot.clone());
        mark::note(&self.app, &mut tx, &[sent]).await.unwrap();
        tx.commit().await.unwrap();
        let at = usize::try_from(chat - FIRST).unwrap();
        let who = self.names[at].clone();
        let edited = standing.is_some();
        let say_too = say.clone();
        self.out.push_str(&play::shown(&Heard { who, say, edited }));
        Some((chat, say_too))
    }
}

fn looks(data: &str) -> bool {
    let mut parts = data.split(':');
    parts.next() == Some("o") && parts.next().is_some_and(|name| LOOKS.contains(&name))
}
