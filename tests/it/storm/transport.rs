//! Updates in, letters out, and everything that may go wrong between.

use std::collections::BTreeSet;
use std::future::{Future, poll_fn};
use std::task::Poll;
use std::time::Duration;

use aula::chat::{Incoming, Input, Say};
use aula::domain::Channel;
use aula::post::mark;
use aula::post::report::{DelayReason, DeliveryReport, End};
use aula::store::{Lane, Letter};
use jiff::SignedDuration;
use rand::Rng;

use super::world::World;
use super::{rules, sealed};
use crate::danger::violence;
use crate::sql;

/// Lets a future be polled so often and no more, as when its process dies.
async fn at_most<F: Future>(future: F, polls: u32) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = polls;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

/// The update that a row answers.
fn update_of(key: &str) -> Option<i64> {
    let update = key.strip_prefix("u:")?.split('/').next()?;
    update.parse().ok()
}

impl World {
    /// Telegram delivers updates, until somebody says that they are received.
    pub async fn hand_in(&mut self, mut batch: Vec<Incoming>) {
        if self.habits.crashes && self.chance.random_ratio(1, 20) {
            batch = self.misfortune(batch).await;
        }
        for incoming in &batch {
            let silent = matches!(incoming.input, Input::Left | Input::Returned);
            if incoming.private && !silent {
                self.owed.insert(incoming.update.id, incoming.chat.id);
            }
        }
        self.taken.extend_from_slice(&batch);
        let waited = self.waiting_in_slots().await;
        let letters = match self.chance.random_range(0..100) {
            _ if self.faults => self.taken_in_spite(&batch).await,
            0..8 if self.habits.crashes => self.dies_within(&batch).await,
            8..12 if self.habits.crashes => self.dies_after(&batch).await,
            12..40 if self.habits.two => self.taken_by_two(&batch).await,
            _ => self.app.take(&batch).await.unwrap(),
        };
        if self.habits.crashes && self.chance.random_ratio(1, 12) {
            self.comes_again(&batch).await;
        }
        self.gave_way(waited).await;
        let gone = self.look_at_people(&batch).await;
        self.send(letters).await;
        for account in gone {
            rules::forgotten(self, account).await;
        }
    }

    /// The process dies somewhere between the first statement and the end of the commit.
    async fn dies_within(&mut self, batch: &[Incoming]) -> Vec<Letter> {
        let polls = self.chance.random_range(0..60);
        self.note(format!("the process dies after {polls} polls"));
        let letters = at_most(self.app.take(batch), polls).await;
        if let Some(letters) = letters {
            return letters.unwrap();
        }
        self.restart().await;
        self.app.take(batch).await.unwrap()
    }

    /// The process dies after the commit: what it was to send from memory waits for its lease.
    async fn dies_after(&mut self, batch: &[Incoming]) -> Vec<Letter> {
        self.note("the process dies after the commit".to_owned());
        let lost = self.app.take(batch).await.unwrap();
        self.restart().await;
        let again = self.app.take(batch).await.unwrap();
        assert!(again.is_empty(), "taken twice");
        if self.chance.random_bool(0.5) {
            self.forward(aula::app::LEASE + SignedDuration::from_secs(1));
            let freed = self
                .app
                .free_leases(Channel::FIRST, self.clock.now())
                .await
                .unwrap();
            assert!(freed >= lost.len() as u64);
        }
        Vec::new()
    }

    /// Answers that wait for a slot of their chat, as key, chat and slot.
    async fn waiting_in_slots(&self) -> BTreeSet<(String, String)> {
        let mut tx = self.engine.store.read().await.unwrap();
        let sql = "select key || ' ' || chat || ' ' || slot from outbox
                   where lane = 0 and slot is not null";
        let rows = sql::lines(&mut tx, sql).await;
        let parts = |row: String| {
            let (key, rest) = row.split_once(' ').unwrap();
            (key.to_owned(), rest.to_owned())
        };
        rows.into_iter().map(parts).collect()
    }

    /// An answer that still waited gave its place to a newer one of the same slot, which says what
    /// it was going to say.
    async fn gave_way(&mut self, waited: BTreeSet<(String, String)>) {
        if waited.is_empty() {
            return;
        }
        let now = self.waiting_in_slots().await;
        for (key, slot) in waited.difference(&now) {
            let newer = now.iter().any(|(_, same)| same == slot);
            if let Some(update) = update_of(key).filter(|_| newer) {
                self.owed.remove(&update);
            }
        }
    }

    async fn comes_again(&mut self, batch: &[Incoming]) {
        self.note("the same updates again".to_owned());
        let before = self.everything().await;
        let letters = self.app.take(batch).await.unwrap();
        assert!(letters.is_empty(), "said twice");
        assert_eq!(before, self.everything().await, "done twice");
    }

    async fn everything(&self) -> Vec<String> {
        let mut tx = self.engine.store.read().await.unwrap();
        sql::everything(&mut tx).await
    }

