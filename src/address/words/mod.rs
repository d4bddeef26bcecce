//! Letters, words and numbers of addresses in both languages and every spelling.
pub mod fold;
pub mod houses;
pub mod join;
pub mod join_numbers;
pub mod kind;
pub mod lex;
pub mod noise;
pub mod persons;
pub mod places;
pub mod spell;
pub mod tables;
