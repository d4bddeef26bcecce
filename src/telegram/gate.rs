//! The limit at the door, before the database: a bucket of tokens for each chat. A letter that
//! was delivered gives a token back, so that whoever waits for answers is never limited, and only
//! who does not wait is. Danger passes without a token.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Tokens of a private chat, and how fast they come back by themselves.
const PRIVATE: Bucket = Bucket {
    holds: 100,
    every: Duration::from_millis(500),
    // Not each single token opens again: else every other message of a flood would be taken.
    opens: 50,
};
/// A group wants no more than the way to the private chat.
const GROUP: Bucket = Bucket {
    holds: 20,
    every: Duration::from_secs(3),
    opens: 1,
};
/// What is said of it asks for this much patience, and is not said again meanwhile.
const SAID: Duration = Duration::from_secs(60);
/// Buckets in memory before the full ones are looked for.
const KEPT: usize = 1_000;

/// The door of one process. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<Mutex<Chats>>);

/// What becomes of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    Open,
    /// Not taken, and its sender is to be told.
    Told,
    /// Not taken, and nothing is said.
    Shut,
}

#[derive(Debug, Default)]
struct Chats {
    levels: HashMap<i64, Level>,
    /// The full ones are looked for when there are this many.
    sweep_at: usize,
}

struct Bucket {
    holds: u32,
    /// One token comes back in this time.
    every: Duration,
    /// Tokens that it takes to open again.
    opens: u32,
}

#[derive(Debug)]
struct Level {
    tokens: u32,
    /// Up to when tokens have come back.
    at: Instant,
    shut: bool,
    /// The update whose sender was told, and when.
    told: Option<(i64, Instant)>,
}

impl Gate {
    /// Whether this update of a chat may pass. Groups are never told.
    pub fn ask(&self, chat: i64, private: bool, update: i64, now: Instant) -> Passage {
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chats.sweep(now);
        let bucket = bucket(private);
        let level = chats.levels.entry(chat).or_insert_with(|| Level {
            tokens: bucket.holds,
            at: now,
            shut: false,
            told: None,
        });
        level.fill(bucket, now);
        level.shut &= level.tokens < bucket.opens;
        if !level.shut && level.tokens > 0 {
            level.tokens -= 1;
            return Passage::Open;
        }
        level.shut = true;
        match level.told {
            _ if !private => Passage::Shut,
            // The same one again: it was not taken the first time.
            Some((told, _)) if told == update => Passage::Told,
            Some((_, at)) if now.saturating_duration_since(at) < SAID => Passage::Shut,
            _ => {
                level.told = Some((update, now));
                Passage::Told
            }
        }
    }

    /// A letter has reached this chat: a token comes back.
    pub fn answered(&self, chat: i64) {
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(level) = chats.levels.get_mut(&chat).filter(|_| chat > 0) {
            level.tokens = level.tokens.saturating_add(1).min(PRIVATE.holds);
        }
    }
}

impl Chats {
    /// Forgets whoever is as good as never seen; at most twice as many stay as need to.
    fn sweep(&mut self, now: Instant) {
        if self.levels.len() < self.sweep_at.max(KEPT) {
            return;
        }
        self.levels.retain(|chat, level| {
            let bucket = bucket(*chat > 0);
            level.fill(bucket, now);
            let said = |(_, at)| now.saturating_duration_since(at) < SAID;
            level.tokens < bucket.holds || level.told.is_some_and(said)
        });
        self.sweep_at = 2 * self.levels.len();
    }
}

impl Level {
    fn fill(&mut self, bucket: &Bucket, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_millis();
        let back = passed / bucket.every.as_millis();
        let back = u32::try_from(back).unwrap_or(u32::MAX);
        self.tokens = self.tokens.saturating_add(back).min(bucket.holds);
        // What has passed of the next token's time counts on.
        self.at = if self.tokens == bucket.holds {
            self.at.max(now)
        } else {
            self.at + bucket.every * back
        };
    }
}

