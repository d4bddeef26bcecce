//! One letter on its way: builds its call, posts it, and reads what the answer means. At most a
//! few calls: an edit may become a new message, a group may have moved.

mod copy;
mod journey;

use std::fmt::Display;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use futures_util::FutureExt;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::compose::{compose, compose_copy, may_edit};
use super::files::HeldFile;
use super::judge::{Judgement, judge};
use super::to::To;
use crate::chat::{Attachment, Say};
use crate::domain::{Chat, Time};
use crate::post::past::Past;
use crate::post::report::{DelayReason, DeliveryReport, End};
use crate::store::{Lane, Letter};
use crate::telegram::client::{FILE_TIMEOUT, TIMEOUT};
use crate::telegram::fault::{Fault, Refused};
use journey::{Journey, Last};

pub use journey::Office;

/// Calls for one letter.
const CALLS: usize = 4;
/// Whatever Telegram asks for, it is asked again after this.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// Without another end, a message is not tried for longer than this.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// As much of the message sent as is of use.
#[derive(Default, Deserialize)]
struct SentMessage {
    #[serde(default)]
    message_id: i64,
    document: Option<SentFile>,
}

#[derive(Deserialize)]
struct SentFile {
    file_id: String,
}

/// Brings a letter on its way; whatever happens, there is a report.
pub async fn deliver(office: Arc<Office>, mut letter: Letter, past: Past) -> DeliveryReport {
    let mut journey = Journey::new(&office, letter.chat);
    let end = AssertUnwindSafe(journey.go(&mut letter, past))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| {
            tracing::error!("panic while sending");
            End::Failed
        });
    let moved = (journey.chat != letter.chat).then_some(journey.chat);
    DeliveryReport {
        moved,
        ..DeliveryReport::flown(letter, end)
    }
}

