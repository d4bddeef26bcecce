//! What a typed text says beside an address: another town, or words that are no address at all.
use super::book::{Book, cut};
use super::query::{self, Run};
use super::spans;
use crate::address::words::kind::Kind;
use crate::address::words::places;

impl Book {
    /// A large town that is named around the address, as it was typed, where no precinct of the book
    /// is known to be in it.
    pub fn other_town(&self, text: &str) -> Option<String> {
        let text = cut(text);
        let spans = spans::spans(self, &query::parse(text));
        let mut areas = spans.iter().filter_map(|span| span.area.as_ref());
        let key = areas.find(|key| key.starts_with("city") && !self.areas.contains_key(*key))?;
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

    /// How many of the words are of no name that the book knows.
    pub fn unknown_words(&self, text: &str) -> usize {
        let spans = spans::spans(self, &query::parse(cut(text)));
        let unknown = spans
            .iter()
            .filter(|s| s.hits.is_empty() && s.area.is_none());
        unknown.map(|s| s.words.len()).sum()
    }
}

/// Whether a text has the shape of an address, known or not: a street or a micro-district is said by
/// its kind, and little else.
pub fn is_like_an_address(text: &str) -> bool {
    let query = query::parse(cut(text));
    let said = |run: &Run| run.kind.is_some_and(|kind| !kind.is_area());
    let named = query.runs.iter().any(said) || query.units.iter().any(|u| u.kind != Kind::Unnamed);
    named && count(&query.runs, |_| true) <= 4 && count(&query.runs, |run| !said(run)) <= 1
}

/// How many words a text has beside what the kinds of an address say.
pub fn words_of_no_kind(text: &str) -> usize {
    count(&query::parse(cut(text)).runs, |run| run.kind.is_none())
}

fn count(runs: &[Run], which: impl Fn(&Run) -> bool) -> usize {
    let runs = runs.iter().filter(|run| which(run));
    runs.map(|run| run.words.len()).sum()
}
