//! What went wrong with a letter so far, as far as it limits how often it is tried. How often it
//! was leased is something else: a pause, a trouble of the server and order lease it too.

use super::report::Why;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Past {
    /// Times that no answer came: it may have arrived.
    pub doubted: u32,
    /// Times that the connection broke before the answer.
    pub broken: u32,
    /// Times that the chat did not let the bot speak.
    pub muted: u32,
}

impl Past {
    /// Whether such a wait is to be remembered.
    pub fn counts(why: &Why) -> bool {
        matches!(why, Why::Doubt | Why::Broken | Why::Muted)
    }

    pub fn note(&mut self, why: &Why) {
        match why {
            Why::Doubt => self.doubted += 1,
            Why::Broken => self.broken += 1,
            Why::Muted => self.muted += 1,
            Why::Slow(_) | Why::Trouble | Why::Order | Why::Fatal => {}
        }
    }
}
