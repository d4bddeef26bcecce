//! Codes that officers show: by the hash of their token, for some minutes.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::{PersonId, Time};

impl Tx {
    pub async fn add_proof(&mut self, hash: &str, person: PersonId, until: Time) -> Result<()> {
        run!(
            self,
            "insert into proof (hash, person, ends_at) values ($1, $2, $3)
             on conflict do nothing",
            hash,
            person,
            until.as_millisecond()
        )?;
        Ok(())
    }

    /// Whose code it is, if it holds.
    pub async fn proof(&mut self, hash: &str, now: Time) -> Result<Option<PersonId>> {
        let row = rows!(
            self,
            fetch_optional,
            (PersonId,),
            "select person from proof where hash = $1 and ends_at > $2",
            hash,
            now.as_millisecond()
        )?;
        Ok(row.map(|(person,)| person))
    }

    /// Forgets what has expired.
    pub async fn drop_proofs(&mut self, now: Time) -> Result<()> {
        let sql = "delete from proof where ends_at <= $1";
        run!(self, sql, now.as_millisecond())?;
        Ok(())
    }
}
