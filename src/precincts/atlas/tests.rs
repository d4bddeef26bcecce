//! The atlas against the plain R-tree with `geo::Intersects` and the border rule.
//!
//! Both are asked in whole steps of 1e-7 degree. The oracle's numbers are the steps themselves,
//! which `f64` holds exactly and on which `geo`'s predicates are exact; in degrees a point that
//! lies on an edge would be a fraction of a nanometre beside it.

use super::super::plain::Plain;
use super::*;
use crate::demo::country::country;
use crate::demo::tiles::Tiles;
use geo::{LineString, LinesIter, MapCoords, Polygon, Validation, coord, wkt};
use proptest::prelude::*;

type Borders = Vec<MultiPolygon<f64>>;

/// SplitMix64: the same questions on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        for factor in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
            bits = (bits ^ (bits >> 30)).wrapping_mul(factor);
        }
        ((bits ^ (bits >> 31)) >> 8) % end.max(1)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }

    fn share(&mut self) -> f64 {
        self.below(1 << 40) as f64 / (1_u64 << 40) as f64
    }
}

fn stepped(borders: &Borders) -> Borders {
    let steps = |at: Coord<f64>| coord! { x: (at.x * 1e7).round(), y: (at.y * 1e7).round() };
    borders.iter().map(|part| part.map_coords(steps)).collect()
}

/// The atlas of borders in steps.
fn atlas(borders: &Borders) -> Atlas {
    let degrees = |borders: &MultiPolygon<f64>| borders.map_coords(|at| at / 1e7);
    let borders: Borders = borders.iter().map(degrees).collect();
    Atlas::new(borders.iter().map(Some))
}

fn same(atlas: &Atlas, plain: &Plain, point: Coord<f64>) {
    assert_eq!(atlas.owner(point / 1e7), plain.owner(point), "{point:?}");
}

/// Asks `count` questions, most of them on borders or a step or two beside them.
fn agree(borders: &Borders, count: usize) {
    let (atlas, plain, mut dice) = (atlas(borders), Plain::new(borders), Dice(7));
    let edges: Vec<Line<f64>> = borders.iter().flat_map(LinesIter::lines_iter).collect();
    for _ in 0..count {
        let edge = dice.pick(&edges);
        let (from, along) = (edge.start, edge.delta());
        let at = match dice.below(7) {
            // Anywhere between two edges.
            0 => from + (dice.pick(&edges).end - from) * dice.share() * 1.1,
            1 => from,
            // As exactly on the edge as steps allow: its points with whole numbers.
            2 => {
                let parts = gcd(along.x.abs(), along.y.abs()).max(1.0);
                from + along / parts * (dice.share() * parts).floor()
            }
            3 => from + along / 2.0,
            // Level with a corner or right above it, somewhere along the edge's box.
            4 => coord! { x: from.x + along.x * dice.share(), y: from.y },
            5 => coord! { x: from.x, y: from.y + along.y * dice.share() },
            _ => from + along * dice.share(),
        };
        let at = if dice.below(6) == 0 {
            on_cell(&mut dice, at)
        } else {
            at
        };
        let beside = [0.0, 0.0, 1.0, -1.0, 2.0];
        let (x, y) = (
            at.x.round() + dice.pick(&beside),
            at.y.round() + dice.pick(&beside),
        );
        same(&atlas, &plain, coord! { x: x, y: y });
    }
}

/// The point moved to where cells of some size begin.
fn on_cell(dice: &mut Dice, at: Coord<f64>) -> Coord<f64> {
    let size = dice.pick(&[2, 5, 8, 11, 14, 17, 20, 23]);
    let size = f64::from(1 << size);
    let snap = |steps: f64, origin: f64| ((steps + origin) / size).round() * size - origin;
    let (x, y) = (snap(at.x, 1_800_000_001.0), snap(at.y, 900_000_001.0));
    dice.pick(&[
        coord! { x: x, y: y },
        coord! { x: x, y: at.y },
        coord! { x: at.x, y: y },
    ])
}

