//! Areas, stations, precincts, inspectors and heads as one checked whole, and who serves whom.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;

use super::locate::{Index, Located};
use super::memo::Memo;
use super::streets::{book, due};
use super::told::Pieces;
use crate::address::{self, Book, OtherName, ReadAddress, TypedAddress};
use crate::domain::directory::{Area, Head, Inspector, Precinct, Records, Station};
use crate::domain::letters::visible;
use crate::domain::{
    AreaCode, HeadCode, InspectorCode, Lang, Point, PrecinctCode, StationCode, borders,
};

/// Typed addresses that are remembered: more than all texts of one batch of updates.
const READ: usize = 512;
/// Territories whose pieces are.
const IN_PIECES: usize = 128;

/// Everything known about places and posts: built once from [`Records`], then only read, and
/// shared between threads as it is. All lists are in the order of their codes.
#[derive(Debug)]
pub struct Directory {
    records: Records,
    areas: HashMap<AreaCode, usize>,
    stations: HashMap<StationCode, usize>,
    precincts: HashMap<PrecinctCode, usize>,
    inspectors: HashMap<InspectorCode, usize>,
    heads: HashMap<HeadCode, usize>,
    /// By precinct: the inspectors whose post it is.
    posted: Vec<Vec<usize>>,
    /// By precinct: the inspectors who stand in there for a time.
    standing_in: Vec<Vec<usize>>,
    index: Index,
    book: Book,
    read: Memo<ReadAddress>,
    typed: Memo<TypedAddress>,
    /// By language and precinct.
    pieces: Memo<Pieces>,
    /// The day on which a renaming comes into force that was not yet when it was built.
    due: Option<Date>,
}

/// Who serves a precinct on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct PrecinctPost<'a> {
    pub precinct: &'a Precinct,
    /// The inspector whose post it is; of several, the lowest code.
    pub principal: Option<&'a Inspector>,
    pub acting: Option<Acting<'a>>,
    pub station: Option<&'a Station>,
    /// Its area, then the areas around that, the widest last.
    pub areas: Vec<&'a Area>,
    /// Of the nearest of those areas that has one.
    pub duty_phone: Option<&'a str>,
}

/// An inspector who stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acting<'a> {
    pub inspector: &'a Inspector,
    /// The last day; `None` is until further notice.
    pub until: Option<Date>,
}

impl<'a> PrecinctPost<'a> {
    /// Whom to call today: who stands in, else whose post it is, else nobody.
    pub fn on_duty(&self) -> Option<&'a Inspector> {
        self.acting
            .map(|acting| acting.inspector)
            .or(self.principal)
    }

    /// Nobody serves it: only the duty desk answers.
    pub fn is_vacant(&self) -> bool {
        self.on_duty().is_none()
    }
}

impl Directory {
    /// Builds maps and index, with street names as they are on that day. What the import refuses
    /// (unknown codes, circles) is passed over here.
    pub fn new(mut records: Records, today: Date) -> Directory {
        records.areas.sort_by(|a, b| a.code.cmp(&b.code));
        records.stations.sort_by(|a, b| a.code.cmp(&b.code));
        records.precincts.sort_by(|a, b| a.code.cmp(&b.code));
        records.inspectors.sort_by(|a, b| a.code.cmp(&b.code));
        records.heads.sort_by(|a, b| a.code.cmp(&b.code));
        for precinct in &mut records.precincts {
            precinct.borders = precinct.borders.as_ref().map(borders::normalised);
        }
        let areas = by_code(records.areas.iter().map(|area| &area.code));
        let stations = by_code(records.stations.iter().map(|station| &station.code));
        let precincts = by_code(records.precincts.iter().map(|precinct| &precinct.code));
        let inspectors = by_code(records.inspectors.iter().map(|inspector| &inspector.code));
        let heads = by_code(records.heads.iter().map(|head| &head.code));
        let mut posted = vec![Vec::new(); records.precincts.len()];
        let mut standing_in = vec![Vec::new(); records.precincts.len()];
        for (at, inspector) in records.inspectors.iter().enumerate() {
            for precinct in inspector
                .precincts
                .iter()
                .filter_map(|code| precincts.get(code))
            {
                posted[*precinct].push(at);
            }
            let Some(acting_for) = &inspector.acting_for else {
                continue;
            };
            match inspectors.get(acting_for.as_str()) {
                Some(principal) => {
                    let served = records.inspectors[*principal].precincts.iter();
                    for precinct in served.filter_map(|code| precincts.get(code)) {
                        standing_in[*precinct].push(at);
                    }
                }
                None => {
                    let only = precincts.get(acting_for.as_str());
                    only.into_iter().for_each(|it| standing_in[*it].push(at));
                }
            }
        }
        let index = Index::new(&records.precincts);
        let book = book(&records, &areas, today);
        let due = due(&records, today);
        Directory {
            records,
            areas,
            stations,
            precincts,
            inspectors,
            heads,
            posted,
            standing_in,
            index,
            book,
            read: Memo::of(READ),
            typed: Memo::of(READ),
            pieces: Memo::of(IN_PIECES),
            due,
        }
    }