impl Journey<'_> {
    async fn go(&mut self, letter: &mut Letter, past: Past) -> End {
        let last = Last::of(past, &self.office.client);
        let Ok(say) = serde_json::from_str::<Say>(&letter.body) else {
            tracing::error!("an outbox row does not read");
            return End::Failed;
        };
        let mut say = match self.office.app.make(say).await {
            Ok(say) => say,
            Err(fault) => return self.trouble(letter, &fault, DelayReason::Trouble),
        };
        if let Some(slot) = say.slot.as_deref().filter(|_| may_edit(&say)) {
            match self.slot(slot).await {
                Ok(standing) => self.standing = standing,
                Err(fault) => return self.trouble(letter, &fault, DelayReason::Trouble),
            }
        }
        if say.only_edits && self.standing.is_none() {
            return End::Replaced;
        }
        let answer = letter.lane == Lane::Answer.number();
        for _ in 0..CALLS {
            // Not after the look at the lease: somebody's upload may take long.
            let file = self.file(letter, &say).await;
            if !self.lasts(letter).await {
                return self.later(Duration::from_secs(1), DelayReason::Order);
            }
            let fault = match self.post(&say, answer, file).await {
                Ok(message) => return self.sent(&say, message),
                Err(fault) => fault,
            };
            match judge(&fault) {
                means if at_tap(&say) => return self.end_at_tap(letter, &fault, &means, last),
                Judgement::Stands => return self.sent(&say, self.standing.unwrap_or_default()),
                Judgement::SayAnew if say.only_edits => return End::Replaced,
                Judgement::SayAnew if self.standing.is_some() => self.standing = None,
                // Said to all rather than to nobody.
                Judgement::NoTopic if say.topic.is_some() => say.topic = None,
                Judgement::Moved(to) if self.chat == letter.chat => {
                    self.chat = Chat::new(self.chat.channel, to);
                    // Its messages stayed behind.
                    self.standing = None;
                }
                Judgement::Upload if self.upload.is_some() && !self.anew => self.anew = true,
                means if self.may_go_otherwise(&say, &means) => {
                    let refused = (&fault, &means);
                    match self.otherwise(letter, say, refused, last).await {
                        Ok(other) => say = other,
                        Err(end) => return end,
                    }
                }
                other => return self.end(letter, &fault, &other, last),
            }
        }
        End::Failed
    }

    fn end(&self, letter: &Letter, fault: &Fault, means: &Judgement, last: Last) -> End {
        match means {
            Judgement::Slow(wait) => self.later(*wait, DelayReason::Slow(*wait)),
            Judgement::Trouble => self.trouble(letter, fault, DelayReason::Trouble),
            // Perhaps it arrived twice already: no third time.
            Judgement::Doubt if last.doubt => End::Failed,
            Judgement::Doubt => self.trouble(letter, fault, DelayReason::Doubt),
            // A way that always breaks behind the message would repeat it for a day.
            Judgement::Broken if last.broken => End::Failed,
            Judgement::Broken => self.trouble(letter, fault, DelayReason::Broken),
            Judgement::Gone => End::Blocked,
            Judgement::Muted | Judgement::NoTopic if last.muted => End::Blocked,
            Judgement::Muted | Judgement::NoTopic => {
                self.later(Duration::from_secs(60), DelayReason::Muted)
            }
            Judgement::Fatal => {
                tracing::error!(%fault, "Telegram does not know this token");
                self.later(Duration::from_secs(1), DelayReason::Fatal)
            }
            Judgement::BadText => {
                tracing::error!(batch = letter.batch, "a text is not HTML: not sent");
                End::BadText
            }
            Judgement::Stands
            | Judgement::SayAnew
            | Judgement::Moved(_)
            | Judgement::Upload
            | Judgement::Withheld
            | Judgement::TooLate
            | Judgement::Never => {
                tracing::error!(%fault, "a message was refused");
                End::Failed
            }
        }
    }

    /// A button waits for a moment only, and what is refused there says nothing of its chat.
    fn end_at_tap(&self, letter: &Letter, fault: &Fault, means: &Judgement, last: Last) -> End {
        match (fault, means) {
            (_, Judgement::TooLate) => End::Expired,
            (Fault::Refused(_), means) if *means != Judgement::Fatal => {
                tracing::warn!(%fault, "a button was not answered");
                End::Expired
            }
            (_, means) => self.end(letter, fault, means, last),
        }
    }

    fn sent(&mut self, say: &Say, message: i64) -> End {
        let slot = say.slot.clone().filter(|_| message != 0 && may_edit(say));
        let upload = self.upload.take();
        End::Sent {
            message,
            slot,
            upload,
        }
    }

    fn trouble(&self, letter: &Letter, fault: &impl Display, why: DelayReason) -> End {
        let end = letter.expires_at.unwrap_or(letter.created_at + DAY);
        if self.now() >= end {
            tracing::error!(%fault, "a message was tried for too long");
            return End::Failed;
        }
        tracing::warn!(%fault, attempts = letter.attempts, "a message has to wait");
        self.later(backoff(letter), why)
    }

    fn later(&self, wait: Duration, why: DelayReason) -> End {
        let wait = wait.min(LONGEST);
        End::Later { wait, why }
    }

    /// Posts it once; returns the number of the message.
    async fn post(
        &mut self,
        say: &Say,
        answer: bool,
        file: Option<HeldFile>,
    ) -> Result<i64, Fault> {
        if let Some(file) = file {
            return self.post_file(say, answer, file).await;
        }
        let request = self.request(say, answer, None)?;
        match self.standing {
            // The answer to an edit is a message, or only "true".
            Some(message) => {
                let client = &self.office.client;
                client.call::<IgnoredAny>(request, TIMEOUT).await?;
                Ok(message)
            }
            // Its answer is no message.
            None if !say.is_message() => {
                let client = &self.office.client;
                client.call::<IgnoredAny>(request, TIMEOUT).await?;
                Ok(0)
            }
            None => {
                let heavy = self.copy.is_some();
                let timeout = if heavy { FILE_TIMEOUT } else { TIMEOUT };
                let sent: SentMessage = self.office.client.call(request, timeout).await?;
                Ok(sent.message_id)
            }
        }
    }

    /// The file that goes along, if others get it too.
    async fn file(&self, letter: &Letter, say: &Say) -> Option<HeldFile> {
        letter.batch.as_ref()?;
        let Some(Attachment::File { name, content }) = &say.attachment else {
            return None;
        };
        let mut file = self.office.files.hold(name, content).await;
        if self.anew {
            *file.id = None;
        } else if file.id.is_none() {
            *file.id = self.known(&file.hash).await.unwrap_or_default();
        }
        Some(file)
    }

    async fn post_file(&mut self, say: &Say, answer: bool, file: HeldFile) -> Result<i64, Fault> {
        let HeldFile { hash, mut id } = file;
        if let Some(known) = id.clone() {
            drop(id);
            let request = self.request(say, answer, Some(&known))?;
            self.upload = Some((hash, known));
            let sent: SentMessage = self.office.client.call(request, TIMEOUT).await?;
            return Ok(sent.message_id);
        }
        let request = self.request(say, answer, None)?;
        let sent: SentMessage = self.office.client.call(request, TIMEOUT).await?;
        if let Some(file) = sent.document {
            *id = Some(file.file_id.clone());
            self.upload = Some((hash, file.file_id));
        }
        Ok(sent.message_id)
    }

    fn request(
        &mut self,
        say: &Say,
        answer: bool,
        file: Option<&str>,
    ) -> Result<crate::telegram::client::Request, Fault> {
        let to = To {
            chat: self.chat.id,
            standing: self.standing,
            file,
            answer,
        };
        let composed = match &mut self.copy {
            Some(copy) => {
                let file = copy.file.take().context("a copy sets out once");
                file.and_then(|file| compose_copy(say, to, file))
            }
            None => compose(say, to),
        };
        composed.map_err(|fault| {
            tracing::error!(fault = %fault, "a message cannot be made");
            Fault::Refused(Refused::of(400))
        })
    }

    async fn slot(&self, name: &str) -> Result<Option<i64>> {
        let mut tx = self.office.app.store.read().await?;
        let standing = tx.slot(self.chat, name).await?;
        tx.rollback().await?;
        Ok(standing)
    }

    async fn known(&self, hash: &str) -> Result<Option<String>> {
        let mut tx = self.office.app.store.read().await?;
        let file = tx.upload(self.chat.channel, hash).await?;
        tx.rollback().await?;
        Ok(file)
    }

    fn now(&self) -> i64 {
        let now: Time = self.office.app.clock.now();
        now.as_millisecond()
    }
}

fn at_tap(say: &Say) -> bool {
    matches!(say.attachment, Some(Attachment::AtTap(_)))
}

/// One second, doubling with each attempt up to a minute.
fn backoff(letter: &Letter) -> Duration {
    let doublings = u32::try_from(letter.attempts - 1)
        .unwrap_or_default()
        .min(6);
    Duration::from_secs((1 << doublings).min(60))
}

#[cfg(test)]
mod tests;
