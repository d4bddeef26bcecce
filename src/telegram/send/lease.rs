//! Looks through the outbox: what was left behind by a process that died, what was written
//! without being handed over, broadcasts.

use std::panic::AssertUnwindSafe;

use anyhow::{Result, anyhow};
use futures_util::FutureExt;

use crate::app::{App, LEASE};
use crate::store::{Lane, Letter};

/// Between two looks for leases that ran out, and two counts of what waits, in rounds of a second.
const FREE: u64 = 5;
const COUNT: u64 = 15;

/// What the sender has room for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub answers: usize,
    pub notices: usize,
    /// Everything given back is written down.
    pub settled: bool,
    /// Counts the seconds; None between two of them.
    pub round: Option<u64>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    pub letters: Vec<Letter>,
    /// All that was due of this lane was found.
    pub all_answers: bool,
    pub all_notices: bool,
    pub settled: bool,
    /// When it was looked, in milliseconds since 1970.
    pub since: i64,
    /// The database is away.
    pub failed: bool,
}

pub async fn look(app: &App, wanted: Wanted) -> Found {
    // The sender waits for what is found: a panic must not end in silence.
    let looked = AssertUnwindSafe(try_look(app, wanted)).catch_unwind().await;
    match looked.unwrap_or_else(|_| Err(anyhow!("panic"))) {
        Ok(found) => found,
        Err(fault) => {
            tracing::error!(fault = %format!("{fault:#}"), "the outbox cannot be read");
            Found {
                failed: true,
                ..Found::default()
            }
        }
    }
}

async fn try_look(app: &App, wanted: Wanted) -> Result<Found> {
    let now = app.clock.now();
    let each = |rounds: u64| {
        wanted
            .round
            .is_some_and(|round| round.is_multiple_of(rounds))
    };
    if each(FREE) {
        app.free_leases(now).await?;
    }
    let mut tx = app.store.read().await?;
    let (answer, notice) = tx.next_due().await?;
    if each(COUNT) {
        count(&tx.backlog().await?);
    }
    tx.rollback().await?;
    let ms = now.as_millisecond();
    let due = |moment: Option<i64>| moment.is_some_and(|moment| moment <= ms);
    let mut found = Found {
        all_answers: !due(answer),
        all_notices: !due(notice),
        settled: wanted.settled,
        since: ms,
        ..Found::default()
    };
    let answers = if due(answer) { wanted.answers } else { 0 };
    let notices = if due(notice) { wanted.notices } else { 0 };
    if answers + notices == 0 {
        return Ok(found);
    }
    let mut tx = app.store.begin().await?;
    for (lane, room) in [(Lane::Answer, answers), (Lane::Notice, notices)] {
        if room == 0 {
            continue;
        }
        let limit = i64::try_from(room)?;
        let mut letters = tx.lease(lane, now, now + LEASE, limit).await?;
        let all = letters.len() < room;
        match lane {
            Lane::Answer => found.all_answers = all,
            Lane::Notice => found.all_notices = all,
        }
        found.letters.append(&mut letters);
    }
    tx.commit().await?;
    Ok(found)
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

    #[tokio::test]
    async fn a_panic_is_a_look_that_failed() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        // There is no lease behind the end of time.
        let clock = Clock::fixed(Time::MAX, 1);
        let app = App::new(store, clock, Law::embedded(), Limits::default());
        let app = app.await.unwrap();
        let row = Outgoing {
            key: "k".to_owned(),
            chat: 7,
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
        let wanted = Wanted {
            answers: 1,
            notices: 1,
            settled: true,
            round: None,
        };
        let found = look(&app, wanted).await;
        assert!(found.failed && found.letters.is_empty());
        app.clock.set(Time::UNIX_EPOCH);
        assert_eq!(look(&app, wanted).await.letters.len(), 1);
    }
}