    /// The precinct of a place: see [`Located`]. `accuracy_m` is the radius in metres that the
    /// phone reported; `None` where it did not.
    pub fn locate(&self, point: Point, accuracy_m: Option<f64>) -> Located {
        self.index
            .locate(&self.records.precincts, point, accuracy_m)
    }

    /// The precinct whose borders hold a point by rule: a point on a border belongs to every
    /// precinct that touches it, and the lowest code has it.
    pub fn owner(&self, point: Point) -> Option<&Precinct> {
        let at = self.index.owner(point)?;
        self.records.precincts.get(at)
    }

    /// The precinct of an address as people type it, by the territories in words.
    pub fn find(&self, address: &str) -> address::AddressMatch {
        self.read(address).answer.clone()
    }

    /// An address as it is shown: in plain form, where that leads to the same precincts.
    pub fn shown(&self, address: &str) -> String {
        let found = self.find(address);
        let code = match &found {
            address::AddressMatch::Sure(code) => Some(code),
            address::AddressMatch::Check(near) | address::AddressMatch::Unknown { near } => {
                near.first().map(|it| &it.code)
            }
        };
        let code = code.map(PrecinctCode::new);
        let pieces = code.iter().flat_map(|code| {
            let piece = |lang| self.piece(code, lang, address);
            Lang::ALL.into_iter().filter_map(piece)
        });
        let written: Vec<String> = pieces.collect();
        let plain = address::plain_form(address, &written.join(" "));
        let same = plain.filter(|it| self.find(it) == found);
        same.unwrap_or_else(|| address.to_owned())
    }

    /// An address as people type it, read once for all that is asked of it: in a whole country some
    /// take a third of a second. The last are remembered.
    pub fn read(&self, address: &str) -> Arc<ReadAddress> {
        let address = visible(address::cut(address));
        self.read
            .get_or(&address, || self.book.read_typed(self.typed(&address)))
    }

    /// A text taken apart, once for all that is asked of it. Whether it is an address is not asked.
    pub fn typed(&self, text: &str) -> Arc<TypedAddress> {
        let text = address::cut(text);
        self.typed.get_or(text, || TypedAddress::read(text))
    }

    /// Whether the answer to an address that reads exactly so is remembered.
    pub fn remembers(&self, address: &str) -> bool {
        self.read.get(address::cut(address)).is_some()
    }

    /// The renaming by which an address leads to a precinct, if it takes one.
    pub fn other_name(&self, address: &str, precinct: &PrecinctCode) -> Option<OtherName> {
        self.book.other_name(&self.read(address), precinct.as_str())
    }

    /// A large town that is named with an address and that no precinct is known to be in.
    pub fn other_town(&self, address: &str) -> Option<String> {
        self.book.other_town(&self.read(address))
    }

    /// Whether words are the name of a street or a micro-district of the directory, spelt right.
    pub fn knows(&self, name: &str) -> bool {
        self.book.knows(name)
    }

    /// What the territory of a precinct says of an address, in the words of that language.
    pub fn piece(&self, precinct: &PrecinctCode, lang: Lang, address: &str) -> Option<String> {
        let territory = self.precinct(precinct)?.territory.get(lang);
        let pieces = format!("{} {precinct}", lang.code());
        let pieces = self.pieces.get_or(&pieces, || Pieces::of(territory));
        let address = self.read(address);
        pieces.about(
            &address.typed,
            self.book.other_name(&address, precinct.as_str()),
        )
    }

