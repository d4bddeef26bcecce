//! Do the rings of an outline lie in each other as they should? Asked once none of them cross.

use geo::coordinate_position::CoordPos;
use geo::dimensions::Dimensions;
use geo::{Coord, MultiPolygon, Polygon, Relate};

use super::contacts::{self, Edge, Ring};
use super::{OnGrid, Reason, polygons};

/// A hole outside its shell, a hole in a hole, or a part inside another; `touching` are pairs of
/// rings, by their number in the flat list, that meet in single points.
pub fn fault(parts: &OnGrid, touching: &[(usize, usize)]) -> Option<(Reason, Coord<f64>)> {
    let touch = |a: usize, b: usize| touching.contains(&(a.min(b), a.max(b)));
    let mut start = 0;
    let mut shells: Vec<(usize, &Vec<Ring>)> = Vec::new();
    for part in parts {
        let Some((shell, holes)) = part.split_first() else {
            continue;
        };
        for (number, hole) in (start + 1..).zip(holes) {
            let inside = if touch(start, number) {
                covers(shell, hole)
            } else {
                holds(std::iter::once(shell), hole)
            };
            if !inside {
                return Some((Reason::HoleOutside, corner(hole)));
            }
            for (other, earlier) in (start + 1..number).zip(holes) {
                if boxes_meet(hole, earlier) && overlap(&[hole], &[earlier], touch(other, number)) {
                    return Some((Reason::RingsCross, corner(hole)));
                }
            }
        }
        for (other, earlier) in &shells {
            let near = earlier
                .first()
                .is_some_and(|earlier| boxes_meet(shell, earlier));
            // Holes of one may be touched by the shell of the other: any contact asks closely.
            let rings = |from: usize, part: &Vec<Ring>| from..from + part.len();
            let touched = rings(start, part).any(|a| rings(*other, earlier).any(|b| touch(a, b)));
            let (here, there): (Vec<_>, Vec<_>) = (part.iter().collect(), earlier.iter().collect());
            if near && overlap(&here, &there, touched) {
                return Some((Reason::RingsCross, corner(shell)));
            }
        }
        shells.push((start, part));
        start += part.len();
    }
    None
}

/// Do two shapes whose rings do not cross have an area in common?
fn overlap(a: &[&Ring], b: &[&Ring], touching: bool) -> bool {
    if touching {
        let (a, b) = (polygon(a), polygon(b));
        let matrix = a.relate(&b);
        return matrix.get(CoordPos::Inside, CoordPos::Inside) == Dimensions::TwoDimensional;
    }
    let (Some(first), Some(second)) = (a.first(), b.first()) else {
        return false;
    };
    holds(b.iter().copied(), first) || holds(a.iter().copied(), second)
}

fn covers(shell: &Ring, hole: &Ring) -> bool {
    polygon(&[shell]).relate(&polygon(&[hole])).is_covers()
}

fn polygon(rings: &[&Ring]) -> Polygon<f64> {
    let part = rings.iter().map(|ring| (*ring).clone()).collect();
    let MultiPolygon(mut parts) = polygons(&vec![part]);
    parts
        .pop()
        .unwrap_or_else(|| Polygon::new(geo::LineString(Vec::new()), Vec::new()))
}

/// Is a ring, which does not touch the others, inside them?
fn holds<'a>(rings: impl Iterator<Item = &'a Ring>, ring: &Ring) -> bool {
    let Some(first) = ring.first() else {
        return false;
    };
    let dot = Edge {
        from: *first,
        to: *first,
        ring: 0,
        index: 0,
    };
    contacts::holds_middle(rings, &dot)
}

fn boxes_meet(a: &Ring, b: &Ring) -> bool {
    let range = |ring: &Ring, of: fn(&contacts::Corner) -> i32| {
        let (low, high) = (ring.iter().map(of).min(), ring.iter().map(of).max());
        (low.unwrap_or(i32::MAX), high.unwrap_or(i32::MIN))
    };
    let meet = |of: fn(&contacts::Corner) -> i32| {
        let (a, b) = (range(a, of), range(b, of));
        a.0 <= b.1 && b.0 <= a.1
    };
    meet(|at| at.x) && meet(|at| at.y)
}

fn corner(ring: &Ring) -> Coord<f64> {
    ring.first().map_or(Coord { x: 0.0, y: 0.0 }, |at| Coord {
        x: f64::from(at.x),
        y: f64::from(at.y),
    })
}
