//! Meetings and notices, and how they reach the subscribers: one `insert … select` per language of
//! rows that refer to what is said, which stands once in `batch_body`.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, Result};

use super::letter::MORE;
use super::{Lane, Letter, Tx, rows, run};
use crate::domain::batch::Batch;
use crate::domain::meeting::{Meeting, NewMeeting};
use crate::domain::notice::{Notice, Progress};
use crate::domain::{Channel, Chat, Lang, NoticeId, PersonId, PrecinctCode, Time};

/// A broadcast whose author watches its progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    pub batch: Batch,
    pub chat: Chat,
    pub lang: String,
    /// What the author was shown last.
    pub shown: String,
}

/// A leased row; what it says stands with its batch if it has a voice.
#[derive(sqlx::FromRow)]
pub(super) struct Referring {
    #[sqlx(flatten)]
    letter: Letter,
    voice: Option<String>,
}

fn group(batch: Batch, part: i64) -> String {
    let mut group = batch.to_string();
    if part > 0 {
        group.push(MORE);
    }
    group
}

impl Tx {
    pub async fn add_meeting(&mut self, meeting: &Meeting) -> Result<()> {
        let NewMeeting {
            precinct,
            starts_at,
            venue,
            place,
            agenda,
        } = &meeting.what;
        run!(
            self,
            "insert into meeting (id, precinct, author, starts_at, venue_kk, venue_ru, lat, lon,
                 agenda_kk, agenda_ru, announced_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            meeting.id,
            precinct,
            meeting.author,
            starts_at.as_millisecond(),
            &venue.kk,
            &venue.ru,
            place.as_ref().map(|place| place.point.lat),
            place.as_ref().map(|place| place.point.lon),
            &agenda.kk,
            &agenda.ru,
            meeting.announced_at.as_millisecond()
        )?;
        Ok(())
    }

    /// The next meeting of a precinct: when, and where in both languages.
    pub async fn next_meeting(
        &mut self,
        precinct: &PrecinctCode,
        now: Time,
    ) -> Result<Option<(i64, String, String)>> {
        Ok(rows!(
            self,
            fetch_optional,
            (i64, String, String),
            "select starts_at, venue_kk, venue_ru from meeting
             where precinct = $1 and starts_at > $2 order by starts_at limit 1",
            precinct,
            now.as_millisecond()
        )?)
    }

    pub async fn add_notice(&mut self, notice: &Notice) -> Result<()> {
        run!(
            self,
            "insert into notice (id, precinct, author, text_kk, text_ru, created_at)
             values ($1, $2, $3, $4, $5, $6)",
            notice.id,
            &notice.what.precinct,
            notice.author,
            &notice.what.text.kk,
            &notice.what.text.ru,
            notice.created_at.as_millisecond()
        )?;
        Ok(())
    }

    /// Precinct, author and whether it was stopped.
    pub async fn notice(&mut self, id: NoticeId) -> Result<Option<(PrecinctCode, PersonId, bool)>> {
        let row = rows!(
            self,
            fetch_optional,
            (PrecinctCode, PersonId, Option<i64>),
            "select precinct, author, stopped_at from notice where id = $1",
            id
        )?;
        Ok(row.map(|(precinct, author, stopped)| (precinct, author, stopped.is_some())))
    }

    pub async fn stop_notice(&mut self, id: NoticeId, now: Time) -> Result<()> {
        run!(
            self,
            "update notice set stopped_at = $2 where id = $1 and stopped_at is null",
            id,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Writes one row for every subscriber of the precinct who reads `lang`, can be reached and does
    /// not want it simple. `part` orders several messages to one person; only part 0 counts in the
    /// progress.
    #[expect(clippy::too_many_arguments, reason = "one column each")]
    pub async fn broadcast(
        &mut self,
        batch: Batch,
        part: i64,
        precinct: &PrecinctCode,
        lang: Lang,
        body: &str,
        now: Time,
        expires_at: Option<Time>,
    ) -> Result<u64> {
        let to = (lang, false);
        self.broadcast_to(batch, part, precinct, to, body, now, expires_at)
            .await
    }

    /// The same to those of `lang` and of the one kind: whether they want it simple.
    #[expect(clippy::too_many_arguments, reason = "one column each")]
    pub async fn broadcast_to(
        &mut self,
        batch: Batch,
        part: i64,
        precinct: &PrecinctCode,
        (lang, simple): (Lang, bool),
        body: &str,
        now: Time,
        expires_at: Option<Time>,
    ) -> Result<u64> {
        let group = group(batch, part);
        let voice = match simple {
            true => format!("{}-simple", lang.code()),
            false => lang.code().to_owned(),
        };
        let written = run!(
            self,
            "insert into outbox (key, channel, chat, lane, batch, voice, body, created_at, seq,
                 not_before, expires_at, state, lease_until, attempts, asked_at)
             select $1 || '/' || cast(person.chat as text) || case when person.channel = 1
                     then '' else '@' || cast(person.channel as text) end,
                 person.channel, person.chat, $2, $3, $4, '', $5, $6, $5,
                 $7, 'waiting', 0, 0, $5
             from subscription join person on person.id = subscription.person
             where subscription.precinct = $8 and person.blocked_at is null
                 and coalesce(person.lang, 'kk') = $9 and person.simple = $10
             on conflict do nothing",
            format!("{batch}/{part}"),
            Lane::Notice.number(),
            &group,
            &voice,
            now.as_millisecond(),
            part,
            expires_at.map(Time::as_millisecond),
            precinct,
            lang.code(),
            simple
        )?;
        if written > 0 {
            run!(
                self,
                "insert into batch_body (batch, part, voice, body) values ($1, $2, $3, $4)
                 on conflict do nothing",
                &group,
                part,
                &voice,
                body
            )?;
        }
        Ok(written)
    }

    /// Gives rows that refer to what their batch says their body: each body is read once, and
    /// shared.
    pub(super) async fn with_bodies(&mut self, rows: Vec<Referring>) -> Result<Vec<Letter>> {
        let mut read: HashMap<(String, i64, String), Arc<str>> = HashMap::new();
        let mut letters = Vec::with_capacity(rows.len());
        for Referring { mut letter, voice } in rows {
            if let (Some(voice), Some(batch)) = (voice, letter.batch.clone()) {
                let of = (batch, letter.seq, voice);
                letter.body = match read.get(&of) {
                    Some(body) => body.clone(),
                    None => {
                        let body = self.batch_body(&of.0, of.1, &of.2).await?;
                        read.entry(of).or_insert(body).clone()
                    }
                };
            }
            letters.push(letter);
        }
        Ok(letters)
    }

    async fn batch_body(&mut self, batch: &str, part: i64, voice: &str) -> Result<Arc<str>> {
        let sql = "select body from batch_body where batch = $1 and part = $2 and voice = $3";
        let row = rows!(self, fetch_optional, (String,), sql, batch, part, voice)?;
        // A body goes after the last row that refers to it; without one nothing can be said.
        Ok(row.map_or_else(|| "".into(), |(body,)| body.into()))
    }

    /// Forgets what batches said of which no row is left.
    pub(super) async fn tidy_bodies(&mut self) -> Result<()> {
        run!(
            self,
            "delete from batch_body where not exists (
                 select 1 from outbox where outbox.batch = batch_body.batch)"
        )?;
        Ok(())
    }

