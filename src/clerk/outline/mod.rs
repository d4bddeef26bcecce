//! Rings as files hold them to an outline that can be relied on: on the grid, closed, wound one
//! way, simple, holes inside their shells, parts apart.
//!
//! Whatever has only one meaning is put right here (rounding, winding, doubled corners, a ring
//! left open); what could be meant in two ways is refused with its place, or repaired if asked.

pub mod contacts;
mod grid;
pub mod nesting;
mod repair;

use std::collections::HashSet;

use geo::{Coord, MultiPolygon, Polygon};

use super::problem::Reason;
use crate::domain::Point;
use crate::domain::borders::{from_grid, normalised, to_grid};
use crate::precincts::metres;
use contacts::{Corner, Edge, Meet, Ring};
use grid::{OnGrid, SLIVER, distinct, polygons, to_parts};

/// Parts, each a shell and its holes, each ring a list of longitude and latitude.
pub type Parts = Vec<Vec<Vec<[f64; 2]>>>;

/// An outline that is right, and what was done to it.
#[derive(Debug)]
pub struct Outline {
    pub borders: MultiPolygon<f64>,
    pub notes: Vec<(OutlineNote, Option<Point>)>,
}

/// What is worth knowing of an outline, or of a file, that is taken as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum OutlineNote {
    /// A ring did not end where it began; a straight line closes it.
    Closed,
    /// It was repaired; so many square metres are now inside that were not, or the reverse.
    Repaired { m2: f64 },
    /// A part or a hole is a needle of so many square metres.
    Sliver { m2: f64 },
    /// The repair left out a ring of fewer than three corners; a shell goes with its holes.
    Dropped,
    /// The table has the precinct, the borders file has not.
    NoOutline,
    /// The borders file has the precinct, the table has not.
    NoRow,
    /// The outline has no code; it is the precinct's of this name, or of its number.
    ByName(String),
    /// Its outline was drawn as a line that ends where it begins.
    Line,
    /// So many features are no outlines and name no precinct.
    PassedOver {
        pins: usize,
        lines: usize,
        others: usize,
    },
    /// A KML names another file, which is not read.
    LinkOut(String),
    /// Something stands above the header, whose last row this is.
    Header(u64),
    /// A workbook lies beside tables.
    NotUsed,
}

/// Why an outline is refused, where, and what it looks like on a map.
#[derive(Debug)]
pub struct OutlineFault {
    pub reason: Reason,
    pub at: Option<Point>,
    pub drawn: Option<MultiPolygon<f64>>,
}

impl From<Reason> for OutlineFault {
    fn from(reason: Reason) -> OutlineFault {
        OutlineFault {
            reason,
            at: None,
            drawn: None,
        }
    }
}

/// Checks an outline. `repair` makes a valid one of rings that cross; `anywhere` takes places
/// outside Kazakhstan too.
pub fn outline(parts: &Parts, repair: bool, anywhere: bool) -> Result<Outline, OutlineFault> {
    if parts.is_empty() {
        return Err(Reason::NoRing.into());
    }
    let mut notes = Vec::new();
    let mut on_grid: OnGrid = Vec::with_capacity(parts.len());
    for rings in parts {
        let mut part: Vec<Ring> = Vec::with_capacity(rings.len());
        for (number, ring) in rings.iter().enumerate() {
            let corners = corners(ring, anywhere)?;
            note_open(&corners, &mut notes);
            let corners = distinct(corners);
            match corners.len() {
                3.. => part.push(corners),
                _ if !repair => return Err(too_few(ring)),
                _ => notes.push((OutlineNote::Dropped, too_few(ring).at)),
            }
            // A shell without an area goes with its holes.
            if number == 0 && part.is_empty() {
                break;
            }
        }
        if !part.is_empty() {
            on_grid.push(part);
        }
    }
    let borders = match fault(&on_grid) {
        None if on_grid.is_empty() => return Err(Reason::NoRing.into()),
        None => normalised(&polygons(&on_grid)),
        Some(fault) if !repair => return Err(fault),
        Some(fault) => repaired(&on_grid, fault, &mut notes)?,
    };
    for part in &borders {
        let holes = part.interiors().iter();
        let alone = std::iter::once(part.exterior()).chain(holes);
        for ring in alone.map(|ring| Polygon::new(ring.clone(), Vec::new())) {
            if metres::mean_width(&ring) < SLIVER {
                let m2 = metres::square_of(&ring);
                let at = ring
                    .exterior()
                    .0
                    .first()
                    .and_then(|at| Point::new(at.y, at.x));
                notes.push((OutlineNote::Sliver { m2 }, at));
            }
        }
    }
    Ok(Outline { borders, notes })
}

