//! A valid outline made of rings that cross or touch themselves or each other.
//!
//! The rule: a place is inside a ring if the ring goes around it at all, however often and in
//! whatever direction (non-zero); it is inside a part if it is inside its shell and inside none of
//! its holes; it is inside the outline if it is inside any part. So both wings of a bow-tie stay, a
//! loop that goes around twice is filled, holes outside their shell vanish and parts that overlap
//! become one. Needles that no street is as narrow as are dropped, unless nothing else is there.

use geo::algorithm::bool_ops::{BooleanOps, FillRule, OpType};
use geo::orient::{Direction, Orient};
use geo::{LineString, MultiPolygon, Polygon, unary_union};

use super::super::metres;

pub fn repaired(borders: &MultiPolygon<f64>, sliver: f64) -> MultiPolygon<f64> {
    let parts: Vec<MultiPolygon<f64>> = borders.iter().map(part).collect();
    let whole = unary_union(&parts);
    let wide = |part: &&Polygon<f64>| metres::mean_width(part) >= sliver;
    let kept: Vec<Polygon<f64>> = whole.iter().filter(wide).cloned().collect();
    if kept.is_empty() {
        whole
    } else {
        MultiPolygon(kept)
    }
}

/// Square metres that differ between what drawing programs show of the rings as they were (a place
/// is inside if an odd number of rings go around it) and what is kept.
pub fn changed(before: &MultiPolygon<f64>, after: &MultiPolygon<f64>) -> f64 {
    let before: MultiPolygon<f64> = before
        .iter()
        .map(|part| MultiPolygon(vec![part.clone()]))
        .fold(MultiPolygon(Vec::new()), |sum, part| sum.union(&part));
    metres::square(&before.xor(after))
}

fn part(part: &Polygon<f64>) -> MultiPolygon<f64> {
    let shell = filled(part.exterior());
    let holes: Vec<MultiPolygon<f64>> = part.interiors().iter().map(filled).collect();
    let whole = if holes.is_empty() {
        shell
    } else {
        shell.difference(&unary_union(&holes))
    };
    // `unary_union` asks for one winding throughout.
    whole.orient(Direction::Default)
}

fn filled(ring: &LineString<f64>) -> MultiPolygon<f64> {
    let alone = MultiPolygon(vec![Polygon::new(ring.clone(), Vec::new())]);
    let nothing = MultiPolygon(Vec::new());
    alone
        .boolean_op_with_fill_rule(&nothing, OpType::Union, FillRule::NonZero)
        .orient(Direction::Default)
}
