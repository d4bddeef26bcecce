//! A turn is one transaction: mark the update, load the conversation and the person, take the
//! pure step, perform, write down what is said. Telegram hears "received" after the commit.

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;

use anyhow::{Result, anyhow};
use futures_util::{FutureExt, StreamExt, stream};
use tracing::Instrument;

use super::edges;
use super::route::{self, Seat};
use super::scene::Scene;
use super::shared::{App, Letters};
use super::{simple, trace, unreached};
use crate::chat::{Incoming, Say};
use crate::domain::law::Phone;
use crate::domain::{Lang, Time};
use crate::store::{Conversation, Lane, Opened, Outgoing, Tx, WantedTurn, is_away};
use crate::text::Words;

/// Turns that share one transaction on the embedded database.
const GROUP: usize = 32;
/// Turns at the same time on a database server; the sender needs connections too.
const SIDE_BY_SIDE: usize = 8;
/// Tries before an update is set aside.
const TRIES: i64 = 3;

/// What a turn leaves to be written down.
struct Turned {
    said: Vec<Outgoing>,
    /// Where the conversation stands now.
    left: Option<Conversation>,
    /// The person is to hear nothing of what was said before.
    gone: bool,
    /// As in [`Scene::tried`].
    tried: Vec<(&'static str, &'static str)>,
}

impl App {
    /// As [`App::take_into`], for those who need nothing of a batch that failed midway.
    pub async fn take(&self, batch: &[Incoming]) -> Result<Letters> {
        let mut letters = Vec::new();
        self.take_into(batch, &mut letters).await?;
        Ok(letters)
    }

    /// As [`App::take_into`], when what they search for is remembered.
    pub(super) async fn take_now(&self, batch: &[Incoming], letters: &mut Letters) -> Result<()> {
        if self.store.shared() && batch.len() > 1 {
            return self.side_by_side(batch, letters).await;
        }
        for group in batch.chunks(GROUP) {
            if group.len() > 1 {
                match self.together(group).await {
                    Ok(mut more) => {
                        letters.append(&mut more);
                        continue;
                    }
                    // With the database away each by itself would fare no better.
                    Err(fault) if is_away(&fault) => return Err(fault),
                    // One of them failed and took the others along: each by itself then.
                    Err(fault) => tracing::warn!(fault = %brief(&fault), "group rolled back"),
                }
            }
            for incoming in group {
                letters.append(&mut self.alone(incoming).await?);
            }
        }
        Ok(())
    }

    /// Turns of different chats at the same time, those of one chat one after another. The
    /// database waits for its disk, so that several transactions cost little more than one.
    async fn side_by_side(&self, batch: &[Incoming], letters: &mut Letters) -> Result<()> {
        let mut chats: Vec<Vec<Incoming>> = Vec::new();
        let mut places = HashMap::new();
        for incoming in batch {
            let place = *places.entry(incoming.chat).or_insert(chats.len());
            match chats.get_mut(place) {
                Some(chat) => chat.push(incoming.clone()),
                None => chats.push(vec![incoming.clone()]),
            }
        }
        let in_order = |chat: Vec<Incoming>| async move {
            let mut letters = Vec::new();
            for incoming in &chat {
                match self.alone(incoming).await {
                    Ok(mut more) => letters.append(&mut more),
                    Err(fault) => return (letters, Err(fault)),
                }
            }
            (letters, Ok(()))
        };
        // All of them end before the first fault is told: none is broken off midway.
        let ended: Vec<(Letters, Result<()>)> = stream::iter(chats.into_iter().map(in_order))
            .buffer_unordered(SIDE_BY_SIDE)
            .collect()
            .await;
        let mut result = Ok(());
        for (mut more, outcome) in ended {
            letters.append(&mut more);
            result = result.and(outcome);
        }
        result
    }

