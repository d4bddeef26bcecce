//! Territory text to houses, typed address to precinct.
mod book;
mod compare;
mod contour;
mod drafts;
mod excepts;
mod find;
mod fold;
mod houses;
mod items;
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
mod persons;
mod places;
mod query;
mod query_numbers;
mod ranges;
mod renamed;
mod rivals;
mod roles;
mod segments;
mod settle;
mod spans;
mod spell;
mod territory;
mod words;

#[cfg(test)]
mod tests;

pub use book::{Book, Source};
pub use compare::differing;
pub use find::{Answer, Candidate, Why, Why as Differs};
pub use houses::{House, Rule, Side};
pub use kind::Kind;
pub use renamed::{OtherName, Renaming, Stage, bare_name, by_code};
pub use territory::{Extent, Item, Name, Part, Territory, parse_territory};
