//! What no precinct claims, though precincts lie all around it: the holes of the union of all.
//!
//! A lake or a factory that is nobody's on purpose is found as well; that is for the reader to say.

use geo::{BoundingRect, Distance, Euclidean, InteriorPoint, Polygon, unary_union};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::findings::{Gap, TINY};
use super::{Options, Stage, metres, overlaps};
use crate::domain::Point;
use crate::domain::directory::Precinct;

/// Degrees within which a border runs along a gap; the union rounds by some millionths of a metre.
const BESIDE: f64 = 3e-7;

/// Corners of a gap that are asked for their neighbours; a larger gap is asked at regular steps.
const ASKED: usize = 64;

type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

/// The gaps of at least [`TINY`] square metres, the largest first, and how many are smaller.
pub fn find(precincts: &[&Precinct], options: &Options) -> (Vec<Gap>, usize) {
    (options.progress)(Stage::Gaps, 0, 1);
    let shapes = precincts.iter().filter_map(|it| it.borders.as_ref());
    let whole = unary_union(shapes);
    let holes = whole.iter().flat_map(Polygon::interiors);
    let (mut gaps, mut tiny, mut boxes) = (Vec::new(), 0, None);
    for hole in holes {
        let shape = Polygon::new(hole.clone(), Vec::new());
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

/// The precincts whose borders run along a gap.
fn codes(gap: &Polygon<f64>, precincts: &[&Precinct], boxes: &Boxes) -> Vec<String> {
    let Some(bounds) = gap.bounding_rect() else {
        return Vec::new();
    };
    let around = AABB::from_corners(
        [bounds.min().x - BESIDE, bounds.min().y - BESIDE],
        [bounds.max().x + BESIDE, bounds.max().y + BESIDE],
    );
    let ring = &gap.exterior().0;
    let middles: Vec<geo::Point<f64>> = gap
        .exterior()
        .lines()
        .step_by(ring.len().div_ceil(ASKED))
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
    let mut codes: Vec<String> = near.map(|precinct| precinct.code.clone()).collect();
    codes.sort();
    codes
}
