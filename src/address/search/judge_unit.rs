//! Judges a micro-district, quarter or settlement: is its number the typed one, is the house in it?
use super::answer::Why;
use super::book::BookEntry;
use super::grade::Grade;
use super::judge::{Judge, houses};
use super::query::Typed;
use super::spans::{Hit, Span};
use crate::address::territory::{Extent, Part};
use crate::address::words::houses::{Fit, House, fit_any, only_excepts};
use crate::address::words::kind::Kind;

impl Judge<'_> {
    /// A micro-district: `span` when it has a name, `said` when it is one of the numbered ones of the query.
    pub fn unit(
        &self,
        entry: &BookEntry,
        span: Option<usize>,
        said: Option<usize>,
    ) -> Option<Option<Why>> {
        let number = match span {
            Some(at) => self.unit_number(entry, at)?,
            None => Number::Same(0),
        };
        let street_said = span.is_none_or(|at| !self.spans[at].kind.is_some_and(Kind::is_unit));
        // «между домами 21 и 24, Таугуль-2»
        let others =
            (self.spans.iter().enumerate()).any(|(i, s)| Some(i) != span && s.area.is_none());
        if let Extent::Part {
            why: why @ Part::Between,
            ..
        } = &entry.extent
            && self.query.segment
            && !others
        {
            return Some(Some(Why::Part(*why)));
        }
        if street_said && (self.query.corner || self.query.segment) {
            // «угол Абая и Самал»: streets cross.
            return None;
        }
        if self.something_inside(entry, span, said)? {
            return match (number, self.inside(entry)?) {
                (Number::Missing | Number::Alone, None) => Some(Some(Why::UnitNumberMissing)),
                (_, None) if span.is_some_and(|at| self.is_of_longer_name(at)) => {
                    Some(Some(Why::OtherPlace))
                }
                (_, why) => Some(why),
            };
        }
        if span.is_some_and(|at| self.is_second_half(at)) {
            return Some(Some(Why::OtherPlace));
        }
        let place = span.map_or(0, |at| self.spans[at].place);
        let skip = match number {
            Number::Same(skip) => skip,
            Number::Missing | Number::Alone => 0,
        };
        let house = match (span, skip) {
            (Some(_), 1) => self
                .query
                .numbers
                .iter()
                .filter(|n| n.place > place)
                .nth(1)
                .or(self.query.numbers.iter().find(|n| n.marked))
                .map(|n| &n.house),
            _ => self
                .query
                .house_after(place, span.and_then(|at| self.spans[at].used)),
        };
        let glued = span
            .and_then(|at| self.spans[at].glued.as_ref())
            .filter(|_| entry.number.is_empty());
        let why = houses(&entry.extent, house.or(glued), None);
        match number {
            Number::Alone => Some(Some(Why::HouseMissing)),
            Number::Missing if why != Some(Why::HouseNotListed) => {
                Some(Some(Why::UnitNumberMissing))
            }
            _ => Some(why),
        }
    }

    /// «Северо-Восток» for «Восток», «Али Молдагуловой» for «Али»: unknown words that touch the name
    /// and are no street of their own. «мкр Акжар Егизбаева» is a street in Акжар.
    fn is_of_longer_name(&self, at: usize) -> bool {
        let touching = self.spans.iter().enumerate().filter(|(other, span)| {
            let same = *other != at && span.run == self.spans[at].run;
            let unknown = span.hits.iter().all(|h| h.grade >= Grade::Doubtful);
            same && unknown && span.area.is_none()
        });
        let said = self.spans[at].kind.is_some_and(Kind::is_unit);
        let mut touching = touching.map(|(other, _)| other);
        touching.any(|other| other < at || !said)
    }

    /// «Северо-Восток» where «Север» and «Восток» are known.
    fn is_second_half(&self, at: usize) -> bool {
        let half = |s: &Span| s.words.last().is_some_and(|w| w.key.ends_with('o'));
        let before = self.spans[..at].last();
        before.is_some_and(|s| s.run == self.spans[at].run && half(s))
    }

    /// Whether a street or another micro-district is typed too; `None` when it lies in another place.
    fn something_inside(
        &self,
        entry: &BookEntry,
        span: Option<usize>,
        said: Option<usize>,
    ) -> Option<bool> {
        let mut street = false;
        for (other, other_span) in self.spans.iter().enumerate() {
            if Some(other) == span || other_span.area.is_some() {
                continue;
            }
            if self.looks_like_unit(other_span) && !other_span.kind.is_some_and(Kind::is_street) {
                if entry
                    .within
                    .as_ref()
                    .is_some_and(|w| !self.is_unit_span(w, other_span))
                {
                    return None;
                }
                continue;
            }
            if entry
                .within
                .as_ref()
                .is_some_and(|w| self.is_unit_span(w, other_span))
            {
                continue;
            }
            street = true;
        }
        let own_run = span.map(|at| self.spans[at].run);
        let other_unit = span.is_some()
            && self
                .query
                .units
                .iter()
                .any(|u| u.of_run.is_none() || u.of_run != own_run)
            || said.is_some_and(|s| {
                self.query
                    .units
                    .iter()
                    .enumerate()
                    .any(|(i, u)| i != s && u.kind.is_unit())
            });
        Some(street || other_unit)
    }

    /// A street or another unit was typed too: is it inside this one?
    fn inside(&self, entry: &BookEntry) -> Option<Option<Why>> {
        match &entry.extent {
            Extent::Whole if self.left_out(entry.precinct) => Some(Some(Why::HouseNotListed)),
            Extent::Whole => Some(None),
            Extent::Part {
                why: Part::Open, ..
            } => Some(Some(Why::Part(Part::Open))),
            Extent::Part {
                why: why @ (Part::Partly | Part::Vague | Part::Boundary | Part::Segment),
                ..
            } => Some(Some(Why::Part(*why))),
            _ => None,
        }
    }

    /// «мкр. Самал, кроме ул. Мира»: a typed street that is excepted.
    fn left_out(&self, precinct: u32) -> bool {
        let mut typed = self.spans.iter().flat_map(|s| {
            let hits = s.hits.iter().filter(|h| h.grade < Grade::Doubtful);
            hits.flat_map(|h| &self.book.names[h.name as usize].entries)
                .map(move |e| (s, *e))
        });
        typed.any(|(span, entry)| {
            let entry = &self.book.entries[entry as usize];
            let house = self.query.house_after(span.place, span.used);
            let here = |w| self.is_typed(w, usize::MAX);
            entry.precinct == precinct
                && entry.within.as_ref().is_none_or(here)
                && matches!(&entry.extent, Extent::Houses(rules) if only_excepts(rules)
                    && house.is_none_or(|h| fit_any(rules, h) == Fit::No))
        })
    }

    /// Whether the precinct of a street has the name typed beside it, under no other number.
    pub fn known_beside(&self, entry: &BookEntry, street: &Span, other: &Span) -> bool {
        let number = self.number_beside(street, other);
        let here = &self.book.precincts[entry.precinct as usize].entries;
        other.hits.iter().any(|h| {
            here.iter()
                .map(|e| &self.book.entries[*e as usize])
                .filter(|e| e.name == Some(h.name))
                .any(|e| e.number.is_empty() || number.as_ref().is_none_or(|n| *n == e.number))
        })
    }

    /// «Самал-1, Абая 7», «Самал 1, Абая 7»: the number typed with a name beside a street, not its house.
    pub fn number_beside(&self, street: &Span, other: &Span) -> Option<String> {
        let house = self.query.house_after(street.place, street.used);
        let follows = |n: &&Typed| !n.marked && n.place == other.place + 1;
        let after = self.query.numbers.iter().find(follows).map(|n| &n.house);
        let after = after.filter(|n| house.is_some_and(|h| h != *n));
        other.glued.as_ref().or(after).map(House::unit)
    }

    /// Whether the typed number of the micro-district is that of the entry.
    fn unit_number(&self, entry: &BookEntry, at: usize) -> Option<Number> {
        let span = &self.spans[at];
        let as_number = House::unit;
        let after: Vec<_> = self
            .query
            .numbers
            .iter()
            .filter(|n| n.place > span.place)
            .collect();
        if let Some(glued) = &span.glued {
            let spare = self.query.numbers.is_empty() && entry.number.is_empty();
            let same = as_number(glued) == entry.number || spare;
            // «Самал-2» may be part of what is called Самал.
            let exact = |h: &&Hit| Some(h.name) == entry.name && h.grade == Grade::Exact;
            let numbered = |e: &u32| {
                let other = &self.book.entries[*e as usize];
                other.name == entry.name && !other.number.is_empty()
            };
            let here = &self.book.precincts[entry.precinct as usize].entries;
            let whole = entry.number.is_empty()
                && span.hits.iter().any(|h| exact(&h))
                && !here.iter().any(numbered);
            let part = whole.then_some(Number::Missing);
            return same.then_some(Number::Same(0)).or(part);
        }
        if entry.number.is_empty() {
            // «Коктем 3 дом 16»: Коктем-3, perhaps another one.
            return Some(match self.numbered_twice(at) {
                true => Number::Missing,
                false => Number::Same(0),
            });
        }
        match after.as_slice() {
            [first, _, ..] if !first.marked => {
                (as_number(&first.house) == entry.number).then_some(Number::Same(1))
            }
            // «алтай 2»: the number of the micro-district, and no house.
            [only] if as_number(&only.house) == entry.number && !only.marked => Some(Number::Alone),
            _ => Some(Number::Missing),
        }
    }
}

enum Number {
    /// The same; so many typed numbers were used up for it.
    Same(usize),
    Missing,
    Alone,
}
