//! What this process holds to be sent, and whose turn it is. Pure: no clock, no network, no
//! database. A chat has one message in flight, in order; a message is in flight until its end is
//! committed. A chat holds few answers in memory: what does not fit, or cannot go now, is given
//! back to the outbox, and whatever comes for that chat meanwhile goes behind it. So nobody waits
//! for what is said to others, however much that is. A group is sent no more in a minute than it may
//! be: what is beyond that waits here.

mod fetch;
mod flights;
mod in_chat;
mod settle;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::pace::Pace;
use super::past::Past;
use super::report::{DelayReason, DeliveryReport, End};
use crate::domain::Chat;
use crate::store::{Lane, Letter};
use flights::Flights;
use in_chat::{InChat, NOTICES_IN_MINUTE, ROOM, gap};

/// Notices in flight at a time.
const NOTICES: usize = 8;
/// Letters in memory at which even new ones are given back.
const MOST: usize = 10_000;
/// How long after that its answers are sent one by one: each would be refused once otherwise.
const PACED: Duration = Duration::from_secs(30);
/// Milliseconds that a lease must still last for a message to set out: longer than a request.
pub const LEAST_LEASE: i64 = 25_000;

pub struct Queue {
    chats: HashMap<Chat, InChat>,
    /// Chats whose next answer may go, and those of them whose last call took long.
    ready: VecDeque<Chat>,
    ready_slow: VecDeque<Chat>,
    /// Chats whose next answers are to be fetched, and when others come to it.
    wanting: VecDeque<Chat>,
    resting: BTreeSet<(Instant, Chat)>,
    notices: VecDeque<Letter>,
    /// Keys of all that is queued or in flight.
    held: HashSet<String>,
    /// By key, for letters that will be tried again.
    past: HashMap<String, Past>,
    flights: Flights,
    notices_in_flight: usize,
    pub pace: Pace,
}

/// The present, on both clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub ms: i64,
    pub at: Instant,
}

/// What is to be done next.
#[derive(Debug, PartialEq)]
pub enum QueueStep {
    Send {
        letter: Box<Letter>,
        past: Past,
    },
    /// To be written down: these do not set out.
    Write(Vec<DeliveryReport>),
}

impl Queue {
    pub fn new(pace: Pace) -> Queue {
        Queue {
            chats: HashMap::new(),
            ready: VecDeque::new(),
            ready_slow: VecDeque::new(),
            wanting: VecDeque::new(),
            resting: BTreeSet::new(),
            notices: VecDeque::new(),
            held: HashSet::new(),
            past: HashMap::new(),
            flights: Flights::default(),
            notices_in_flight: 0,
            pace,
        }
    }

    /// Takes letters in, in their order. Returns what has to be written down.
    pub fn take_in(&mut self, letters: Vec<Letter>, now: Now) -> Vec<DeliveryReport> {
        let mut reports = Vec::new();
        for letter in letters {
            if self.held.contains(&letter.key) {
                continue;
            }
            reports.extend(if lane(&letter) == Lane::Notice {
                self.take_notice(letter, now)
            } else {
                self.take_answer(letter, now)
            });
        }
        reports
    }

    fn take_answer(&mut self, letter: Letter, now: Now) -> Option<DeliveryReport> {
        let id = letter.chat;
        let chat = self.chats.entry(id).or_default();
        // Whoever has nothing here yet always finds room for one.
        let crowded = self.held.len() >= MOST && !chat.answers.is_empty();
        let at_button = !letter.is_message();
        let first = letter.priority == 0 || at_button;
        let rests = chat.rests(now.at).is_some() && !at_button;
        let waits = rests || chat.behind && !first;
        let full = chat.answers.len() >= ROOM && !first;
        if waits || full || crowded {
            return Some(self.back(letter, now));
        }
        self.held.insert(letter.key.clone());
        let out_of_date = chat.put(letter);
        // What goes first takes the place of the last.
        let last = (chat.answers.len() > ROOM).then(|| chat.answers.pop_back());
        self.list(id);
        if let Some(older) = out_of_date {
            self.held.remove(&older.key);
            return Some(DeliveryReport::still(older, End::Replaced));
        }
        let last = last.flatten()?;
        self.held.remove(&last.key);
        Some(self.back(last, now))
    }

    fn take_notice(&mut self, letter: Letter, now: Now) -> Option<DeliveryReport> {
        let chat = self.chats.entry(letter.chat).or_default();
        let place = chat.owed.iter().position(|key| *key == letter.key);
        let behind = place.is_none() && !chat.owed.is_empty();
        if chat.rests(now.at).is_some() || behind {
            if place.is_none() {
                chat.owed.push(letter.key.clone());
            }
            // A look through the outbox that has begun already does not see it come back.
            chat.waits_until = chat.waits_until.max(Some(now.at));
            let wait = chat.rests(now.at).unwrap_or_default();
            return Some(DeliveryReport::back(letter, wait));
        }
        if let Some(place) = place {
            chat.owed.swap_remove(place);
        }
        self.held.insert(letter.key.clone());
        self.notices.push_back(letter);
        None
    }

    /// Whose turn it is; None: nobody's now.
    pub fn next(&mut self, now: Now) -> Option<QueueStep> {
        self.flights.age(now.at);
        self.rouse(now);
        self.next_answer(now).or_else(|| self.next_notice(now))
    }

    fn next_answer(&mut self, now: Now) -> Option<QueueStep> {
        loop {
            let id = if self.flights.may(false) && !self.ready.is_empty() {
                self.ready.pop_front()?
            } else if self.flights.may(true) {
                self.ready_slow.pop_front()?
            } else {
                return None;
            };
            let Some(chat) = self.chats.get_mut(&id).filter(|chat| !chat.busy) else {
                continue;
            };
            let waits =
                |at: &Instant| *at > now.at && chat.answers.front().is_none_or(Letter::is_message);
            if let Some(moment) = chat.next_at.filter(waits) {
                self.resting.insert((moment, id));
                continue;
            }
            if let Some(letter) = chat.answers.pop_front() {
                return Some(self.set_out(letter, now));
            }
        }
    }

