//! What two precincts both claim.
//!
//! Most neighbours only touch, and must be cheap: the overlay of two outlines costs a hundred times
//! as much as telling that there is nothing to overlay. Where two areas have a common part, its
//! edge is made of edges of one that run inside the other. An edge that both share, in opposite
//! directions, has one on each side and is no such edge. So the edges that are left over are looked
//! at: if one crosses an edge of the other, or runs inside the other, the overlay decides.

use geo::{BoundingRect, InteriorPoint};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{RTree, RTreeObject};

use super::findings::{Overlap, TINY};
use super::options::{Options, Phase};
use super::outline::contacts::{Corner, Edge, Meet, Ring, edges, holds_middle, meet};
use super::outline::{rings, shapes};
use super::overlay::{Operation, overlay};
use super::work::Work;
use crate::domain::Point;
use crate::domain::directory::Precinct;
use crate::precincts::metres;

/// The overlaps of at least [`TINY`] square metres, the largest first, and how many are smaller.
/// Leaves off when the work is used up.
pub fn find(precincts: &[&Precinct], options: &Options, work: &mut Work) -> (Vec<Overlap>, usize) {
    let outlines: Vec<Vec<Ring>> = precincts
        .iter()
        .map(|precinct| precinct.borders.as_ref().map(rings).unwrap_or_default())
        .collect();
    let boxes = boxes(precincts);
    let tree = RTree::bulk_load(boxes.clone());
    let (mut overlaps, mut tiny) = (Vec::new(), 0);
    let mut seen = std::collections::HashSet::new();
    'all: for (done, here) in boxes.iter().enumerate() {
        (options.progress)(Phase::Overlaps, done, boxes.len());
        for other in tree.locate_in_envelope_intersecting(&here.envelope()) {
            let (a, b) = (here.data, other.data);
            let enough = work.take(1);
            let fresh = enough && a < b && seen.insert((a, b));
            let overlaid = fresh && may_overlap(&outlines[a], &outlines[b], work);
            if work.is_used_up() {
                break 'all;
            }
            if !overlaid {
                continue;
            }
            match overlap((precincts[a], &outlines[a]), (precincts[b], &outlines[b])) {
                Some(overlap) if overlap.m2 >= TINY => overlaps.push(overlap),
                Some(_) => tiny += 1,
                None => {}
            }
        }
    }
    overlaps.sort_by(|a, b| b.m2.total_cmp(&a.m2).then(a.codes.cmp(&b.codes)));
    (overlaps, tiny)
}

/// The box of each part with the place of its precinct in the list.
pub(super) fn boxes(precincts: &[&Precinct]) -> Vec<GeomWithData<Rectangle<[f64; 2]>, usize>> {
    let parts = precincts.iter().enumerate().flat_map(|(at, precinct)| {
        let parts = precinct.borders.iter().flatten();
        parts.filter_map(move |part| {
            let bounds = part.bounding_rect()?;
            let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
            Some(GeomWithData::new(corners, at))
        })
    });
    parts.collect()
}

fn overlap(a: (&Precinct, &[Ring]), b: (&Precinct, &[Ring])) -> Option<Overlap> {
    let common = shapes(overlay(a.1, b.1, Operation::Common));
    let m2 = metres::square(&common);
    let largest = common
        .iter()
        .max_by(|a, b| metres::square_of(a).total_cmp(&metres::square_of(b)))?;
    let at = largest.interior_point()?;
    let mut codes = [a.0.code.to_string(), b.0.code.to_string()];
    codes.sort();
    Some(Overlap {
        codes,
        m2,
        at: Point::new(at.y(), at.x())?,
        shape: common,
    })
}

/// Never no where there is an overlap; now and then yes where there is none.
fn may_overlap(a: &[Ring], b: &[Ring], work: &mut Work) -> bool {
    let Some(common) = common_box(a, b) else {
        return false;
    };
    let (mine, theirs) = (edges_in(a, common), edges_in(b, common));
    if !work.take(mine.len() + theirs.len()) {
        return false;
    }
    let (mine, theirs) = (SharedEdges::new(a, mine), SharedEdges::new(b, theirs));
    let (left_mine, left_theirs) = (mine.without(&theirs), theirs.without(&mine));
    let leaves =
        leaves(&left_mine, &mine, &theirs, common) || leaves(&left_theirs, &theirs, &mine, common);
    leaves && work.take_overlay(&mine.edges, &theirs.tree)
}

