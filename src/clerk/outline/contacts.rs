//! Where the edges of an outline meet: exact, on the grid, by an index over all of them.

use geo::Coord;
use rstar::{AABB, RTree, RTreeObject};

/// A corner on the grid of 1e-7 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Corner {
    pub x: i32,
    pub y: i32,
}

/// A closed ring without its last corner, which would repeat the first; no two neighbours alike.
pub type Ring = Vec<Corner>;

/// An edge and which one it is.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    pub from: Corner,
    pub to: Corner,
    pub ring: usize,
    pub index: usize,
}

/// How two edges meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meet {
    Apart,
    /// In one point, and neither goes through the other.
    Touch,
    /// They cross, or run along each other, around here (grid steps).
    Cross(Coord<f64>),
}

impl Edge {
    pub fn low(&self) -> Corner {
        Corner {
            x: self.from.x.min(self.to.x),
            y: self.from.y.min(self.to.y),
        }
    }

    pub fn high(&self) -> Corner {
        Corner {
            x: self.from.x.max(self.to.x),
            y: self.from.y.max(self.to.y),
        }
    }
}

pub fn edges(ring: usize, corners: &[Corner]) -> impl Iterator<Item = Edge> {
    let next = corners.iter().cycle().skip(1);
    let pairs = corners.iter().zip(next).enumerate();
    pairs.map(move |(index, (from, to))| Edge {
        from: *from,
        to: *to,
        ring,
        index,
    })
}

/// The numbers of the grid are whole and small enough to be exact.
impl RTreeObject for Edge {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let at = |corner: Corner| [f64::from(corner.x), f64::from(corner.y)];
        AABB::from_corners(at(self.low()), at(self.high()))
    }
}

/// Calls back for every two edges whose boxes meet, from the west, until it says that this is
/// enough.
pub fn pairs(mut edges: Vec<Edge>, mut both: impl FnMut(&Edge, &Edge) -> bool) {
    let place = |edge: &Edge| (edge.low().x, edge.ring, edge.index);
    edges.sort_unstable_by_key(place);
    let tree = RTree::bulk_load(edges.clone());
    for edge in edges {
        let met = tree.locate_in_envelope_intersecting(&edge.envelope());
        let mut before: Vec<&Edge> = met.filter(|it| place(it) < place(&edge)).collect();
        before.sort_unstable_by_key(|it| place(it));
        if before.into_iter().any(|other| both(other, &edge)) {
            return;
        }
    }
}

pub fn meet(a: &Edge, b: &Edge) -> Meet {
    let from_a = (side(a.from, a.to, b.from), side(a.from, a.to, b.to));
    let from_b = (side(b.from, b.to, a.from), side(b.from, b.to, a.to));
    if from_a == (0, 0) {
        return along(a, b);
    }
    if from_a.0 == from_a.1 || from_b.0 == from_b.1 {
        return Meet::Apart;
    }
    if from_a.0 * from_a.1 < 0 && from_b.0 * from_b.1 < 0 {
        return Meet::Cross(crossing(a, b));
    }
    let ends = [
        (from_a.0, b.from, a),
        (from_a.1, b.to, a),
        (from_b.0, a.from, b),
        (from_b.1, a.to, b),
    ];
    let touches = |(side, end, edge): &(i32, Corner, &Edge)| *side == 0 && in_box(*end, edge);
    if ends.iter().any(touches) {
        Meet::Touch
    } else {
        Meet::Apart
    }
}

/// Two edges on one line.
fn along(a: &Edge, b: &Edge) -> Meet {
    let key = |at: Corner| (at.x, at.y);
    let (a0, a1) = (key(a.from).min(key(a.to)), key(a.from).max(key(a.to)));
    let (b0, b1) = (key(b.from).min(key(b.to)), key(b.from).max(key(b.to)));
    let (from, to) = (a0.max(b0), a1.min(b1));
    if from > to {
        return Meet::Apart;
    }
    if from == to {
        return Meet::Touch;
    }
    Meet::Cross(Coord {
        x: f64::midpoint(f64::from(from.0), f64::from(to.0)),
        y: f64::midpoint(f64::from(from.1), f64::from(to.1)),
    })
}

fn crossing(a: &Edge, b: &Edge) -> Coord<f64> {
    let at = |corner: Corner| Coord {
        x: f64::from(corner.x),
        y: f64::from(corner.y),
    };
    let (p, r) = (at(a.from), at(a.to) - at(a.from));
    let (q, s) = (at(b.from), at(b.to) - at(b.from));
    let (gap, across) = (q - p, r.x * s.y - r.y * s.x);
    let share = (gap.x * s.y - gap.y * s.x) / across;
    p + r * share
}

