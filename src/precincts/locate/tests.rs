//! The index against a plain loop over `geo`, with the border rule.

use super::*;
use crate::demo::tiles::Tiles;
use crate::domain::{AreaCode, Both, PrecinctCode};
use crate::precincts::{Directory, Records};
use geo::{Distance, Euclidean, MapCoords, MultiPolygon, coord};
use proptest::prelude::*;

fn square(west: f64, south: f64, east: f64, north: f64) -> Polygon<f64> {
    geo::Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon()
}

fn directory(precincts: Vec<(&str, MultiPolygon<f64>)>) -> Directory {
    let both = || Both {
        kk: String::new(),
        ru: String::new(),
    };
    let precincts = precincts.into_iter().map(|(code, borders)| Precinct {
        code: PrecinctCode::new(code),
        name: both(),
        area: AreaCode::new(format!("area of {code}")),
        station: None,
        territory: both(),
        borders: Some(borders),
    });
    let records = Records {
        precincts: precincts.collect(),
        ..Records::default()
    };
    Directory::new(records, jiff::civil::Date::MIN)
}

fn tiled(tiles: &Tiles) -> Directory {
    let polygons = tiles.polygons().into_iter().enumerate();
    let named: Vec<(String, Polygon<f64>)> =
        polygons.map(|(at, p)| (format!("P-{at:04}"), p)).collect();
    directory(
        named
            .iter()
            .map(|(code, p)| (code.as_str(), p.clone().into()))
            .collect(),
    )
}

fn sure(code: &str) -> Located {
    Located::Sure(PrecinctCode::new(code))
}

fn check(codes: &[&str]) -> Located {
    Located::Check(codes.iter().copied().map(PrecinctCode::new).collect())
}

fn at(lat: f64, lon: f64) -> Point {
    Point { lat, lon }
}

/// What the index must say: a loop over all precincts with `geo`'s own predicates and distances.
fn plain(precincts: &[Precinct], point: Point, reach: f64) -> Located {
    let flat = |of: Coord| {
        let east = (of.x - point.lon) * 111_195.08 * point.lat.to_radians().cos();
        coord! { x: east, y: (of.y - point.lat) * 111_195.08 }
    };
    let mut near: Vec<(f64, &str)> = Vec::new();
    for precinct in precincts {
        let borders = precinct.borders.as_ref().unwrap();
        let at = geo::Point::new(point.lon, point.lat);
        // Without an error the grid decides, for in degrees no slanting border holds its middle.
        let inside = if reach == 0.0 {
            borders.map_coords(steps).intersects(&at.map_coords(steps))
        } else {
            borders.intersects(&at)
        };
        let centre = geo::Point::new(0.0, 0.0);
        let metres = if inside {
            0.0
        } else {
            Euclidean.distance(&centre, &borders.map_coords(flat))
        };
        let metres = if reach == 0.0 && !inside {
            f64::INFINITY
        } else {
            metres
        };
        if metres <= reach {
            near.push((metres, precinct.code.as_str()));
        }
    }
    near.sort_by(|a, b| by_distance(a.0, b.0).then(a.1.cmp(b.1)));
    match near.as_slice() {
        [] => Located::Unknown {
            area: None,
            swapped: false,
        },
        [(0.0, code)] => sure(code),
        [(_, code), ..] if reach == 0.0 => sure(code),
        _ => check(
            &near
                .iter()
                .take(CANDIDATES)
                .map(|(_, code)| *code)
                .collect::<Vec<_>>(),
        ),
    }
}

type Coord = geo::Coord<f64>;

#[test]
fn far_from_borders_it_is_sure_and_near_them_it_asks() {
    // Two neighbours, 0.01 degrees (760 m) wide each.
    let two = directory(vec![
        ("P-2", square(67.00, 47.0, 67.01, 47.01).into()),
        ("P-1", square(67.01, 47.0, 67.02, 47.01).into()),
    ]);
    assert_eq!(two.locate(at(47.005, 67.005), None), sure("P-2"));
    assert_eq!(
        two.locate(at(47.005, 67.005), Some(400.0)),
        check(&["P-2", "P-1"])
    );
    assert_eq!(
        two.locate(at(47.005, 67.00995), None),
        check(&["P-2", "P-1"])
    );
    assert_eq!(two.locate(at(47.005, 67.00995), Some(2.0)), sure("P-2"));
    // Exactly on the border: both, lowest code first; with no error at all the lowest code has it.
    assert_eq!(two.locate(at(47.005, 67.01), None), check(&["P-1", "P-2"]));
    assert_eq!(two.locate(at(47.005, 67.01), Some(0.0)), sure("P-1"));
    assert_eq!(two.owner(at(47.005, 67.01)).unwrap().code, "P-1");
    // Close to the outer border nobody else comes into question.
    assert_eq!(two.locate(at(47.00001, 67.005), None), sure("P-2"));
    // An accuracy that is no number counts as none, and none is believed beyond 1,500 m.
    assert_eq!(two.locate(at(47.005, 67.005), Some(f64::NAN)), sure("P-2"));
    assert_eq!(two.locate(at(47.005, 67.005), Some(-1.0)), sure("P-2"));
    assert!(matches!(
        two.locate(at(47.005, 67.05), Some(1e9)),
        Located::Unknown { .. }
    ));
}

