//! What time does: questions that nobody answered, rows that are done with, and the progress
//! that an author watches. Called by `work`, one short transaction each.

use std::panic::AssertUnwindSafe;

use anyhow::Result;
use futures_util::FutureExt;

use super::act::broadcasts;
use super::sent;
use super::shared::App;
use crate::domain::{Action, Actor, CaseVerb, Time};

impl App {
    /// Resumes reports whose question was not answered in time; returns how many.
    pub async fn resume_unanswered(&self) -> Result<usize> {
        let mut tx = self.store.read().await?;
        let due = tx.unanswered(self.clock.now(), 100).await?;
        tx.rollback().await?;
        let mut resumed = 0;
        for report in due {
            let resume = self.act(&Actor::Timer, Action::Case(report, CaseVerb::Resume));
            // One that fails keeps nobody else waiting.
            match AssertUnwindSafe(resume).catch_unwind().await {
                Ok(Ok(Ok(_))) => resumed += 1,
                // Somebody has answered meanwhile: it is refused and nothing changes.
                Ok(Ok(Err(_))) => {}
                Ok(Err(fault)) => {
                    tracing::error!(fault = %format!("{fault:#}"), "a report is not resumed");
                }
                Err(_) => tracing::error!("a report is not resumed: panic"),
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

    /// Makes due what waits by a clock that has gone back since.
    pub async fn forget_other_clock(&self) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let due = tx.forget_other_clock(self.clock.now()).await?;
        tx.commit().await?;
        Ok(due)
    }

    /// Frees every lease; right only at the start of a process that has the database to itself.
    pub async fn free_all_leases(&self) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let freed = tx.free_all_leases().await?;
        tx.commit().await?;
        Ok(freed)
    }

    /// Forgets what nobody needs: updates after three days (Telegram repeats none after one),
    /// sent messages after thirty, what was begun and left lying after `idle_hours`, whose a
    /// report was `keep_days` after its end, what a forgotten person sent after a day. In small steps: turns wait for none of them long.
    pub async fn tidy(&self) -> Result<()> {
        let now = self.clock.now();
        let days = |days: i64| now - jiff::SignedDuration::from_hours(24 * days);
        loop {
            let mut tx = self.store.begin().await?;
            let seen = tx.tidy_seen(days(3), STEP).await?;
            let sent = tx.tidy_outbox(days(30), STEP).await?;
            tx.commit().await?;
            if seen.max(sent) < STEP.unsigned_abs() {
                break;
            }
        }
        let mut tx = self.store.begin().await?;
        let idle = jiff::SignedDuration::from_hours(self.limits.idle_hours);
        tx.tidy_conversations(now - idle).await?;
        let (reports, salts) = sent::over(now);
        tx.tidy_forgotten(reports, salts).await?;
        tx.tidy_pushes(days(2)).await?;
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

/// Rows of each kind that are forgotten in one transaction.
const STEP: i64 = 1_000;
