//! What no precinct claims, though precincts lie all around it: the holes of the union of all.
//!
//! A lake or a factory that is nobody's on purpose is found as well; that is for the reader to say.

use geo::{BoundingRect, Distance, Euclidean, InteriorPoint, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::findings::{Gap, TINY};
use super::options::{Options, Phase};
use super::outline::contacts::{Ring, edges, holds_middle, twice_area};
use super::outline::{rings, shapes};
use super::overlaps;
use super::overlay::{Operation, overlay};
use super::work::Work;
use crate::domain::Point;
use crate::domain::directory::Precinct;
use crate::precincts::metres;

/// Degrees within which a border runs along a gap; the union rounds by some millionths of a metre.
const BESIDE: f64 = 3e-7;

/// Corners of a gap that are asked for their neighbours; a larger gap is asked at regular steps.
const ASKED: usize = 64;

type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

/// The gaps of at least [`TINY`] square metres, the largest first, and how many are smaller. What
/// any ring of a refused outline goes around is no gap: who knows what it should have been.
/// None are looked for when the work is used up.
pub fn find(
    right: &[&Precinct],
    refused: &[&Precinct],
    options: &Options,
    work: &mut Work,
) -> (Vec<Gap>, usize) {
    (options.progress)(Phase::Gaps, 0, 1);
    if work.is_used_up() {
        return (Vec::new(), 0);
    }
    let all_rings = |of: &[&Precinct]| -> Vec<Ring> {
        let drawn = of.iter().filter_map(|precinct| precinct.borders.as_ref());
        drawn.flat_map(rings).collect()
    };
    let mut outlines = all_rings(right);
    let wrong = all_rings(refused);
    // Of the right ones it is known how much they lie over each other.
    if !wrong.is_empty() && !work.take_union(&[outlines.as_slice(), &wrong].concat()) {
        return (Vec::new(), 0);
    }
    // Each by itself: two that are wound differently would cancel out where they overlap.
    let filled = |ring: &Ring| overlay([ring], [], Operation::Union);
    outlines.extend(wrong.iter().flat_map(filled));
    let precincts = &[right, refused].concat();
    let whole = overlay(&outlines, [], Operation::Union);
    let (holes, shells): (Vec<&Ring>, Vec<&Ring>) =
        whole.iter().partition(|ring| twice_area(ring) < 0);
    let (mut gaps, mut tiny, mut boxes) = (Vec::new(), 0, None);
    // Precincts that lie in a gap without touching its edge are no part of it.
    let free = |hole: &&Ring| {
        shapes(overlay(
            [*hole],
            shells.iter().copied().filter(|shell| lies_in(shell, hole)),
            Operation::Without,
        ))
    };
    for shape in holes.iter().flat_map(free) {
        let m2 = metres::square_of(&shape);
        if m2 < TINY {
            tiny += 1;
            continue;
        }
        let boxes = boxes.get_or_insert_with(|| RTree::bulk_load(overlaps::boxes(precincts)));
        let at = shape.interior_point();
        if let Some(at) = at.and_then(|at| Point::new(at.y(), at.x())) {
            let codes = codes(&shape, precincts, boxes);
            gaps.push(Gap {
                m2,
                at,
                codes,
                shape,
            });
        }
    }
    gaps.sort_by(|a, b| b.m2.total_cmp(&a.m2).then(a.codes.cmp(&b.codes)));
    (gaps, tiny)
}

fn lies_in(shell: &Ring, hole: &Ring) -> bool {
    let first = edges(0, shell).next();
    first.is_some_and(|edge| holds_middle(std::iter::once(hole), &edge))
}

/// The precincts whose borders run along a gap.
fn codes(gap: &Polygon<f64>, precincts: &[&Precinct], boxes: &Boxes) -> Vec<String> {
    let Some(bounds) = gap.bounding_rect() else {
        return Vec::new();
    };
    let around = AABB::from_corners(
        [bounds.min().x - BESIDE, bounds.min().y - BESIDE],
        [bounds.max().x + BESIDE, bounds.max().y + BESIDE],
    );
    let lines = || {
        let rings = std::iter::once(gap.exterior()).chain(gap.interiors());
        rings.flat_map(geo::LineString::lines)
    };
    let middles: Vec<geo::Point<f64>> = lines()
        .step_by(lines().count().div_ceil(ASKED).max(1))
        .map(|line| geo::Point(line.start + line.delta() * 0.5))
        .collect();
    let beside = |at: &&Precinct| {
        let borders = at.borders.iter();
        let mut rings = borders
            .flatten()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        rings.any(|ring| {
            let near = |at: &geo::Point<f64>| Euclidean.distance(ring, at) <= BESIDE;
            middles.iter().any(near)
        })
    };
    let mut found: Vec<usize> = boxes
        .locate_in_envelope_intersecting(&around)
        .map(|part| part.data)
        .collect();
    found.sort_unstable();
    found.dedup();
    let near = found.into_iter().map(|at| precincts[at]).filter(beside);
    let mut codes: Vec<String> = near.map(|precinct| precinct.code.to_string()).collect();
    codes.sort();
    codes
}
