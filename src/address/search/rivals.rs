//! Other streets that the same words may mean: with one of them the answer is not *sure*.
use super::book::UnitKey;
use super::judge::{Judge, Verdict};
use crate::address::words::kind::{Kind, KindFit};

impl Judge<'_> {
    /// Other streets that the same words may mean, which are not in the same precinct.
    pub fn other_streets(&self, one: &Verdict) -> bool {
        let Some(at) = one.span else {
            return self.other_numbered(one);
        };
        let entry = &self.book.entries[one.entry as usize];
        let span = &self.spans[at];
        let areas_said = self.spans.iter().any(|s| s.area.is_some());
        // A typed micro-district that is this street's own has decided.
        let placed = entry.within.as_ref().is_some_and(|w| self.is_typed(w, at));
        let hits = span.hits.iter().filter(|h| h.grade <= one.grade);
        let entries = hits.flat_map(|h| &self.book.names[h.name as usize].entries);
        entries.map(|e| &self.book.entries[*e as usize]).any(|e| {
            if e.precinct == entry.precinct
                || placed && e.within != entry.within
                || self.area_fits(e.precinct) == Some(false)
            {
                return false;
            }
            let elsewhere = !areas_said && self.other_city(e.precinct, entry.precinct);
            let fit = e.kind.fit(span.kind);
            let kind = span.kind.is_none()
                && e.kind != entry.kind
                && e.kind != Kind::Unnamed
                && entry.kind != Kind::Unnamed;
            let unit_said = self.spans.len() > 1 || !self.query.units.is_empty();
            let place = e.within.is_some()
                && entry.within.is_some()
                && e.within != entry.within
                && !unit_said;
            let number = entry.kind.is_unit() && e.number != entry.number;
            fit != KindFit::Never && !number && (elsewhere || kind || place)
        })
    }

    pub fn is_typed(&self, within: &UnitKey, street: usize) -> bool {
        let by_number = self
            .query
            .units
            .iter()
            .any(|u| within.keys.is_empty() && u.number == within.number);
        by_number
            || self
                .spans
                .iter()
                .enumerate()
                .any(|(at, s)| at != street && self.is_unit_span(within, s))
    }

    pub fn other_numbered(&self, one: &Verdict) -> bool {
        let entry = &self.book.entries[one.entry as usize];
        let areas_said = self.spans.iter().any(|s| s.area.is_some());
        let same = self
            .book
            .numbered
            .get(&entry.number)
            .into_iter()
            .flatten()
            .map(|e| &self.book.entries[*e as usize]);
        let mut same = same.filter(|e| e.precinct != entry.precinct && e.kind == entry.kind);
        same.any(|e| {
            !areas_said && self.other_city(e.precinct, entry.precinct)
                || e.within.is_some()
                    && entry.within.is_some()
                    && e.within != entry.within
                    && self.spans.is_empty()
        })
    }

    pub fn other_city(&self, a: u32, b: u32) -> bool {
        let city = |p: u32| {
            self.book.precincts[p as usize]
                .areas
                .iter()
                .find(|k| k.starts_with("city"))
        };
        city(a) != city(b)
    }
}
