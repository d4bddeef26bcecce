//! Judges every entry that a query may mean: in, perhaps, or not.
use super::answer::Why;
use super::book::{Book, BookEntry, UnitKey};
use super::grade::Grade;
use super::query::Query;
use super::spans::{Hit, Span};
use crate::address::territory::{Extent, Part};
use crate::address::words::houses::{Fit, House, fit_any};
use crate::address::words::kind::{Kind, KindFit};
use crate::address::words::places;
use std::collections::BTreeMap;

pub struct Judge<'a> {
    pub book: &'a Book,
    pub query: &'a Query,
    pub spans: &'a [Span],
}

/// What one precinct has to do with the query. `why` is `None` when the address is in it.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub precinct: u32,
    pub entry: u32,
    pub grade: Grade,
    pub why: Option<Why>,
    /// Said even when the address is in: an old name, a near spelling.
    pub note: Option<Why>,
    /// The doubt is about the house, not about the street.
    pub firm: bool,
    pub span: Option<usize>,
    /// The street lies in another place than the typed one.
    pub elsewhere: bool,
}

/// What the rest of the query says about an entry.
enum Rest {
    Fits,
    /// Something typed is not known of it.
    Doubt(Why),
    Excludes,
}

impl Judge<'_> {
    /// The best verdict of every precinct that has anything to do with the query.
    pub fn all(&self) -> Vec<Verdict> {
        self.of(None)
    }

    /// As [`Judge::all`], of one precinct alone if one is given.
    pub fn of(&self, only: Option<u32>) -> Vec<Verdict> {
        let mut by_precinct: BTreeMap<u32, Vec<Verdict>> = BTreeMap::new();
        for verdict in self.each(only) {
            let here = by_precinct.entry(verdict.precinct).or_default();
            here.push(verdict);
        }
        let best = |here: Vec<Verdict>| self.without_overruled(here).into_iter().min_by_key(rank);
        by_precinct.into_values().filter_map(best).collect()
    }

    /// «Мира 42» is not «ул. Бейбитшилик» where «ул. Мира 2-40» stands beside it: what the names as
    /// written say together goes before a translation.
    fn without_overruled(&self, here: Vec<Verdict>) -> Vec<Verdict> {
        if here.len() < 2 {
            return here;
        }
        let (written, others): (Vec<_>, Vec<_>) =
            here.into_iter().partition(|v| self.as_written(v));
        let outside = |span: Option<usize>| {
            let same = written.iter().filter(|w| w.span == span);
            let best = same.min_by_key(|w| rank(w));
            best.is_some_and(|w| w.why == Some(Why::HouseNotListed))
        };
        let kept: Vec<_> = others.into_iter().filter(|v| !outside(v.span)).collect();
        written.into_iter().chain(kept).collect()
    }

    fn each(&self, only: Option<u32>) -> Vec<Verdict> {
        let mut out = Vec::new();
        let precinct = |id: u32| self.book.entries[id as usize].precinct;
        let asked = |id: &&u32| only.is_none_or(|only| precinct(**id) == only);
        for (at, span) in self.spans.iter().enumerate() {
            for hit in &span.hits {
                let entries = &self.book.names[hit.name as usize].entries;
                for entry in entries.iter().filter(asked) {
                    out.extend(self.named(*entry, at, hit));
                }
            }
        }
        for (at, unit) in self.query.units.iter().enumerate() {
            let entries = self.book.numbered.get(&unit.number).into_iter().flatten();
            for id in entries.filter(asked) {
                let entry = &self.book.entries[*id as usize];
                if self.area_fits(entry.precinct) != Some(false) && entry.kind == unit.kind {
                    let mut why = self.unit(entry, None, Some(at));
                    // «Жетысу 2 мкр» is not the 2nd micro-district.
                    let unknown = |s: &Span| s.hits.is_empty() && s.area.is_none();
                    let named = |s: &&Span| Some(s.run) == unit.of_run && unknown(s);
                    if why == Some(None) && self.spans.iter().any(|s| named(&s)) {
                        why = Some(Some(Why::OtherPlace));
                    }
                    out.extend(why.map(|why| self.verdict(*id, None, Grade::Exact, why)));
                }
            }
        }
        out
    }

    pub fn named(&self, id: u32, at: usize, hit: &Hit) -> Option<Verdict> {
        let entry = &self.book.entries[id as usize];
        if !self.step_leads(hit, entry) || self.area_fits(entry.precinct) == Some(false) {
            return None;
        }
        let mut kind = entry.kind.fit(self.spans[at].kind);
        let other_gender = self.other_gender(entry, at, hit.name, hit.grade);
        if self.has_better_kind(entry, at, hit.grade) {
            kind = KindFit::Other;
        }
        if kind == KindFit::Never {
            return None;
        }
        // A part of the town written without a kind: a street typed beside it may be inside.
        let as_unit = entry.kind.is_unit()
            || !entry.number.is_empty()
            || entry.kind == Kind::Unnamed && self.street_beside(at);
        let mut why = if as_unit {
            self.unit(entry, Some(at), None)?
        } else {
            self.street(entry, at)?
        };
        let renamed = || hit.step.as_ref().map(|it| Why::Renamed(it.name.clone()));
        let written = || self.book.names[hit.name as usize].written.clone();
        if why.is_none() {
            why = match hit.grade {
                Grade::Doubtful => Some(Why::Spelling(written())),
                _ if self.two_translations(at, hit) => Some(Why::Spelling(written())),
                Grade::Proposed => renamed(),
                _ if kind == KindFit::Other
                    || other_gender
                    || self.translated_unit(entry, at, hit) =>
                {
                    Some(Why::OtherStreetKind)
                }
                _ if self.area_fits(entry.precinct).is_none() => Some(Why::OtherPlace),
                _ => None,
            };
        }
        let mut verdict = self.verdict(id, Some(at), hit.grade, why);
        verdict.elsewhere = !as_unit && verdict.why.is_some() && self.place_unknown(entry, at);
        verdict.note = match hit.grade {
            Grade::Renamed | Grade::Proposed => renamed(),
            Grade::Near => Some(Why::Spelling(written())),
            _ => None,
        };
        Some(verdict)
    }

    pub fn street_beside(&self, at: usize) -> bool {
        // «Михайловка, Крылова 10»: a name of its own with the house after it.
        let named = |s: &Span| {
            s.kind.is_none()
                && s.hits.is_empty()
                && s.run > self.spans[at].run
                && self.query.numbers.iter().any(|n| n.place > s.place)
        };
        let street =
            |s: &Span| s.area.is_none() && (s.kind.is_some_and(Kind::is_street) || named(s));
        !self.query.corner
            && !self.spans[at].kind.is_some_and(Kind::is_street)
            && self
                .spans
                .iter()
                .enumerate()
                .any(|(i, s)| i != at && street(s))
    }

    pub fn verdict(
        &self,
        entry: u32,
        span: Option<usize>,
        grade: Grade,
        why: Option<Why>,
    ) -> Verdict {
        let firm = !matches!(
            why,
            Some(
                Why::OtherPlace
                    | Why::OtherStreetKind
                    | Why::StreetMissing
                    | Why::UnitNumberMissing
            )
        );
        Verdict {
            precinct: self.book.entries[entry as usize].precinct,
            entry,
            grade,
            why,
            note: None,
            firm,
            span,
            elsewhere: false,
        }
    }

    /// Whether the typed city or district is around the precinct; `None` when nobody knows.
    pub fn area_fits(&self, precinct: u32) -> Option<bool> {
        let here = &self.book.precincts[precinct as usize];
        let areas = &here.areas;
        let mut answer = Some(true);
        for key in self.spans.iter().filter_map(|s| s.area.as_ref()) {
            if areas.contains(key) {
                continue;
            }
            let knows = if places::is_city_key(key) {
                areas.iter().any(|it| places::is_city_key(it))
                    || here.in_town && self.names_a_town(key)
            } else {
                self.book.areas.contains_key(key)
            };
            if knows {
                return Some(false);
            }
            answer = None;
        }
        answer
    }

    /// `None`: nothing to do with it. `Some(None)`: in.
    pub fn street(&self, entry: &BookEntry, at: usize) -> Option<Option<Why>> {
        let mut doubt = None;
        if self.query.corner
            || self.query.segment
                && matches!(
                    entry.extent,
                    Extent::Part {
                        why: Part::Segment,
                        ..
                    }
                )
        {
            return self.crossing(entry, at);
        }
        for (other, span) in self.spans.iter().enumerate() {
            if other == at || span.area.is_some() {
                continue;
            }
            match self.beside(entry, at, span) {
                Rest::Fits => {}
                Rest::Doubt(why) => doubt = Some(why),
                Rest::Excludes => return None,
            }
        }
        for unit in &self.query.units {
            let same = |w: &UnitKey| {
                self.spans
                    .iter()
                    .any(|s| Some(s.run) == unit.of_run && self.is_unit_span(w, s))
            };
            if entry.within.as_ref().is_some_and(same) {
                continue;
            }
            match self.beside_unit(entry, unit.kind, &unit.number) {
                Rest::Fits => {}
                Rest::Doubt(why) => doubt = Some(why),
                Rest::Excludes => return None,
            }
        }
        if self.numbered_twice(at) || self.glued_and_house(at) {
            doubt = Some(Why::OtherPlace);
        }
        if self.led_by_number(at) {
            doubt = Some(Why::SameNameElsewhere);
        }
        let house = self
            .query
            .house_after(self.spans[at].place, self.spans[at].used)
            .or(self.spans[at].glued.as_ref());
        let why = houses(&entry.extent, house, self.spans[at].glued.as_ref());
        Some(if why == Some(Why::HouseNotListed) {
            why
        } else {
            doubt.or(why)
        })
    }

    /// What another name of the query says about a street.
    fn beside(&self, entry: &BookEntry, at: usize, other: &Span) -> Rest {
        if let Some(within) = &entry.within {
            if self.is_unit_span(within, other) {
                // «Калкаман-2» for a street of «Калкаман».
                let other_number = within.number.is_empty() && other.glued.is_some();
                // «шанырак 2 отемисулы 42» is not in Шанырак-1.
                let number = self.number_beside(&self.spans[at], other);
                let differs = number.is_some_and(|n| n != within.number);
                return match (other_number, differs && !within.number.is_empty()) {
                    (_, true) => Rest::Excludes,
                    (true, _) => Rest::Doubt(Why::OtherPlace),
                    _ => Rest::Fits,
                };
            }
            if self.looks_like_unit(other) {
                return Rest::Excludes;
            }
        }
        if other.kind.is_some_and(Kind::is_street) {
            // The street asked for is the other one.
            return if self.spans[at].kind.is_some_and(Kind::is_street) {
                Rest::Doubt(Why::OtherPlace)
            } else {
                Rest::Excludes
            };
        }
        if self.known_beside(entry, &self.spans[at], other) {
            Rest::Fits
        } else {
            Rest::Doubt(Why::OtherPlace)
        }
    }

    fn beside_unit(&self, entry: &BookEntry, kind: Kind, number: &str) -> Rest {
        if kind.is_street() {
            return Rest::Excludes;
        }
        match &entry.within {
            Some(within) if within.keys.is_empty() && within.number == number => return Rest::Fits,
            Some(within) if within.keys.is_empty() => return Rest::Excludes,
            _ => {}
        }
        let here = &self.book.precincts[entry.precinct as usize].entries;
        let known_here = here.iter().any(|e| {
            let e = &self.book.entries[*e as usize];
            e.name.is_none() && e.number == number
        });
        if known_here {
            Rest::Fits
        } else {
            Rest::Doubt(Why::OtherPlace)
        }
    }

    pub fn is_unit_span(&self, within: &UnitKey, span: &Span) -> bool {
        let glued = span.glued.as_ref().map(House::unit).unwrap_or_default();
        let same = |name: &str| within.keys.iter().any(|k| k == name);
        let named = span
            .hits
            .iter()
            .any(|h| same(&self.book.names[h.name as usize].key))
            || places::keys(&span.words).iter().any(|k| same(k));
        named && (within.number == glued || within.number.is_empty() || glued.is_empty())
    }

    /// Said as a micro-district, or known as one anywhere.
    pub fn looks_like_unit(&self, span: &Span) -> bool {
        if let Some(kind) = span.kind {
            return kind.is_unit();
        }
        let mut entries = span
            .hits
            .iter()
            .flat_map(|h| &self.book.names[h.name as usize].entries);
        span.glued.is_some() || entries.any(|e| self.book.entries[*e as usize].kind.is_unit())
    }
}

