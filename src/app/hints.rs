//! Which groups were told lately that they are served in private: whoever gives commands in a
//! group does not order answers without end. In memory only; after a start a group may hear it
//! once more.

use crate::domain::{Chat, Time, UpdateId};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

/// A group hears where it is served once in this time.
pub const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// And the phones, where there is danger.
pub const CRIES: SignedDuration = SignedDuration::from_mins(1);
/// Groups in memory before those of earlier hours are looked for.
const KEPT: usize = 1_000;

/// By group, the update that was answered, and when.
#[derive(Debug)]
pub struct Hints {
    told: Mutex<HashMap<Chat, (UpdateId, Time)>>,
    every: SignedDuration,
}

impl Hints {
    /// Told once in that time.
    pub fn every(every: SignedDuration) -> Hints {
        Hints {
            told: Mutex::default(),
            every,
        }
    }

    /// Whether this update of a group is the one to be answered. A turn that failed and is tried
    /// again is.
    pub fn due(&self, chat: Chat, update: UpdateId, now: Time) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that went back would otherwise keep the group waiting for it.
        let lately = |at: Time| at <= now && now < at + self.every;
        if told.len() >= KEPT {
            told.retain(|_, (_, at)| lately(*at));
        }
        match told.get(&chat) {
            Some((answered, at)) if lately(*at) => *answered == update,
            _ => {
                told.insert(chat, (update, now));
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(hints: &Hints, chat: i64, update: i64, now: Time) -> bool {
        hints.due(Chat::first(chat), UpdateId::first(update), now)
    }

    #[test]
    fn once_an_hour_and_group() {
        let hints = Hints::every(EVERY);
        let now = Time::from_second(1_800_000_000).unwrap();
        assert!(due(&hints, -5, 1, now));
        assert!(due(&hints, -5, 1, now), "the same turn, tried again");
        assert!(!due(&hints, -5, 2, now + SignedDuration::from_mins(59)));
        assert!(due(&hints, -6, 3, now));
        assert!(due(&hints, -5, 4, now + EVERY));
        assert!(!due(&hints, -5, 5, now + EVERY));
        assert!(due(&hints, -5, 6, now), "the clock went back");
    }

    #[test]
    fn groups_of_earlier_hours_are_forgotten() {
        let hints = Hints::every(EVERY);
        let start = Time::from_second(1_800_000_000).unwrap();
        for group in 0..10_000 {
            let now = start + SignedDuration::from_secs(60) * i32::try_from(group).unwrap();
            assert!(due(&hints, -1 - group, 1, now));
        }
        assert!(hints.told.lock().unwrap().len() <= KEPT);
    }
}
