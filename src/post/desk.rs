//! Where everything comes together: one task that owns the queue, sends off what may go, and fetches
//! from the outbox what has room.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow, bail};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::lease::{self, Found, Wanted};
use super::pace::Pace;
use super::past::Past;
use super::queue::{Now, Queue, QueueStep};
use super::report::{DelayReason, DeliveryReport, End};
use super::watch::ClockWatch;
use crate::app::{App, Letters};
use crate::domain::{Channel, Chat};
use crate::store::{Letter, Turn};

/// How often the outbox is looked through for what was left behind.
const TICK: Duration = Duration::from_secs(1);
/// Chats whose answers are fetched at a time.
const CHATS: usize = 32;

/// To whoever brings a letter on its way, and marks what became of it, whatever that is.
pub type Carry = mpsc::UnboundedSender<(Letter, Past)>;

/// What was found in the outbox.
pub enum News {
    Found(Found),
    Turns(Vec<(Chat, Option<Turn>)>),
}

pub struct Desk {
    app: Arc<App>,
    channel: Channel,
    carry: Carry,
    queue: Queue,
    marks: mpsc::UnboundedSender<DeliveryReport>,
    /// Reports of letters that did not fly and are not written down yet.
    unwritten: usize,
    news: mpsc::UnboundedSender<News>,
    /// The outbox is being looked through.
    looking: bool,
    /// Something may have been written since that look began.
    again: bool,
    /// The second that asked for a look and has not had it.
    round: Option<u64>,
    /// Answers are being fetched.
    fetching: bool,
    /// The highest chat that the looks have come to.
    after: Chat,
    /// Every chat that an earlier process left something for is known: what is new goes behind it.
    caught_up: bool,
    watch: ClockWatch,
    rate: u32,
    stop: CancellationToken,
}

impl Desk {
    pub fn new(
        app: Arc<App>,
        (channel, carry): (Channel, Carry),
        rate: u32,
        marks: mpsc::UnboundedSender<DeliveryReport>,
        news: mpsc::UnboundedSender<News>,
        stop: CancellationToken,
    ) -> Desk {
        Desk {
            after: before_all(channel),
            app,
            channel,
            carry,
            queue: Queue::new(Pace::new(rate, Instant::now())),
            marks,
            unwritten: 0,
            news,
            looking: false,
            again: false,
            round: None,
            fetching: false,
            caught_up: false,
            watch: ClockWatch::default(),
            rate,
            stop,
        }
    }

