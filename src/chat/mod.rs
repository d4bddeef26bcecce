//! What can be said, whatever the messenger: what a person did ([`Input`]), what the bot answers
//! ([`Say`]) and what a button does ([`Tap`]). No Telegram types.

mod clean;
mod group_tap;
mod inline;
mod input;
mod say;
pub mod spoken;
mod tap;
mod taps;

pub use clean::{clean, line, units};
pub use group_tap::{GroupTap, Owned};
pub use inline::{InlineAnswer, InlineCard, InlineQuery};
pub use input::{Beside, Incoming, Input, Membership, Rank, RepliedTo, number_in};
pub use say::{Attachment, Button, Made, Otherwise, Press, PrintedFile, Say};
pub use tap::{List, Screen, Tap, Verb};
