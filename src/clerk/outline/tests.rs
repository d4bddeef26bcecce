//! Crafted rings, each wrong in one way.

use super::*;
use geo::Validation;

/// Rings, closed, in hundred-thousandths of a degree from 67° E, 47° N: one is 0.76 m by 1.11 m.
fn parts(parts: &[&[&[(i32, i32)]]]) -> Parts {
    let at = |(x, y): &(i32, i32)| [67.0 + f64::from(*x) / 1e5, 47.0 + f64::from(*y) / 1e5];
    let ring = |ring: &&[(i32, i32)]| ring.iter().chain(ring.first()).map(at).collect();
    let part = |part: &&[&[(i32, i32)]]| part.iter().map(ring).collect();
    parts.iter().map(part).collect()
}

const SQUARE: &[(i32, i32)] = &[(0, 0), (1000, 0), (1000, 1000), (0, 1000)];
/// Its square metres on the ellipsoid, by GeographicLib.
const SQUARE_M2: f64 = 845_442.8;

fn refused(rings: &[&[&[(i32, i32)]]]) -> (Reason, Option<(f64, f64)>) {
    let fault = outline(&parts(rings), false, false).unwrap_err();
    let near = |degrees: f64| (degrees * 1e5).round() / 1e5;
    (
        fault.reason,
        fault.at.map(|at| (near(at.lat), near(at.lon))),
    )
}

/// The notes and the share of [`SQUARE`] of what is left; it is valid for `geo` as well.
fn repaired(rings: &[&[&[(i32, i32)]]]) -> (Vec<OutlineNote>, f64) {
    let outline = outline(&parts(rings), true, false).unwrap();
    assert_eq!(outline.borders.check_validation(), Ok(()));
    let share = metres::square(&outline.borders) / SQUARE_M2;
    let notes = outline.notes.into_iter().map(|(note, _)| note);
    (notes.collect(), (share * 1000.0).round() / 1000.0)
}