    /// Several turns in one transaction: all of them or none.
    async fn together(&self, group: &[Incoming]) -> Result<Letters> {
        let mut tx = self.store.begin().await?;
        let mut letters = Vec::new();
        let mut rest = group;
        while !rest.is_empty() {
            let (some, after) = rest.split_at(apart(rest));
            letters.append(&mut self.abreast(&mut tx, some).await?);
            rest = after;
        }
        tx.commit().await?;
        Ok(letters)
    }

    /// Turns of different chats and people: what they need is read at once, and what they leave
    /// and say is written at once.
    async fn abreast(&self, tx: &mut Tx, some: &[Incoming]) -> Result<Letters> {
        let wanted: Vec<WantedTurn> = some
            .iter()
            .map(|it| WantedTurn {
                update: it.update,
                seat: edges::converses(it).then_some((it.chat, it.account)),
            })
            .collect();
        let opened = tx.open_turns(&wanted, self.clock.now()).await?;
        let (mut out, mut kept) = (Vec::new(), Vec::new());
        for (incoming, opened) in some.iter().zip(opened) {
            let Some(opened) = opened else {
                count(incoming, "again");
                continue;
            };
            let mut turned = self.guarded(tx, incoming, opened).await?;
            if turned.gone {
                // What the others have just said to this person too.
                out.retain(|row: &Outgoing| row.chat != incoming.chat);
            }
            out.append(&mut turned.said);
            kept.extend(
                turned
                    .left
                    .map(|left| (incoming.chat, incoming.account, left)),
            );
        }
        tx.save_conversations(&kept).await?;
        // Not before any of these turns: what is due is leased.
        let now = self.clock.now();
        let leased = self.leased_until(now);
        let replacing = tx.enqueue(&out, now, leased).await?;
        out.retain(|row| !replacing.contains(&row.key));
        Ok(letters(&out, now, leased))
    }

    /// One turn in its own transaction, tried again when it fails and set aside in the end. Fails
    /// itself only when the database is away.
    async fn alone(&self, incoming: &Incoming) -> Result<Letters> {
        loop {
            let mut tx = self.store.begin().await?;
            let fault = match self.abreast(&mut tx, std::slice::from_ref(incoming)).await {
                Ok(letters) => match tx.commit().await {
                    Ok(()) => return Ok(letters),
                    Err(fault) => fault,
                },
                Err(fault) => {
                    tx.rollback().await.ok();
                    fault
                }
            };
            if is_away(&fault) {
                // It is no fault of this update: it waits, and is not counted as tried.
                return Err(fault);
            }
            tracing::error!(update = incoming.update.id, fault = %brief(&fault), "turn failed");
            metrics::counter!("bot_turns_failed_total").increment(1);
            let mut tx = self.store.begin().await?;
            let tries = tx.count_trouble(incoming.update, self.clock.now()).await?;
            if tries >= TRIES {
                let letters = self.set_aside(&mut tx, incoming).await?;
                tx.commit().await?;
                return Ok(letters);
            }
            tx.commit().await?;
        }
    }

    /// A panic is a fault like any other: it ends this turn and nothing else.
    async fn guarded(&self, tx: &mut Tx, incoming: &Incoming, opened: Opened) -> Result<Turned> {
        let begun = std::time::Instant::now();
        let kind = incoming.input.kind();
        let span = trace::span(incoming.update, kind);
        let turn = self.turn(tx, incoming, opened).instrument(span.clone());
        let result = AssertUnwindSafe(turn).catch_unwind().await;
        let result = result.unwrap_or_else(|_| Err(anyhow!("panic")));
        metrics::histogram!("bot_handler_duration_seconds", "handler" => kind)
            .record(begun.elapsed().as_secs_f64());
        let tried = result.as_ref().ok().map(|turned| turned.tried.as_slice());
        span.in_scope(|| trace::turned(tried, begun.elapsed()));
        result
    }

