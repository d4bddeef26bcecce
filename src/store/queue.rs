//! Whose turn it is in the outbox: by chats for answers, by time for notices; and leases.

use anyhow::Result;

use super::broadcasts::Referring;
use super::{Lane, Letter, Tx, rows, run};
use crate::domain::{Channel, Chat, Time};

/// The answers of one chat that may be sent now.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    pub chat: Chat,
    /// Leased, in the order in which they are to be sent.
    pub letters: Vec<Letter>,
    /// Nothing else waits for this chat.
    pub all: bool,
    /// Milliseconds until the first of the others may be tried, where it may not be tried now.
    pub rests: Option<i64>,
}

/// A clock that is this much behind the one by which a wait was counted has gone back, in
/// milliseconds; those of several servers differ by less.
const BACK: i64 = 2_000;
/// No lease is longer, in milliseconds.
const LONGEST_LEASE: i64 = 120_000;

/// Leases rows of a lane. Its number stands in the text: the index is one of this lane alone. The
/// predicate stands outside the sub-select too, or PostgreSQL leases a row twice.
macro_rules! lease_lane {
    ($lane:literal) => {
        concat!(
            "update outbox set state = 'leased', lease_until = $2, attempts = attempts + 1
             where state = 'waiting' and key in (
                 select key from outbox
                 where state = 'waiting' and lane = ",
            $lane,
            " and channel = $4 and not_before <= $1
                 order by not_before, created_at, seq, key limit $3)
             returning key, channel, chat, lane, batch, body, created_at, seq, not_before, expires_at,
                 attempts, lease_until, priority, slot, voice"
        )
    };
}

