//! What this process holds to be sent, and whose turn it is. Pure: no clock, no network, no
//! database. A chat has one message in flight, in order; a message is in flight until its end is
//! committed. What cannot go now is given back to the outbox together with all that follows it in
//! the same chat, and whatever comes for that chat meanwhile goes behind it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::pace::Pace;
use super::past::Past;
use super::report::{End, Report, Why};
use crate::store::{Lane, Letter};

/// In flight at a time: answers, notices.
const IN_FLIGHT: [usize; 2] = [32, 8];
/// Letters in memory; beyond them the outbox itself is the queue.
const ROOM: usize = 2_000;
/// Between two messages to one chat, for notices.
const GAP: Duration = Duration::from_secs(1);
const GAP_IN_GROUP: Duration = Duration::from_secs(3);
/// Milliseconds that a lease must still last for a message to set out: longer than a request.
pub const LEAST_LEASE: i64 = 25_000;

pub struct Queue {
    chats: HashMap<i64, Chat>,
    /// Chats whose next answer may go.
    ready: VecDeque<i64>,
    notices: VecDeque<Letter>,
    /// Keys of all that is queued or in flight.
    held: HashSet<String>,
    /// By key, for letters that will be tried again.
    past: HashMap<String, Past>,
    in_flight: [usize; 2],
    pub pace: Pace,
}

#[derive(Default)]
struct Chat {
    answers: VecDeque<Letter>,
    busy: bool,
    /// In milliseconds since 1970.
    waits_until: i64,
    /// Keys that were given back and go before anything newer, per lane.
    owed: [Vec<String>; 2],
    last: Option<Instant>,
}

/// The present, on both clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub ms: i64,
    pub at: Instant,
}

/// What is to be done next.
#[derive(Debug, PartialEq)]
pub enum Step {
    Send {
        letter: Letter,
        past: Past,
    },
    /// To be written down: these do not set out.
    Write(Vec<Report>),
}

impl Queue {
    pub fn new(pace: Pace) -> Queue {
        Queue {
            chats: HashMap::new(),
            ready: VecDeque::new(),
            notices: VecDeque::new(),
            held: HashSet::new(),
            past: HashMap::new(),
            in_flight: [0, 0],
            pace,
        }
    }

    /// Takes letters in, in their order. Returns what has to go back.
    pub fn take_in(&mut self, letters: Vec<Letter>, now: Now) -> Vec<Report> {
        let mut back = Vec::new();
        for letter in letters {
            if self.held.contains(&letter.key) {
                continue;
            }
            let lane = lane(&letter);
            let chat = self.chats.entry(letter.chat).or_default();
            let place = chat.owed[lane].iter().position(|key| *key == letter.key);
            let behind = place.is_none() && !chat.owed[lane].is_empty();
            if chat.waits_until > now.ms || behind {
                let at = chat.waits_until.max(now.ms);
                // A look through the outbox that has begun already does not see it come back.
                chat.waits_until = at;
                if place.is_none() {
                    chat.owed[lane].push(letter.key.clone());
                }
                back.push(Report::back(letter, at));
                continue;
            }
            if let Some(place) = place {
                chat.owed[lane].swap_remove(place);
            }
            self.held.insert(letter.key.clone());
            if lane == 1 {
                self.notices.push_back(letter);
            } else {
                chat.answers.push_back(letter);
                if chat.answers.len() == 1 && !chat.busy {
                    let id = chat.answers[0].chat;
                    self.ready.push_back(id);
                }
            }
        }
        back
    }

    /// Whose turn it is; None: nobody's now.
    pub fn next(&mut self, now: Now) -> Option<Step> {
        self.next_answer(now).or_else(|| self.next_notice(now))
    }

    fn next_answer(&mut self, now: Now) -> Option<Step> {
        while self.in_flight[0] < IN_FLIGHT[0] {
            let id = self.ready.pop_front()?;
            let Some(chat) = self.chats.get_mut(&id).filter(|chat| !chat.busy) else {
                continue;
            };
            let Some(letter) = chat.answers.pop_front() else {
                continue;
            };
            return Some(self.set_out(letter, now));
        }
        None
    }

