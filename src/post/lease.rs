//! Looks through the outbox: what was left behind by a process that died, what was written
//! without being handed over, broadcasts.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use anyhow::{Result, anyhow};
use futures_util::FutureExt;

use crate::app::{App, LEASE};
use crate::domain::Chat;
use crate::store::{Lane, Letter, Turn};

/// Between two looks for leases that ran out, and two counts of what waits, in rounds of a second.
const FREE: u64 = 5;
const COUNT: u64 = 15;
/// Chats that one look finds answers for; the next one goes on behind them.
const CHATS: i64 = 500;

/// What the sender has room for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Chats with higher numbers are looked at.
    pub after: Chat,
    pub notices: usize,
    /// Everything given back is written down.
    pub settled: bool,
    /// The clock may have gone back since what waits was written.
    pub jumped: bool,
    /// Counts the seconds; None between two of them.
    pub round: Option<u64>,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// Chats for which answers wait, in the order of their numbers.
    pub chats: Vec<Chat>,
    /// There are none with higher numbers.
    pub all_chats: bool,
    pub notices: Vec<Letter>,
    /// All notices that were due were found.
    pub all_notices: bool,
    pub settled: bool,
    /// When it was looked.
    pub since: Instant,
    /// The database is away.
    pub failed: bool,
}

impl Found {
    fn nothing(since: Instant) -> Found {
        Found {
            chats: Vec::new(),
            all_chats: false,
            notices: Vec::new(),
            all_notices: false,
            settled: false,
            since,
            failed: true,
        }
    }
}

/// Looks for chats that answers wait for, and leases notices.
pub async fn look(app: &App, wanted: Wanted) -> Found {
    let since = Instant::now();
    quietly(try_look(app, wanted, since))
        .await
        .unwrap_or_else(|| Found::nothing(since))
}

/// Leases up to `each` next answers of these chats; None for those that could not be read.
pub async fn fetch(app: &App, chats: Vec<Chat>, each: usize) -> Vec<(Chat, Option<Turn>)> {
    let turns = quietly(try_fetch(app, &chats, each)).await;
    let mut turns = turns.unwrap_or_default().into_iter();
    let found = |chat| (chat, turns.next());
    chats.into_iter().map(found).collect()
}

/// The sender waits for what is found: a panic must not end in silence.
async fn quietly<T>(work: impl Future<Output = Result<T>>) -> Option<T> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    match done.unwrap_or_else(|_| Err(anyhow!("panic"))) {
        Ok(found) => Some(found),
        Err(fault) => {
            tracing::error!(fault = %format!("{fault:#}"), "the outbox cannot be read");
            None
        }
    }
}

async fn try_look(app: &App, wanted: Wanted, since: Instant) -> Result<Found> {
    let now = app.clock.now();
    let each = |rounds: u64| {
        wanted
            .round
            .is_some_and(|round| round.is_multiple_of(rounds))
    };
    if each(FREE) {
        app.free_leases(wanted.after.channel, now).await?;
    }
    if wanted.jumped {
        app.forget_other_clock(wanted.after.channel).await?;
    }
    let mut tx = app.store.read().await?;
    let chats = tx.waiting_chats(wanted.after, CHATS).await?;
    let notice = tx.next_notice(wanted.after.channel).await?;
    if each(COUNT) {
        count(&tx.backlog(wanted.after.channel).await?);
    }
    tx.rollback().await?;
    let due = notice.is_some_and(|moment| moment <= now.as_millisecond());
    let mut found = Found {
        all_chats: i64::try_from(chats.len())? < CHATS,
        chats,
        all_notices: !due,
        settled: wanted.settled,
        failed: false,
        ..Found::nothing(since)
    };
    if due && wanted.notices > 0 {
        let limit = i64::try_from(wanted.notices)?;
        let mut tx = app.store.begin().await?;
        found.notices = tx
            .lease(Lane::Notice, wanted.after.channel, now, now + LEASE, limit)
            .await?;
        tx.commit().await?;
        found.all_notices = found.notices.len() < wanted.notices;
    }
    Ok(found)
}

async fn try_fetch(app: &App, chats: &[Chat], each: usize) -> Result<Vec<Turn>> {
    let each = i64::try_from(each)?;
    let mut tx = app.store.begin().await?;
    tx.lease_alone().await?;
    let now = app.clock.now();
    let mut turns = Vec::with_capacity(chats.len());
    for chat in chats {
        turns.push(tx.lease_chat(*chat, now, now + LEASE, each).await?);
    }
    tx.commit().await?;
    Ok(turns)
}

fn count(backlog: &[(i64, i64, i64)]) {
    for (lane, name) in [(Lane::Answer, "answer"), (Lane::Notice, "notice")] {
        let pending = backlog.iter().find(|(number, ..)| *number == lane.number());
        let pending = pending.map_or(0, |(_, pending, _)| *pending);
        let pending = u32::try_from(pending).unwrap_or(u32::MAX);
        metrics::gauge!("bot_outbox_pending", "lane" => name).set(f64::from(pending));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Limits;
    use crate::clock::Clock;
    use crate::domain::Time;
    use crate::domain::law::Law;
    use crate::store::{Outgoing, Store};

    const SEVEN: Chat = Chat::first(7);

    #[tokio::test]
    async fn a_panic_is_a_look_that_failed() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        // There is no lease behind the end of time.
        let clock = Clock::fixed(Time::MAX, 1);
        let app = App::new(store, clock, Law::embedded(), Limits::default());
        let app = app.await.unwrap();
        let row = Outgoing {
            key: "k".to_owned(),
            chat: SEVEN,
            lane: Lane::Answer,
            batch: None,
            body: String::new(),
            seq: 0,
            not_before: Time::UNIX_EPOCH,
            expires_at: None,
            first: false,
            slot: None,
        };
        let mut tx = app.store.begin().await.unwrap();
        tx.enqueue(&[row], Time::UNIX_EPOCH, None).await.unwrap();
        tx.commit().await.unwrap();
        let found = fetch(&app, vec![SEVEN], 20).await;
        assert_eq!(found, [(SEVEN, None)]);
        app.clock.set(Time::UNIX_EPOCH);
        let found = fetch(&app, vec![SEVEN], 20).await;
        assert_eq!(found[0].1.as_ref().unwrap().letters.len(), 1);
    }
}
