//! Answers in flight. A call that takes long stops taking a place from others: one chat whose
//! files are heavy, or a hundred of them, keep nobody else waiting.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use crate::domain::Chat;

/// In flight at a time: younger than [`LONG`], and in all.
const YOUNG: usize = 32;
const ALL: usize = 128;
/// The same for chats whose last call took long: they leave the others room.
const YOUNG_SLOW: usize = 16;
const ALL_SLOW: usize = 96;
/// A call that takes longer than this is a long one.
const LONG: Duration = Duration::from_secs(1);

#[derive(Default)]
pub struct Flights {
    /// Chats with the moment of their setting out; some have landed since.
    order: VecDeque<(Instant, Chat)>,
    young: HashMap<Chat, Instant>,
    old: HashSet<Chat>,
}

impl Flights {
    /// Whether one more may set out.
    pub fn may(&self, slow: bool) -> bool {
        let (young, all) = if slow {
            (YOUNG_SLOW, ALL_SLOW)
        } else {
            (YOUNG, ALL)
        };
        self.young.len() < young && self.count() < all
    }

    pub fn set_out(&mut self, chat: Chat, now: Instant) {
        self.order.push_back((now, chat));
        self.young.insert(chat, now);
    }

    /// Notes which ones have become long.
    pub fn age(&mut self, now: Instant) {
        while let Some((start, chat)) = self.order.front().copied()
            && now.duration_since(start) >= LONG
        {
            self.order.pop_front();
            if self.young.get(&chat) == Some(&start) {
                self.young.remove(&chat);
                self.old.insert(chat);
            }
        }
    }

    /// It has ended; says whether it took long.
    pub fn land(&mut self, chat: Chat, now: Instant) -> bool {
        match self.young.remove(&chat) {
            Some(start) => now.duration_since(start) >= LONG,
            None => {
                self.old.remove(&chat);
                true
            }
        }
    }

    /// When the next one becomes long, and so makes room.
    pub fn ages_at(&self) -> Option<Instant> {
        self.order.front().map(|(start, _)| *start + LONG)
    }

    pub fn count(&self) -> usize {
        self.young.len() + self.old.len()
    }
}
