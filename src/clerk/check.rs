//! The whole directory: every code once, and every code that is named known.

use std::collections::{HashMap, HashSet};

use geo::{BoundingRect, Intersects};

use super::alike::{Alike, looks};
use super::drafts::{Drafts, Written};
use super::problem::{Problem, Reason};
use crate::domain::Point;
use crate::domain::borders::on_grid;
use crate::domain::directory::{Area, Precinct};
use crate::precincts::point::Frame;

pub(super) fn whole(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let areas = codes(&drafts.areas, |area| area.code.as_str(), problems);
    let stations = codes(&drafts.stations, |station| station.code.as_str(), problems);
    let precincts = codes(
        &drafts.precincts,
        |precinct| precinct.code.as_str(),
        problems,
    );
    let inspectors = codes(
        &drafts.inspectors,
        |inspector| inspector.code.as_str(),
        problems,
    );
    codes(&drafts.heads, |head| head.code.as_str(), problems);
    let read = drafts.read;
    let areas = KnownCodes::of(areas, read.areas, Reason::UnknownArea);
    let stations = KnownCodes::of(stations, read.stations, Reason::UnknownStation);
    for area in &drafts.areas {
        if let Some(parent) = &area.value.parent {
            areas.look_up(parent.as_str(), area, "parent", problems);
        }
    }
    circles(&drafts.areas, problems);
    for head in &drafts.heads {
        areas.look_up(head.value.area.as_str(), head, "area", problems);
    }
    for precinct in &drafts.precincts {
        areas.look_up(precinct.value.area.as_str(), precinct, "area", problems);
        if let Some(station) = &precinct.value.station {
            stations.look_up(station.as_str(), precinct, "station", problems);
        }
    }
    // Whoever stands in does so for an inspector or for a precinct.
    let anyone = inspectors.union(&precincts).copied().collect();
    let anyone = KnownCodes::of(
        anyone,
        read.precincts && read.inspectors,
        Reason::UnknownInspector,
    );
    let precincts = KnownCodes::of(precincts, read.precincts, Reason::UnknownPrecinct);
    for inspector in &drafts.inspectors {
        let row = &inspector.value;
        for code in &row.precincts {
            precincts.look_up(code.as_str(), inspector, "precincts", problems);
        }
        match &row.acting_for {
            Some(code) if row.code == code.as_str() => {
                refuse(inspector, "acting_for", Reason::ActsForSelf, problems);
            }
            Some(code) => anyone.look_up(code, inspector, "acting_for", problems),
            None => {}
        }
    }
}

/// The codes of a kind, and what is said of one that is none of them.
struct KnownCodes<'a> {
    known: HashSet<&'a str>,
    alike: Alike,
    read: bool,
    unknown: fn(String) -> Reason,
}