    /// Two processes get different updates at once, or the same ones.
    async fn taken_by_two(&mut self, batch: &[Incoming]) -> Vec<Letter> {
        let same = self.chance.random_bool(0.4);
        self.note(format!("two processes at once, the same updates: {same}"));
        let half = if same { 0 } else { batch.len() / 2 };
        let other = self.other.as_ref().unwrap();
        let first = if same { batch } else { &batch[..half] };
        let (one, two) = tokio::join!(self.app.take(first), other.take(&batch[half..]));
        let mut letters = one.unwrap();
        letters.append(&mut two.unwrap());
        letters
    }

    /// Notes who chose a language, and who has left with all that waited for them; returns those
    /// who are not known any more.
    async fn look_at_people(&mut self, batch: &[Incoming]) -> Vec<i64> {
        let mut all_gone = Vec::new();
        let now = self.clock.now().as_millisecond();
        for incoming in batch {
            let mut tx = self.engine.store.read().await.unwrap();
            let person = tx.person(incoming.account).await.unwrap();
            drop(tx);
            let gone = person.is_none();
            let lang = person.and_then(|person| person.lang);
            let account = incoming.account.id;
            let human = self.people.iter_mut().find(|it| it.account == account);
            let human = human.unwrap();
            if human.lang != lang {
                (human.lang, human.lang_since) = (lang, now);
            }
            if gone {
                // Whatever waited is erased, but for the farewell.
                all_gone.push(account);
                let update = incoming.update.id;
                self.owed
                    .retain(|it, chat| *chat != account || *it == update);
            } else if incoming.input == Input::Left {
                self.owed.retain(|_, chat| *chat != account);
            }
        }
        all_gone
    }

    /// Sends what was handed over in memory and all that waits in the database.
    pub async fn send(&mut self, letters: Vec<Letter>) {
        for letter in letters {
            self.deliver(letter).await;
        }
        let now = self.clock.now();
        for lane in [Lane::Answer, Lane::Notice] {
            loop {
                let mut tx = self.engine.store.begin().await.unwrap();
                let until = now + aula::app::LEASE;
                let letters = tx
                    .lease(lane, Channel::FIRST, now, until, 16)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                if letters.is_empty() {
                    break;
                }
                for letter in letters {
                    self.deliver(letter).await;
                }
            }
        }
    }

    async fn deliver(&mut self, letter: Letter) {
        let row: Say = serde_json::from_str(&letter.body).unwrap();
        let say = self.app.make(row.clone()).await.unwrap();
        let fate = if self.habits.crashes {
            self.chance.random_range(0..100)
        } else {
            99
        };
        if fate < 3 {
            // Telegram asks for patience.
            let mut tx = self.engine.store.begin().await.unwrap();
            let wait = Duration::from_secs(5);
            let why = DelayReason::Slow(wait);
            let later = DeliveryReport::flown(letter, End::Later { wait, why });
            mark::note(&self.app, &mut tx, &[later]).await.unwrap();
            tx.commit().await.unwrap();
            return;
        }
        rules::message(&letter.key, &say);
        let wrong = violence::wrong(letter.chat.id < 0, &say.text);
        assert_eq!(wrong, None, "{}: {}", letter.key, say.text);
        rules::addressee(self, &letter, &say).await;
        sealed::kept(self, &letter, &row, &say).await;
        let human = self
            .people
            .iter_mut()
            .find(|it| it.account == letter.chat.id);
        let mut tx = self.engine.store.begin().await.unwrap();
        if human.as_ref().is_some_and(|human| human.blocked) {
            self.owed.retain(|_, chat| *chat != letter.chat.id);
            let gone = DeliveryReport::flown(letter, End::Blocked);
            mark::note(&self.app, &mut tx, &[gone]).await.unwrap();
        } else {
            let times = self.delivered.entry(letter.key.clone()).or_default();
            *times += 1;
            let repeated = *times > 1 && !self.twice.contains(&letter.key);
            assert!(!repeated, "{} is said twice", letter.key);
            if let Some(update) = update_of(&letter.key)
                && self.owed.get(&update) == Some(&letter.chat.id)
            {
                self.owed.remove(&update);
            }
            self.said.push((letter.chat.id, letter.body.to_string()));
            if let Some(human) = human {
                human.read(say.clone());
            }
            if fate < 5 {
                // The sender dies before it can say so.
                self.twice.insert(letter.key);
                return;
            }
            self.message += 1;
            let sent = DeliveryReport::sent(letter, self.message, say.slot);
            mark::note(&self.app, &mut tx, &[sent]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The wind drops: every lease runs out and everything is sent.
    pub async fn settle(&mut self) {
        self.habits.crashes = false;
        for _ in 0..3 {
            self.forward(aula::app::LEASE + SignedDuration::from_secs(1));
            self.app
                .free_leases(Channel::FIRST, self.clock.now())
                .await
                .unwrap();
            self.app.show_progress().await.unwrap();
            self.send(Vec::new()).await;
        }
        let mut tx = self.engine.store.read().await.unwrap();
        let sql =
            "select key || ' ' || state || ' lease ' || lease_until || ' not before ' || not_before
                   from outbox where state in ('waiting', 'leased')";
        let waits = sql::lines(&mut tx, sql).await;
        let now = self.clock.now().as_millisecond();
        let backlog = tx.backlog(Channel::FIRST).await.unwrap();
        assert_eq!(backlog, [], "still waits at {now}: {waits:?}");
    }
}
