//! Which chats' answers are fetched from the outbox next.

use std::time::Duration;

use super::in_chat::{GAP, ROOM};
use super::{Now, Queue};
use crate::domain::Chat;
use crate::store::Turn;

/// Letters in memory up to which more are fetched.
const FETCH: usize = 2_000;
/// So many chats to be fetched are a crowd, and so many answers of each are fetched then.
const CROWD: usize = 100;
pub const EACH_OF_CROWD: usize = 2;
/// A chat whose rest the outbox told of is looked at again after this at the latest.
const RESTS: Duration = Duration::from_secs(5);

impl Queue {
    /// Puts a chat into the row of those whose answers are to be fetched, if it is its time.
    pub(super) fn want(&mut self, id: Chat, now: Now) {
        let Some(chat) = self.chats.get_mut(&id) else {
            return;
        };
        if chat.wants(now.at) && !chat.wanted {
            chat.wanted = true;
            self.wanting.push_back(id);
        }
    }

    /// Chats for which answers wait in the outbox.
    pub fn waiting(&mut self, chats: &[Chat], now: Now) {
        for id in chats {
            self.chats.entry(*id).or_default().behind = true;
            self.want(*id, now);
        }
    }

    /// Up to `most` chats whose answers are to be fetched now, and how many of each: fewer where
    /// many chats wait, so that all have their turn. [`Queue::fetched`] ends it.
    pub fn fetch_next(&mut self, most: usize, now: Now) -> (Vec<Chat>, usize) {
        self.rouse(now);
        let each = if self.wanting.len() > CROWD {
            EACH_OF_CROWD
        } else {
            ROOM
        };
        let mut chats = Vec::new();
        while chats.len() < most && self.held.len() + chats.len() * each < FETCH {
            let Some(id) = self.wanting.pop_front() else {
                break;
            };
            let Some(chat) = self.chats.get_mut(&id) else {
                continue;
            };
            chat.wanted = false;
            if chat.wants(now.at) {
                (chat.fetching, chat.dirty) = (true, false);
                chats.push(id);
            }
        }
        (chats, each)
    }

    /// Chats that have rested long enough.
    pub(super) fn rouse(&mut self, now: Now) {
        while let Some((moment, id)) = self.resting.first().copied()
            && moment <= now.at
        {
            self.resting.pop_first();
            self.list(id);
            self.want(id, now);
        }
    }

    /// What was found of a chat; None: the outbox could not be read.
    pub fn fetched(&mut self, id: Chat, turn: Option<Turn>, now: Now) {
        let chat = self.chats.entry(id).or_default();
        chat.fetching = false;
        let Some(turn) = turn else {
            self.resting.insert((now.at + GAP, id));
            return;
        };
        chat.behind = !turn.all || chat.dirty || chat.returning > 0;
        let none = turn.letters.is_empty();
        for letter in turn.letters {
            self.held.insert(letter.key.clone());
            chat.answers.push_back(letter);
        }
        if let Some(rests) = turn.rests.filter(|_| none) {
            let rests = u64::try_from(rests).unwrap_or_default();
            // By the clock of the day, which may have gone back since: the row is asked again soon.
            let until = now.at + Duration::from_millis(rests).min(RESTS);
            chat.waits_until = chat.waits_until.max(Some(until));
            self.resting.insert((until, id));
        }
        self.list(id);
        self.want(id, now);
    }
}
