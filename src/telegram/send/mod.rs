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
mod lease;
mod mark;
mod pace;
mod past;
mod queue;
mod report;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow, bail};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use deliver::Office;
use files::Files;
use lease::{Found, Wanted};
use pace::Pace;
use queue::{Now, Queue, Step};
use report::{End, Report, Why};

use super::client::Client;
use super::gate::Gate;
use crate::app::{App, Letters};
use crate::store::{Lane, Letter};

/// The way to the sender. Cheap to clone.
#[derive(Clone)]
pub struct Sender {
    letters: mpsc::Sender<Letters>,
    wake: Arc<Notify>,
    /// The limit at the door of this process.
    pub gate: Gate,
}

/// How often the outbox is looked through for what was left behind.
const TICK: Duration = Duration::from_secs(1);
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
            app.free_all_leases().await?;
        }
        let (letters, from_turns) = mpsc::channel(BATCHES);
        let wake = Arc::new(Notify::new());
        let sender = Sender {
            letters,
            wake: wake.clone(),
            gate: Gate::default(),
        };
        let (marks, reports) = mpsc::unbounded_channel();
        let (settled, from_marks) = mpsc::unbounded_channel();
        let (found, from_outbox) = mpsc::unbounded_channel();
        tokio::spawn(mark::run(app.clone(), reports, settled, stop.clone()));
        let office = Arc::new(Office {
            app,
            client,
            files: Files::default(),
        });
        let desk = Desk::new(office, rate, marks, found, stop);
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

/// Where everything comes together: one task that owns the queue.
struct Desk {
    office: Arc<Office>,
    queue: Queue,
    marks: mpsc::UnboundedSender<Report>,
    /// Reports of letters that did not fly and are not written down yet.
    unwritten: usize,
    found: mpsc::UnboundedSender<Found>,
    /// The outbox is being looked through.
    looking: bool,
    /// Something may have been written since that look began.
    again: bool,
    /// What was left behind by an earlier process has been taken in.
    caught_up: bool,
    rate: u32,
    stop: CancellationToken,
}

impl Desk {
    fn new(
        office: Arc<Office>,
        rate: u32,
        marks: mpsc::UnboundedSender<Report>,
        found: mpsc::UnboundedSender<Found>,
        stop: CancellationToken,
    ) -> Desk {
        Desk {
            office,
            queue: Queue::new(Pace::new(rate, Instant::now())),
            marks,
            unwritten: 0,
            found,
            looking: false,
            again: false,
            caught_up: false,
            rate,
            stop,
        }
    }

