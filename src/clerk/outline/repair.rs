//! A valid outline made of rings that cross or touch themselves or each other.
//!
//! The rule: a place is inside a ring if the ring goes around it at all, however often and in
//! whatever direction (non-zero); it is inside a part if it is inside its shell and inside none of
//! its holes; it is inside the outline if it is inside any part. So both wings of a bow-tie stay, a
//! loop that goes around twice is filled, holes outside their shell vanish and parts that overlap
//! become one. Needles that no street is as narrow as are dropped, unless nothing else is there.

use super::super::overlay::{self, Operation, overlay};
use super::contacts::Ring;
use super::grid::{OnGrid, SLIVER, polygons};
use super::nesting;
use crate::precincts::metres;

pub fn repaired(parts: &OnGrid) -> OnGrid {
    let whole: Vec<Ring> = parts.iter().flat_map(|part| filled_part(part)).collect();
    let rings = overlay(&whole, [], Operation::Union);
    let all = nesting::nested(rings);
    let wide = |part: &&Vec<Ring>| {
        let shapes = polygons(&vec![(*part).clone()]);
        shapes
            .iter()
            .all(|shape| metres::mean_width(shape) >= SLIVER)
    };
    let kept: OnGrid = all.iter().filter(wide).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// Square metres that differ between what drawing programs show of the rings as they were (a place
/// is inside a part if an odd number of its rings go around it) and what is kept.
pub fn changed(before: &OnGrid, after: &OnGrid) -> f64 {
    let shown: Vec<Ring> = before.iter().flat_map(|part| shown(part)).collect();
    let shown = overlay(&shown, [], Operation::Union);
    let differ = overlay(&shown, after.iter().flatten(), Operation::Differ);
    metres::square(&polygons(&nesting::nested(differ)))
}

fn filled_part(part: &[Ring]) -> Vec<Ring> {
    let Some((shell, holes)) = part.split_first() else {
        return Vec::new();
    };
    // Each hole by itself: two that are wound differently would cancel out where they overlap.
    let holes: Vec<Ring> = holes.iter().flat_map(filled).collect();
    overlay(&filled(shell), &holes, Operation::Without)
}

fn filled(ring: &Ring) -> Vec<Ring> {
    overlay([ring], [], Operation::Union)
}

/// By the even-odd rule, one ring after the other.
fn shown(part: &[Ring]) -> Vec<Ring> {
    let rings = part.iter().map(overlay::shown);
    rings.fold(Vec::new(), |sum, ring| {
        overlay(&sum, &ring, Operation::Differ)
    })
}