/// The first thing wrong with the rings, and its place.
fn fault(parts: &OnGrid) -> Option<OutlineFault> {
    let flat: Vec<&Ring> = parts.iter().flatten().collect();
    let edges: Vec<Edge> = (0..)
        .zip(&flat)
        .flat_map(|(number, ring)| contacts::edges(number, ring))
        .collect();
    let mut touching: HashSet<(usize, usize)> = HashSet::new();
    let mut found = None;
    contacts::pairs(edges, |a, b| {
        let met = contacts::meet(a, b);
        let next = a.ring == b.ring && {
            let (low, high) = (a.index.min(b.index), a.index.max(b.index));
            high - low == 1 || (low == 0 && high + 1 == flat[a.ring].len())
        };
        found = match met {
            Meet::Cross(at) if a.ring == b.ring => Some((Reason::SelfIntersection, at)),
            Meet::Cross(at) => Some((Reason::RingsCross, at)),
            Meet::Touch if a.ring == b.ring && !next => {
                Some((Reason::SelfIntersection, shared(a, b)))
            }
            Meet::Touch if a.ring != b.ring => {
                touching.insert((a.ring.min(b.ring), a.ring.max(b.ring)));
                None
            }
            Meet::Touch | Meet::Apart => None,
        };
        found.is_some()
    });
    let found = found.or_else(|| nesting::fault(parts, &touching));
    found.map(|(reason, at)| OutlineFault {
        reason,
        at: Point::new(at.y / 1e7, at.x / 1e7),
        drawn: Some(polygons(parts)),
    })
}

/// The corner at which two edges touch.
fn shared(a: &Edge, b: &Edge) -> Coord<f64> {
    let ends = [a.from, a.to, b.from, b.to];
    let on = |at: &&Corner| {
        let both = [a, b]
            .into_iter()
            .all(|edge| contacts::side(edge.from, edge.to, **at) == 0);
        both && (a.low().x..=a.high().x).contains(&at.x) && (b.low().x..=b.high().x).contains(&at.x)
    };
    let at = ends.iter().find(on).unwrap_or(&a.from);
    Coord {
        x: f64::from(at.x),
        y: f64::from(at.y),
    }
}

fn repaired(
    parts: &OnGrid,
    first: OutlineFault,
    notes: &mut Vec<(OutlineNote, Option<Point>)>,
) -> Result<MultiPolygon<f64>, OutlineFault> {
    let now = repair::repaired(parts);
    // The engine rounds where edges cross; that this broke nothing is looked at, not believed.
    if now.is_empty() || fault(&now).is_some() {
        return Err(first);
    }
    let m2 = repair::changed(parts, &now);
    notes.push((OutlineNote::Repaired { m2 }, first.at));
    Ok(normalised(&polygons(&now)))
}

/// Corners on the grid; `Err` where one is no place of ours.
fn corners(ring: &[[f64; 2]], anywhere: bool) -> Result<Ring, OutlineFault> {
    let corner = |[x, y]: &[f64; 2]| {
        super::values::place_of(*y, *x, anywhere)?;
        Ok(Corner {
            x: to_grid(*x),
            y: to_grid(*y),
        })
    };
    ring.iter().map(corner).collect()
}

fn note_open(corners: &[Corner], notes: &mut Vec<(OutlineNote, Option<Point>)>) {
    let seen = notes.iter().any(|(note, _)| *note == OutlineNote::Closed);
    if let (Some(first), Some(last)) = (corners.first(), corners.last())
        && first != last
        && !seen
    {
        notes.push((
            OutlineNote::Closed,
            Point::new(from_grid(last.y), from_grid(last.x)),
        ));
    }
}

fn too_few(ring: &[[f64; 2]]) -> OutlineFault {
    OutlineFault {
        at: ring.first().and_then(|[x, y]| Point::new(*y, *x)),
        ..Reason::TooFewCorners.into()
    }
}

/// Rings that do not cross as outlines.
pub fn shapes(rings: Vec<Ring>) -> MultiPolygon<f64> {
    polygons(&nesting::nested(rings))
}

/// The parts of a precinct as rings on the grid, shells against the clock and holes with it, for
/// those who compare neighbours.
pub fn rings(borders: &MultiPolygon<f64>) -> Vec<Ring> {
    to_parts(borders).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
