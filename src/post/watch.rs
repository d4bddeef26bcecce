//! Notices that the clock of the day has gone back: what waits by it would wait until its time comes
//! again.

use super::queue::Now;

/// As much as it may lag behind without having been set back, in milliseconds.
const LAG: i64 = 1_000;

/// Compares the clock of the day with one that only counts.
#[derive(Default)]
pub struct ClockWatch {
    last: Option<Now>,
}

impl ClockWatch {
    /// Whether it has gone back since it was asked last; the first time nobody knows.
    pub fn jumped_back(&mut self, now: Now) -> bool {
        let Some(last) = self.last.replace(now) else {
            return true;
        };
        let passed = now.at.saturating_duration_since(last.at).as_millis();
        let expected = last
            .ms
            .saturating_add(i64::try_from(passed).unwrap_or(i64::MAX));
        now.ms < expected - LAG
    }

    /// What followed from it was not done: it is asked anew.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn only_a_clock_that_goes_back_is_noticed() {
        let begun = Instant::now();
        let now = |seconds: u64, ms: i64| Now {
            ms,
            at: begun + Duration::from_secs(seconds),
        };
        let mut watch = ClockWatch::default();
        assert!(watch.jumped_back(now(0, 10_000_000)), "the first time");
        assert!(!watch.jumped_back(now(1, 10_001_000)));
        assert!(!watch.jumped_back(now(2, 10_001_500)), "corrected a little");
        assert!(!watch.jumped_back(now(3, 99_000_000)), "forward");
        assert!(watch.jumped_back(now(4, 95_400_000)), "an hour back");
        assert!(!watch.jumped_back(now(5, 95_401_000)));
        watch.forget();
        assert!(watch.jumped_back(now(6, 95_402_000)), "not done");
    }
}
