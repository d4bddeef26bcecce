//! What a typed text says beside an address: another town.
use super::book::{Book, cut};
use super::judge::Judge;
use super::spans::{self, Span};
use super::typed::ReadAddress;
use crate::address::words::places;

impl Judge<'_> {
    /// Whether a known town is meant by its name: it is said to be one, or stands with an address and
    /// nothing else. «Самал, Астана 12» may be a street, and what people tell may be of another town.
    pub fn names_a_town(&self, key: &str) -> bool {
        let named = |s: &&Span| s.area.as_deref() == Some(key);
        let said = self.spans.iter().filter(named).any(|s| s.kind.is_some());
        let unknown = |s: &Span| s.hits.is_empty() && s.area.is_none() && s.kind.is_none();
        let house = !self.query.numbers.is_empty() || !self.query.units.is_empty();
        let numbered = |s: &Span| self.query.numbers.iter().any(|n| n.place == s.place + 1);
        let street = self.spans.iter().filter(named).any(numbered);
        said || house && !street && !self.spans.iter().any(unknown)
    }
}

impl Book {
    /// A large town that is named around the address, as it was typed, where no precinct of the book
    /// is known to be in it.
    pub fn other_town(&self, address: &ReadAddress) -> Option<String> {
        let mut areas = address.spans.iter().filter_map(|span| span.area.as_ref());
        let key = areas.find(|key| key.starts_with("city") && !self.areas.contains_key(*key))?;
        let text = &address.typed.text;
        let mut words = text.split(|c: char| !c.is_alphabetic() && c != '-');
        let town = words.find(|word| !word.is_empty() && places::area_key(word) == **key)?;
        let mut letters = town.chars();
        let first = letters.next()?;
        Some(first.to_uppercase().chain(letters).collect())
    }

    /// Whether these words are a name of the book, spelt right. Cheap.
    pub fn knows(&self, name: &str) -> bool {
        let words = places::parts(cut(name));
        !words.is_empty() && !spans::exact(self, &words).is_empty()
    }
}
