//! Who did what, and the counters that number things.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::{PersonId, Time};

impl Tx {
    /// One line of the audit: names and ids of things, never a text.
    #[expect(
        clippy::too_many_arguments,
        reason = "one column each, called from one place"
    )]
    pub async fn audit(
        &mut self,
        id: i64,
        at: Time,
        actor: &str,
        person: Option<PersonId>,
        action: &str,
        subject: &str,
        outcome: &str,
    ) -> Result<()> {
        run!(
            self,
            "insert into audit (id, at, actor, person, action, subject, outcome)
             values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            at.as_millisecond(),
            actor,
            person,
            action,
            subject,
            outcome
        )?;
        Ok(())
    }

    /// Every line of the audit as "actor action outcome", oldest first; for tests and export.
    pub async fn audit_lines(&mut self) -> Result<Vec<(String, String, String)>> {
        Ok(rows!(
            self,
            fetch_all,
            (String, String, String),
            "select actor, action, outcome from audit order by at, id"
        )?)
    }

    /// The next number of a series, beginning with 1.
    pub async fn next_number(&mut self, name: &str) -> Result<i64> {
        let (value,) = rows!(
            self,
            fetch_one,
            (i64,),
            "insert into counter (name, value) values ($1, 1)
             on conflict (name) do update set value = counter.value + 1
             returning value",
            name
        )?;
        Ok(value)
    }

    /// Sets a counter.
    pub async fn set_counter(&mut self, name: &str, value: i64) -> Result<()> {
        run!(
            self,
            "insert into counter (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
            name,
            value
        )?;
        Ok(())
    }

    /// Where a counter stands; 0 if it never moved.
    pub async fn counter(&mut self, name: &str) -> Result<i64> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "select value from counter where name = $1",
            name
        )?;
        Ok(row.map_or(0, |(value,)| value))
    }
}