/// The only note's square metres.
fn changed(notes: &[OutlineNote]) -> f64 {
    match notes {
        [OutlineNote::Repaired { m2 }] => *m2,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_has_one_meaning_is_put_right() {
    let tidy = outline(&parts(&[&[SQUARE]]), false, false).unwrap();
    assert!((metres::square(&tidy.borders) - SQUARE_M2).abs() < 50.0);
    let open: &[(i32, i32)] = &[(0, 0), (0, 1000), (0, 1000), (1000, 1000), (1000, 0)];
    let mut open = parts(&[&[open]]);
    open[0][0].pop();
    let outline = outline(&open, false, false).unwrap();
    assert_eq!(outline.borders.0[0].exterior().0.len(), 5);
    let (note, at) = outline.notes[0].clone();
    assert_eq!((note, outline.notes.len()), (OutlineNote::Closed, 1));
    assert_eq!(at, Point::new(47.0, 67.01));
    assert!((metres::square(&outline.borders) - SQUARE_M2).abs() < 50.0);
}

#[test]
fn rings_that_cross_are_named_with_their_place() {
    let bow_tie: &[(i32, i32)] = &[(0, 0), (1000, 1000), (1000, 0), (0, 1000)];
    assert_eq!(
        refused(&[&[bow_tie]]),
        (Reason::SelfIntersection, Some((47.005, 67.005)))
    );
    // A needle runs back along itself.
    let needle: &[(i32, i32)] = &[(0, 0), (1000, 0), (2000, 0), (1000, 0), (1000, 1000)];
    assert_eq!(refused(&[&[needle]]).0, Reason::SelfIntersection);
    // Two corners on one place.
    let waist: &[(i32, i32)] = &[
        (0, 0),
        (500, 500),
        (1000, 0),
        (1000, 1000),
        (500, 500),
        (0, 1000),
    ];
    assert_eq!(
        refused(&[&[waist]]),
        (Reason::SelfIntersection, Some((47.005, 67.005)))
    );
    let outside: &[(i32, i32)] = &[(2000, 0), (2100, 0), (2100, 100)];
    assert_eq!(
        refused(&[&[SQUARE, outside]]),
        (Reason::HoleOutside, Some((47.0, 67.02)))
    );
    let half_out: &[(i32, i32)] = &[(900, 400), (1100, 400), (1100, 600), (900, 600)];
    assert_eq!(refused(&[&[SQUARE, half_out]]).0, Reason::RingsCross);
    let hole: &[(i32, i32)] = &[(200, 200), (800, 200), (800, 800), (200, 800)];
    let inner: &[(i32, i32)] = &[(300, 300), (700, 300), (700, 700)];
    assert_eq!(refused(&[&[SQUARE, hole, inner]]).0, Reason::RingsCross);
    assert_eq!(refused(&[&[SQUARE], &[inner]]).0, Reason::RingsCross);
    // Two parts that share an edge are one.
    let beside: &[(i32, i32)] = &[(1000, 0), (2000, 0), (2000, 1000), (1000, 1000)];
    assert_eq!(refused(&[&[SQUARE], &[beside]]).0, Reason::RingsCross);
    assert_eq!(
        refused(&[&[&[(0, 0), (1, 0), (0, 0)]]]).0,
        Reason::TooFewCorners
    );
    assert_eq!(refused(&[&[]]).0, Reason::NoRing);
    assert_eq!(refused(&[]).0, Reason::NoRing);
}

#[test]
fn rings_may_touch_in_points() {
    let hole: &[(i32, i32)] = &[(0, 500), (500, 200), (500, 800)];
    let island: &[(i32, i32)] = &[(500, 200), (400, 400), (450, 600)];
    let corner: &[(i32, i32)] = &[(1000, 1000), (2000, 1000), (2000, 2000), (1000, 2000)];
    for fine in [
        parts(&[&[SQUARE, hole]]),
        parts(&[&[SQUARE, hole], &[island]]),
        parts(&[&[SQUARE], &[corner]]),
    ] {
        let outline = outline(&fine, false, false).unwrap();
        assert_eq!(outline.notes, []);
        assert_eq!(outline.borders.check_validation(), Ok(()));
    }
    // It touches the shell at two corners and lies outside between them.
    let around: &[(i32, i32)] = &[(0, 0), (500, -500), (1000, 0), (500, -400)];
    assert_eq!(refused(&[&[SQUARE, around]]).0, Reason::HoleOutside);
}

#[test]
fn repair_keeps_what_a_ring_goes_around() {
    let bow_tie: &[(i32, i32)] = &[(0, 0), (1000, 1000), (1000, 0), (0, 1000)];
    let (notes, share) = repaired(&[&[bow_tie]]);
    assert_eq!(share, 0.5);
    assert!(changed(&notes) < 1.0, "both wings stay: {notes:?}");
    // Around the square, and once more around its south-western quarter.
    let twice: &[(i32, i32)] = &[
        (0, 0),
        (1000, 0),
        (1000, 1000),
        (0, 1000),
        (0, 0),
        (500, 0),
        (500, 500),
        (0, 500),
    ];
    let (notes, share) = repaired(&[&[twice]]);
    assert_eq!(share, 1.0);
    assert!(
        (changed(&notes) - SQUARE_M2 / 4.0).abs() < 50.0,
        "{notes:?}"
    );
    let outside: &[(i32, i32)] = &[(2000, 0), (3000, 0), (3000, 1000), (2000, 1000)];
    let (notes, share) = repaired(&[&[SQUARE, outside]]);
    assert_eq!(share, 1.0);
    assert!((changed(&notes) - SQUARE_M2).abs() < 50.0, "{notes:?}");
    let half_out: &[(i32, i32)] = &[(900, 0), (1100, 0), (1100, 1000), (900, 1000)];
    let (_, share) = repaired(&[&[SQUARE, half_out]]);
    assert_eq!(share, 0.9);
    let beside: &[(i32, i32)] = &[(500, 0), (1500, 0), (1500, 1000), (500, 1000)];
    let (notes, share) = repaired(&[&[SQUARE], &[beside]]);
    assert_eq!(share, 1.5);
    assert!(changed(&notes) < 1.0, "{notes:?}");
    let nothing: &[(i32, i32)] = &[(0, 0), (1000, 0), (0, 0)];
    assert!(outline(&parts(&[&[nothing]]), true, false).is_err());
}

#[test]
fn needles_are_told() {
    let hole: &[(i32, i32)] = &[(100, 100), (900, 100), (900, 101)];
    let outline = outline(&parts(&[&[SQUARE, hole]]), false, false).unwrap();
    assert!(matches!(outline.notes[0].0, OutlineNote::Sliver { m2 } if (m2 - 338.0).abs() < 2.0));
}

#[test]
fn places_elsewhere_are_refused_unless_allowed() {
    let ring = |x: f64, y: f64| vec![vec![vec![[x, y], [x + 0.1, y], [x, y + 0.1]]]];
    let reason = |parts: &Parts| outline(parts, false, false).unwrap_err().reason;
    assert!(matches!(
        reason(&ring(7.0, 47.0)),
        Reason::OutsideKazakhstan(..)
    ));
    assert!(matches!(reason(&ring(47.0, 67.0)), Reason::SwappedAxes(..)));
    assert!(matches!(
        reason(&ring(f64::NAN, 67.0)),
        Reason::OutsideKazakhstan(..)
    ));
    assert!(outline(&ring(7.0, 47.0), false, true).is_ok());
    assert!(outline(&ring(700.0, 47.0), false, true).is_err());
}

mod any_rings {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 200,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]
        /// Whatever is drawn: what is accepted is valid for `geo`, which looks at every pair, and
        /// what is not is valid once repaired.
        #[test]
        fn accepted_or_repaired_is_valid(
            rings in prop::collection::vec(
                prop::collection::vec((0..12i32, 0..12i32), 3..9), 1..4),
            apart in any::<bool>(),
        ) {
            let rings: Vec<Vec<(i32, i32)>> = rings
                .iter()
                .map(|ring| ring.iter().map(|(x, y)| (x * 100, y * 100)).collect())
                .collect();
            let rings: Vec<&[(i32, i32)]> = rings.iter().map(Vec::as_slice).collect();
            let alone: Vec<&[&[(i32, i32)]]> = rings.chunks(1).collect();
            let drawn = if apart { parts(&alone) } else { parts(&[&rings]) };
            if let Ok(outline) = outline(&drawn, false, false) {
                prop_assert_eq!(outline.borders.check_validation(), Ok(()));
            }
            if let Ok(outline) = outline(&drawn, true, false) {
                prop_assert_eq!(outline.borders.check_validation(), Ok(()));
                let again = rings_again(&outline.borders);
                prop_assert!(fault(&again).is_none());
            }
        }
    }

    fn rings_again(borders: &MultiPolygon<f64>) -> OnGrid {
        to_parts(borders)
    }
}