fn in_box(at: Corner, edge: &Edge) -> bool {
    let (low, high) = (edge.low(), edge.high());
    (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y)
}

/// On which side of the line from `a` to `b` a corner lies: 1 left, -1 right, 0 on it.
pub fn side(a: Corner, b: Corner, at: Corner) -> i32 {
    let step = |from: i32, to: i32| i128::from(i64::from(to) - i64::from(from));
    let cross = step(a.x, b.x) * step(a.y, at.y) - step(a.y, b.y) * step(a.x, at.x);
    match cross {
        0 => 0,
        1.. => 1,
        _ => -1,
    }
}

/// Is the middle of an edge inside a shape, by counting how often a line to the east leaves it?
/// What lies on its border is of either side.
pub fn holds_middle<'a>(rings: impl Iterator<Item = &'a Ring>, edge: &Edge) -> bool {
    // Twice the numbers, so that the middle is on the grid.
    let middle = (
        i64::from(edge.from.x) + i64::from(edge.to.x),
        i64::from(edge.from.y) + i64::from(edge.to.y),
    );
    let mut inside = false;
    for other in rings.flat_map(|ring| edges(0, ring)) {
        let (from, to) = (other.from, other.to);
        let (y0, y1) = (2 * i64::from(from.y), 2 * i64::from(to.y));
        if (y0 > middle.1) == (y1 > middle.1) {
            continue;
        }
        let (x0, x1) = (2 * i64::from(from.x), 2 * i64::from(to.x));
        let cross = i128::from(x1 - x0) * i128::from(middle.1 - y0)
            - i128::from(y1 - y0) * i128::from(middle.0 - x0);
        // Upwards the inside is to the left of the edge, downwards to its right.
        if (cross > 0) == (y1 > y0) {
            inside = !inside;
        }
    }
    inside
}

/// Twice the area in grid steps, positive against the clock.
pub fn twice_area(ring: &[Corner]) -> i128 {
    let edges = edges(0, ring);
    edges
        .map(|edge| {
            i128::from(edge.from.x) * i128::from(edge.to.y)
                - i128::from(edge.to.x) * i128::from(edge.from.y)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: (i32, i32), to: (i32, i32)) -> Edge {
        let corner = |(x, y)| Corner { x, y };
        Edge {
            from: corner(from),
            to: corner(to),
            ring: 0,
            index: 0,
        }
    }

    #[test]
    fn edges_meet_in_four_ways() {
        let base = edge((0, 0), (10, 0));
        let cases = [
            (edge((5, -5), (5, 5)), Meet::Cross(Coord { x: 5.0, y: 0.0 })),
            (edge((4, 0), (20, 0)), Meet::Cross(Coord { x: 7.0, y: 0.0 })),
            (edge((10, 0), (20, 0)), Meet::Touch),
            (edge((10, 0), (20, 5)), Meet::Touch),
            (edge((3, 0), (3, 5)), Meet::Touch),
            (edge((11, 0), (20, 0)), Meet::Apart),
            (edge((11, -1), (12, 1)), Meet::Apart),
            (edge((0, 1), (10, 1)), Meet::Apart),
            (edge((3, 1), (3, 5)), Meet::Apart),
        ];
        for (other, expected) in cases {
            assert_eq!(meet(&base, &other), expected, "{other:?}");
            assert_eq!(meet(&other, &base), expected, "{other:?}");
        }
        let far = edge((i32::MIN, i32::MIN), (i32::MAX, i32::MAX));
        let across = edge((i32::MIN, i32::MAX), (i32::MAX, i32::MIN));
        assert!(matches!(meet(&far, &across), Meet::Cross(_)));
    }

    #[test]
    fn a_ring_holds_what_is_inside() {
        let corner = |(x, y)| Corner { x, y };
        let ring: Ring = [(0, 0), (10, 0), (10, 10), (5, 3), (0, 10)]
            .map(corner)
            .to_vec();
        let rings = [ring];
        for (at, inside) in [
            ((1, 1), true),
            ((5, 8), false),
            ((9, 5), true),
            ((-1, 5), false),
        ] {
            let dot = edge(at, at);
            assert_eq!(holds_middle(rings.iter(), &dot), inside, "{at:?}");
        }
        assert_eq!(twice_area(&rings[0]), 130);
    }
}
