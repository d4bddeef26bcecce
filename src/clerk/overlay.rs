//! Shapes put over each other, exactly on the grid.
//!
//! `geo`'s `BooleanOps` stands on the same engine, but goes by floats and back, which moves borders
//! by a hair, and asks for shapes in OGC form, whose extraction fails an assertion of its own on
//! rings that touch themselves (`i_overlay` 4.5.2, found by the property test of `outline`).

use std::collections::HashMap;

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

use super::outline::contacts::{Corner, Ring};

#[derive(Clone, Copy, Debug)]
pub enum Operation {
    /// In one or in the other.
    Union,
    /// In both.
    Common,
    /// In the first and not in the second.
    Without,
    /// In just one of them.
    Differ,
}

/// One ring as drawing programs show it: a place is inside if it is gone around an odd number of
/// times.
pub fn shown(ring: &Ring) -> Vec<Ring> {
    run(&[ring], &[], OverlayRule::Union, FillRule::EvenOdd)
}

/// What comes out, as simple rings: shells against the clock, holes with it. A place is inside an
/// operand if its rings go around it at all.
pub fn overlay<'a>(
    a: impl IntoIterator<Item = &'a Ring>,
    b: impl IntoIterator<Item = &'a Ring>,
    operation: Operation,
) -> Vec<Ring> {
    let (a, b): (Vec<&Ring>, Vec<&Ring>) = (a.into_iter().collect(), b.into_iter().collect());
    let rule = match operation {
        Operation::Union => OverlayRule::Union,
        Operation::Common => OverlayRule::Intersect,
        Operation::Without => OverlayRule::Difference,
        Operation::Differ => OverlayRule::Xor,
    };
    run(&a, &b, rule, FillRule::NonZero)
}

fn run(a: &[&Ring], b: &[&Ring], rule: OverlayRule, fill: FillRule) -> Vec<Ring> {
    let Some(origin) = middle(a.iter().chain(b).copied().flatten()) else {
        return Vec::new();
    };
    let size = a.iter().chain(b).map(|ring| ring.len()).sum();
    // Corners in a straight line are kept: only at a corner can rings that touch be told apart.
    let options = IntOverlayOptions::keep_output_points();
    let mut overlay = Overlay::new_custom(size, options, Default::default());
    for (rings, kind) in [(a, ShapeType::Subject), (b, ShapeType::Clip)] {
        for ring in rings {
            // Near the origin the engine's products of differences cannot overflow.
            let points = ring.iter().map(|at| IntPoint {
                x: at.x.wrapping_sub(origin.x),
                y: at.y.wrapping_sub(origin.y),
            });
            overlay.add_path_iter(points, kind);
        }
    }
    let shapes = overlay.overlay(rule, fill);
    let rings = shapes.iter().flatten().map(|contour| {
        let corner = |at: &IntPoint| Corner {
            x: at.x.wrapping_add(origin.x),
            y: at.y.wrapping_add(origin.y),
        };
        contour.iter().map(corner).collect::<Ring>()
    });
    rings.flat_map(|ring| simple(&ring)).collect()
}

/// A ring that touches itself in corners, as rings that do not.
fn simple(ring: &[Corner]) -> Vec<Ring> {
    let mut rings = Vec::new();
    let mut open: Ring = Vec::with_capacity(ring.len());
    let mut place: HashMap<Corner, usize> = HashMap::with_capacity(ring.len());
    for corner in ring {
        if let Some(at) = place.get(corner).copied() {
            let closed: Ring = open.drain(at..).collect();
            for corner in &closed {
                place.remove(corner);
            }
            rings.push(closed);
        }
        place.insert(*corner, open.len());
        open.push(*corner);
    }
    rings.push(open);
    rings.retain(|ring| ring.len() > 2);
    rings
}

/// The middle of the box around corners.
fn middle<'a>(corners: impl Iterator<Item = &'a Corner>) -> Option<Corner> {
    let mut bounds: Option<(Corner, Corner)> = None;
    for at in corners {
        let (low, high) = bounds.get_or_insert((*at, *at));
        (low.x, low.y) = (low.x.min(at.x), low.y.min(at.y));
        (high.x, high.y) = (high.x.max(at.x), high.y.max(at.y));
    }
    bounds.map(|(low, high)| Corner {
        x: low.x.midpoint(high.x),
        y: low.y.midpoint(high.y),
    })
}

#[cfg(test)]
mod tests {
    use super::super::outline::contacts::twice_area;
    use super::*;

    fn ring(corners: &[(i32, i32)]) -> Ring {
        corners
            .iter()
            .map(|(x, y)| Corner { x: *x, y: *y })
            .collect()
    }

    #[test]
    fn areas_of_the_four_operations() {
        let a = ring(&[
            (1_800_000_000, 0),
            (1_800_000_010, 0),
            (1_800_000_010, 10),
            (1_800_000_000, 10),
        ]);
        let b = ring(&[
            (1_800_000_005, 0),
            (1_800_000_005, 10),
            (1_800_000_015, 10),
            (1_800_000_015, 0),
        ]);
        for (operation, area) in [
            (Operation::Union, 150),
            (Operation::Common, 50),
            (Operation::Without, 50),
            (Operation::Differ, 100),
        ] {
            let rings = overlay([&a], [&b], operation);
            let sum: i128 = rings.iter().map(|ring| twice_area(ring)).sum();
            assert_eq!(sum, 2 * area, "{operation:?} {rings:?}");
        }
    }

    #[test]
    fn a_ring_that_touches_itself_is_two() {
        let rings = simple(&ring(&[(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10)]));
        assert_eq!(rings.len(), 2);
        assert!(rings.iter().all(|ring| ring.len() == 3));
    }
}