fn gcd(a: f64, b: f64) -> f64 {
    if b == 0.0 { a } else { gcd(b, a % b) }
}

/// Moved to the middle of Kazakhstan, to a corner of large cells.
fn placed(borders: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    borders.map_coords(|at| at + MIDDLE)
}

const MIDDLE: Coord<f64> = Coord {
    x: (1_200_u64 << 21) as f64 - 1_800_000_001.0,
    y: (655_u64 << 21) as f64 - 900_000_001.0,
};

/// Every point of a box around the middle, `reach` steps to each side.
fn agree_everywhere(borders: &[MultiPolygon<f64>], reach: i32) {
    let borders: Borders = borders.iter().map(placed).collect();
    let (atlas, plain) = (atlas(&borders), Plain::new(&borders));
    for (x, y) in (-reach..=reach).flat_map(|x| (-reach..=reach).map(move |y| (x, y))) {
        let at = coord! { x: f64::from(x), y: f64::from(y) };
        same(&atlas, &plain, at + MIDDLE);
    }
}

#[test]
fn shared_corners_holes_islands_overlaps_and_gaps() {
    let square = |west: f64, south: f64, size: f64| {
        let (from, to) = (
            coord! { x: west, y: south },
            coord! { x: west + size, y: south + size },
        );
        Rect::new(from, to).to_polygon()
    };
    let four = [(0.0, 0.0), (-16.0, -16.0), (-16.0, 0.0), (0.0, -16.0)];
    let mut borders: Borders = four.map(|(x, y)| square(x, y, 16.0).into()).to_vec();
    agree_everywhere(&borders, 20);
    // A hole that touches the shell and is wound like it, with an island in it.
    let mut holed = square(-30.0, -30.0, 20.0);
    holed.interiors_push(wkt! { LINESTRING(-30. -20.,-20. -12.,-12. -20.,-20. -28.,-30. -20.) });
    let island = square(-22.0, -22.0, 4.0);
    borders.push(MultiPolygon(vec![holed, island, square(20.0, 20.0, 5.0)]));
    // Around all others; without borders; of parts that overlap.
    borders.push(square(-25.0, -25.0, 50.0).into());
    borders.push(MultiPolygon(Vec::new()));
    borders.push(MultiPolygon(vec![
        square(-5.0, 10.0, 15.0),
        square(0.0, 15.0, 15.0),
    ]));
    // A ring that touches itself; doubled corners and a spike of no width.
    borders.push(
        wkt! { POLYGON((0. -30.,8. -22.,0. -14.,-8. -22.,0. -30.,4. -34.,-4. -34.,0. -30.)) }
            .into(),
    );
    borders.push(
        wkt! { POLYGON((12. -12.,12. -12.,30. -12.,30. 5.,34. 9.,30. 5.,12. 5.,12. 5.,12. -12.)) }
            .into(),
    );
    agree_everywhere(&borders, 40);
    borders.reverse();
    agree_everywhere(&borders, 40);
    // Forty of each, so that no cut helps.
    let forty: Borders = (0..40).flat_map(|_| borders.clone()).collect();
    agree_everywhere(&forty, 40);
}

#[test]
fn the_ends_of_the_earth() {
    let (w, e, s, n) = (
        -1_800_000_000.0,
        1_800_000_000.0,
        -900_000_000.0,
        900_000_000.0,
    );
    let ring = |corners: &[(f64, f64)]| {
        MultiPolygon(vec![Polygon::new(
            LineString::from(corners.to_vec()),
            Vec::new(),
        )])
    };
    let borders = vec![
        ring(&[(w, s), (e, n), (w, n)]),
        ring(&[(w, s), (e, s), (e, n)]),
        ring(&[(w, s), (e, s + 1.0), (e, s + 2.0), (w, s + 1.0)]),
    ];
    agree(&borders, 20_000);
    let atlas = atlas(&borders);
    assert_eq!(atlas.owner(coord! { x: -180.0, y: -90.0 }), Some(0));
    for (x, y) in [(180.1, 0.0), (0.0, -90.1), (f64::NAN, 0.0), (1e300, -1e300)] {
        assert_eq!(atlas.owner(coord! { x: x, y: y }), None);
    }
    let none = Atlas::new([None].into_iter());
    assert_eq!(none.owner(coord! { x: 67.0, y: 47.0 }), None);
}

