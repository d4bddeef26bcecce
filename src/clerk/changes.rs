//! What an import would change: rows by kind, and places that get another precinct.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::domain::directory::{Precinct, Records};
use crate::domain::{Point, PrecinctCode};
use crate::precincts::directory::Directory;

/// The codes that differ between two directories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub areas: Codes,
    pub stations: Codes,
    pub precincts: Codes,
    pub inspectors: Codes,
    pub heads: Codes,
    /// Under area, old and new name, for want of a code.
    pub renamed: Codes,
}

/// Codes of one kind, each list in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub changed: Vec<String>,
}

/// A place that belongs to another precinct than before; `None` is outside all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub id: String,
    pub from: Option<PrecinctCode>,
    pub to: Option<PrecinctCode>,
}

/// Compares row by row; the order of rows does not matter.
pub fn compare(old: &Records, new: &Records) -> Changes {
    Changes {
        areas: codes(&old.areas, &new.areas, |area| area.code.to_string()),
        stations: codes(&old.stations, &new.stations, |station| {
            station.code.to_string()
        }),
        precincts: codes(&old.precincts, &new.precincts, |precinct| {
            precinct.code.to_string()
        }),
        inspectors: codes(&old.inspectors, &new.inspectors, |inspector| {
            inspector.code.to_string()
        }),
        heads: codes(&old.heads, &new.heads, |head| head.code.to_string()),
        renamed: codes(&old.renamed, &new.renamed, |renamed| {
            format!("«{}: {} → {}»", renamed.area, renamed.old, renamed.new)
        }),
    }
}

/// What a new directory would take away that hardly anybody means to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Of which more than a tenth would go.
    pub fewer: Vec<Fewer>,
    /// Kinds of which nothing would be left.
    pub emptied: Vec<&'static str>,
}

/// How many of a kind would go, and how many there are: precincts, outlines or territories of
/// precincts that stay, inspectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fewer {
    pub kind: &'static str,
    pub gone: usize,
    pub of: usize,
}

/// More than one in ten may not go at once unasked.
const TENTH: usize = 10;

pub fn loss(old: &Records, new: &Records) -> Option<Loss> {
    let stay: BTreeMap<&str, &Precinct> = (new.precincts.iter())
        .map(|it| (it.code.as_str(), it))
        .collect();
    let serve: BTreeSet<&str> = new.inspectors.iter().map(|it| it.code.as_str()).collect();
    let both = || {
        let known = old.precincts.iter();
        known.filter_map(|it| Some((it, *stay.get(it.code.as_str())?)))
    };
    let emptied = |(before, after): &(&Precinct, &Precinct)| {
        let (before, after) = (&before.territory, &after.territory);
        let lost = |before: &str, after: &str| !before.is_empty() && after.is_empty();
        lost(&before.kk, &after.kk) || lost(&before.ru, &after.ru)
    };
    let told = |it: &Precinct| !(it.territory.kk.is_empty() && it.territory.ru.is_empty());
    let fewer = [
        Fewer {
            kind: "precincts",
            gone: old.precincts.len() - both().count(),
            of: old.precincts.len(),
        },
        Fewer {
            kind: "outlines",
            gone: both()
                .filter(|(before, after)| before.borders.is_some() && after.borders.is_none())
                .count(),
            of: (old.precincts.iter())
                .filter(|it| it.borders.is_some())
                .count(),
        },
        Fewer {
            kind: "territories",
            gone: both().filter(emptied).count(),
            of: old.precincts.iter().filter(|it| told(it)).count(),
        },
        Fewer {
            kind: "inspectors",
            gone: (old.inspectors.iter())
                .filter(|it| !serve.contains(it.code.as_str()))
                .count(),
            of: old.inspectors.len(),
        },
    ];
    let (before, after) = (sizes(old), sizes(new));
    let emptied = (0..KINDS.len()).filter(|at| before[*at] > 0 && after[*at] == 0);
    let emptied: Vec<&str> = emptied.map(|at| KINDS[at]).collect();
    let fewer = fewer.into_iter().filter(Fewer::is_much);
    let loss = Loss {
        fewer: fewer
            .filter(|it| it.kind == "precincts" || !emptied.contains(&it.kind))
            .collect(),
        emptied,
    };
    (loss != Loss::default()).then_some(loss)
}

