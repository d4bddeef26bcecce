//! How a report moves: a table of rows, and nothing moves but by a row of it.

mod advance;
mod event;
mod table;

pub use advance::{Advanced, Along};
pub use event::{By, Data, Event, EventKind, Who};
pub use table::{MOVES, Move, Need, Tell, Wait, by, row, who};

#[cfg(test)]
mod tests;
