//! How a report moves: a table of rows, and nothing moves but by a row of it.

mod table;

pub use table::{MOVES, Move, Needs, Tell, Wait, Who, row};

#[cfg(test)]
mod tests;