impl Fewer {
    /// In a small directory one outline, list or inspector is more than a tenth, and goes every day.
    fn is_much(&self) -> bool {
        let enough = self.kind == "precincts" || self.gone > 1 || self.gone == self.of;
        self.gone * TENTH > self.of && enough
    }
}

fn sizes(of: &Records) -> [usize; 6] {
    [
        of.areas.len(),
        of.stations.len(),
        of.precincts.len(),
        of.inspectors.len(),
        of.heads.len(),
        of.renamed.len(),
    ]
}

const KINDS: [&str; 6] = [
    "areas",
    "stations",
    "precincts",
    "inspectors",
    "heads",
    "renamed streets",
];

/// The places, by an id of the caller's, whose precinct differs, in the order given. Their precinct
/// is the one whose borders hold them by rule, so that a house close to a border counts too.
pub fn moved(old: &Directory, new: &Directory, places: &[(String, Point)]) -> Vec<Moved> {
    let owner = |of: &Directory, point| of.owner(point).map(|precinct| precinct.code.clone());
    let places = places.iter().map(|(id, point)| Moved {
        id: id.clone(),
        from: owner(old, *point),
        to: owner(new, *point),
    });
    places.filter(|moved| moved.from != moved.to).collect()
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

impl Changes {
    /// The kinds that differ, each with its codes.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, &Codes)> {
        let codes = [
            &self.areas,
            &self.stations,
            &self.precincts,
            &self.inspectors,
            &self.heads,
            &self.renamed,
        ];
        let differ = |(_, codes): &(&str, &Codes)| **codes != Codes::default();
        KINDS.into_iter().zip(codes).filter(differ)
    }
}

/// One line of plain English for each kind that differs.
impl fmt::Display for Changes {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self
            .kinds()
            .map(|(kind, codes)| format!("{kind}: {codes}"))
            .collect();
        if lines.is_empty() {
            return write!(to, "nothing changes");
        }
        write!(to, "{}", lines.join("\n"))
    }
}

impl fmt::Display for Codes {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [
            ("added", &self.added),
            ("removed", &self.removed),
            ("changed", &self.changed),
        ];
        let filled = lists.iter().filter(|(_, codes)| !codes.is_empty());
        let words: Vec<String> = filled
            .map(|(word, codes)| format!("{} {word} ({})", codes.len(), few(codes)))
            .collect();
        write!(to, "{}", words.join(", "))
    }
}

/// The first of many codes.
pub fn few(codes: &[String]) -> String {
    const SHOWN: usize = 10;
    let dots = if codes.len() > SHOWN { " …" } else { "" };
    format!("{}{dots}", codes[..codes.len().min(SHOWN)].join(" "))
}

