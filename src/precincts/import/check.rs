//! The whole directory: every code once, and every code that is named known.

use std::collections::{HashMap, HashSet};

use super::problem::{Problem, Reason};
use super::{Drafts, Found};
use crate::domain::directory::Area;

pub(super) fn whole(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let areas = codes(&drafts.areas, |area| &area.code, problems);
    let stations = codes(&drafts.stations, |station| &station.code, problems);
    let precincts = codes(&drafts.precincts, |precinct| &precinct.code, problems);
    let inspectors = codes(&drafts.inspectors, |inspector| &inspector.code, problems);
    for area in &drafts.areas {
        if let Some(parent) = area
            .value
            .parent
            .as_ref()
            .filter(|code| !areas.contains(code.as_str()))
        {
            refuse(
                area,
                "parent",
                Reason::UnknownArea(parent.clone()),
                problems,
            );
        }
    }
    circles(&drafts.areas, problems);
    for precinct in &drafts.precincts {
        let (area, station) = (&precinct.value.area, &precinct.value.station);
        // An empty one is already reported as empty.
        if !area.is_empty() && !areas.contains(area.as_str()) {
            refuse(
                precinct,
                "area",
                Reason::UnknownArea(area.clone()),
                problems,
            );
        }
        if let Some(station) = station
            .as_ref()
            .filter(|code| !stations.contains(code.as_str()))
        {
            refuse(
                precinct,
                "station",
                Reason::UnknownStation(station.clone()),
                problems,
            );
        }
    }
    posts(drafts, &precincts, &inspectors, problems);
}

/// Every precinct and inspector that an inspector names is known.
fn posts(
    drafts: &Drafts,
    precincts: &HashSet<&str>,
    inspectors: &HashSet<&str>,
    problems: &mut Vec<Problem>,
) {
    for inspector in &drafts.inspectors {
        let row = &inspector.value;
        for precinct in row
            .precincts
            .iter()
            .filter(|code| !precincts.contains(code.as_str()))
        {
            refuse(
                inspector,
                "precincts",
                Reason::UnknownPrecinct(precinct.clone()),
                problems,
            );
        }
        match &row.acting_for {
            Some(code) if *code == row.code => {
                refuse(inspector, "acting_for", Reason::ActsForSelf, problems);
            }
            Some(code)
                if !inspectors.contains(code.as_str()) && !precincts.contains(code.as_str()) =>
            {
                refuse(
                    inspector,
                    "acting_for",
                    Reason::UnknownInspector(code.clone()),
                    problems,
                );
            }
            _ => {}
        }
    }
}

fn refuse<T>(found: &Found<T>, column: &str, reason: Reason, problems: &mut Vec<Problem>) {
    problems.push(Problem::cell(&found.file, found.row, column, reason));
}

/// All codes of a kind; whoever comes second with one is reported.
fn codes<'a, T>(
    found: &'a [Found<T>],
    code: fn(&T) -> &String,
    problems: &mut Vec<Problem>,
) -> HashSet<&'a str> {
    let mut codes = HashSet::new();
    for row in found {
        let code = code(&row.value);
        if !codes.insert(code.as_str()) && !code.is_empty() {
            refuse(row, "code", Reason::Duplicate(code.clone()), problems);
        }
    }
    codes
}

/// Reports every area that is its own parent, at once or by others.
fn circles(areas: &[Found<Area>], problems: &mut Vec<Problem>) {
    let parents: HashMap<&str, &str> = areas
        .iter()
        .filter_map(|area| Some((area.value.code.as_str(), area.value.parent.as_deref()?)))
        .collect();
    for area in areas {
        let start = area.value.code.as_str();
        let mut at = parents.get(start).copied();
        for _ in 0..areas.len() {
            match at {
                Some(code) if code == start => {
                    refuse(area, "parent", Reason::CycleInAreas, problems);
                    break;
                }
                Some(code) => at = parents.get(code).copied(),
                None => break,
            }
        }
    }
}
