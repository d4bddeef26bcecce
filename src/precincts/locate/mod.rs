//! Point to precinct: surely, to be checked, or not at all. Never a guess.

use std::cmp::Ordering;

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{BoundingRect, Intersects, MapCoords, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{RTree, RTreeObject};
use serde::{Deserialize, Serialize};

use super::atlas::Atlas;
use super::point::Frame;
use crate::domain::directory::Precinct;
use crate::domain::{AreaCode, Point, PrecinctCode, borders};

/// The precinct of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Located {
    /// Inside this one, and no other within the accuracy.
    Sure(PrecinctCode),
    /// The house decides: the precincts within the accuracy, those around the point first, then
    /// the nearest; at most [`CANDIDATES`].
    Check(Vec<PrecinctCode>),
    /// Outside all precincts.
    Unknown {
        /// The area of the nearest precinct within 50 km, for its duty desk.
        area: Option<AreaCode>,
        /// With latitude and longitude exchanged it would be inside.
        swapped: bool,
    },
}

/// As many buttons as a question may have.
pub const CANDIDATES: usize = 5;

/// Metres assumed where no accuracy is reported: a pin set by hand on a map is rarely better, and
/// borders are drawn along the middle of streets, some ten metres from the houses on both sides.
const ASSUMED_ACCURACY: f64 = 10.0;

/// Metres; Telegram reports no more, and beyond that a list of candidates helps nobody.
const WORST_ACCURACY: f64 = 1500.0;

/// A step of the grid in metres, and somewhat more: by so much rounding may move a point.
const STEP: f64 = 0.02;

/// Metres within which the area of the nearest precinct is still the one to call.
const NEAREST_AREA: f64 = 50_000.0;

type PartBox = GeomWithData<Rectangle<[f64; 2]>, PartOf>;

/// Which polygon of which precinct, by their places in the lists.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PartOf {
    precinct: usize,
    polygon: usize,
}

/// An R-tree over the boxes of all parts; the polygons themselves stay with the precincts.
#[derive(Debug)]
pub(super) struct Index {
    /// Boxes of all parts, for distances.
    tree: RTree<PartBox>,
    /// Who holds a point.
    atlas: Atlas,
}

/// A precinct near a point.
#[derive(Clone, Copy)]
struct NearPrecinct {
    precinct: usize,
    /// Zero inside and on the border.
    metres: f64,
    /// Inside, not on the border; known only where the border rule asks for it.
    within: bool,
}

impl Index {
    /// `precincts` are in the order of their codes, here and in every question.
    pub fn new(precincts: &[Precinct]) -> Index {
        let mut parts = Vec::with_capacity(precincts.len());
        for (precinct, row) in precincts.iter().enumerate() {
            for (polygon, part) in row.borders.iter().flatten().enumerate() {
                let Some(bounds) = part.bounding_rect() else {
                    continue;
                };
                let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
                parts.push(PartBox::new(corners, PartOf { precinct, polygon }));
            }
        }
        Index {
            tree: RTree::bulk_load(parts),
            atlas: Atlas::new(precincts.iter().map(|row| row.borders.as_ref())),
        }
    }

    pub fn locate(&self, precincts: &[Precinct], point: Point, accuracy_m: Option<f64>) -> Located {
        let reach = accuracy_m.filter(|metres| metres.is_finite() && *metres >= 0.0);
        let reach = reach.unwrap_or(ASSUMED_ACCURACY).min(WORST_ACCURACY);
        // Far from all borders, as most places are, one look tells.
        if let Some(only) = self.alone(point, reach) {
            return Located::Sure(precincts[only].code.clone());
        }
        let near = self.near(precincts, point, reach);
        let code = |near: &NearPrecinct| precincts[near.precinct].code.clone();
        match near.as_slice() {
            [] => Located::Unknown {
                area: self
                    .nearest(precincts, point)
                    .map(|at| precincts[at].area.clone()),
                swapped: point.exchanged().is_some_and(|p| self.owner(p).is_some()),
            },
            [only] if only.metres == 0.0 => Located::Sure(code(only)),
            // Only an accuracy of zero comes here with precincts that touch: the border rule.
            [first, ..] if reach == 0.0 && near.iter().filter(|near| near.within).count() < 2 => {
                Located::Sure(code(first))
            }
            _ => Located::Check(near.iter().take(CANDIDATES).map(code).collect()),
        }
    }

    /// The first precinct that holds the point or has it on its border.
    pub fn owner(&self, point: Point) -> Option<usize> {
        self.atlas.owner(on_map(point).0)
    }

