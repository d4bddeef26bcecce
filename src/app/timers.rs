//! What time does: what is due, rows that are done with, and the progress that an author watches. Called by `work`, one short transaction each.

use std::panic::AssertUnwindSafe;

use anyhow::Result;
use futures_util::FutureExt;

use super::act::broadcasts;
use super::perform::perform;
use super::scene::Scene;
use super::shared::App;
use super::{sent, simple};
use crate::domain::due::Due;
use crate::domain::{Action, Actor, CaseVerb, Channel, Time};

impl App {
    /// Does what is due, each in a transaction of its own; returns how much was done.
    pub async fn take_due(&self) -> Result<usize> {
        let mut tx = self.store.read().await?;
        let due = tx.due(self.clock.now(), 100).await?;
        tx.rollback().await?;
        let mut done = 0;
        for due in due {
            // One that fails keeps nobody else waiting.
            match AssertUnwindSafe(self.take_one(due)).catch_unwind().await {
                Ok(Ok(taken)) => done += usize::from(taken),
                Ok(Err(fault)) => {
                    tracing::error!(?due, fault = %format!("{fault:#}"), "what is due fails");
                }
                Err(_) => tracing::error!(?due, "what is due fails: panic"),
            }
        }
        Ok(done)
    }

    /// By the door of every action. What is refused is over as well: it is not tried again.
    async fn take_one(&self, due: Due) -> Result<bool> {
        let mut tx = self.store.begin().await?;
        if !tx.take_due(due, self.clock.now()).await? {
            return Ok(false);
        }
        let cause = format!("c:{}", self.clock.new_id());
        let mut scene = Scene::new(self, &mut tx, cause);
        let done = perform(&mut scene, &Actor::Timer, action(due)).await?;
        let (out, now) = (simple::taken(&mut scene, None).await?, scene.now);
        tx.enqueue(&out, now, None).await?;
        tx.commit().await?;
        Ok(done.is_ok())
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

    /// Frees rows of a channel whose sender died.
    pub async fn free_leases(&self, channel: Channel, now: Time) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let freed = tx.free_leases(channel, now).await?;
        tx.commit().await?;
        Ok(freed)
    }

    /// Makes due what waits in a channel by a clock that has gone back since.
    pub async fn forget_other_clock(&self, channel: Channel) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let due = tx.forget_other_clock(channel, self.clock.now()).await?;
        tx.commit().await?;
        Ok(due)
    }

    /// Frees every lease of a channel; right only at the start of a process that has it to itself.
    pub async fn free_all_leases(&self, channel: Channel) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let freed = tx.free_all_leases(channel).await?;
        tx.commit().await?;
        Ok(freed)
    }

    /// Forgets what nobody needs: updates after three days (Telegram repeats none after one),
    /// sent messages after thirty (those of a meeting thirty after it), what was begun and left lying after `idle_hours`, whose a
    /// report was `keep_days` after its end, what a forgotten person sent after a day. In small steps: turns wait for none of them long.
    pub async fn tidy(&self) -> Result<()> {
        let now = self.clock.now();
        self.tell_outdated_posters().await?;
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
        tx.drop_follow_links(now).await?;
        tx.tidy_family_drafts(days(1)).await?;
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

fn action(due: Due) -> Action {
    match due {
        Due::Answer(report) => Action::Case(report, CaseVerb::Resume),
    }
}

/// Rows of each kind that are forgotten in one transaction.
const STEP: i64 = 1_000;
