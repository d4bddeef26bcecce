//! The rate of notices: evenly spread, and slower for a while when it is asked for.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::domain::Chat;

/// When the next notice may go.
pub struct Pace {
    /// Messages a second, as configured.
    full: f64,
    /// As it is borne now.
    rate: f64,
    /// The next free moment in an even row.
    next: Instant,
    /// Who asked for a pause lately.
    asked: VecDeque<(Instant, Chat)>,
    raised: Instant,
}

/// So many chats asking within a second mean that it is not about one chat.
const CHATS: usize = 3;
const WITHIN: Duration = Duration::from_secs(1);
/// A pause this long is not about one chat either.
const LONG: Duration = Duration::from_secs(30);
/// One message a second more for each of these without a complaint.
const RAISE: Duration = Duration::from_secs(5);

impl Pace {
    pub fn new(rate: u32, now: Instant) -> Pace {
        Pace {
            full: f64::from(rate.max(1)),
            rate: f64::from(rate.max(1)),
            next: now,
            asked: VecDeque::new(),
            raised: now,
        }
    }

    /// The moment from which one more may go.
    pub fn when(&self) -> Instant {
        self.next
    }

    /// Takes one place in the row. A sender that is a little late catches up one place, so that the
    /// rate is reached in spite of a coarse timer; no more, so that a second never holds a burst.
    pub fn take(&mut self, now: Instant) {
        if self.rate < self.full && now.duration_since(self.raised) >= RAISE {
            self.rate = (self.rate + 1.0).min(self.full);
            self.raised = now;
        }
        let step = Duration::from_secs_f64(1.0 / self.rate);
        let earliest = now.checked_sub(step).unwrap_or(now);
        self.next = self.next.max(earliest) + step;
    }

    /// A chat was told to wait. True if this concerns all notices.
    pub fn complain(&mut self, chat: Chat, wait: Duration, now: Instant) -> bool {
        self.asked
            .retain(|(at, other)| now.duration_since(*at) < WITHIN && *other != chat);
        self.asked.push_back((now, chat));
        let general = self.asked.len() >= CHATS || wait > LONG;
        if general {
            self.asked.clear();
            self.rate = (self.rate / 2.0).max(1.0);
            self.raised = now;
            // What asks for hours asks for itself; the lane tries again sooner, at a slower rate.
            self.next = self.next.max(now + wait.min(2 * LONG));
        }
        general
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// How many go within `time`, with a timer that wakes each `tick`.
    fn count(pace: &mut Pace, from: Instant, time: Duration, tick: Duration) -> u32 {
        let mut sent = 0;
        let mut now = from;
        while now < from + time {
            while pace.when() <= now {
                pace.take(now);
                sent += 1;
            }
            now += tick;
        }
        sent
    }

    #[test]
    fn the_rate_is_reached_and_never_passed() {
        let now = Instant::now();
        let mut pace = Pace::new(25, now);
        let sent = count(&mut pace, now, 10 * SECOND, Duration::from_millis(3));
        assert!((249..=252).contains(&sent), "{sent}");
        // After a long rest there is no burst.
        let later = now + 100 * SECOND;
        let sent = count(&mut pace, later, SECOND, Duration::from_millis(1));
        assert!(sent <= 27, "{sent}");
    }

    #[test]
    fn one_chat_slows_nobody_three_slow_all() {
        let now = Instant::now();
        let mut pace = Pace::new(20, now);
        assert!(!pace.complain(Chat::first(1), 5 * SECOND, now));
        assert!(!pace.complain(Chat::first(1), 5 * SECOND, now));
        assert!(!pace.complain(Chat::first(2), 5 * SECOND, now));
        assert!(!pace.complain(Chat::first(3), 5 * SECOND, now + 2 * SECOND));
        assert!(pace.when() <= now);
        assert!(!pace.complain(Chat::first(4), 5 * SECOND, now + 2 * SECOND));
        assert!(pace.complain(Chat::first(5), 5 * SECOND, now + 2 * SECOND));
        assert_eq!(pace.when(), now + 7 * SECOND);
        let at = now + 7 * SECOND;
        let sent = count(&mut pace, at, 4 * SECOND, Duration::from_millis(1));
        assert!((39..=46).contains(&sent), "{sent}");
        // One more a second for each five seconds.
        let sent = count(
            &mut pace,
            at + 100 * SECOND,
            SECOND,
            Duration::from_millis(1),
        );
        assert!(sent <= 14, "{sent}");
    }

    #[test]
    fn a_long_pause_concerns_all() {
        let now = Instant::now();
        let mut pace = Pace::new(20, now);
        assert!(pace.complain(Chat::first(1), 3_600 * SECOND, now));
        assert_eq!(pace.when(), now + 60 * SECOND);
    }
}
