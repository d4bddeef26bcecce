//! What was pushed into a slot, and what a forgotten person has used up of a day.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::{Account, Chat, PersonId, ReportId, Time};

/// What was said in a slot of a chat since its last push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// This is a new push; else it only renews the last one.
    pub anew: bool,
    /// How much was said since then, this included.
    pub said: i64,
}

impl Tx {
    /// Counts something more said in a slot. A push that is older than `hold`, or of a clock that
    /// has gone back since, is not renewed: there is a new one, and the slot is emptied for it.
    pub async fn push(
        &mut self,
        chat: Chat,
        name: &str,
        now: Time,
        hold: jiff::SignedDuration,
    ) -> Result<Pushed> {
        let renewed = rows!(
            self,
            fetch_optional,
            (i64,),
            "update push set said = said + 1
             where channel = $1 and chat = $2 and name = $3 and at > $4 and at <= $5
             returning said",
            chat.channel,
            chat.id,
            name,
            (now - hold).as_millisecond(),
            now.as_millisecond()
        )?;
        if let Some((said,)) = renewed {
            return Ok(Pushed { anew: false, said });
        }
        run!(
            self,
            "insert into push (channel, chat, name, at, said) values ($1, $2, $3, $4, 1)
             on conflict (channel, chat, name) do update set at = excluded.at, said = 1",
            chat.channel,
            chat.id,
            name,
            now.as_millisecond()
        )?;
        self.clear_slot(chat, name).await?;
        Ok(Pushed {
            anew: true,
            said: 1,
        })
    }

    /// Forgets pushes of before `before`.
    pub async fn tidy_pushes(&mut self, before: Time) -> Result<u64> {
        let before = before.as_millisecond();
        Ok(run!(self, "delete from push where at < $1", before)?)
    }

    /// The messenger's number of a person.
    pub async fn account(&mut self, person: PersonId) -> Result<Option<Account>> {
        let row = rows!(
            self,
            fetch_optional,
            Account,
            "select channel, account from person where id = $1",
            person
        )?;
        Ok(row)
    }

    /// The newest reports of a person since `since`, whether they are of a kind in `private`
    /// (keys with a semicolon around each), newest first.
    pub async fn sent_kinds(
        &mut self,
        person: PersonId,
        since: Time,
        private: &str,
        most: i64,
    ) -> Result<Vec<(Time, bool)>> {
        let rows = rows!(
            self,
            fetch_all,
            (i64, bool),
            "select created_at, replace($3, ';' || category || ';', '') <> $3 from report
             where person = $1 and created_at > $2
             order by created_at desc, id desc limit $4",
            person,
            since.as_millisecond(),
            private,
            most
        )?;
        rows.into_iter().map(moment).collect()
    }

    /// The first report of a person that is still theirs: it stands for them where their number
    /// must not.
    pub async fn first_report(&mut self, person: PersonId) -> Result<Option<ReportId>> {
        let row = rows!(
            self,
            fetch_optional,
            (ReportId,),
            "select id from report where person = $1 order by created_at, id limit 1",
            person
        )?;
        Ok(row.map(|(id,)| id))
    }

    /// Salts that were made since `since`, newest first.
    pub async fn salts(&mut self, since: Time) -> Result<Vec<String>> {
        let rows = rows!(
            self,
            fetch_all,
            (String,),
            "select salt from forgotten_salt where made_at > $1 order by made_at desc, salt",
            since.as_millisecond()
        )?;
        Ok(rows.into_iter().map(|(salt,)| salt).collect())
    }

    pub async fn add_salt(&mut self, salt: &str, now: Time) -> Result<()> {
        run!(
            self,
            "insert into forgotten_salt (salt, made_at) values ($1, $2)",
            salt,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Keeps that somebody who is forgotten now has sent a report at `sent`.
    pub async fn keep_forgotten(
        &mut self,
        id: i64,
        hash: &str,
        sent: Time,
        private: bool,
    ) -> Result<()> {
        run!(
            self,
            "insert into forgotten_report (id, hash, private, sent_at) values ($1, $2, $3, $4)",
            id,
            hash,
            private,
            sent.as_millisecond()
        )?;
        Ok(())
    }

    /// The newest reports since `since` of whoever has this hash, and whether they are private.
    pub async fn forgotten(
        &mut self,
        hash: &str,
        since: Time,
        most: i64,
    ) -> Result<Vec<(Time, bool)>> {
        let rows = rows!(
            self,
            fetch_all,
            (i64, bool),
            "select sent_at, private from forgotten_report where hash = $1 and sent_at > $2
             order by sent_at desc limit $3",
            hash,
            since.as_millisecond(),
            most
        )?;
        rows.into_iter().map(moment).collect()
    }

    /// Forgets hashes of reports from before `reports`, and salts made before `salts`.
    pub async fn tidy_forgotten(&mut self, reports: Time, salts: Time) -> Result<u64> {
        let gone = run!(
            self,
            "delete from forgotten_report where sent_at <= $1",
            reports.as_millisecond()
        )?;
        run!(
            self,
            "delete from forgotten_salt where made_at <= $1",
            salts.as_millisecond()
        )?;
        Ok(gone)
    }
}

fn moment((at, private): (i64, bool)) -> Result<(Time, bool)> {
    Ok((Time::from_millisecond(at)?, private))
}