/// The lower, the better.
fn rank(verdict: &Verdict) -> (u8, Grade) {
    let fit = match verdict.why {
        None => 0,
        Some(Why::HouseNotListed) => 2,
        Some(_) if verdict.elsewhere => 2,
        Some(_) => 1,
    };
    (fit, verdict.grade)
}

/// What the written houses say of a house. `None`: it is one of them.
pub fn houses(extent: &Extent, house: Option<&House>, glued: Option<&House>) -> Option<Why> {
    let house = house.or(glued);
    match (extent, house) {
        (
            Extent::Part {
                why: Part::Around, ..
            },
            _,
        ) => Some(Why::StreetMissing),
        (Extent::Part { rules, .. }, Some(house))
            if !rules.is_empty() && fit_any(rules, house) == Fit::No =>
        {
            Some(Why::HouseNotListed)
        }
        (Extent::Part { why, .. }, _) => Some(Why::Part(*why)),
        (_, None) => Some(Why::HouseMissing),
        (Extent::Whole, Some(_)) => None,
        (Extent::Houses(rules), Some(house)) => match fit_any(rules, house) {
            Fit::Yes => None,
            Fit::Perhaps => Some(Why::HouseUnsure),
            Fit::No => Some(Why::HouseNotListed),
        },
    }
}
