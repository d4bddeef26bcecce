//! Territory text to houses, typed address to precinct.
mod plain;
mod search;
mod territory;
mod words;

#[cfg(test)]
pub mod tests;

pub use plain::plain_form;
pub use search::answer::{AddressMatch, Candidate, Why, Why as Differs};
pub use search::book::{Book, Source, cut};
pub use search::compare::differing;
pub use search::pieces::PlacePiece;
pub use search::renamed::{OtherName, Renaming, RenamingStage, bare_name, by_code};
pub use search::typed::{ReadAddress, TypedAddress};
pub use territory::{Extent, Item, Name, Part, Territory, parse_territory};
pub use words::houses::{House, Rule, Side};
pub use words::kind::Kind;

/// Whether a text has a name in it, in whichever of the two languages either is spelt.
pub fn has_name(text: &str, name: &str) -> bool {
    let key = words::fold::key;
    key(text).contains(&key(name))
}

/// The key of a word of a name: the same for its Kazakh, Russian and Latin spellings.
pub fn name_key(word: &str) -> String {
    words::fold::key(word)
}
