//! How a report moves: a table of rows, and nothing moves but by a row of it.

mod table;

pub use table::{Clock, MOVES, Move, Needs, Tell, Who, row};

#[cfg(test)]
mod tests;