    /// Everything in it happens at one moment, what it says included.
    async fn turn(&self, tx: &mut Tx, incoming: &Incoming, opened: Opened) -> Result<Turned> {
        let mut scene = Scene::new(self, tx, format!("u:{}", incoming.update));
        let topic = incoming.beside.topic;
        scene.topic = topic.map(|topic| (incoming.chat, topic));
        let left = match opened.conversation {
            Some(kept) => {
                let mut seat = Seat::take(&mut scene, incoming, &kept, opened.person).await?;
                trace::begins_at(seat.flow.name());
                if seat.returns {
                    // Whoever writes can be reached again, whatever the messenger said before.
                    unreached::returned(&mut scene, seat.person.chat).await?;
                }
                // Their state lives beside the stack: many rooms lie between here and the last of them.
                Box::pin(route::run(&mut scene, &mut seat, incoming)).await?;
                let left = seat.leave(scene.now)?;
                Some((left, seat.person))
            }
            None => {
                Box::pin(edges::take(&mut scene, incoming)).await?;
                None
            }
        };
        let me = left.as_ref().map(|(_, person)| person);
        let mut out = simple::taken(&mut scene, me).await?;
        for row in &mut out {
            // Two turns of one millisecond do not mix their messages.
            row.seq += (incoming.update.id & 0xffff_ffff) << 8;
        }
        count(incoming, "taken");
        Ok(Turned {
            said: out,
            left: left.map(|(left, _)| left),
            gone: scene.gone,
            tried: scene.tried,
        })
    }

    /// Gives an update up for good: it is marked, counted, and its sender hears one apology.
    async fn set_aside(&self, tx: &mut Tx, incoming: &Incoming) -> Result<Letters> {
        let now = self.clock.now();
        count(incoming, "set_aside");
        if !tx.mark_seen(incoming.update, now).await? || !incoming.private {
            return Ok(Vec::new());
        }
        let hint = incoming.tag.as_deref().and_then(Lang::parse);
        let lang = match tx.person(incoming.account).await {
            Ok(Some(person)) => person.lang.or(hint),
            _ => hint,
        };
        let say =
            Say::text(Words::new(lang.unwrap_or(Lang::Kk)).apology(self.law.number(Phone::Police)));
        let apology = Outgoing {
            key: format!("u:{}/sorry", incoming.update),
            chat: incoming.chat,
            lane: Lane::Answer,
            batch: None,
            body: serde_json::to_string(&say)?,
            seq: 0,
            not_before: now,
            expires_at: None,
            first: false,
            slot: None,
        };
        let leased = self.leased_until(now);
        tx.enqueue(std::slice::from_ref(&apology), now, leased)
            .await?;
        Ok(letters(&[apology], now, leased))
    }
}

/// How many from the first on are of different chats and accounts.
fn apart(group: &[Incoming]) -> usize {
    let (mut chats, mut accounts) = (HashSet::new(), HashSet::new());
    let differs = |it: &&Incoming| chats.insert(it.chat) & accounts.insert(it.account);
    group.iter().take_while(differs).count()
}

/// What was leased to this process as it was written.
fn letters(out: &[Outgoing], now: Time, leased: Option<Time>) -> Letters {
    let Some(until) = leased else {
        return Vec::new();
    };
    out.iter()
        .filter(|row| row.not_before <= now)
        .map(|row| row.letter(now, until))
        .collect()
}

fn count(incoming: &Incoming, outcome: &'static str) {
    metrics::counter!(
        "bot_updates_total", "kind" => incoming.input.kind(), "outcome" => outcome
    )
    .increment(1);
}

/// A fault as one line without what a person wrote: database errors name columns and rules,
/// and the parameters of a statement are no part of them.
fn brief(fault: &anyhow::Error) -> String {
    let mut line = format!("{fault:#}").replace('\n', " ");
    if let Some((end, _)) = line.char_indices().nth(300) {
        line.truncate(end);
    }
    line
}