    fn next_notice(&mut self, now: Now) -> Option<Step> {
        if self.in_flight[1] >= IN_FLIGHT[1] || self.pace.when() > now.at {
            return None;
        }
        let free = |letter: &Letter| self.free_at(letter.chat).is_some_and(|at| at <= now.at);
        let place = self.notices.iter().position(free)?;
        let letter = self.notices.remove(place)?;
        let step = self.set_out(letter, now);
        if matches!(step, Step::Send { .. }) {
            self.pace.take(now.at);
        }
        Some(step)
    }

    /// Sends it off, unless it is too late for it or its lease is too short.
    fn set_out(&mut self, letter: Letter, now: Now) -> Step {
        let id = letter.chat;
        if letter.expires_at.is_some_and(|end| end <= now.ms) {
            self.held.remove(&letter.key);
            self.list(id);
            return Step::Write(vec![Report::still(letter, End::Expired)]);
        }
        if letter.lease_until - now.ms < LEAST_LEASE {
            self.held.remove(&letter.key);
            let mut back = vec![self.owe(letter, now.ms)];
            back.append(&mut self.give_back(id, now.ms));
            return Step::Write(back);
        }
        self.in_flight[lane(&letter)] += 1;
        self.chats.entry(id).or_default().busy = true;
        let past = self.past.get(&letter.key).copied().unwrap_or_default();
        Step::Send { letter, past }
    }

    /// When a chat is free for a notice; None while something goes before it.
    fn free_at(&self, id: i64) -> Option<Instant> {
        let long_ago = self.pace.when();
        let Some(chat) = self.chats.get(&id) else {
            return Some(long_ago);
        };
        let gap = if id < 0 { GAP_IN_GROUP } else { GAP };
        let free = chat.last.map_or(long_ago, |last| last + gap);
        (!chat.busy && chat.answers.is_empty()).then_some(free)
    }

    /// The end of a message is committed. Returns what has to be written in consequence.
    pub fn settle(&mut self, report: &Report, now: Now) -> Vec<Report> {
        let Report { letter, end, .. } = report;
        if !report.flown {
            return Vec::new();
        }
        self.held.remove(&letter.key);
        let lane = lane(letter);
        self.in_flight[lane] -= 1;
        let chat = self.chats.entry(letter.chat).or_default();
        chat.busy = false;
        chat.last = Some(now.at);
        let mut id = letter.chat;
        if let Some(to) = report.moved {
            self.rename(id, to);
            id = to;
        }
        if !matches!(end, End::Later { .. }) {
            self.past.remove(&letter.key);
        }
        let consequence = match end {
            End::Later { at, why } => {
                let past = self.past.entry(letter.key.clone()).or_default();
                past.note(why, now.at);
                let chat = self.chats.entry(id).or_default();
                chat.owed[lane].push(letter.key.clone());
                let mut back = self.give_back(id, *at);
                if let Why::Slow(wait) = why
                    && self.pace.complain(id, *wait, now.at)
                {
                    let ms = self.pace.when().duration_since(now.at).as_millis();
                    back.append(&mut self.give_notices_back(now.ms + whole(ms)));
                }
                back
            }
            End::Blocked => self.drop_chat(id),
            End::BadText => self.drop_batch(letter.batch.as_deref()),
            End::Sent { .. } | End::Failed | End::Expired => Vec::new(),
        };
        self.list(id);
        consequence
    }

    /// Everything of a chat goes back, to be sent from `at` on.
    fn give_back(&mut self, id: i64, at: i64) -> Vec<Report> {
        let chat = self.chats.entry(id).or_default();
        chat.waits_until = chat.waits_until.max(at);
        let letters = self.drain(id);
        letters
            .into_iter()
            .map(|letter| self.owe(letter, at))
            .collect()
    }

    fn give_notices_back(&mut self, at: i64) -> Vec<Report> {
        let letters = std::mem::take(&mut self.notices);
        let owe = |letter: Letter| {
            self.held.remove(&letter.key);
            self.owe(letter, at)
        };
        letters.into_iter().map(owe).collect()
    }

