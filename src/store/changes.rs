//! What an import has changed for residents and is not told yet: one row, and how far it has come.

use anyhow::Result;

use super::{Lane, Tx, rows, run};
use crate::domain::{Channel, Chat, Lang, PlaceId, PrecinctCode, Time};

/// What is left to be told of an import.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NotedChange {
    pub id: i64,
    /// The number of the last home that was looked at.
    pub after: i64,
    /// JSON of whoever tells it.
    pub untold: String,
}

impl Tx {
    pub async fn note_change(&mut self, id: i64, untold: &str) -> Result<()> {
        let sql = "insert into directory_change (id, after, untold) values ($1, 0, $2)";
        run!(self, sql, id, untold)?;
        Ok(())
    }

    pub async fn change(&mut self) -> Result<Option<NotedChange>> {
        Ok(rows!(
            self,
            fetch_optional,
            NotedChange,
            "select id, after, untold from directory_change order by id limit 1"
        )?)
    }

    /// Holds it and notes what is left; false if somebody else has gone on with it meanwhile.
    pub async fn go_on_with_change(
        &mut self,
        from: &NotedChange,
        after: i64,
        untold: &str,
    ) -> Result<bool> {
        let changed = run!(
            self,
            "update directory_change set after = $2, untold = $3
             where id = $1 and after = $4 and untold = $5",
            from.id,
            after,
            untold,
            from.after,
            &from.untold
        )?;
        Ok(changed == 1)
    }

    pub async fn end_change(&mut self, id: i64) -> Result<()> {
        run!(self, "delete from directory_change where id = $1", id)?;
        Ok(())
    }

    /// Where people live, as far as an address or a pin tells.
    pub async fn home_precincts(&mut self) -> Result<Vec<PrecinctCode>> {
        let sql = "select distinct precinct from place where home";
        let rows = rows!(self, fetch_all, (PrecinctCode,), sql)?;
        Ok(rows.into_iter().map(|(code,)| code).collect())
    }

    /// A home belongs to another precinct now; false if it is none there any more.
    pub async fn move_home(
        &mut self,
        id: PlaceId,
        from: &PrecinctCode,
        to: &PrecinctCode,
    ) -> Result<bool> {
        let sql = "update place set precinct = $3 where id = $1 and precinct = $2 and home";
        Ok(run!(self, sql, id, from, to)? == 1)
    }

    /// The key of the one message that tells somebody of an import.
    pub fn key_for(&self, import: i64, chat: Chat) -> String {
        match chat.channel {
            Channel::FIRST => format!("w:{import}/{}", chat.id),
            other => format!("w:{import}/{}@{}", chat.id, other.get()),
        }
    }

    /// Writes one row for everybody who lives in the precinct, reads `lang`, can be reached and was not
    /// told of this import yet.
    pub async fn tell_residents(
        &mut self,
        import: i64,
        precinct: &PrecinctCode,
        lang: Lang,
        body: &str,
        now: Time,
    ) -> Result<()> {
        // Each precinct's words are a batch of their own.
        let batch = format!("w:{import}:{precinct}");
        let written = run!(
            self,
            "insert into outbox (key, channel, chat, lane, batch, voice, body, created_at, seq,
                 not_before, state, lease_until, attempts, asked_at)
             select $1 || '/' || cast(person.chat as text) || case when person.channel = 1
                     then '' else '@' || cast(person.channel as text) end,
                 person.channel, person.chat, $2, $3, $4, '', $5, 0, $5, 'waiting', 0, 0, $5
             from person
             where person.blocked_at is null and coalesce(person.lang, 'kk') = $4
                 and person.id in (select place.person from place
                         where place.home and place.precinct = $6
                     union select subscription.person from subscription
                         where subscription.own and subscription.precinct = $6)
             on conflict do nothing",
            format!("w:{import}"),
            Lane::Notice.number(),
            &batch,
            lang.code(),
            now.as_millisecond(),
            precinct
        )?;
        if written > 0 {
            run!(
                self,
                "insert into batch_body (batch, part, voice, body) values ($1, 0, $2, $3)
                 on conflict do nothing",
                &batch,
                lang.code(),
                body
            )?;
        }
        Ok(())
    }
}