fn codes<T: PartialEq>(old: &[T], new: &[T], code: fn(&T) -> String) -> Codes {
    let by_code = |rows: &'_ [T]| -> BTreeMap<String, usize> {
        rows.iter()
            .enumerate()
            .map(|(at, row)| (code(row), at))
            .collect()
    };
    let (before, after) = (by_code(old), by_code(new));
    let mut codes = Codes::default();
    for key in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(key), after.get(key)) {
            (None, _) => codes.added.push(key.clone()),
            (_, None) => codes.removed.push(key.clone()),
            (Some(a), Some(b)) if old[*a] != new[*b] => codes.changed.push(key.clone()),
            _ => {}
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::town;
    use crate::domain::directory::Status;
    use crate::domain::{Both, InspectorCode};

    #[test]
    fn rows_that_differ_are_named() {
        let old = town::records();
        let mut new = old.clone();
        new.stations.remove(0);
        new.precincts.reverse();
        new.inspectors[0].name = "Other".to_string();
        new.inspectors[1].code = InspectorCode::new("I-99");
        new.renamed.truncate(1);
        new.renamed[0].status = Status::Proposed;
        let changes = compare(&old, &new);
        assert!(compare(&old, &old).is_empty() && !changes.is_empty());
        assert_eq!(changes.precincts, Codes::default());
        assert_eq!(
            changes.to_string(),
            "stations: 1 removed (S-01)\ninspectors: 1 added (I-99), 1 removed (I-02), 1 changed (I-01)\n\
             renamed streets: 3 removed («C-1: Степная → Сарыарқа» «C-1: Ғарышкерлер → Жұлдызды» \
             «D-3: Мұғалімдер → Тұмар»), 1 changed («C-1: Вокзальная → Жібек жолы»)",
        );
        assert_eq!(Changes::default().to_string(), "nothing changes");
    }

    #[test]
    fn a_directory_that_would_lose_much_is_known() {
        let old = town::records();
        let mut new = old.clone();
        new.precincts.truncate(40);
        assert_eq!(loss(&old, &new), None);
        new.precincts.truncate(39);
        new.heads.clear();
        let lost = loss(&old, &new).unwrap();
        assert_eq!(lost.fewer, [fewer("precincts", 5, 44)]);
        assert_eq!(lost.emptied, ["heads"]);
        assert_eq!(loss(&Records::default(), &old), None);
        let all = loss(&old, &Records::default()).unwrap();
        assert_eq!(all.fewer, [fewer("precincts", 44, 44)]);
        assert_eq!(all.emptied.len(), 6);
    }

    fn fewer(kind: &'static str, gone: usize, of: usize) -> Fewer {
        Fewer { kind, gone, of }
    }

    #[test]
    fn outlines_territories_and_inspectors_are_missed_as_well() {
        let old = town::records();
        let lost = |change: fn(&mut Records)| {
            let mut new = old.clone();
            change(&mut new);
            loss(&old, &new).map(|it| (it.fewer, it.emptied))
        };
        let no_outlines = lost(|it| it.precincts.iter_mut().for_each(|it| it.borders = None));
        assert_eq!(no_outlines.unwrap().0, [fewer("outlines", 44, 44)]);
        let no_lists = lost(|it| {
            let lists = it.precincts.iter_mut().map(|it| &mut it.territory);
            lists.for_each(|it| *it = Both::default());
        });
        assert_eq!(no_lists.unwrap().0, [fewer("territories", 44, 44)]);
        let one_language = lost(|it| {
            it.precincts
                .iter_mut()
                .for_each(|it| it.territory.kk.clear());
        });
        assert_eq!(one_language.unwrap().0, [fewer("territories", 44, 44)]);
        let of = old.inspectors.len();
        let (all_but_one, none) = (
            lost(|it| it.inspectors.truncate(1)),
            lost(|it| it.inspectors.clear()),
        );
        assert_eq!(
            all_but_one,
            Some((vec![fewer("inspectors", of - 1, of)], vec![]))
        );
        assert_eq!(none, Some((vec![], vec!["inspectors"])));
        let few = lost(|it| {
            it.precincts[0].borders = None;
            it.precincts[1].territory.kk.clear();
            it.inspectors.truncate(it.inspectors.len() - 2);
        });
        assert_eq!(few, None);
    }

    /// One of three inspectors or outlines goes without being asked for; the only one does not.
    #[test]
    fn a_small_directory_stays_usable() {
        let mut old = town::records();
        old.precincts.truncate(3);
        old.inspectors.truncate(3);
        let mut new = old.clone();
        new.precincts[0].borders = None;
        new.precincts[1].territory = Both::default();
        new.inspectors.remove(0);
        assert_eq!(loss(&old, &new), None);
        old.precincts.truncate(1);
        new.precincts.truncate(1);
        let lost = loss(&old, &new).unwrap();
        assert_eq!(lost.fewer, [fewer("outlines", 1, 1)]);
    }

    #[test]
    fn places_that_change_hands_are_found() {
        let old = town::records();
        let mut new = old.clone();
        let first = new.precincts[0].borders.take();
        new.precincts[1].borders = first;
        let places: Vec<_> = old
            .stations
            .iter()
            .filter_map(|station| Some((station.code.to_string(), station.point?)))
            .collect();
        let today = jiff::civil::date(2026, 11, 27);
        let (old, new) = (Directory::new(old, today), Directory::new(new, today));
        let moved = moved(&old, &new, &places);
        assert!(!moved.is_empty() && moved.len() < places.len());
        assert!(moved.iter().all(|place| place.from != place.to));
    }
}
