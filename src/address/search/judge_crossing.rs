//! Judges a query that names a corner or a stretch of a street.
use super::answer::Why;
use super::book::BookEntry;
use super::judge::{Judge, houses};
use super::spans::Span;
use crate::address::territory::{Extent, Part};

impl Judge<'_> {
    /// «угол А и Б», «А между Б и В»: both names must be of this territory.
    pub fn crossing(&self, entry: &BookEntry, at: usize) -> Option<Option<Why>> {
        let here = &self.book.precincts[entry.precinct as usize].entries;
        let named: Vec<&Span> = self.spans.iter().filter(|s| s.area.is_none()).collect();
        let known = |span: &&&Span| {
            span.hits.iter().any(|h| {
                here.iter()
                    .any(|e| self.book.entries[*e as usize].name == Some(h.name))
            })
        };
        let numbered = |number: &str| {
            here.iter().any(|e| {
                let e = &self.book.entries[*e as usize];
                e.name.is_none() && e.number == number && e.kind.is_street()
            })
        };
        // «Туран – №24»
        let streets = self.query.units.iter().filter(|u| u.kind.is_street());
        let streets: Vec<bool> = streets.map(|u| numbered(&u.number)).collect();
        let all = named.len() + streets.len();
        let count = named.iter().filter(known).count() + streets.iter().filter(|k| **k).count();
        if count == all && count > 1 {
            let meets = entry.crossing == 0 || named.iter().all(|s| self.meets(entry, s));
            return meets.then_some(None);
        }
        let house = self
            .query
            .house_after(self.spans[at].place, self.spans[at].used);
        match &entry.extent {
            Extent::Part {
                why: Part::Corner, ..
            } if count < all => None,
            Extent::Part { why, .. } => Some(Some(Why::Part(*why))),
            Extent::Whole => Some(Some(Why::OtherPlace)),
            Extent::Houses(_) => house
                .and_then(|h| houses(&entry.extent, Some(h), None))
                .map(Some)
                .or(Some(Some(Why::HouseMissing))),
        }
    }

    /// «Туран и №24», «Улы дала и Сауран»: whether a name belongs to the crossing of this street.
    fn meets(&self, entry: &BookEntry, span: &Span) -> bool {
        let here = self.book.precincts[entry.precinct as usize].entries.iter();
        let mut here = here.map(|e| &self.book.entries[*e as usize]);
        here.any(|e| {
            let same = e.crossing == 0 || e.crossing == entry.crossing;
            same && span.hits.iter().any(|h| e.name == Some(h.name))
        })
    }
}
