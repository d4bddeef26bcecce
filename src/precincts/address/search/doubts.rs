//! What makes a hit doubtful: another kind of street, another place, another number.
use super::book::Entry;
use super::judge::Judge;
use super::spans::{Grade, Hit};
use crate::precincts::address::words::kind::{Kind, KindFit};
use crate::precincts::address::words::places;

impl Judge<'_> {
    /// «Лесная 39» is first of all the street, not the lane of that name; «пр. Мира» not «ул. Мира».
    pub fn has_better_kind(&self, entry: &Entry, at: usize, grade: Grade) -> bool {
        let said = self.spans[at].kind;
        let better = |kind: Kind| match said {
            None => entry.kind.is_narrow() && kind.is_wide(),
            Some(_) => {
                entry.kind != Kind::Unnamed
                    && entry.kind.fit(said) == KindFit::Near
                    && kind.fit(said) == KindFit::Same
            }
        };
        let hits = self.spans[at].hits.iter().filter(|h| h.grade <= grade);
        let mut kinds = hits.flat_map(|h| {
            let entries = self.book.names[h.name as usize].entries.iter();
            let entries = entries.map(|e| &self.book.entries[*e as usize]);
            entries.filter(|e| self.step_leads(h, e)).map(|e| e.kind)
        });
        kinds.any(better)
    }

    /// A renaming counts in its area, and «Речной тупик» is not «улица Речная».
    pub fn step_leads(&self, hit: &Hit, entry: &Entry) -> bool {
        let Some(step) = &hit.step else { return true };
        let areas = &self.book.precincts[entry.precinct as usize].areas;
        let other = |kind: Kind| {
            entry.kind.is_street() && kind.is_street() && kind.is_narrow() != entry.kind.is_narrow()
        };
        step.areas.iter().any(|key| areas.contains(key)) && !step.kind.is_some_and(other)
    }

    /// «Курамыс, Татимова 9» for a street of Карагайлы: an unknown name before it is another place.
    pub fn place_unknown(&self, entry: &Entry, at: usize) -> bool {
        let street = &self.spans[at];
        entry.within.is_some()
            && self.spans.iter().any(|s| {
                let unknown = s.hits.is_empty() && s.area.is_none() && s.kind.is_none();
                unknown && s.run + 1 == street.run && s.words.iter().any(|w| w.key.len() > 3)
            })
    }

    /// «Юбилейная 4» without a kind is a street, not the micro-district Юбилейный; and the other way.
    pub fn other_gender(&self, entry: &Entry, at: usize, hit: &Hit) -> bool {
        let ends = |parts: &[places::Part], ending: &str| {
            let last = parts.last();
            last.is_some_and(|p| p.key.ends_with(ending) && p.key.len() > ending.len() + 2)
        };
        let typed = &self.spans[at].words;
        let written = &self.book.names[hit.name as usize].parts;
        let said = self.spans[at].kind.is_some();
        let streets = |parts: &[places::Part]| ends(parts, "aia") || ends(parts, "ei");
        let masculine = ends(typed, "ni") || ends(typed, "ski");
        !said
            && hit.grade <= Grade::Near
            && (entry.kind.is_unit() && streets(typed) && !streets(written)
                || entry.kind.is_wide() && masculine && ends(written, "aia"))
    }

    /// «Северо-Восток 2, дом 40»: a number of its own and a house.
    pub fn numbered_twice(&self, at: usize) -> bool {
        let span = &self.spans[at];
        let mut after = self.query.numbers.iter().filter(|n| n.place > span.place);
        let first = after
            .next()
            .is_some_and(|n| n.place == span.place + 1 && !n.marked);
        first && after.next().is_some_and(|n| n.marked)
    }
}
