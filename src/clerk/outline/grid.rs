//! Rings on the grid, and back to degrees.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::contacts::{Corner, Ring};
use crate::domain::borders::{from_grid, to_grid};

/// Parts on the grid.
pub type OnGrid = Vec<Vec<Ring>>;

/// A part or hole narrower than this in metres is a slip of the pen, not a street.
pub const SLIVER: f64 = 1.0;

pub fn polygons(parts: &OnGrid) -> MultiPolygon<f64> {
    let line = |ring: &Ring| {
        let corners = ring.iter().chain(ring.first());
        corners
            .map(|at| Coord {
                x: from_grid(at.x),
                y: from_grid(at.y),
            })
            .collect::<LineString<f64>>()
    };
    let polygon = |rings: &Vec<Ring>| {
        let mut lines = rings.iter().map(line);
        let shell = lines.next().unwrap_or_else(|| LineString(Vec::new()));
        Polygon::new(shell, lines.collect())
    };
    MultiPolygon(parts.iter().map(polygon).collect())
}

pub fn to_parts(borders: &MultiPolygon<f64>) -> OnGrid {
    let ring = |line: &LineString<f64>| {
        let corner = |at: &Coord<f64>| Corner {
            x: to_grid(at.x),
            y: to_grid(at.y),
        };
        distinct(line.coords().map(corner).collect())
    };
    let rings = |part: &Polygon<f64>| {
        let rings = std::iter::once(part.exterior())
            .chain(part.interiors())
            .map(ring);
        rings.filter(|ring| ring.len() > 2).collect::<Vec<Ring>>()
    };
    borders
        .iter()
        .map(rings)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Without corners that repeat the one before, and without the last if it repeats the first.
pub fn distinct(mut corners: Ring) -> Ring {
    corners.dedup();
    while corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    corners
}