    /// Has a street another name since it was built?
    pub fn is_outdated(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due <= today)
    }

    /// Who serves a precinct on a day; `None` where there is no such precinct.
    pub fn post(&self, precinct: &PrecinctCode, today: Date) -> Option<PrecinctPost<'_>> {
        let at = *self.precincts.get(precinct)?;
        let precinct = self.records.precincts.get(at)?;
        let areas = self.chain(&precinct.area);
        Some(PrecinctPost {
            principal: self.posted[at]
                .first()
                .map(|inspector| &self.records.inspectors[*inspector]),
            acting: self.acting(at, today).next().map(|inspector| Acting {
                inspector,
                until: inspector.until,
            }),
            station: precinct
                .station
                .as_ref()
                .and_then(|code| self.station(code)),
            duty_phone: areas.iter().find_map(|area| area.duty_phone.as_deref()),
            areas,
            precinct,
        })
    }

    /// Does an inspector serve a precinct on a day, by post or standing in? Whoever is stood in
    /// for still does: leave ends early more often than clerks import.
    pub fn serves(&self, inspector: &InspectorCode, precinct: &PrecinctCode, today: Date) -> bool {
        let (Some(who), Some(at)) = (self.inspectors.get(inspector), self.precincts.get(precinct))
        else {
            return false;
        };
        self.posted[*at].contains(who)
            || self
                .acting(*at, today)
                .any(|acting| acting.code == *inspector)
    }

    /// Everyone who serves a precinct on a day, by post or standing in, lowest code first.
    pub fn serving(&self, precinct: &PrecinctCode, today: Date) -> Vec<&Inspector> {
        let all = self.records.inspectors.iter();
        all.filter(|inspector| self.serves(&inspector.code, precinct, today))
            .collect()
    }

    /// All precincts that an inspector serves on a day, by post or standing in.
    pub fn precincts_of(&self, inspector: &InspectorCode, today: Date) -> Vec<&Precinct> {
        self.precincts()
            .iter()
            .filter(|precinct| self.serves(inspector, &precinct.code, today))
            .collect()
    }

    /// The inspectors whose own post a precinct is, whoever stands in today.
    pub fn principals(&self, precinct: &PrecinctCode) -> Vec<&Inspector> {
        let at = self.precincts.get(precinct);
        let posted = at.and_then(|at| self.posted.get(*at)).into_iter().flatten();
        posted.map(|at| &self.records.inspectors[*at]).collect()
    }

    /// Everyone who heads exactly this area.
    pub fn heads_of<'a>(&'a self, area: &'a AreaCode) -> impl Iterator<Item = &'a Head> {
        self.records.heads.iter().filter(move |it| it.area == *area)
    }

    /// Is a precinct in an area, directly or through the areas between?
    pub fn in_area(&self, area: &AreaCode, precinct: &PrecinctCode) -> bool {
        let chain = self
            .precinct(precinct)
            .map(|precinct| self.chain(&precinct.area));
        chain.is_some_and(|chain| chain.iter().any(|around| around.code == *area))
    }

    /// The duty desk of an area, or of the nearest area around it that has one.
    pub fn duty_phone(&self, area: &AreaCode) -> Option<&str> {
        self.chain(area)
            .into_iter()
            .find_map(|area| area.duty_phone.as_deref())
    }

    /// An area and those around it, the widest last; empty where there is no such area.
    pub fn chain(&self, area: &AreaCode) -> Vec<&Area> {
        let mut chain: Vec<&Area> = Vec::new();
        let mut next = self.area(area);
        // A circle, which the import refuses, must not hang a turn.
        while let Some(area) = next.filter(|area| chain.iter().all(|seen| seen.code != area.code)) {
            chain.push(area);
            next = area.parent.as_ref().and_then(|parent| self.area(parent));
        }
        chain
    }

    pub fn area(&self, code: &AreaCode) -> Option<&Area> {
        self.records.areas.get(*self.areas.get(code)?)
    }

    pub fn station(&self, code: &StationCode) -> Option<&Station> {
        self.records.stations.get(*self.stations.get(code)?)
    }

    pub fn precinct(&self, code: &PrecinctCode) -> Option<&Precinct> {
        self.records.precincts.get(*self.precincts.get(code)?)
    }

    pub fn inspector(&self, code: &InspectorCode) -> Option<&Inspector> {
        self.records.inspectors.get(*self.inspectors.get(code)?)
    }

    pub fn head(&self, code: &HeadCode) -> Option<&Head> {
        self.records.heads.get(*self.heads.get(code)?)
    }

    pub fn areas(&self) -> &[Area] {
        &self.records.areas
    }

    pub fn stations(&self) -> &[Station] {
        &self.records.stations
    }

    pub fn precincts(&self) -> &[Precinct] {
        &self.records.precincts
    }

    pub fn inspectors(&self) -> &[Inspector] {
        &self.records.inspectors
    }

    /// All rows, each kind in the order of its codes.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Who stands in for a precinct on a day, lowest code first.
    fn acting(&self, precinct: usize, today: Date) -> impl Iterator<Item = &Inspector> {
        let all = self.standing_in[precinct]
            .iter()
            .map(|at| &self.records.inspectors[*at]);
        all.filter(move |inspector| inspector.until.is_none_or(|until| today <= until))
    }
}

fn by_code<'a, C: Clone + Eq + Hash + 'a>(codes: impl Iterator<Item = &'a C>) -> HashMap<C, usize> {
    codes
        .enumerate()
        .map(|(at, code)| (code.clone(), at))
        .collect()
}

#[cfg(test)]
mod tests;
