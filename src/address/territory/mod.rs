//! What a written territory means: streets and micro-districts with their houses.
mod contour;
mod crossings;
mod draft;
mod drafts;
mod excepts;
mod item;
mod items;
mod lists;
mod marks;
mod name_numbers;
mod name_words;
pub mod names;
mod numbers;
mod ordinals;
mod parts;
mod ranges;
mod roles;
mod segments;
mod settle;
mod whole;

pub use item::{Extent, Item, Name, Part, Territory};

/// Reads any text. It never fails: what it cannot read is in `not_understood`.
pub fn parse_territory(text: &str) -> Territory {
    let mut territory = Territory::default();
    for read in lists::read(text) {
        settle::settle(text, read, &mut territory);
    }
    territory
}