#[test]
fn tiles_from_a_town_to_dust() {
    for (seed, size) in [(1, 0.1), (2, 0.01), (3, 1e-3), (4, 2e-4), (5, 30.0)] {
        let (from, to) = ([67.0, 47.0], [67.0 + size, 47.0 + size / 5.0]);
        let tiles = Tiles {
            columns: 12,
            rows: 9,
            from,
            to,
            bends: 7,
            seed,
        };
        let borders = tiles.polygons().into_iter().map(Into::into).collect();
        agree(&stepped(&borders), 4_000);
    }
}

/// `cargo test --release -- --ignored millions`: a minute.
#[test]
#[ignore = "takes a minute"]
fn millions_of_questions() {
    agree(&stepped(&country().0), 2_000_000);
    let (mut regions, districts) = (
        kazakh("kz_adm1_2024_simplified"),
        kazakh("kz_city_districts_2024"),
    );
    agree(&districts, 1_000_000);
    agree(&regions, 1_000_000);
    regions.extend(districts);
    agree(&regions, 1_000_000);
    for seed in 0..100 {
        let to = [
            67.0 + 1e-5 * 1.12_f64.powi(seed),
            47.0 + 1e-5 * 1.1_f64.powi(seed),
        ];
        let seed = u64::try_from(seed).unwrap();
        let tiles = Tiles {
            columns: 14,
            rows: 11,
            from: [67.0, 47.0],
            to,
            bends: 9,
            seed,
        };
        let borders = tiles.polygons().into_iter().map(Into::into).collect();
        agree(&stepped(&borders), 20_000);
    }
}

fn kazakh(name: &str) -> Borders {
    let text = std::fs::read_to_string(format!("../shared/data/kz/{name}.geojson")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let features = file["features"].as_array().unwrap().iter();
    let borders = features.map(|feature| {
        let (kind, at) = (
            &feature["geometry"]["type"],
            &feature["geometry"]["coordinates"],
        );
        let at = if kind == "Polygon" {
            serde_json::json!([at])
        } else {
            at.clone()
        };
        let parts: Vec<Vec<Vec<[f64; 2]>>> = serde_json::from_value(at).unwrap();
        let parts = parts.into_iter().map(|rings| {
            let mut rings = rings.into_iter().map(LineString::from);
            Polygon::new(rings.next().unwrap(), rings.collect())
        });
        MultiPolygon(parts.collect())
    });
    stepped(&borders.collect())
}

/// A star with corners in whole steps, with or without a hole, where that is a valid outline.
fn star() -> impl Strategy<Value = Option<Polygon<f64>>> {
    let arms = prop::collection::vec(2.0..24.0_f64, 3..14);
    (-12..12, -12..12, arms, prop::bool::ANY).prop_map(|(x, y, arms, holed)| {
        let ring = |scale: f64| {
            let turn = std::f64::consts::TAU / arms.len() as f64;
            let corners = arms.iter().enumerate().map(|(at, arm)| {
                let (sin, cos) = (at as f64 * turn).sin_cos();
                let end = |from: i32, way: f64| f64::from(from) + (arm * scale * way).round();
                coord! { x: end(x, cos), y: end(y, sin) }
            });
            corners.collect::<LineString<f64>>()
        };
        let holes = if holed { vec![ring(0.5)] } else { Vec::new() };
        let star = Polygon::new(ring(1.0), holes);
        star.is_valid().then_some(star)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// So small that every point is asked, and that corners and edges often meet.
    #[test]
    fn all_points_of_small_worlds(stars in prop::collection::vec(star(), 1..12)) {
        let borders: Borders = stars.into_iter().flatten().map(Into::into).collect();
        agree_everywhere(&borders, 38);
    }
}