    pub async fn run(
        mut self,
        mut letters: mpsc::Receiver<Letters>,
        mut settled: mpsc::UnboundedReceiver<Vec<DeliveryReport>>,
        mut news: mpsc::UnboundedReceiver<News>,
        wake: Arc<Notify>,
    ) -> Result<()> {
        let mut rounds: u64 = 0;
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let stop = self.stop.clone();
        loop {
            self.launch()?;
            self.fetch();
            let wake_at = self.queue.wake_at().map(tokio::time::Instant::from_std);
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                _ = tick.tick() => {
                    self.queue.sweep(self.now());
                    self.look(Some(rounds));
                    rounds += 1;
                }
                reports = settled.recv() => self.settle(&reports.ok_or_else(nobody_writes)?)?,
                Some(letters) = letters.recv(), if self.caught_up => self.take_in(letters),
                Some(news) = news.recv() => self.take_news(news),
                () = wake.notified() => self.look(None),
                () = until(wake_at) => {}
            }
        }
        self.close(letters, settled, news).await
    }

    /// Sends off whatever may go now.
    fn launch(&mut self) -> Result<()> {
        let now = self.now();
        while let Some(step) = self.queue.next(now) {
            match step {
                QueueStep::Send { letter, past } => {
                    let carried = self.carry.send((*letter, past));
                    carried.map_err(|_| anyhow!("nobody carries letters any more"))?;
                }
                QueueStep::Write(reports) => self.write(reports),
            }
        }
        Ok(())
    }

    fn write(&mut self, reports: Vec<DeliveryReport>) {
        self.unwritten += reports.len();
        for report in reports {
            self.marks.send(report).ok();
        }
    }

    fn take_in(&mut self, letters: Vec<Letter>) {
        let back = self.queue.take_in(letters, self.now());
        self.write(back);
    }

    fn settle(&mut self, reports: &[DeliveryReport]) -> Result<()> {
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
                    why: DelayReason::Fatal,
                    ..
                }
            ) {
                bail!("the messenger does not know this token");
            }
        }
        Ok(())
    }

    /// Looks through the outbox, or once more when that is being done.
    fn look(&mut self, round: Option<u64>) {
        self.round = round.or(self.round);
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
            after: self.after,
            notices: if ahead < TICK {
                most.saturating_sub(self.queue.notices())
            } else {
                0
            },
            // A row given back but not written yet is not seen: its chat stays as it is.
            settled: self.unwritten == 0,
            jumped: self.watch.jumped_back(self.now()),
            round: self.round.take(),
        };
        self.looking = true;
        let (app, news) = (self.app.clone(), self.news.clone());
        tokio::spawn(async move {
            let found = lease::look(&app, wanted).await;
            news.send(News::Found(found)).ok();
        });
    }

    /// Fetches the next answers of chats that have none left in memory.
    fn fetch(&mut self) {
        if self.fetching {
            return;
        }
        let (chats, each) = self.queue.fetch_next(CHATS, self.now());
        if chats.is_empty() {
            return;
        }
        self.fetching = true;
        let (app, news) = (self.app.clone(), self.news.clone());
        tokio::spawn(async move {
            let turns = lease::fetch(&app, chats, each).await;
            news.send(News::Turns(turns)).ok();
        });
    }

    fn take_news(&mut self, news: News) {
        match news {
            News::Found(found) => self.take_found(found),
            News::Turns(turns) => self.take_turns(turns),
        }
    }

    fn take_turns(&mut self, turns: Vec<(Chat, Option<Turn>)>) {
        self.fetching = false;
        let now = self.now();
        for (chat, turn) in turns {
            self.queue.fetched(chat, turn, now);
        }
    }

    fn take_found(&mut self, found: Found) {
        self.looking = false;
        if found.failed {
            self.watch.forget();
            return;
        }
        self.queue.waiting(&found.chats, self.now());
        self.after = match found.chats.last() {
            Some(last) if !found.all_chats => *last,
            _ => before_all(self.channel),
        };
        self.caught_up |= found.all_chats;
        self.take_in(found.notices);
        if found.settled && found.all_notices {
            self.queue.nothing_owed(found.since);
        }
        if std::mem::take(&mut self.again) || !self.caught_up {
            self.look(None);
        }
    }

    /// Finishes what is in flight, writes it down, gives the rest back.
    async fn close(
        mut self,
        mut letters: mpsc::Receiver<Letters>,
        mut settled: mpsc::UnboundedReceiver<Vec<DeliveryReport>>,
        mut news: mpsc::UnboundedReceiver<News>,
    ) -> Result<()> {
        letters.close();
        while let Some(more) = letters.recv().await {
            self.take_in(more);
        }
        // What a look or a fetch under way has leased goes back too.
        while self.looking || self.fetching {
            match news.recv().await {
                Some(News::Found(found)) => {
                    self.looking = false;
                    self.take_in(found.notices);
                }
                Some(News::Turns(turns)) => self.take_turns(turns),
                None => break,
            }
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
            ms: self.app.clock.now().as_millisecond(),
            at: Instant::now(),
        }
    }
}

/// No chat of this channel comes before it.
fn before_all(channel: Channel) -> Chat {
    Chat::new(channel, i64::MIN)
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
        let app = Arc::new(app.await.unwrap());
        let (carry, _flights) = mpsc::unbounded_channel();
        let (marks, _reports) = mpsc::unbounded_channel();
        let (settled, from_marks) = mpsc::unbounded_channel();
        let (found, from_outbox) = mpsc::unbounded_channel();
        let (_letters, from_turns) = mpsc::channel(1);
        // As when it panics.
        drop(settled);
        let stop = CancellationToken::new();
        let desk = Desk::new(app, (Channel::FIRST, carry), 25, marks, found, stop);
        let run = desk.run(from_turns, from_marks, from_outbox, Arc::default());
        let end = tokio::time::timeout(Duration::from_secs(30), run).await;
        let fault = end.unwrap().unwrap_err().to_string();
        assert!(fault.contains("writes down"), "{fault}");
    }
}
