//! What an operator watches: counts of what is open, and when Telegram was heard last. Cheap, and
//! asked for by a timer: whoever reads the metrics asks the database nothing.

use anyhow::Result;

use super::shared::App;
use crate::domain::{Time, calendar};
use crate::store::Figures;

/// The counter that keeps when the messenger was heard, in milliseconds.
const HEARD: &str = "heard";

impl App {
    /// Counts anew and shows it as gauges.
    pub async fn measure(&self) -> Result<Figures> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let figures = tx
            .figures(self.overdue_before(), &self.private_kinds())
            .await?;
        tx.rollback().await?;
        let gauges = [
            ("bot_reports_open", figures.open),
            ("bot_reports_untaken", figures.untaken),
            ("bot_reports_overdue", figures.overdue),
            ("bot_officers_joined", figures.officers),
            ("bot_subscribers", figures.subscribers),
        ];
        for (name, count) in gauges {
            metrics::gauge!(name).set(small(count));
        }
        let age = figures
            .oldest_untaken
            .map_or(0, |sent| (now.as_millisecond() - sent).max(0) / 1_000);
        metrics::gauge!("bot_reports_oldest_untaken_seconds").set(small(age));
        Ok(figures)
    }

    /// Keeps when the messenger was heard last, for whoever looks from outside.
    pub async fn keep_heard(&self) -> Result<()> {
        let Some(heard) = self.health.last_heard() else {
            return Ok(());
        };
        let mut tx = self.store.begin().await?;
        // Another process may have heard it later.
        if tx.counter(HEARD).await? < heard {
            tx.set_counter(HEARD, heard).await?;
            return tx.commit().await;
        }
        tx.rollback().await
    }

    /// Sent before that, a report that is still open should have been answered.
    fn overdue_before(&self) -> Time {
        let (today, days) = (self.today(), self.law.deadlines().answer_days);
        let within =
            |day: &jiff::civil::Date| self.law.calendar().working_days_between(*day, today) <= days;
        let mut oldest = today;
        while let Some(day) = oldest.yesterday().ok().filter(within) {
            oldest = day;
        }
        calendar::at(oldest.at(0, 0, 0, 0))
    }

    /// Kinds of reports that nothing is counted of.
    fn private_kinds(&self) -> String {
        let private = self.law.categories().iter().filter(|it| it.private);
        let keys: Vec<&str> = private.map(|it| it.key.as_str()).collect();
        format!(";{};", keys.join(";"))
    }
}

/// Milliseconds since 1970 at which a serving bot heard its messenger last, as far as it is kept.
///
/// # Errors
/// The database does not answer.
pub async fn heard(tx: &mut crate::store::Tx) -> Result<Option<i64>> {
    let heard = tx.counter(HEARD).await?;
    Ok((heard > 0).then_some(heard))
}

fn small(count: i64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
