//! Timing it happens, as far as it is said.

use serde::Deserialize;

/// The times that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// For some time or again and again, and not said to be over.
    Lasting,
    Now,
    /// It is over.
    Earlier,
}

/// A time, and the words that told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeTold {
    pub when: Timing,
    pub words: String,
}

impl TimeTold {
    /// The words of a text from one character to another.
    pub(super) fn read(when: Timing, text: &str, (from, to): (usize, usize)) -> TimeTold {
        let words = text.chars().skip(from).take(to.saturating_sub(from));
        TimeTold {
            when,
            words: words.collect(),
        }
    }
}
