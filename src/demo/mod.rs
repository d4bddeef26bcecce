//! A make-believe town and a chat without Telegram.

pub mod tiles;
pub mod town;
mod town_names;