    fn owe(&mut self, letter: Letter, at: i64) -> Report {
        let chat = self.chats.entry(letter.chat).or_default();
        chat.owed[lane(&letter)].push(letter.key.clone());
        Report::back(letter, at.max(chat.waits_until))
    }

    fn drop_chat(&mut self, id: i64) -> Vec<Report> {
        let letters = self.drain(id);
        let blocked = |letter| Report::still(letter, End::Blocked);
        letters.into_iter().map(blocked).collect()
    }

    fn drop_batch(&mut self, batch: Option<&str>) -> Vec<Report> {
        let Some(batch) = batch else {
            return Vec::new();
        };
        let (same, others) = std::mem::take(&mut self.notices)
            .into_iter()
            .partition::<VecDeque<_>, _>(|letter| letter.batch.as_deref() == Some(batch));
        self.notices = others;
        let failed = |letter: Letter| {
            self.held.remove(&letter.key);
            Report::still(letter, End::Failed)
        };
        same.into_iter().map(failed).collect()
    }

    /// Takes all queued letters of a chat out, answers first.
    fn drain(&mut self, id: i64) -> Vec<Letter> {
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
    pub fn empty(&mut self, now: Now) -> Vec<Report> {
        let mut letters = std::mem::take(&mut self.notices);
        for chat in self.chats.values_mut() {
            letters.extend(chat.answers.drain(..));
        }
        let back = |letter: Letter| {
            self.held.remove(&letter.key);
            Report::back(letter, now.ms)
        };
        letters.into_iter().map(back).collect()
    }

    fn rename(&mut self, from: i64, to: i64) {
        let Some(mut old) = self.chats.remove(&from) else {
            return;
        };
        for letter in old.answers.iter_mut().chain(self.notices.iter_mut()) {
            if letter.chat == from {
                letter.chat = to;
            }
        }
        let new = self.chats.entry(to).or_default();
        old.answers.append(&mut new.answers);
        new.answers = old.answers;
        new.last = new.last.max(old.last);
    }

    /// Puts a chat into the row of those whose turn may come.
    fn list(&mut self, id: i64) {
        let waiting = |chat: &Chat| !chat.busy && !chat.answers.is_empty();
        if self.chats.get(&id).is_some_and(waiting) {
            self.ready.push_back(id);
        }
    }

    /// All rows of the lane that were due at `since` have been seen: nothing older is owed.
    pub fn nothing_owed(&mut self, lane: Lane, since: i64) {
        let lane = usize::from(lane == Lane::Notice);
        for chat in self.chats.values_mut() {
            if chat.waits_until < since {
                chat.owed[lane].clear();
            }
        }
    }

    /// Forgets chats that need not be remembered.
    pub fn sweep(&mut self, now: Now) {
        self.chats.retain(|_, chat| {
            let rested = chat
                .last
                .is_none_or(|last| now.at - last > 2 * GAP_IN_GROUP);
            chat.busy
                || !chat.answers.is_empty()
                || chat.waits_until > now.ms
                || chat.owed.iter().any(|owed| !owed.is_empty())
                || !rested
        });
        if self.past.len() > ROOM {
            self.past.clear();
        }
    }

    /// The next moment at which a notice may go, if one waits.
    pub fn wake_at(&self) -> Option<Instant> {
        if self.in_flight[1] >= IN_FLIGHT[1] {
            return None;
        }
        let free = self
            .notices
            .iter()
            .filter_map(|letter| self.free_at(letter.chat));
        free.min().map(|at| at.max(self.pace.when()))
    }

    pub fn has_room(&self) -> bool {
        self.held.len() < ROOM
    }

    pub fn notices(&self) -> usize {
        self.notices.len()
    }

    pub fn in_flight(&self) -> usize {
        self.in_flight[0] + self.in_flight[1]
    }
}

fn lane(letter: &Letter) -> usize {
    usize::from(letter.lane == Lane::Notice.number())
}

fn whole(ms: u128) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