fn bucket(private: bool) -> &'static Bucket {
    if private { &PRIVATE } else { &GROUP }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn passes(gate: &Gate, chat: i64, updates: std::ops::Range<i64>, now: Instant) -> usize {
        let open = |update: &i64| gate.ask(chat, chat > 0, *update, now) == Passage::Open;
        updates.filter(open).count()
    }

    #[test]
    fn a_hundred_at_once_then_told_once_then_two_a_second() {
        let (gate, now) = (Gate::default(), Instant::now());
        assert_eq!(passes(&gate, 7, 0..100, now), 100);
        assert_eq!(gate.ask(7, true, 100, now), Passage::Told);
        assert_eq!(gate.ask(7, true, 101, now), Passage::Shut);
        // The one that was told of comes again if the database was away.
        assert_eq!(gate.ask(7, true, 100, now), Passage::Told);
        assert_eq!(passes(&gate, 7, 101..4_000, now), 0);
        // Shut until half of it is back; what is sent meanwhile costs nothing.
        let soon = now + SECOND * 24;
        assert_eq!(passes(&gate, 7, 4_000..4_100, soon), 0);
        let later = now + SECOND * 25;
        assert_eq!(passes(&gate, 7, 4_100..4_200, later), 50);
        // A minute has not passed: it is known.
        assert_eq!(gate.ask(7, true, 4_201, later), Passage::Shut);
        assert_eq!(gate.ask(7, true, 4_202, now + SECOND * 49), Passage::Shut);
        // Full again, and nobody else noticed anything.
        assert_eq!(passes(&gate, 7, 5_000..5_100, now + SECOND * 999), 100);
        assert_eq!(gate.ask(7, true, 5_100, now + SECOND * 999), Passage::Told);
        assert_eq!(passes(&gate, 8, 0..200, now), 100);
    }

    #[test]
    fn whoever_waits_for_answers_is_never_limited() {
        let (gate, now) = (Gate::default(), Instant::now());
        for update in 0..10_000 {
            assert_eq!(gate.ask(7, true, update, now), Passage::Open);
            gate.answered(7);
        }
        // More answers than questions give no more than is held.
        (0..500).for_each(|_| gate.answered(7));
        assert_eq!(passes(&gate, 7, 0..500, now), 100);
        // Answers open it again too.
        (0..50).for_each(|_| gate.answered(7));
        assert_eq!(passes(&gate, 7, 0..500, now), 50);
    }

    #[test]
    fn a_group_is_not_told() {
        let (gate, now) = (Gate::default(), Instant::now());
        assert_eq!(passes(&gate, -5, 0..10_000, now), 20);
        assert_eq!(gate.ask(-5, false, 10_001, now), Passage::Shut);
        assert_eq!(passes(&gate, -5, 0..100, now + SECOND * 9), 3);
        // What is sent to a group gives nothing back.
        (0..50).for_each(|_| gate.answered(-5));
        assert_eq!(passes(&gate, -5, 0..100, now + SECOND * 9), 0);
    }

    #[test]
    fn whoever_rests_is_forgotten() {
        let (gate, now) = (Gate::default(), Instant::now());
        for minute in 0..100 {
            let now = now + SECOND * 60 * minute;
            for chat in 1..=1_000 {
                gate.ask(i64::from(minute) * 1_000 + chat, true, 1, now);
            }
        }
        let kept = gate.0.lock().unwrap().levels.len();
        assert!(kept <= 2 * KEPT, "{kept}");
    }

    #[test]
    fn time_that_stands_still_or_goes_back_does_no_harm() {
        let (gate, now) = (Gate::default(), Instant::now() + SECOND * 100);
        assert_eq!(passes(&gate, 7, 0..100, now), 100);
        assert_eq!(
            passes(&gate, 7, 0..100, now.checked_sub(SECOND * 90).unwrap()),
            0
        );
        // Half a second and half a second are one token, asked in between or not.
        let gate = Gate::default();
        assert_eq!(passes(&gate, -5, 0..20, now), 20);
        for tenth in 1..30 {
            assert_eq!(
                passes(&gate, -5, 0..1, now + SECOND / 10 * tenth),
                0,
                "{tenth}"
            );
        }
        assert_eq!(passes(&gate, -5, 0..2, now + SECOND * 3), 1);
    }
}
