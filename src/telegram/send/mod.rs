//! Sends what the outbox holds: answers at once, notices at an even rate. Letters come in memory
//! from the turns of this process, and by a query where something was left behind. A message
//! counts as sent when that is committed; until then its chat waits, so that a crash repeats at
//! most the one in flight.

mod compose;
mod deliver;
mod files;
mod html;
mod judge;
mod keyboard;
mod to;

use std::sync::Arc;

use anyhow::Result;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use deliver::Office;
use files::Files;

pub use html::{TEXT, cut, plain};

use super::channel::CHANNEL;
use super::client::Client;
use super::gate::Gate;
use crate::app::{App, Letters};
use crate::post::desk::{Carry, Desk};
use crate::post::mark;
use crate::post::report::{DeliveryReport, End};

/// The way to the sender. Cheap to clone.
#[derive(Clone)]
pub struct Sender {
    letters: mpsc::Sender<Letters>,
    wake: Arc<Notify>,
    /// The limit at the door of this process.
    pub gate: Gate,
}

/// Batches of letters on their way to the sender; whoever brings more waits.
const BATCHES: usize = 64;

impl Sender {
    /// Starts sending, notices at `rate` a second. Stop it after those who bring letters: what is
    /// in flight is finished and written down, the rest is given back. Fails only when Telegram
    /// does not know the token, or when nobody writes down any more what was sent.
    pub async fn start(
        app: Arc<App>,
        client: Client,
        rate: u32,
        stop: CancellationToken,
    ) -> Result<(Sender, JoinHandle<Result<()>>)> {
        if !app.store.shared() {
            // Nobody else serves this database: what an earlier life had leased is free.
            app.free_all_leases(CHANNEL).await?;
        }
        let (letters, from_turns) = mpsc::channel(BATCHES);
        let wake = Arc::new(Notify::new());
        let gate = Gate::default();
        let sender = Sender {
            letters,
            wake: wake.clone(),
            gate: gate.clone(),
        };
        let (marks, reports) = mpsc::unbounded_channel();
        let (settled, from_marks) = mpsc::unbounded_channel();
        let (news, from_outbox) = mpsc::unbounded_channel();
        tokio::spawn(mark::run(app.clone(), reports, settled, stop.clone()));
        let office = Arc::new(Office {
            app: app.clone(),
            client,
            files: Files::default(),
        });
        let carry = carry(office, gate, marks.clone());
        let desk = Desk::new(app, (CHANNEL, carry), rate, marks, news, stop);
        let task = tokio::spawn(desk.run(from_turns, from_marks, from_outbox, wake));
        Ok((sender, task))
    }

    /// Hands over what was leased to this process as it was written. Waits while too much is in
    /// hand already. `look`: something may have been written that is not handed over.
    pub async fn hand(&self, letters: Letters, look: bool) {
        if letters.is_empty() {
            if look {
                self.wake();
            }
            return;
        }
        // A sender that has stopped leaves them to their lease.
        self.letters.send(letters).await.ok();
    }

    /// Something may wait in the outbox: look now rather than at the next second.
    pub fn wake(&self) {
        self.wake.notify_one();
    }
}

/// Brings letters on their way, all at once. Whoever is answered may send more.
fn carry(office: Arc<Office>, gate: Gate, marks: mpsc::UnboundedSender<DeliveryReport>) -> Carry {
    let (carry, mut letters) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some((letter, past)) = letters.recv().await {
            let (office, gate, marks) = (office.clone(), gate.clone(), marks.clone());
            tokio::spawn(async move {
                let report = deliver::deliver(office, letter, past).await;
                if matches!(report.end, End::Sent { .. }) {
                    gate.answered(report.letter.chat.id);
                }
                marks.send(report).ok();
            });
        }
    });
    carry
}