    /// Stops what has not begun to be sent.
    pub async fn stop_batch(&mut self, batch: Batch, now: Time) -> Result<u64> {
        Ok(run!(
            self,
            "update outbox set state = 'stopped', body = '', done_at = $3
             where batch in ($1, $2) and state = 'waiting'",
            group(batch, 0),
            group(batch, 1),
            now.as_millisecond()
        )?)
    }

    pub async fn progress(&mut self, batch: Batch) -> Result<Progress> {
        let rows = rows!(
            self,
            fetch_all,
            (String, i64, i64),
            "select state, count(*), sum(case when chat < 0 then 1 else 0 end) from outbox
             where batch = $1 group by state",
            batch.to_string()
        )?;
        let mut progress = Progress::default();
        for (state, count, groups) in rows {
            progress.groups += groups;
            match state.as_str() {
                "sent" => progress.sent += count,
                "blocked" => progress.blocked += count,
                "stopped" => progress.stopped += count,
                "waiting" | "leased" => progress.waiting += count,
                _ => progress.failed += count,
            }
        }
        Ok(progress)
    }

    pub async fn watch(&mut self, batch: Batch, chat: Chat, lang: Lang, now: Time) -> Result<()> {
        run!(
            self,
            "insert into progress (batch, channel, chat, lang, started_at, shown, finished)
             values ($1, $2, $3, $4, $5, '', false) on conflict do nothing",
            batch.to_string(),
            chat.channel,
            chat.id,
            lang.code(),
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// The chat of the author who watches a broadcast.
    pub async fn watched_by(&mut self, batch: Batch) -> Result<Option<Chat>> {
        Ok(rows!(
            self,
            fetch_optional,
            Chat,
            "select channel, chat from progress where batch = $1",
            batch.to_string()
        )?)
    }

    /// Broadcasts that are still going out.
    pub async fn watched(&mut self) -> Result<Vec<Watch>> {
        let rows = rows!(
            self,
            fetch_all,
            (String, Channel, i64, String, String),
            "select batch, channel, chat, lang, shown from progress where not finished order by batch"
        )?;
        let watch =
            |(batch, channel, chat, lang, shown): (String, Channel, i64, String, String)| {
                Ok(Watch {
                    batch: Batch::parse(&batch).context("progress.batch")?,
                    chat: Chat::new(channel, chat),
                    lang,
                    shown,
                })
            };
        rows.into_iter().map(watch).collect()
    }

    /// Whether a renewal of the author's message is not sent yet; `begins` begins its key.
    pub async fn renewal_waits(&mut self, watch: &Watch, begins: &str) -> Result<bool> {
        // Each half by the index of its state: few rows are not done.
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "select (select count(*) from outbox
                     where state = 'waiting' and lane = 0 and channel = $1 and chat = $2
                         and key like $3)
                 + (select count(*) from outbox
                     where state = 'leased' and channel = $1 and chat = $2 and key like $3)",
            watch.chat.channel,
            watch.chat.id,
            format!("{begins}%")
        )?;
        Ok(count > 0)
    }

    /// Notes what the author was shown; false if another process was faster.
    pub async fn show_progress(
        &mut self,
        watch: &Watch,
        shown: &str,
        finished: bool,
    ) -> Result<bool> {
        let changed = run!(
            self,
            "update progress set shown = $2, finished = $3
             where batch = $1 and shown = $4 and not finished",
            watch.batch.to_string(),
            shown,
            finished,
            &watch.shown
        )?;
        Ok(changed == 1)
    }
}