impl Tx {
    /// Up to `limit` chats of a channel behind `after` for which answers wait, in the order of their numbers.
    /// Costs by chats, however many rows wait for each: the whole order of the index is asked for,
    /// since PostgreSQL without fresh statistics walks through all rows for a plain `min`.
    pub async fn waiting_chats(&mut self, after: Chat, limit: i64) -> Result<Vec<Chat>> {
        let rows = rows!(
            self,
            fetch_all,
            (i64,),
            "with recursive next (chat) as (
                 select (select chat from outbox
                         where state = 'waiting' and lane = 0 and channel = $1 and chat > $2
                         order by chat, priority, created_at, seq, key limit 1)
                 union all
                 select (select outbox.chat from outbox
                         where state = 'waiting' and lane = 0 and channel = $1
                             and outbox.chat > next.chat
                         order by outbox.chat, priority, created_at, seq, key limit 1)
                 from next where next.chat is not null)
             select chat from next where chat is not null limit $3",
            after.channel,
            after.id,
            limit
        )?;
        let chat = |(id,)| Chat::new(after.channel, id);
        Ok(rows.into_iter().map(chat).collect())
    }

    /// Leases the first answers of a chat, up to `limit`, as far as the first that is not due; after
    /// [`Tx::lease_alone`].
    pub async fn lease_chat(
        &mut self,
        chat: Chat,
        now: Time,
        until: Time,
        limit: i64,
    ) -> Result<Turn> {
        let now = now.as_millisecond();
        let waiting = rows!(
            self,
            fetch_all,
            (i64,),
            "select not_before from outbox
             where state = 'waiting' and lane = 0 and channel = $1 and chat = $2
             order by priority, created_at, seq, key limit $3",
            chat.channel,
            chat.id,
            limit
        )?;
        let due = waiting.iter().take_while(|(moment,)| *moment <= now);
        let due = due.count();
        let mut letters = Vec::new();
        if due > 0 {
            letters = rows!(
                self,
                fetch_all,
                Letter,
                "update outbox set state = 'leased', lease_until = $3, attempts = attempts + 1
                 where state = 'waiting' and key in (
                     select key from outbox
                     where state = 'waiting' and lane = 0 and channel = $1 and chat = $2
                     order by priority, created_at, seq, key limit $4)
                 returning key, channel, chat, lane, batch, body, created_at, seq, not_before, expires_at,
                     attempts, lease_until, priority, slot",
                chat.channel,
                chat.id,
                until.as_millisecond(),
                i64::try_from(due)?
            )?;
            letters.sort_by(|a, b| {
                let order = |one: &Letter| (one.priority, one.created_at, one.seq);
                order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
            });
        }
        Ok(Turn {
            chat,
            letters,
            all: due == waiting.len() && i64::try_from(due)? < limit,
            rests: waiting.get(due).map(|(moment,)| moment - now),
        })
    }

    /// Keeps other processes from leasing until this transaction ends: two that lease some of the
    /// same rows would come upon them in different orders, and wait for each other.
    pub async fn lease_alone(&mut self) -> Result<()> {
        self.next_number("leasing").await?;
        Ok(())
    }

    /// Leases up to `limit` rows of a lane and a channel that are due, the longest due first.
    pub async fn lease(
        &mut self,
        lane: Lane,
        channel: Channel,
        now: Time,
        until: Time,
        limit: i64,
    ) -> Result<Vec<Letter>> {
        self.lease_alone().await?;
        let (now, until) = (now.as_millisecond(), until.as_millisecond());
        let sql = match lane {
            Lane::Answer => lease_lane!("0"),
            Lane::Notice => lease_lane!("1"),
        };
        let rows = rows!(self, fetch_all, Referring, sql, now, until, limit, channel)?;
        let mut letters = self.with_bodies(rows).await?;
        letters.sort_by(|a, b| {
            let order = |one: &Letter| (one.not_before, one.created_at, one.seq);
            order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
        });
        Ok(letters)
    }

    /// Keeps a row for longer; false if somebody else has taken it over meanwhile.
    pub async fn renew_lease(&mut self, key: &str, lease_until: i64, until: i64) -> Result<bool> {
        let renewed = run!(
            self,
            "update outbox set lease_until = $3
             where key = $1 and state = 'leased' and lease_until = $2",
            key,
            lease_until,
            until
        )?;
        Ok(renewed == 1)
    }

    /// Frees rows of a channel whose sender died: leases that ran out before `now`, or that only a clock which
    /// has gone back since can have given.
    pub async fn free_leases(&mut self, channel: Channel, now: Time) -> Result<u64> {
        let now = now.as_millisecond();
        Ok(run!(
            self,
            "update outbox set state = 'waiting', lease_until = 0,
                 not_before = case when lease_until > $2 then $1 else not_before end
             where state = 'leased' and channel = $3 and (lease_until <= $1 or lease_until > $2)",
            now,
            now + LONGEST_LEASE,
            channel
        )?)
    }

    /// Frees every lease of a channel; right only when no other process serves it.
    pub async fn free_all_leases(&mut self, channel: Channel) -> Result<u64> {
        Ok(run!(
            self,
            "update outbox set state = 'waiting', lease_until = 0
             where state = 'leased' and channel = $1",
            channel
        )?)
    }

    /// Makes due what waits in a channel by a clock that has gone back since: it would wait until that clock's
    /// time comes again. Reads all that waits: for a start and for a jump of the clock.
    pub async fn forget_other_clock(&mut self, channel: Channel, now: Time) -> Result<u64> {
        let now = now.as_millisecond();
        Ok(run!(
            self,
            "update outbox set not_before = $1, asked_at = $1
             where state = 'waiting' and channel = $3 and asked_at > $2",
            now,
            now + BACK,
            channel
        )?)
    }

    /// Rows of a channel that still wait or are being sent, per lane: (lane, how many, oldest).
    pub async fn backlog(&mut self, channel: Channel) -> Result<Vec<(i64, i64, i64)>> {
        Ok(rows!(
            self,
            fetch_all,
            (i64, i64, i64),
            "select lane, count(*), min(created_at) from (
                 select lane, created_at from outbox
                 where state = 'waiting' and channel = $1
                 union all
                 select lane, created_at from outbox
                 where state = 'leased' and channel = $1) as pending
             group by lane order by lane",
            channel
        )?)
    }

    /// The moment at which the next waiting notice of a channel becomes due.
    pub async fn next_notice(&mut self, channel: Channel) -> Result<Option<i64>> {
        let (moment,) = rows!(
            self,
            fetch_one,
            (Option<i64>,),
            "select min(not_before) from outbox
             where state = 'waiting' and lane = 1 and channel = $1",
            channel
        )?;
        Ok(moment)
    }
}
