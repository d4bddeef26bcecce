//! What is known of one chat that something is said in.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::domain::Chat;
use crate::store::Letter;

/// Answers of one chat in memory; what follows stays in the outbox and is fetched when these are
/// gone, so that one chat takes no room from others.
pub const ROOM: usize = 20;

/// Between two messages to one chat, for notices, and for answers to a chat that was told to wait.
pub const GAP: Duration = Duration::from_secs(1);
pub const GAP_IN_GROUP: Duration = Duration::from_secs(3);

/// Messages to one group in a minute: beyond that it would be told to wait. Notices leave some of
/// them to whoever asks there.
const MINUTE: Duration = Duration::from_secs(60);
pub const IN_MINUTE: usize = 20;
pub const NOTICES_IN_MINUTE: usize = 15;

pub fn gap(chat: Chat) -> Duration {
    if chat.id < 0 { GAP_IN_GROUP } else { GAP }
}

/// How long the last message to a chat is remembered.
pub fn memory(chat: Chat) -> Duration {
    if chat.id < 0 { MINUTE } else { 6 * GAP }
}

#[derive(Default)]
pub struct InChat {
    /// Those that go first before the others, each kind in its order.
    pub answers: VecDeque<Letter>,
    pub busy: bool,
    /// By the clock of this process, which does not jump.
    pub waits_until: Option<Instant>,
    /// When its next answer may go, and until when its answers are sent one by one.
    pub next_at: Option<Instant>,
    pub paced_until: Option<Instant>,
    /// Older answers wait in the outbox: newer ones go behind them.
    pub behind: bool,
    /// Answers given back that are not written down yet.
    pub returning: usize,
    /// Something was given back since it was last fetched.
    pub dirty: bool,
    /// It stands in the row of those to be fetched, or is being fetched.
    pub wanted: bool,
    pub fetching: bool,
    /// Its last call took long.
    pub slow: bool,
    /// Keys of notices that were given back and go before newer ones.
    pub owed: Vec<String>,
    pub last: Option<Instant>,
    /// When the last messages to a group landed.
    pub flown: VecDeque<Instant>,
}

impl InChat {
    /// How long it must still be left in peace.
    pub fn rests(&self, now: Instant) -> Option<Duration> {
        let until = self.waits_until?;
        until.checked_duration_since(now).filter(|it| !it.is_zero())
    }

    /// A message to this chat has landed, whatever became of it.
    pub fn land(&mut self, id: Chat, now: Instant) {
        self.last = Some(now);
        if id.id < 0 {
            self.flown.push_back(now);
            self.flown
                .drain(..self.flown.len().saturating_sub(IN_MINUTE));
        }
    }

    /// When fewer than `most` messages have landed within a minute; None: so it is all the time.
    pub fn room_at(&self, most: usize) -> Option<Instant> {
        let oldest = self.flown.len().checked_sub(most)?;
        self.flown.get(oldest).map(|landed| *landed + MINUTE)
    }

    /// Puts an answer into the row: behind those of its kind, or in the place of an older one that
    /// it makes out of date. Returns the one that is no longer to be sent.
    pub fn put(&mut self, mut letter: Letter) -> Option<Letter> {
        // A press waits for a moment only.
        if !letter.is_message() {
            self.answers.push_front(letter);
            return None;
        }
        let same = |it: &&mut Letter| letter.slot.is_some() && it.slot == letter.slot;
        if let Some(older) = self.answers.iter_mut().find(same) {
            letter.priority = letter.priority.min(older.priority);
            return Some(std::mem::replace(older, letter));
        }
        let place = self
            .answers
            .iter()
            .position(|it| it.priority > letter.priority);
        self.answers
            .insert(place.unwrap_or(self.answers.len()), letter);
        None
    }

    /// Whether its next answers are to be fetched from the outbox now.
    pub fn wants(&self, now: Instant) -> bool {
        let idle = self.answers.is_empty() && !self.busy && !self.fetching;
        self.behind && idle && self.returning == 0 && self.rests(now).is_none()
    }

    /// Whether nothing about it needs to be remembered.
    pub fn is_idle(&self, now: Instant) -> bool {
        let paced = self.paced_until.is_some_and(|until| until > now);
        let nothing =
            !paced && self.answers.is_empty() && self.owed.is_empty() && self.returning == 0;
        nothing && !self.busy && !self.behind && !self.fetching && self.rests(now).is_none()
    }
}