    fn next_notice(&mut self, now: Now) -> Option<QueueStep> {
        if self.notices_in_flight >= NOTICES || self.pace.when() > now.at {
            return None;
        }
        let free = |letter: &Letter| self.free_at(letter.chat).is_some_and(|at| at <= now.at);
        let place = self.notices.iter().position(free)?;
        let letter = self.notices.remove(place)?;
        let step = self.set_out(letter, now);
        if matches!(step, QueueStep::Send { .. }) {
            self.pace.take(now.at);
        }
        Some(step)
    }

    /// Sends it off, unless it is too late for it or its lease is too short.
    fn set_out(&mut self, letter: Letter, now: Now) -> QueueStep {
        let id = letter.chat;
        if letter.expires_at.is_some_and(|end| end <= now.ms) {
            self.held.remove(&letter.key);
            self.list(id);
            self.want(id, now);
            return QueueStep::Write(vec![DeliveryReport::still(letter, End::Expired)]);
        }
        if letter.lease_until - now.ms < LEAST_LEASE {
            self.held.remove(&letter.key);
            let mut back = vec![self.back(letter, now)];
            back.append(&mut self.give_back(id, now));
            return QueueStep::Write(back);
        }
        match lane(&letter) {
            Lane::Answer => self.flights.set_out(id, now.at),
            Lane::Notice => self.notices_in_flight += 1,
        }
        self.chats.entry(id).or_default().busy = true;
        let past = self.past.get(&letter.key).copied().unwrap_or_default();
        let letter = Box::new(letter);
        QueueStep::Send { letter, past }
    }

    /// When a chat is free for a notice; None while something goes before it.
    fn free_at(&self, id: Chat) -> Option<Instant> {
        let long_ago = self.pace.when();
        let Some(chat) = self.chats.get(&id) else {
            return Some(long_ago);
        };
        let gap = chat.last.map(|last| last + gap(id));
        let free = gap.max(chat.room_at(NOTICES_IN_MINUTE));
        let free = free.unwrap_or(long_ago);
        (!chat.busy && chat.answers.is_empty()).then_some(free)
    }

    /// Gives a letter back: it goes before whatever comes for its chat from now on.
    fn back(&mut self, letter: Letter, now: Now) -> DeliveryReport {
        let answer = lane(&letter) == Lane::Answer;
        let chat = self.chats.entry(letter.chat).or_default();
        if answer {
            (chat.behind, chat.dirty) = (true, true);
            chat.returning += 1;
        } else {
            chat.owed.push(letter.key.clone());
        }
        let wait = chat.rests(now.at).unwrap_or_default();
        DeliveryReport::back(letter, wait)
    }

    /// Everything of a chat goes back.
    fn give_back(&mut self, id: Chat, now: Now) -> Vec<DeliveryReport> {
        let letters = self.drain(id);
        let back = letters.into_iter().map(|letter| self.back(letter, now));
        back.collect()
    }

    /// Takes all queued letters of a chat out, answers first.
    fn drain(&mut self, id: Chat) -> Vec<Letter> {
        let chat = self.chats.entry(id).or_default();
        let mut letters: Vec<Letter> = chat.answers.drain(..).collect();
        if self.notices.iter().any(|letter| letter.chat == id) {
            let (same, others) = std::mem::take(&mut self.notices)
                .into_iter()
                .partition::<VecDeque<_>, _>(|letter| letter.chat == id);
            self.notices = others;
            letters.extend(same);
        }
        for letter in &letters {
            self.held.remove(&letter.key);
        }
        letters
    }

    /// Everything that has not set out, when the process stops.
    pub fn empty(&mut self, now: Now) -> Vec<DeliveryReport> {
        let mut letters = std::mem::take(&mut self.notices);
        for chat in self.chats.values_mut() {
            letters.extend(chat.answers.drain(..));
        }
        let back = |letter: Letter| {
            self.held.remove(&letter.key);
            self.back(letter, now)
        };
        letters.into_iter().map(back).collect()
    }

    /// Puts a chat into the row of those whose turn may come.
    fn list(&mut self, id: Chat) {
        let Some(chat) = self.chats.get(&id) else {
            return;
        };
        if !chat.busy && !chat.answers.is_empty() {
            if chat.slow {
                self.ready_slow.push_back(id);
            } else {
                self.ready.push_back(id);
            }
        }
    }

    /// The next moment at which something may be done that cannot be done now.
    pub fn wake_at(&self) -> Option<Instant> {
        let crowded = !self.ready.is_empty() || !self.ready_slow.is_empty();
        let room = self.flights.ages_at().filter(|_| crowded);
        let rested = self.resting.first().map(|(moment, _)| *moment);
        let notice = if self.notices_in_flight >= NOTICES {
            None
        } else {
            let ids = self.notices.iter().map(|letter| letter.chat);
            let free = ids.filter_map(|id| self.free_at(id)).min();
            free.map(|at| at.max(self.pace.when()))
        };
        [room, rested, notice].into_iter().flatten().min()
    }

    pub fn notices(&self) -> usize {
        self.notices.len()
    }

    pub fn in_flight(&self) -> usize {
        self.flights.count() + self.notices_in_flight
    }
}

fn lane(letter: &Letter) -> Lane {
    if letter.lane == Lane::Notice.number() {
        Lane::Notice
    } else {
        Lane::Answer
    }
}

#[cfg(test)]
mod tests;
