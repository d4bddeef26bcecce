//! How rings that do not cross lie in each other, and whether they do as they should.

use std::collections::HashSet;

use geo::coordinate_position::CoordPos;
use geo::dimensions::Dimensions;
use geo::{Coord, MultiPolygon, Polygon, Relate};

use super::super::problem::Reason;
use super::contacts::{self, Corner, Edge, Ring};
use super::grid::{OnGrid, polygons};

/// A hole outside its shell, a hole in a hole, or a part inside another; `touching` are pairs of
/// rings, by their number in the flat list, that meet in single points.
pub fn fault(parts: &OnGrid, touching: &HashSet<(usize, usize)>) -> Option<(Reason, Coord<f64>)> {
    let touch = |a: usize, b: usize| touching.contains(&(a.min(b), a.max(b)));
    let boxes: Vec<Box> = parts.iter().flatten().map(bounds).collect();
    let near = |a: usize, b: usize| meet(boxes[a], boxes[b]);
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
                if near(other, number) && overlap(&[hole], &[earlier], touch(other, number)) {
                    return Some((Reason::RingsCross, corner(hole)));
                }
            }
        }
        for (other, earlier) in &shells {
            if !near(*other, start) {
                continue;
            }
            // Holes of one may be touched by the shell of the other: any contact asks closely.
            let rings = |from: usize, part: &Vec<Ring>| from..from + part.len();
            let touched = rings(start, part).any(|a| rings(*other, earlier).any(|b| touch(a, b)));
            let (here, there): (Vec<_>, Vec<_>) = (part.iter().collect(), earlier.iter().collect());
            if overlap(&here, &there, touched) {
                return Some((Reason::RingsCross, corner(shell)));
            }
        }
        shells.push((start, part));
        start += part.len();
    }
    None
}

/// Rings that do not cross, in no order, as parts.
pub fn nested(rings: Vec<Ring>) -> OnGrid {
    let groups = groups(&rings);
    let mut rings: Vec<Option<Ring>> = rings.into_iter().map(Some).collect();
    let mut taken = |at: usize| rings.get_mut(at).and_then(Option::take);
    let mut part = |group: Vec<usize>| group.into_iter().filter_map(&mut taken).collect();
    groups.into_iter().map(&mut part).collect()
}

/// The same by their places in the list, the shell first: a ring inside an even number of others is
/// a shell, inside an odd number a hole of the smallest shell around it.
pub fn groups(rings: &[Ring]) -> Vec<Vec<usize>> {
    let boxes: Vec<Box> = rings.iter().map(bounds).collect();
    let around = |inner: usize| -> Vec<usize> {
        let [a, b] = match rings[inner].as_slice() {
            [a, b, ..] => [*a, *b],
            _ => return Vec::new(),
        };
        // The middle of an edge: corners are often shared with the ring around.
        let middle = Edge {
            from: a,
            to: b,
            ring: 0,
            index: 0,
        };
        let others = (0..rings.len()).filter(|other| *other != inner);
        others
            .filter(|other| meet(boxes[inner], boxes[*other]))
            .filter(|other| contacts::holds_middle(std::iter::once(&rings[*other]), &middle))
            .collect()
    };
    let around: Vec<Vec<usize>> = (0..rings.len()).map(around).collect();
    let is_shell = |at: usize| around[at].len().is_multiple_of(2);
    let shells: Vec<usize> = (0..rings.len()).filter(|at| is_shell(*at)).collect();
    let mut groups: Vec<Vec<usize>> = shells.iter().map(|shell| vec![*shell]).collect();
    for hole in (0..rings.len()).filter(|at| !is_shell(*at)) {
        let mine = around[hole].iter().filter(|at| is_shell(**at));
        let shell = mine.min_by_key(|at| contacts::twice_area(&rings[**at]).abs());
        let place = shell.and_then(|shell| shells.iter().position(|at| at == shell));
        match place {
            Some(place) => groups[place].push(hole),
            // Rings that cross can be holes of each other: alone, it is found to cross them.
            None => groups.push(vec![hole]),
        }
    }
    groups
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

type Box = (Corner, Corner);

fn bounds(ring: &Ring) -> Box {
    let least = |of: fn(&Corner) -> i32| ring.iter().map(of).min().unwrap_or(i32::MAX);
    let most = |of: fn(&Corner) -> i32| ring.iter().map(of).max().unwrap_or(i32::MIN);
    let low = Corner {
        x: least(|at| at.x),
        y: least(|at| at.y),
    };
    let high = Corner {
        x: most(|at| at.x),
        y: most(|at| at.y),
    };
    (low, high)
}

fn meet(a: Box, b: Box) -> bool {
    let apart = a.0.x > b.1.x || b.0.x > a.1.x || a.0.y > b.1.y || b.0.y > a.1.y;
    !apart
}

fn corner(ring: &Ring) -> Coord<f64> {
    ring.first().map_or(Coord { x: 0.0, y: 0.0 }, |at| Coord {
        x: f64::from(at.x),
        y: f64::from(at.y),
    })
}
