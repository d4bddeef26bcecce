//! What follows when the end of a message is committed.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::in_chat::{IN_MINUTE, gap, memory};
use super::{DelayReason, DeliveryReport, End, Lane, Letter, MOST, Now, PACED, Queue, lane};
use crate::domain::Chat;

impl Queue {
    /// The end of a message is committed. Returns what has to be written in consequence.
    pub fn settle(&mut self, report: &DeliveryReport, now: Now) -> Vec<DeliveryReport> {
        let DeliveryReport { letter, end, .. } = report;
        if !report.flown {
            self.came_back(letter, end, now);
            return Vec::new();
        }
        self.held.remove(&letter.key);
        let chat = self.chats.entry(letter.chat).or_default();
        chat.busy = false;
        if letter.is_message() {
            chat.land(letter.chat, now.at);
            let paced = chat.paced_until.is_some_and(|until| until > now.at);
            let paced = paced.then(|| now.at + gap(letter.chat));
            chat.next_at = paced.max(chat.room_at(IN_MINUTE));
        }
        match lane(letter) {
            Lane::Answer => chat.slow = self.flights.land(letter.chat, now.at),
            Lane::Notice => self.notices_in_flight -= 1,
        }
        let mut id = letter.chat;
        if let Some(to) = report.moved {
            self.rename(id, to);
            id = to;
        }
        if !matches!(end, End::Later { .. }) {
            self.past.remove(&letter.key);
        }
        let consequence = match end {
            End::Later { wait, why } => self.later(id, letter, (*wait, why), now),
            End::Blocked => self.drop_chat(id),
            End::BadText => self.drop_batch(letter.batch.as_deref()),
            End::Sent { .. } | End::Failed | End::Expired | End::Replaced => Vec::new(),
        };
        self.list(id);
        self.want(id, now);
        consequence
    }

    /// A letter that did not fly is written down.
    fn came_back(&mut self, letter: &Letter, end: &End, now: Now) {
        if !matches!(end, End::Later { .. }) || lane(letter) == Lane::Notice {
            return;
        }
        let chat = self.chats.entry(letter.chat).or_default();
        chat.returning = chat.returning.saturating_sub(1);
        self.want(letter.chat, now);
    }

    /// It is tried again, and all that follows it in its chat waits as long.
    fn later(
        &mut self,
        id: Chat,
        letter: &Letter,
        (wait, why): (Duration, &DelayReason),
        now: Now,
    ) -> Vec<DeliveryReport> {
        let past = self.past.entry(letter.key.clone()).or_default();
        past.note(why, now.at);
        let until = now.at + wait;
        let chat = self.chats.entry(id).or_default();
        match lane(letter) {
            Lane::Answer => (chat.behind, chat.dirty) = (true, true),
            Lane::Notice => chat.owed.push(letter.key.clone()),
        }
        chat.waits_until = chat.waits_until.max(Some(until));
        if matches!(why, DelayReason::Slow(_)) {
            chat.paced_until = Some(until + PACED);
        }
        self.resting.insert((until, id));
        let mut back = self.give_back(id, now);
        if let DelayReason::Slow(wait) = why
            && self.pace.complain(id, *wait, now.at)
        {
            let pause = self.pace.when().duration_since(now.at);
            back.append(&mut self.give_notices_back(pause));
        }
        back
    }

    fn give_notices_back(&mut self, wait: Duration) -> Vec<DeliveryReport> {
        let letters = std::mem::take(&mut self.notices);
        let owe = |letter: Letter| {
            self.held.remove(&letter.key);
            let chat = self.chats.entry(letter.chat).or_default();
            chat.owed.push(letter.key.clone());
            DeliveryReport::back(letter, wait)
        };
        letters.into_iter().map(owe).collect()
    }

    fn drop_chat(&mut self, id: Chat) -> Vec<DeliveryReport> {
        let letters = self.drain(id);
        let blocked = |letter| DeliveryReport::still(letter, End::Blocked);
        letters.into_iter().map(blocked).collect()
    }

    fn drop_batch(&mut self, batch: Option<&str>) -> Vec<DeliveryReport> {
        let Some(batch) = batch else {
            return Vec::new();
        };
        let (same, others) = std::mem::take(&mut self.notices)
            .into_iter()
            .partition::<VecDeque<_>, _>(|letter| letter.batch.as_deref() == Some(batch));
        self.notices = others;
        let failed = |letter: Letter| {
            self.held.remove(&letter.key);
            DeliveryReport::still(letter, End::Failed)
        };
        same.into_iter().map(failed).collect()
    }

    fn rename(&mut self, from: Chat, to: Chat) {
        let Some(old) = self.chats.get_mut(&from) else {
            return;
        };
        let mut answers = std::mem::take(&mut old.answers);
        let (behind, last) = (std::mem::take(&mut old.behind), old.last);
        let mut flown = std::mem::take(&mut old.flown);
        for letter in answers.iter_mut().chain(self.notices.iter_mut()) {
            if letter.chat == from {
                letter.chat = to;
            }
        }
        let new = self.chats.entry(to).or_default();
        answers.append(&mut new.answers);
        new.answers = answers;
        new.behind |= behind;
        new.last = new.last.max(last);
        flown.append(&mut new.flown);
        new.flown = flown;
    }

    /// All notices that were due at `since` have been seen: nothing older is owed.
    pub fn nothing_owed(&mut self, since: Instant) {
        for chat in self.chats.values_mut() {
            if chat.waits_until.is_none_or(|until| until < since) {
                chat.owed.clear();
            }
        }
    }

    /// Forgets chats that need not be remembered.
    pub fn sweep(&mut self, now: Now) {
        self.chats.retain(|id, chat| {
            let rested = chat.last.is_none_or(|last| now.at - last > memory(*id));
            !chat.is_idle(now.at) || !rested
        });
        if self.past.len() > MOST {
            self.past.clear();
        }
    }
}