/// The edges of one precinct that reach into the box that both share.
struct SharedEdges<'a> {
    rings: &'a [Ring],
    /// In the order of their rings.
    edges: Vec<Edge>,
    /// Their ends, sorted.
    ends: Vec<(Corner, Corner)>,
    corners: Vec<Corner>,
    tree: RTree<Edge>,
}

impl SharedEdges<'_> {
    fn new(rings: &[Ring], edges: Vec<Edge>) -> SharedEdges<'_> {
        let mut ends: Vec<_> = edges.iter().map(|edge| (edge.from, edge.to)).collect();
        let mut corners: Vec<_> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        ends.sort_unstable();
        corners.sort_unstable();
        SharedEdges {
            rings,
            tree: RTree::bulk_load(edges.clone()),
            edges,
            ends,
            corners,
        }
    }

    /// The edges that the other does not have the other way round.
    fn without(&self, other: &SharedEdges) -> Vec<Edge> {
        let shared = |edge: &&Edge| other.ends.binary_search(&(edge.to, edge.from)).is_err();
        self.edges.iter().filter(shared).copied().collect()
    }
}

/// Does one of the edges left over cross an edge of the other precinct, or run inside it?
fn leaves(
    left: &[Edge],
    mine: &SharedEdges,
    theirs: &SharedEdges,
    common: (Corner, Corner),
) -> bool {
    if left.iter().any(|edge| crosses(edge, theirs)) {
        return true;
    }
    // None crosses, so each is inside or outside as a whole, and so is a run of them that does not
    // touch the other precinct: one answer for the run.
    let mut before: Option<&Edge> = None;
    for edge in left {
        let follows = before.is_some_and(|before| {
            let next = before.ring == edge.ring && before.index + 1 == edge.index;
            next && theirs.corners.binary_search(&edge.from).is_err()
        });
        before = Some(edge);
        // What reaches out of the box of the other cannot be inside the other.
        let within = inside_box(edge.from, common) && inside_box(edge.to, common);
        if !follows && within && holds_middle(theirs.rings.iter(), edge) {
            return true;
        }
    }
    debug_assert!(left.len() <= mine.edges.len());
    false
}

fn crosses(edge: &Edge, theirs: &SharedEdges) -> bool {
    let near = (theirs.tree).locate_in_envelope_intersecting(&edge.envelope());
    let mut met = near.map(|other| match meet(edge, other) {
        Meet::Apart => false,
        Meet::Cross(_) => true,
        // Ends that are corners of both are no crossing; an end in the midst of an edge may be.
        Meet::Touch => {
            let ends = [other.from, other.to];
            !ends.contains(&edge.from) && !ends.contains(&edge.to)
        }
    });
    met.any(|met| met)
}

/// The box that two shapes share.
fn common_box(a: &[Ring], b: &[Ring]) -> Option<(Corner, Corner)> {
    let (a, b) = (bounds(a)?, bounds(b)?);
    let low = Corner {
        x: a.0.x.max(b.0.x),
        y: a.0.y.max(b.0.y),
    };
    let high = Corner {
        x: a.1.x.min(b.1.x),
        y: a.1.y.min(b.1.y),
    };
    (low.x <= high.x && low.y <= high.y).then_some((low, high))
}

fn bounds(rings: &[Ring]) -> Option<(Corner, Corner)> {
    let corners = || rings.iter().flatten();
    let low = Corner {
        x: corners().map(|at| at.x).min()?,
        y: corners().map(|at| at.y).min()?,
    };
    let high = Corner {
        x: corners().map(|at| at.x).max()?,
        y: corners().map(|at| at.y).max()?,
    };
    Some((low, high))
}

fn edges_in(rings: &[Ring], (low, high): (Corner, Corner)) -> Vec<Edge> {
    let all = (0..)
        .zip(rings)
        .flat_map(|(number, ring)| edges(number, ring));
    all.filter(|edge| {
        let (from, to) = (edge.low(), edge.high());
        from.x <= high.x && to.x >= low.x && from.y <= high.y && to.y >= low.y
    })
    .collect()
}

fn inside_box(at: Corner, (low, high): (Corner, Corner)) -> bool {
    (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y)
}