impl<'a> KnownCodes<'a> {
    /// Of a table that was not `read`, no code is missed.
    fn of(known: HashSet<&'a str>, read: bool, unknown: fn(String) -> Reason) -> KnownCodes<'a> {
        let alike = Alike::of(known.iter().copied());
        KnownCodes {
            known,
            alike,
            read,
            unknown,
        }
    }

    /// An empty one is already reported as empty.
    fn look_up<T>(&self, code: &str, row: &Written<T>, column: &str, problems: &mut Vec<Problem>) {
        if code.is_empty() || !self.read || self.known.contains(code) {
            return;
        }
        let reason = match self.alike.to(code) {
            Some(known) => Reason::LooksLike(code.to_string(), known.clone()),
            None => (self.unknown)(code.to_string()),
        };
        refuse(row, column, reason, problems);
    }
}

/// Metres from what is known of it within which an outline is where it should be.
const NEAR: f64 = 5_000.0;
/// So many times nearer to it an outline must be with latitude and longitude exchanged. Between the
/// two lie 19 km in Uralsk and 400 in Aktau, so no fixed distance tells.
const NEARER: f64 = 4.0;

/// Axes that are exchanged and still in Kazakhstan, as in the west where both are about 50: found
/// by the precinct's station, or by where most others of its area lie.
pub(super) fn places(drafts: &Drafts, anywhere: bool, problems: &mut Vec<Problem>) {
    let stations: HashMap<&str, Point> = drafts
        .stations
        .iter()
        .filter_map(|station| Some((station.value.code.as_str(), station.value.point?)))
        .collect();
    let mut by_area: HashMap<&str, Vec<Point>> = HashMap::new();
    for precinct in &drafts.precincts {
        let middle = middle(&precinct.value);
        by_area
            .entry(precinct.value.area.as_str())
            .or_default()
            .extend(middle);
    }
    let usual: HashMap<&str, (Point, f64)> = by_area
        .into_iter()
        .filter(|(_, points)| points.len() > 2)
        .filter_map(|(area, points)| Some((area, middle_of(&points)?)))
        .collect();
    for precinct in drafts.precincts.iter().filter(|_| !anywhere) {
        let row = &precinct.value;
        let Some((here, there)) = middle(row).and_then(|at| Some((at, at.exchanged()?))) else {
            continue;
        };
        let station = row
            .station
            .as_ref()
            .and_then(|code| stations.get(code.as_str()));
        let station = station.map(|at| (*at, NEAR));
        let swapped = [station, usual.get(row.area.as_str()).copied()]
            .into_iter()
            .flatten()
            .any(|(known, near)| {
                let frame = Frame::around(known);
                let (here, there) = (frame.to(here), frame.to(there));
                here > near && NEARER * there < here && !around(row, known)
            });
        if swapped {
            problems.push(Problem {
                code: Some(row.code.to_string()),
                ..Problem::row(
                    &precinct.file,
                    precinct.row,
                    Reason::SwappedAxes(here.lat, here.lon),
                )
            });
        }
    }
}

fn middle(precinct: &Precinct) -> Option<Point> {
    let middle = precinct.borders.as_ref()?.bounding_rect()?.center();
    Point::new(on_grid(middle.y), on_grid(middle.x))
}

/// A large precinct in the country is where it should be though its middle is far.
fn around(precinct: &Precinct, known: Point) -> bool {
    let bounds = precinct.borders.as_ref().and_then(|it| it.bounding_rect());
    bounds.is_some_and(|it| it.intersects(&geo::Point::new(known.lon, known.lat)))
}

/// Where most of an area lie, and how far from it is nothing unusual there.
fn middle_of(points: &[Point]) -> Option<(Point, f64)> {
    let of = |number: fn(&Point) -> f64| median(points.iter().map(number));
    let middle = Point::new(of(|at| at.lat)?, of(|at| at.lon)?)?;
    let frame = Frame::around(middle);
    let usual = median(points.iter().map(|at| frame.to(*at)))?;
    Some((middle, NEAR.max(2.0 * usual)))
}

fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

fn refuse<T>(found: &Written<T>, column: &str, reason: Reason, problems: &mut Vec<Problem>) {
    problems.push(Problem::cell(&found.file, found.row, column, reason));
}

/// All codes of a kind; whoever comes second with one, or with what looks like it, is reported.
fn codes<'a, T>(
    found: &'a [Written<T>],
    code: fn(&T) -> &str,
    problems: &mut Vec<Problem>,
) -> HashSet<&'a str> {
    let (mut codes, mut seen) = (HashSet::new(), HashMap::new());
    for row in found {
        let code = code(&row.value);
        if !codes.insert(code) && !code.is_empty() {
            refuse(row, "code", Reason::Duplicate(code.to_owned()), problems);
        }
        let first = *seen.entry(looks(code)).or_insert(code);
        if first != code {
            let reason = Reason::Twins(code.to_owned(), first.to_owned());
            refuse(row, "code", reason, problems);
        }
    }
    codes
}

/// Reports every area that is its own parent, at once or by others.
fn circles(areas: &[Written<Area>], problems: &mut Vec<Problem>) {
    let parents: HashMap<&str, &str> = areas
        .iter()
        .filter_map(|area| {
            Some((
                area.value.code.as_str(),
                area.value.parent.as_ref()?.as_str(),
            ))
        })
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
