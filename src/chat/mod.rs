//! What can be said, whatever the messenger: what a person did ([`Input`]), what the bot answers
//! ([`Say`]) and what a button does ([`Tap`]). No Telegram types.

mod input;
mod say;
mod tap;

pub use input::{Incoming, Input};
pub use say::{Attachment, Button, Press, Say};
pub use tap::{Screen, Tap, Verb};