    async fn run(
        mut self,
        mut letters: mpsc::Receiver<Letters>,
        mut settled: mpsc::UnboundedReceiver<Vec<Report>>,
        mut found: mpsc::UnboundedReceiver<Found>,
        wake: Arc<Notify>,
    ) -> Result<()> {
        let mut rounds: u64 = 0;
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let stop = self.stop.clone();
        loop {
            self.launch();
            let notice = self.queue.wake_at().map(tokio::time::Instant::from_std);
            let open = self.caught_up && self.queue.has_room();
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                _ = tick.tick() => {
                    self.queue.sweep(self.now());
                    self.look(Some(rounds));
                    rounds += 1;
                }
                reports = settled.recv() => self.settle(&reports.ok_or_else(nobody_writes)?)?,
                Some(letters) = letters.recv(), if open => self.take_in(letters),
                Some(found) = found.recv() => self.take_found(found),
                () = wake.notified() => self.look(None),
                () = until(notice) => {}
            }
        }
        self.close(letters, settled, found).await
    }

    /// Sends off whatever may go now.
    fn launch(&mut self) {
        let now = self.now();
        while let Some(step) = self.queue.next(now) {
            match step {
                Step::Send { letter, past } => {
                    let (office, marks) = (self.office.clone(), self.marks.clone());
                    tokio::spawn(async move {
                        marks
                            .send(deliver::deliver(office, letter, past).await)
                            .ok();
                    });
                }
                Step::Write(reports) => self.write(reports),
            }
        }
    }

    fn write(&mut self, reports: Vec<Report>) {
        self.unwritten += reports.len();
        for report in reports {
            self.marks.send(report).ok();
        }
    }

    fn take_in(&mut self, letters: Vec<Letter>) {
        let back = self.queue.take_in(letters, self.now());
        self.write(back);
    }

    fn settle(&mut self, reports: &[Report]) -> Result<()> {
        let now = self.now();
        for report in reports {
            if !report.flown {
                self.unwritten -= 1;
            }
            let consequence = self.queue.settle(report, now);
            self.write(consequence);
            if matches!(
                &report.end,
                End::Later {
                    why: Why::Fatal,
                    ..
                }
            ) {
                bail!("Telegram does not know this token");
            }
        }
        Ok(())
    }

    /// Looks through the outbox, or once more when that is being done.
    fn look(&mut self, round: Option<u64>) {
        if self.looking {
            self.again = true;
            return;
        }
        // Leased notices can no longer be stopped by their author: two seconds' worth is enough.
        let ahead = self
            .queue
            .pace
            .when()
            .saturating_duration_since(Instant::now());
        let most = 2 * self.rate as usize;
        let wanted = Wanted {
            answers: if self.queue.has_room() { 256 } else { 0 },
            notices: if ahead < TICK {
                most.saturating_sub(self.queue.notices())
            } else {
                0
            },
            // A row given back but not written yet is not seen: its chat stays as it is.
            settled: self.unwritten == 0,
            round,
        };
        self.looking = true;
        let (office, found) = (self.office.clone(), self.found.clone());
        tokio::spawn(async move {
            found.send(lease::look(&office.app, wanted).await).ok();
        });
    }

    fn take_found(&mut self, found: Found) {
        self.looking = false;
        let rest = !found.all_answers && self.queue.has_room();
        let more = !found.failed && (rest || self.again);
        self.again = false;
        self.take_in(found.letters);
        if found.settled && found.all_answers {
            self.queue.nothing_owed(Lane::Answer, found.since);
        }
        if found.settled && found.all_notices {
            self.queue.nothing_owed(Lane::Notice, found.since);
        }
        self.caught_up |= found.all_answers;
        if more {
            self.look(None);
        }
    }

    /// Finishes what is in flight, writes it down, gives the rest back.
    async fn close(
        mut self,
        mut letters: mpsc::Receiver<Letters>,
        mut settled: mpsc::UnboundedReceiver<Vec<Report>>,
        mut found: mpsc::UnboundedReceiver<Found>,
    ) -> Result<()> {
        letters.close();
        while let Some(more) = letters.recv().await {
            self.take_in(more);
        }
        // What a look under way has leased goes back too.
        if self.looking
            && let Some(found) = found.recv().await
        {
            self.take_in(found.letters);
        }
        let back = self.queue.empty(self.now());
        self.write(back);
        while self.queue.in_flight() + self.unwritten > 0 {
            let reports = settled.recv().await.ok_or_else(nobody_writes)?;
            self.settle(&reports)?;
            let back = self.queue.empty(self.now());
            self.write(back);
        }
        Ok(())
    }

    fn now(&self) -> Now {
        Now {
            ms: self.office.app.clock.now().as_millisecond(),
            at: Instant::now(),
        }
    }
}

/// It panicked: nothing that is sent would ever count as sent, so the process ends with it.
fn nobody_writes() -> Error {
    anyhow!("the task that writes down what was sent has ended")
}

async fn until(moment: Option<tokio::time::Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Limits;
    use crate::clock::Clock;
    use crate::domain::law::Law;
    use crate::store::Store;

    #[tokio::test]
    async fn the_sender_ends_with_the_task_that_writes_down() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
        let office = Arc::new(Office {
            app: Arc::new(app.await.unwrap()),
            client: Client::connect("http://127.0.0.1:1", &"1:token".into()).unwrap(),
            files: Files::default(),
        });
        let (marks, _reports) = mpsc::unbounded_channel();
        let (settled, from_marks) = mpsc::unbounded_channel();
        let (found, from_outbox) = mpsc::unbounded_channel();
        let (_letters, from_turns) = mpsc::channel(1);
        // As when it panics.
        drop(settled);
        let desk = Desk::new(office, 25, marks, found, CancellationToken::new());
        let run = desk.run(from_turns, from_marks, from_outbox, Arc::default());
        let end = tokio::time::timeout(Duration::from_secs(30), run).await;
        let fault = end.unwrap().unwrap_err().to_string();
        assert!(fault.contains("writes down"), "{fault}");
    }
}
