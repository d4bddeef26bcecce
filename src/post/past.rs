//! What went wrong with a letter so far, as far as it limits how often it is tried. How often it
//! was leased is something else: a pause, a trouble of the server and order lease it too.

use std::time::Instant;

use super::report::DelayReason;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Past {
    /// No answer came: it may have arrived.
    pub doubted: Times,
    /// The connection broke before the answer.
    pub broken: Times,
    /// The chat did not let the bot speak.
    pub muted: Times,
    /// A copy of a medium was not fetched, or did not arrive.
    pub copied: Times,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Times {
    pub count: u32,
    pub first: Option<Instant>,
}

impl Past {
    /// Remembers why it waits, if that counts.
    pub fn note(&mut self, why: &DelayReason, now: Instant) {
        let times = match why {
            DelayReason::Doubt => &mut self.doubted,
            DelayReason::Broken => &mut self.broken,
            DelayReason::Muted => &mut self.muted,
            DelayReason::Copy => &mut self.copied,
            DelayReason::Slow(_)
            | DelayReason::Trouble
            | DelayReason::Order
            | DelayReason::Fatal => return,
        };
        times.count += 1;
        times.first.get_or_insert(now);
    }
}
