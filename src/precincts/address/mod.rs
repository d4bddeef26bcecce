//! Territory text to houses, typed address to precinct.
mod book;
mod drafts;
mod excepts;
mod find;
mod fold;
mod houses;
mod join;
mod judge;
mod judge_unit;
mod kind;
mod lex;
mod lists;
mod marks;
mod name_numbers;
mod names;
mod noise;
mod numbers;
mod ordinals;
mod places;
mod query;
mod renamed;
mod rivals;
mod roles;
mod settle;
mod spans;
mod spell;
mod territory;
mod words;

#[cfg(test)]
mod tests;

pub use book::{Book, Source};
pub use find::{Answer, Candidate, Why, Why as Differs};
pub use houses::{House, Rule, Side};
pub use kind::Kind;
pub use renamed::{Renaming, read_table};
pub use territory::{Extent, Item, Name, Part, Territory, parse_territory};