    /// The only precinct within `reach` metres, where the atlas has no border so near.
    fn alone(&self, point: Point, reach: f64) -> Option<usize> {
        let around = Frame::around(point).reach(reach);
        self.atlas
            .alone(around.lower().into(), around.upper().into())
    }

    /// All precincts within `reach` metres, the nearest first, the lowest code first among equals.
    fn near(&self, precincts: &[Precinct], point: Point, reach: f64) -> Vec<NearPrecinct> {
        let frame = Frame::around(point);
        let mut near: Vec<NearPrecinct> = Vec::new();
        let around = frame.reach(reach.max(STEP));
        for part in self.tree.locate_in_envelope_intersecting(&around) {
            let Some(polygon) = polygon(precincts, part.data) else {
                continue;
            };
            let found = measure(part.data.precinct, polygon, frame, point, reach);
            if found.metres > reach {
                continue;
            }
            match near.iter_mut().find(|seen| seen.precinct == found.precinct) {
                Some(seen) => {
                    seen.metres = seen.metres.min(found.metres);
                    seen.within |= found.within;
                }
                None => near.push(found),
            }
        }
        near.sort_by(|a, b| by_distance(a.metres, b.metres).then(a.precinct.cmp(&b.precinct)));
        near
    }

    /// The precinct nearest to a point outside all of them.
    fn nearest(&self, precincts: &[Precinct], point: Point) -> Option<usize> {
        let frame = Frame::around(point);
        let around = self
            .tree
            .locate_in_envelope_intersecting(&frame.reach(NEAREST_AREA));
        let mut parts: Vec<(f64, PartOf)> = around
            .map(|part| (frame.to_box(&part.geom().envelope()), part.data))
            .collect();
        parts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut best, mut metres) = (None, NEAREST_AREA);
        for (to_box, part) in parts {
            // No border is nearer than its box, so whatever follows cannot win.
            if to_box > metres {
                break;
            }
            let Some(polygon) = polygon(precincts, part) else {
                continue;
            };
            let to_border = to_border(polygon, frame);
            if to_border < metres
                || (to_border == metres && best.is_some_and(|at| part.precinct < at))
            {
                (best, metres) = (Some(part.precinct), to_border);
            }
        }
        best
    }
}

fn polygon(precincts: &[Precinct], part: PartOf) -> Option<&Polygon<f64>> {
    precincts
        .get(part.precinct)?
        .borders
        .as_ref()?
        .0
        .get(part.polygon)
}

fn measure(
    precinct: usize,
    polygon: &Polygon<f64>,
    frame: Frame,
    point: Point,
    reach: f64,
) -> NearPrecinct {
    let near = |metres: f64, within: bool| NearPrecinct {
        precinct,
        metres,
        within,
    };
    if reach == 0.0 {
        return match on_steps(polygon).coordinate_position(&steps(on_map(point).0)) {
            CoordPos::Inside => near(0.0, true),
            CoordPos::OnBoundary => near(0.0, false),
            CoordPos::Outside => near(f64::INFINITY, false),
        };
    }
    if polygon.intersects(&on_map(point)) {
        near(0.0, false)
    } else {
        near(to_border(polygon, frame), false)
    }
}

/// In whole steps of the grid, which a float holds exactly: only so does the middle of a slanting
/// border lie on it.
fn on_steps(polygon: &Polygon<f64>) -> Polygon<f64> {
    polygon.map_coords(steps)
}

fn steps(at: geo::Coord<f64>) -> geo::Coord<f64> {
    let steps = |degrees: f64| f64::from(borders::to_grid(degrees));
    geo::Coord {
        x: steps(at.x),
        y: steps(at.y),
    }
}

/// Metres from the frame's origin to the nearest ring, a hole's as well.
fn to_border(polygon: &Polygon<f64>, frame: Frame) -> f64 {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    rings
        .map(|ring| frame.to_line(ring))
        .fold(f64::INFINITY, f64::min)
}

fn on_map(point: Point) -> geo::Point<f64> {
    geo::Point::new(point.lon, point.lat)
}

/// Inside comes before outside, however near; else whole centimetres decide, since two precincts
/// are often nearest at the corner they share and the last bits of a sum must not choose.
fn by_distance(a: f64, b: f64) -> Ordering {
    let centimetres = |metres: f64| (metres * 100.0).round();
    (a > 0.0)
        .cmp(&(b > 0.0))
        .then(centimetres(a).total_cmp(&centimetres(b)))
}

#[cfg(test)]
mod tests;
