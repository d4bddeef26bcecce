//! The only source of time, ids and chance. A fixed clock makes a conversation, a storm and a
//! demonstration repeat to the letter.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock and its randomness.
    System,
    /// A clock that stands still until it is moved.
    Fixed(Arc<Mutex<Fixed>>),
}

#[derive(Debug)]
pub struct Fixed {
    now: Timestamp,
    chance: StdRng,
}

impl Clock {
    /// A clock that shows `now` until it is moved; `seed` decides its ids and tokens.
    pub fn fixed(now: Timestamp, seed: u64) -> Clock {
        let chance = StdRng::seed_from_u64(seed);
        Clock::Fixed(Arc::new(Mutex::new(Fixed { now, chance })))
    }

    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Fixed(fixed) => fixed.lock().unwrap_or_else(PoisonError::into_inner).now,
        }
    }

    /// Moves a fixed clock; the system's cannot be moved.
    pub fn set(&self, now: Timestamp) {
        if let Clock::Fixed(fixed) = self {
            fixed.lock().unwrap_or_else(PoisonError::into_inner).now = now;
        }
    }

    /// A new id, positive and ordered by time: 42 bits of milliseconds since 2020, 21 of chance.
    /// Two made in one millisecond collide once in two million pairs, and the primary key
    /// turns that into a turn that is tried again.
    pub fn new_id(&self) -> i64 {
        const SINCE_2020: i64 = 1_577_836_800_000;
        let ms = (self.now().as_millisecond() - SINCE_2020).max(0);
        (ms << 21) | i64::from(self.chance(1 << 21))
    }

    /// An unguessable token of 128 bits, 22 characters of `[A-Za-z0-9_-]`, fit for a t.me link.
    pub fn token(&self) -> String {
        let bytes: [u8; 16] = match self {
            Clock::System => rand::rng().random(),
            Clock::Fixed(fixed) => fixed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .chance
                .random(),
        };
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A number below `limit`.
    pub fn chance(&self, limit: u32) -> u32 {
        match self {
            Clock::System => rand::rng().random_range(0..limit),
            Clock::Fixed(fixed) => fixed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .chance
                .random_range(0..limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_time_and_tokens_fit_a_link() {
        let clock = Clock::fixed(Timestamp::from_millisecond(1_790_000_000_000).unwrap(), 1);
        let first = clock.new_id();
        clock.set(Timestamp::from_millisecond(1_790_000_000_001).unwrap());
        assert!(clock.new_id() > first && first > 0);
        let token = clock.token();
        assert_eq!(token.len(), 22);
        assert_ne!(token, clock.token());
        assert!(
            token
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        );
    }
}
