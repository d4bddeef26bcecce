//! Posters: what the last one of a precinct said, where they hang, how often their code was opened.

use anyhow::Result;

use super::read::time;
use super::{Tx, rows, run};
use crate::domain::paper::HungPoster;
use crate::domain::{HungId, PrecinctCode, Time};

/// The poster of a precinct that was made last.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MadePoster {
    pub precinct: PrecinctCode,
    /// A hash of what it says.
    pub content: String,
    pub made_at: i64,
    /// The hash of what its inspectors were told that it should say.
    pub told: Option<String>,
}

impl Tx {
    pub async fn made_posters(&mut self) -> Result<Vec<MadePoster>> {
        Ok(rows!(
            self,
            fetch_all,
            MadePoster,
            "select precinct, content, made_at, told from poster order by precinct"
        )?)
    }

    pub async fn made_poster_of(&mut self, precinct: &PrecinctCode) -> Result<Option<MadePoster>> {
        Ok(rows!(
            self,
            fetch_optional,
            MadePoster,
            "select precinct, content, made_at, told from poster where precinct = $1",
            precinct
        )?)
    }

    pub async fn made_poster(
        &mut self,
        precinct: &PrecinctCode,
        content: &str,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into poster (precinct, content, made_at) values ($1, $2, $3)
             on conflict (precinct) do update set content = excluded.content,
                 made_at = excluded.made_at, told = null",
            precinct,
            content,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Notes that its inspectors are told what it should say; false if they were.
    pub async fn tell_poster(&mut self, precinct: &PrecinctCode, content: &str) -> Result<bool> {
        let told = run!(
            self,
            "update poster set told = $2
             where precinct = $1 and content <> $2 and (told is null or told <> $2)",
            precinct,
            content
        )?;
        Ok(told == 1)
    }

    pub async fn hang_poster(
        &mut self,
        id: HungId,
        precinct: &PrecinctCode,
        place: &str,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into hung_poster (id, precinct, place, since) values ($1, $2, $3, $4)",
            id,
            precinct,
            place,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Forgets the oldest places where there are more.
    pub async fn keep_hung(&mut self, precinct: &PrecinctCode, most: i64) -> Result<()> {
        run!(
            self,
            "delete from hung_poster where precinct = $1 and id not in (
                 select id from hung_poster where precinct = $1 order by id desc limit $2)",
            precinct,
            most
        )?;
        Ok(())
    }

    /// The newest first.
    pub async fn hung_posters(
        &mut self,
        precinct: &PrecinctCode,
        most: i64,
    ) -> Result<Vec<HungPoster>> {
        let rows = rows!(
            self,
            fetch_all,
            (HungId, String, i64),
            "select id, place, since from hung_poster where precinct = $1
             order by id desc limit $2",
            precinct,
            most
        )?;
        let hung = rows.into_iter().map(|(id, place, since)| {
            let since = time(since)?;
            Ok(HungPoster { id, place, since })
        });
        hung.collect()
    }

    pub async fn count_hung(&mut self, precinct: &PrecinctCode) -> Result<i64> {
        let sql = "select count(*) from hung_poster where precinct = $1";
        let (count,) = rows!(self, fetch_one, (i64,), sql, precinct)?;
        Ok(count)
    }

    /// False if there is none such in that precinct.
    pub async fn take_down_poster(&mut self, id: HungId, precinct: &PrecinctCode) -> Result<bool> {
        let sql = "delete from hung_poster where id = $1 and precinct = $2";
        Ok(run!(self, sql, id, precinct)? == 1)
    }

    /// One more on that day, as `2026-11-27`.
    pub async fn count_opened(&mut self, precinct: &PrecinctCode, day: &str) -> Result<()> {
        run!(
            self,
            "insert into opened_poster (precinct, day, times) values ($1, $2, 1)
             on conflict (precinct, day) do update set times = opened_poster.times + 1",
            precinct,
            day
        )?;
        Ok(())
    }

    /// Forgets the days before that one.
    pub async fn drop_opened(&mut self, precinct: &PrecinctCode, day: &str) -> Result<()> {
        let sql = "delete from opened_poster where precinct = $1 and day < $2";
        run!(self, sql, precinct, day)?;
        Ok(())
    }

    /// How often since that day.
    pub async fn opened_since(&mut self, precinct: &PrecinctCode, day: &str) -> Result<i64> {
        let (times,) = rows!(
            self,
            fetch_one,
            (i64,),
            "select cast(coalesce(sum(times), 0) as bigint) from opened_poster
             where precinct = $1 and day >= $2",
            precinct,
            day
        )?;
        Ok(times)
    }
}
