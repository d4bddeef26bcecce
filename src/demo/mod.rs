//! A make-believe town and a chat without Telegram: `script` is the grammar of a `.chat` file,
//! `stage` the real application with named people, `play` puts the two together, `chat` is the same
//! in the terminal.

mod cast;
pub mod chat;
pub mod country;
mod other_towns;
pub mod play;
pub mod script;
pub mod stage;
pub mod tiles;
pub mod town;
mod town_names;
