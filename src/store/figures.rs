//! How much there is of what an operator watches. Violence at home is in none of the counts.

use anyhow::Result;

use super::{Tx, rows};
use crate::domain::Time;

/// Counts of one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Figures {
    /// Reports that are neither closed nor withdrawn.
    pub open: i64,
    /// Those of them that nobody has taken.
    pub untaken: i64,
    /// Open ones that were sent before the given moment.
    pub overdue: i64,
    /// When the oldest that nobody has taken was sent, in milliseconds.
    pub oldest_untaken: Option<i64>,
    /// People who hold a post that opens something.
    pub officers: i64,
    /// People who subscribe to a precinct.
    pub subscribers: i64,
}

impl Tx {
    /// Reports sent before `overdue` count as overdue; those of the kinds in `private` (keys with a
    /// semicolon around each) count nowhere.
    pub async fn figures(&mut self, overdue: Time, private: &str) -> Result<Figures> {
        Ok(rows!(
            self,
            fetch_one,
            Figures,
            "select count(*) as open,
                 coalesce(sum(case when state = 'new' then 1 else 0 end), 0) as untaken,
                 coalesce(sum(case when created_at < $1 then 1 else 0 end), 0) as overdue,
                 min(case when state = 'new' then created_at end) as oldest_untaken,
                 (select count(distinct person) from post where kind <> 'lapsed') as officers,
                 (select count(distinct person) from subscription) as subscribers
             from report
             where state not in ('closed', 'withdrawn')
                 and replace($2, ';' || category || ';', '') = $2",
            overdue.as_millisecond(),
            private
        )?)
    }
}