#[test]
fn what_repair_leaves_out_is_told() {
    let two: &[(i32, i32)] = &[(2000, 0), (2100, 0)];
    let hole: &[(i32, i32)] = &[(2000, 0), (2100, 0), (2100, 100)];
    // A shell without an area goes with its holes, which may have one.
    assert_eq!(
        repaired(&[&[SQUARE], &[two, hole]]),
        (vec![OutlineNote::Dropped], 1.0)
    );
    let (notes, share) = repaired(&[&[SQUARE, &[(100, 100), (200, 100)]]]);
    assert_eq!((notes, share), (vec![OutlineNote::Dropped], 1.0));
}

/// A limit far above what is needed: without an index each of these takes minutes.
fn soon<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = std::time::Instant::now();
    let done = work();
    let took = begun.elapsed();
    assert!(took.as_secs() < 20, "{what} takes {took:?}");
    done
}

#[test]
fn what_others_draw_in_detail_is_checked_in_time() {
    // Stairs to the north, a step of a decimetre each: all edges lie over each other from the west.
    let steps = 60_000_i32;
    let at = |x: i32, y: i32| [67.0 + f64::from(x) * 1e-6, 47.0 + f64::from(y) * 1e-6];
    let mut stairs: Vec<[f64; 2]> = (0..steps).map(|step| at(step / 2 % 2, step)).collect();
    stairs.extend([at(-500, steps), at(-500, -1), at(0, -1)]);
    let outline = soon("stairs", || outline(&vec![vec![stairs]], false, false));
    assert!(outline.is_ok());
    // A chess-board, whose squares touch in their corners.
    let side = 90;
    let squares = (0..side * side).filter(|at| (at / side + at % side) % 2 == 0);
    let board: Parts = squares
        .map(|number| {
            let (x, y) = (number % side, number / side);
            let ring = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(dx, dy)| at(x + dx, y + dy));
            vec![ring.to_vec()]
        })
        .collect();
    let board = soon("a chess-board", || super::outline(&board, false, false));
    assert_eq!(board.unwrap().borders.0.len(), 4_050);
}
