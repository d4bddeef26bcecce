//! The outbox: whatever is said is a row, written in the transaction of its cause and sent
//! afterwards. A row is `waiting`, `leased` by a sender until a moment, or done: `sent`,
//! `blocked`, `failed` or `stopped`.

use std::collections::HashSet;

use anyhow::Result;

use super::{Dead, EIGHT, Letter, Sent, Tx, eight, rows, run, run_all};
use crate::domain::{Chat, Time};

/// Answers go before notices and are never paced by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    Answer,
    Notice,
}

/// Something to be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// Made of the cause, so that writing twice is harmless.
    pub key: String,
    pub chat: Chat,
    pub lane: Lane,
    /// The broadcast it belongs to.
    pub batch: Option<String>,
    /// JSON of a `chat::Say`.
    pub body: String,
    /// Order among what was said at one moment.
    pub seq: i64,
    pub not_before: Time,
    pub expires_at: Option<Time>,
    /// It goes before whatever else waits for its chat.
    pub first: bool,
    /// The slot of its chat that it is going to stand in: what waits for the same one is out of
    /// date then and is not sent.
    pub slot: Option<String>,
}

impl Lane {
    pub fn number(self) -> i64 {
        match self {
            Lane::Answer => 0,
            Lane::Notice => 1,
        }
    }
}

impl Outgoing {
    fn priority(&self) -> i64 {
        i64::from(!self.first)
    }

    /// The row as it is handed over in memory after the commit.
    pub fn letter(&self, created: Time, leased_until: Time) -> Letter {
        Letter {
            key: self.key.clone(),
            chat: self.chat,
            lane: self.lane.number(),
            batch: self.batch.clone(),
            body: self.body.as_str().into(),
            created_at: created.as_millisecond(),
            seq: self.seq,
            not_before: self.not_before.as_millisecond(),
            expires_at: self.expires_at.map(Time::as_millisecond),
            attempts: 1,
            lease_until: leased_until.as_millisecond(),
            priority: self.priority(),
            slot: self.slot.clone(),
        }
    }
}

impl Tx {
    /// Writes rows. With `leased_until` they belong to this process, which is going to send
    /// them from memory; if it dies, the lease runs out and they are found again. Returns the keys
    /// of those that are not its to send: they took the place of an older message that waits.
    pub async fn enqueue(
        &mut self,
        out: &[Outgoing],
        now: Time,
        leased_until: Option<Time>,
    ) -> Result<HashSet<String>> {
        let mut replacing = HashSet::new();
        for row in out.iter().filter(|row| row.slot.is_some()) {
            if self.replace(row).await? {
                replacing.insert(row.key.clone());
            }
        }
        let fresh = |row: &&Outgoing| !replacing.contains(&row.key);
        let rows: Vec<&Outgoing> = out.iter().filter(fresh).collect();
        self.insert(&rows, now, leased_until).await?;
        Ok(replacing)
    }

