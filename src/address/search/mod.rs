//! From what a resident types to the precincts that may be meant.
pub mod answer;
pub mod beside;
pub mod book;
pub mod compare;
pub mod doubts;
pub mod find;
pub mod grade;
pub mod judge;
pub mod judge_crossing;
pub mod judge_unit;
pub mod persons;
pub mod pieces;
pub mod query;
pub mod query_numbers;
pub mod renamed;
pub mod rivals;
pub mod spans;
