//! What time does: questions that nobody answered, rows that are done with, and the progress
//! that an author watches. Called by `work`, one short transaction each.

use anyhow::Result;

use super::App;
use super::broadcasts;
use crate::domain::{Action, Actor, Time};

impl App {
    /// Resumes reports whose question was not answered in time; returns how many.
    pub async fn resume_unanswered(&self) -> Result<usize> {
        let mut tx = self.store.read().await?;
        let due = tx.unanswered(self.clock.now(), 100).await?;
        tx.rollback().await?;
        let mut resumed = 0;
        for report in due {
            // Somebody may have answered meanwhile: then it is refused and nothing changes.
            if self
                .act(&Actor::Timer, Action::Resume { report })
                .await?
                .is_ok()
            {
                resumed += 1;
            }
        }
        Ok(resumed)
    }

    /// Renews the message of every author who watches a broadcast.
    pub async fn show_progress(&self) -> Result<()> {
        let mut tx = self.store.read().await?;
        let watched = tx.watched().await?;
        tx.rollback().await?;
        for watch in watched {
            broadcasts::renew(self, &watch).await?;
        }
        Ok(())
    }

    /// Frees rows whose sender died.
    pub async fn free_leases(&self, now: Time) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let freed = tx.free_leases(now).await?;
        tx.commit().await?;
        Ok(freed)
    }

    /// Frees every lease; right only at the start of a process that has the database to itself.
    pub async fn free_all_leases(&self) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let freed = tx.free_all_leases().await?;
        tx.commit().await?;
        Ok(freed)
    }

    /// Forgets what nobody needs: updates after three days (Telegram repeats none after one),
    /// sent messages after thirty, whose a report was `keep_days` after its end.
    pub async fn tidy(&self) -> Result<()> {
        let now = self.clock.now();
        let days = |days: i64| now - jiff::SignedDuration::from_hours(24 * days);
        let mut tx = self.store.begin().await?;
        tx.tidy_seen(days(3)).await?;
        tx.tidy_outbox(days(30)).await?;
        let forgotten = tx.anonymise_reports(days(self.limits.keep_days)).await?;
        if forgotten > 0 {
            // The erasure leaves a line; whose reports they were does not.
            let id = self.clock.new_id();
            let subject = format!("{forgotten} reports");
            tx.audit(id, now, "timer", None, "anonymise", &subject, "done")
                .await?;
        }
        tx.commit().await
    }
}
