//! A medium that is refused for good goes in another form. Nothing is dropped in silence, and what
//! is behind it in its chat does not wait for long.

use std::time::Duration;

use anyhow::Result;

use super::journey::{Copied, Journey, Last};
use crate::chat::{Attachment, Say};
use crate::post::queue::LEAST_LEASE;
use crate::post::report::{DelayReason, End};
use crate::store::Letter;
use crate::telegram::client::FILE_TIMEOUT;
use crate::telegram::fault::{Fault, Refused};
use crate::telegram::send::judge::{Judgement, judge};

/// Times that a copy is tried; after that the medium is named.
const TRIES: u32 = 3;
/// How long it waits for room.
const PATIENCE: Duration = Duration::from_secs(15);
/// Milliseconds that a lease is renewed for: longer than to fetch a file, or to
/// upload it, and no longer than any lease may be.
const RENEWED: i64 = 110_000;

impl Journey<'_> {
    /// Whether something else is said in its place now: it is refused, or its copy does not arrive.
    pub fn may_go_otherwise(&self, say: &Say, means: &Judgement) -> bool {
        let refused = match means {
            Judgement::Withheld | Judgement::Upload | Judgement::Never => true,
            _ => self.copy.is_some() && passes(means),
        };
        refused && say.instead.is_some()
    }

    /// The same as a plain file where that is let in, else words that name it; an end where it has
    /// to wait.
    pub async fn otherwise(
        &mut self,
        letter: &mut Letter,
        say: Say,
        (fault, means): (&Fault, &Judgement),
        last: Last,
    ) -> Result<Say, End> {
        let Some(instead) = say.instead.clone() else {
            return Ok(say);
        };
        let tried = self.copy.take().is_some();
        // Perhaps it has arrived already: no third time.
        let tries = match means {
            Judgement::Doubt => TRIES - 1,
            _ => TRIES,
        };
        if passes(means) && last.copied + 1 < tries {
            return Err(self.trouble(letter, fault, DelayReason::Copy));
        }
        tracing::warn!(%fault, "a medium goes in another form");
        let withheld = *means == Judgement::Withheld;
        if let Some(Attachment::Media(media)) =
            say.attachment.as_ref().filter(|_| withheld && !tried)
            && let Some(copy) = self.fetch(letter, &media.file, last).await?
        {
            self.copy = Some(copy);
            let text = instead.file;
            return Ok(Say { text, ..say });
        }
        let text = match withheld || tried {
            true => instead.withheld,
            false => instead.lost,
        };
        Ok(Say {
            text,
            attachment: None,
            instead: None,
            ..say
        })
    }

    /// None: it is not to be had.
    async fn fetch(
        &mut self,
        letter: &mut Letter,
        file: &str,
        last: Last,
    ) -> Result<Option<Copied>, End> {
        let crowded = || self.later(Duration::from_secs(1), DelayReason::Order);
        let room = tokio::time::timeout(PATIENCE, self.office.files.room()).await;
        let room = room.ok().flatten().ok_or_else(crowded)?;
        if !self.renew(letter).await {
            return Err(self.later(Duration::from_secs(1), DelayReason::Order));
        }
        let fault = match self.office.client.fetch(file).await {
            Ok(file) => return Ok(Some(Copied::new(file, room))),
            Err(fault) => fault,
        };
        match judge(&fault) {
            means @ (Judgement::Slow(_) | Judgement::Fatal) => {
                Err(self.end(letter, &fault, &means, last))
            }
            _ if is_gone(&fault) || last.copied + 1 >= TRIES => {
                tracing::warn!(%fault, "a medium cannot be fetched");
                Ok(None)
            }
            _ => Err(self.trouble(letter, &fault, DelayReason::Copy)),
        }
    }

    /// Whether the lease lasts for one more call; that of what has taken long is renewed.
    pub async fn lasts(&mut self, letter: &mut Letter) -> bool {
        let least = match &self.copy {
            Some(_) => LEAST_LEASE + i64::try_from(FILE_TIMEOUT.as_millis()).unwrap_or(RENEWED),
            None => LEAST_LEASE,
        };
        letter.lease_until - self.now() >= least || self.renewed && self.renew(letter).await
    }

    /// False if somebody else has it now.
    async fn renew(&mut self, letter: &mut Letter) -> bool {
        let until = self.now() + RENEWED;
        let renewed = self.keep(letter, until).await.unwrap_or_else(|fault| {
            tracing::error!(fault = %format!("{fault:#}"), "a lease is not renewed");
            false
        });
        if renewed {
            (letter.lease_until, self.renewed) = (until, true);
        }
        renewed
    }

    async fn keep(&self, letter: &Letter, until: i64) -> Result<bool> {
        let mut tx = self.office.app.store.begin().await?;
        let kept = tx
            .renew_lease(&letter.key, letter.lease_until, until)
            .await?;
        tx.commit().await?;
        Ok(kept)
    }
}

/// The next time it may be otherwise.
fn passes(means: &Judgement) -> bool {
    matches!(
        means,
        Judgement::Trouble | Judgement::Doubt | Judgement::Broken
    )
}

/// Telegram does not give it out, however often it is asked.
fn is_gone(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::TooLarge | Fault::Refused(Refused { code: 400, .. })
    )
}