/// With no error at all the border rule decides, on slanting borders too, and as the atlas has it.
#[test]
fn the_middle_of_a_slanting_border_has_one_owner() {
    let (from, to) = ((67.014_089_1, 47.059_685_3), (67.019_642_9, 47.064_943_1));
    let triangle = |third: (f64, f64)| Polygon::new(vec![from, to, third, from].into(), vec![]);
    let middle = at(47.062_314_2, 67.016_866);
    for (right, left) in [("P-1", "P-2"), ("P-2", "P-1")] {
        let two = directory(vec![
            (right, triangle((67.019, 47.059)).into()),
            (left, triangle((67.014, 47.065)).into()),
        ]);
        assert_eq!(two.locate(middle, Some(0.0)), sure("P-1"));
        assert_eq!(two.owner(middle).unwrap().code, "P-1");
    }
}

#[test]
fn outside_it_is_unknown_unless_within_the_accuracy() {
    let two = directory(vec![
        ("P-1", square(67.00, 47.0, 67.01, 47.01).into()),
        ("P-2", square(67.01, 47.0, 67.02, 47.01).into()),
    ]);
    let unknown = |area: Option<&str>, swapped| Located::Unknown {
        area: area.map(AreaCode::new),
        swapped,
    };
    assert_eq!(two.locate(at(46.9999, 67.003), Some(50.0)), check(&["P-1"]));
    assert_eq!(
        two.locate(at(46.9999, 67.003), None),
        unknown(Some("area of P-1"), false)
    );
    assert_eq!(
        two.locate(at(47.3, 67.015), None),
        unknown(Some("area of P-2"), false)
    );
    assert_eq!(two.locate(at(47.6, 67.015), None), unknown(None, false));
    assert_eq!(two.locate(at(67.005, 47.005), None), unknown(None, true));
    assert_eq!(
        directory(Vec::new()).locate(at(47.0, 67.0), None),
        unknown(None, false)
    );
}

#[test]
fn holes_islands_and_overlaps() {
    let ring = |p: Polygon<f64>| p.exterior().clone();
    // Hole and shell wound the same way, as careless programs write them.
    let holed = Polygon::new(
        ring(square(67.0, 47.0, 67.1, 47.1)),
        vec![ring(square(67.04, 47.04, 67.06, 47.06))],
    );
    let town = directory(vec![
        (
            "P-1",
            MultiPolygon(vec![holed, square(67.2, 47.0, 67.3, 47.1)]),
        ),
        ("P-2", square(67.04, 47.04, 67.06, 47.06).into()),
        ("P-3", square(67.25, 47.0, 67.35, 47.1).into()),
    ]);
    assert_eq!(town.locate(at(47.05, 67.05), None), sure("P-2"));
    assert_eq!(town.locate(at(47.02, 67.02), None), sure("P-1"));
    assert_eq!(town.locate(at(47.05, 67.22), None), sure("P-1"));
    assert_eq!(
        town.locate(at(47.05, 67.27), Some(0.0)),
        check(&["P-1", "P-3"])
    );
    assert_eq!(town.locate(at(47.05, 67.32), None), sure("P-3"));
}

#[test]
fn at_most_five_candidates() {
    let tiles = Tiles {
        columns: 9,
        rows: 9,
        from: [67.0, 47.0],
        to: [67.01, 47.01],
        bends: 2,
        seed: 5,
    };
    let Located::Check(codes) = tiled(&tiles).locate(at(47.005, 67.005), Some(1500.0)) else {
        panic!()
    };
    assert_eq!(codes.len(), CANDIDATES);
}

/// Points all over, on corners, on edges and beside them.
fn agree(seed: u64, picks: &[(usize, usize, f64, f64, f64)]) {
    let tiles = Tiles {
        columns: 7,
        rows: 6,
        from: [67.0, 47.0],
        to: [67.1, 47.07],
        bends: 5,
        seed,
    };
    let directory = tiled(&tiles);
    for (tile, corner, share, aside, reach) in picks {
        let precinct = &directory.precincts()[tile % directory.precincts().len()];
        let ring: Vec<_> = precinct.borders.as_ref().unwrap().0[0]
            .exterior()
            .lines()
            .collect();
        let line = ring[corner % ring.len()];
        let on = line.start + (line.end - line.start) * *share;
        let point = at(on.y + aside, on.x - aside * 0.7);
        let (found, expected) = (
            directory.locate(point, Some(*reach)),
            plain(directory.precincts(), point, *reach),
        );
        match found {
            Located::Unknown { .. } => {
                assert!(matches!(expected, Located::Unknown { .. }), "{point:?}");
            }
            found => assert_eq!(found, expected, "{point:?} within {reach}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_index_agrees_with_a_plain_loop(
        seed in 0u64..8,
        picks in prop::collection::vec((
            any::<usize>(), any::<usize>(),
            prop_oneof![Just(0.0), Just(1.0), 0.0..1.0],
            prop_oneof![Just(0.0), -1e-7..1e-7, -1e-4..1e-4, -0.02..0.02],
            prop_oneof![Just(0.0), Just(10.0), 0.0..1500.0],
        ), 60),
    ) {
        agree(seed, &picks);
    }
}