    async fn insert(
        &mut self,
        rows: &[&Outgoing],
        now: Time,
        leased_until: Option<Time>,
    ) -> Result<()> {
        let now = now.as_millisecond();
        let until = leased_until.map(Time::as_millisecond);
        let lease = |row: &Outgoing| until.filter(|_| row.not_before.as_millisecond() <= now);
        if let [row] = rows {
            return self.insert_one(row, now, lease(row)).await;
        }
        for some in rows.chunks(EIGHT) {
            run_all!(
                self,
                "insert into outbox (key, channel, chat, lane, batch, body, created_at, seq, not_before,
                     expires_at, state, lease_until, attempts, priority, slot, asked_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16),
                     ($17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31,
                      $32),
                     ($33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47,
                      $48),
                     ($49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63,
                      $64),
                     ($65, $66, $67, $68, $69, $70, $71, $72, $73, $74, $75, $76, $77, $78, $79,
                      $80),
                     ($81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91, $92, $93, $94, $95,
                      $96),
                     ($97, $98, $99, $100, $101, $102, $103, $104, $105, $106, $107, $108, $109,
                      $110, $111, $112),
                     ($113, $114, $115, $116, $117, $118, $119, $120, $121, $122, $123, $124, $125,
                      $126, $127, $128)
                 on conflict do nothing",
                eight(some),
                row =>
                    &row.key,
                    row.chat.channel,
                    row.chat.id,
                    row.lane.number(),
                    row.batch.as_deref(),
                    &row.body,
                    now,
                    row.seq,
                    row.not_before.as_millisecond(),
                    row.expires_at.map(Time::as_millisecond),
                    state(lease(row)),
                    lease(row).unwrap_or(0),
                    i64::from(lease(row).is_some()),
                    row.priority(),
                    row.slot.as_deref(),
                    now
            )?;
        }
        Ok(())
    }

    async fn insert_one(&mut self, row: &Outgoing, now: i64, leased: Option<i64>) -> Result<()> {
        run!(
            self,
            "insert into outbox (key, channel, chat, lane, batch, body, created_at, seq, not_before,
                 expires_at, state, lease_until, attempts, priority, slot, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $7)
             on conflict do nothing",
            &row.key,
            row.chat.channel,
            row.chat.id,
            row.lane.number(),
            row.batch.as_deref(),
            &row.body,
            now,
            row.seq,
            row.not_before.as_millisecond(),
            row.expires_at.map(Time::as_millisecond),
            state(leased),
            leased.unwrap_or(0),
            i64::from(leased.is_some()),
            row.priority(),
            row.slot.as_deref()
        )?;
        Ok(())
    }

    /// Puts a message in the place of one that waits for the same slot of the chat, if one does: it
    /// keeps the place in the row, and what it says is newer.
    async fn replace(&mut self, row: &Outgoing) -> Result<bool> {
        let replaced = run!(
            self,
            "update outbox set key = $1, body = $2, expires_at = $3
             where key = (select min(key) from outbox
                 where channel = $4 and chat = $5 and slot = $6 and state = 'waiting' and lane = 0)
                 and state = 'waiting'",
            &row.key,
            &row.body,
            row.expires_at.map(Time::as_millisecond),
            row.chat.channel,
            row.chat.id,
            row.slot.as_deref()
        )?;
        Ok(replaced > 0)
    }

    /// Notes what was sent.
    pub async fn mark_sent(&mut self, sent: &[Sent], now: Time) -> Result<()> {
        for one in sent {
            if one.batch {
                run!(
                    self,
                    "update outbox set state = 'sent', body = '', message = $2, done_at = $3
                     where key = $1",
                    &one.key,
                    one.message,
                    now.as_millisecond()
                )?;
            }
            if let Some(slot) = &one.slot {
                // Whoever was forgotten while it was on its way leaves no slot behind.
                run!(
                    self,
                    "insert into slot (channel, chat, name, message, at) select $1, $2, $3, $4, $5
                     where exists (select 1 from person where channel = $1 and chat = $2)
                         or exists (select 1 from chat_group where channel = $1 and chat = $2)
                     on conflict (channel, chat, name) do update set message = excluded.message,
                         at = excluded.at",
                    one.chat.channel,
                    one.chat.id,
                    slot,
                    one.message,
                    now.as_millisecond()
                )?;
            }
        }
        let answers: Vec<&str> = sent
            .iter()
            .filter(|one| !one.batch)
            .map(|one| one.key.as_str())
            .collect();
        for keys in answers.chunks(EIGHT) {
            run_all!(
                self,
                "delete from outbox where key in ($1, $2, $3, $4, $5, $6, $7, $8)",
                eight(keys),
                key => *key
            )?;
        }
        Ok(())
    }

    /// Forgets a row: a newer message says what it was going to say.
    pub async fn drop_row(&mut self, key: &str) -> Result<()> {
        run!(self, "delete from outbox where key = $1", key)?;
        Ok(())
    }

    /// Ends a row that cannot be sent.
    pub async fn mark_dead(&mut self, key: &str, dead: Dead, now: Time) -> Result<()> {
        run!(
            self,
            "update outbox set state = $2, body = '', done_at = $3 where key = $1",
            key,
            dead.state(),
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Gives a row back at `now`, to be tried again at `at`. The lease names its holder: a row that
    /// somebody else has taken over meanwhile stays with them.
    pub async fn send_later(
        &mut self,
        key: &str,
        lease_until: i64,
        now: Time,
        at: Time,
    ) -> Result<()> {
        run!(
            self,
            "update outbox set state = 'waiting', lease_until = 0, not_before = $3, asked_at = $4
             where key = $1 and state = 'leased' and lease_until = $2",
            key,
            lease_until,
            at.as_millisecond(),
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Ends all that a blocked chat still waits for.
    pub async fn drop_waiting(&mut self, chat: Chat, now: Time) -> Result<u64> {
        Ok(run!(
            self,
            "update outbox set state = 'blocked', body = '', done_at = $3
             where channel = $1 and chat = $2 and state = 'waiting'",
            chat.channel,
            chat.id,
            now.as_millisecond()
        )?)
    }

    /// The message that stands in a slot.
    pub async fn slot(&mut self, chat: Chat, name: &str) -> Result<Option<i64>> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "select message from slot where channel = $1 and chat = $2 and name = $3",
            chat.channel,
            chat.id,
            name
        )?;
        Ok(row.map(|(message,)| message))
    }

    /// Whether something of others' was said in a chat after that moment, or is about to be: a card,
    /// news of a report, what goes to many.
    pub async fn told_since(&mut self, chat: Chat, since: Time) -> Result<bool> {
        let (told,) = rows!(
            self,
            fetch_one,
            (bool,),
            "select exists (select 1 from outbox where channel = $1 and chat = $2
                     and created_at > $3 and not_before <= created_at)
                 or exists (select 1 from slot where channel = $1 and chat = $2 and at > $3
                     and (name like 'case:%' or name like 'news:%'))",
            chat.channel,
            chat.id,
            since.as_millisecond()
        )?;
        Ok(told)
    }

    /// Forgets what stood in a slot: the next message there is a new one.
    pub async fn clear_slot(&mut self, chat: Chat, name: &str) -> Result<()> {
        run!(
            self,
            "delete from slot where channel = $1 and chat = $2 and name = $3",
            chat.channel,
            chat.id,
            name
        )?;
        Ok(())
    }

    /// Deletes up to `most` rows that were done, and what they tell over, before `before`, then what
    /// the batches said that have none left, and slots and uploads as old. So the rows of a meeting
    /// are the list of those who were told of it, for as long as it may be corrected; whoever is
    /// forgotten leaves it.
    pub async fn tidy_outbox(&mut self, before: Time, most: i64) -> Result<u64> {
        let before = before.as_millisecond();
        let gone = run!(
            self,
            "delete from outbox where key in (
                 select key from outbox where done_at is not null and done_at < $1
                     and coalesce(expires_at, 0) < $1
                 order by done_at limit $2)",
            before,
            most
        )?;
        self.tidy_bodies().await?;
        run!(self, "delete from slot where at < $1", before)?;
        run!(self, "delete from upload where at < $1", before)?;
        Ok(gone)
    }
}

fn state(leased: Option<i64>) -> &'static str {
    if leased.is_some() {
        "leased"
    } else {
        "waiting"
    }
}
