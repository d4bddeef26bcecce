//! How neighbours fit: overlaps and gaps of known size, and neighbours that only touch.

use geo::{BoundingRect, MultiPolygon, Rect};
use proptest::prelude::*;

use super::super::outline::{outline, rings};
use super::super::overlay::{Operation, overlay};
use super::super::work::{self, Work};
use super::super::{gaps, overlaps};
use super::*;
use crate::demo::tiles::Tiles;
use crate::demo::town;
use crate::domain::borders::normalised;
use crate::domain::{AreaCode, Both, PrecinctCode};

fn precinct(code: &str, borders: &MultiPolygon<f64>) -> Precinct {
    Precinct {
        code: PrecinctCode::new(code),
        name: Both::default(),
        area: AreaCode::new(String::new()),
        station: None,
        territory: Both::default(),
        borders: Some(normalised(borders)),
    }
}

/// West, south, east and north in thousandths of a degree from 67° E, 47° N.
fn square(code: &str, [west, south, east, north]: [f64; 4]) -> Precinct {
    let at = |x: f64, y: f64| (67.0 + x / 1000.0, 47.0 + y / 1000.0);
    let square = Rect::new(at(west, south), at(east, north)).to_polygon();
    precinct(code, &MultiPolygon(vec![square]))
}

fn fit(precincts: &[Precinct]) -> (Vec<Overlap>, usize, Vec<Gap>, usize) {
    let all: Vec<&Precinct> = precincts.iter().collect();
    let (options, mut work) = (Options::default(), Work::of(work::MOST));
    let (overlaps, tiny_overlaps) = overlaps::find(&all, &options, &mut work);
    let (gaps, tiny_gaps) = gaps::find(&all, &[], &options, &mut work);
    (overlaps, tiny_overlaps, gaps, tiny_gaps)
}

#[test]
fn an_overlap_of_known_size() {
    let (overlaps, _, gaps, _) = fit(&[
        square("B", [0.0, 0.0, 10.0, 10.0]),
        square("A", [9.0, 0.0, 20.0, 10.0]),
        square("C", [20.0, 0.0, 30.0, 10.0]),
    ]);
    let [overlap] = overlaps.as_slice() else {
        panic!("{overlaps:?}")
    };
    assert_eq!(overlap.codes, ["A", "B"]);
    // A tenth of a hundredth of a degree squared, by GeographicLib.
    assert!((overlap.m2 - 84_544.28).abs() < 1.0, "{}", overlap.m2);
    assert!((overlap.at.lon - 67.0095).abs() < 0.0005);
    assert_eq!(gaps, []);
}

#[test]
fn a_gap_of_known_size_with_an_island_and_its_neighbours() {
    let around = [
        square("W", [0.0, 0.0, 4.0, 10.0]),
        square("E", [6.0, 0.0, 10.0, 10.0]),
        square("S", [4.0, 0.0, 6.0, 4.0]),
        square("N", [4.0, 6.0, 6.0, 10.0]),
    ];
    let (overlaps, _, gaps, _) = fit(&around);
    assert_eq!((overlaps.len(), gaps.len()), (0, 1));
    assert!((gaps[0].m2 - 33_817.7).abs() < 1.0, "{}", gaps[0].m2);
    assert_eq!(gaps[0].codes, ["E", "N", "S", "W"]);
    let island = square("I", [4.5, 4.5, 5.5, 5.5]);
    let (_, _, gaps, _) = fit(&[around.as_slice(), &[island]].concat());
    assert!((gaps[0].m2 - 33_817.7 * 0.75).abs() < 1.0, "{}", gaps[0].m2);
    assert_eq!(gaps[0].codes, ["E", "I", "N", "S", "W"]);
}

/// Three by three, of which the one in the middle has a needle.
#[test]
fn a_refused_outline_is_no_gap_and_fits_nobody_knows_how() {
    let mut features = Vec::new();
    for at in 0..9 {
        let (x, y) = (at % 3 * 10, at / 3 * 10);
        let corner = |x: i32, y: i32| format!("[67.{x:03},47.{y:03}]");
        let east = corner(x + 10, y);
        let mut ring = vec![corner(x, y), east.clone()];
        if at == 4 {
            ring.extend([corner(x + 15, y), east]);
        }
        ring.extend([corner(x + 10, y + 10), corner(x, y + 10), corner(x, y)]);
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"code":"P-{at}","name_kk":"а","name_ru":"б","area":"D-1"}},
            "geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            ring.join(",")
        ));
    }
    let folder = tempfile::tempdir().unwrap();
    let map = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    );
    let nobody = INSPECTORS.lines().next().unwrap();
    for (name, text) in [
        ("areas.csv", AREAS),
        ("stations.csv", STATIONS),
        ("inspectors.csv", nobody),
        ("precincts.geojson", &map),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let findings = survey(folder.path(), &Options::default()).findings;
    assert_eq!(findings.problems.len(), 1, "{:?}", findings.problems);
    assert_eq!(findings.problems[0].code.as_deref(), Some("P-4"));
    assert_eq!((findings.gaps.len(), findings.overlaps.len()), (0, 0));
    assert_eq!((findings.not_compared, findings.tiny_gaps), (1, 0));
}

#[test]
fn what_is_smaller_than_a_square_metre_is_counted() {
    let thin = 0.000_2;
    let (overlaps, tiny, gaps, tiny_gaps) = fit(&[
        square("A", [0.0, 0.0, 10.0 + thin, 0.01]),
        square("B", [10.0, 0.0, 20.0, 0.01]),
        square("C", [0.0, 0.01, 20.0, 1.0]),
    ]);
    assert_eq!((overlaps.len(), tiny, gaps.len(), tiny_gaps), (0, 1, 0, 0));
}

/// A border like a saw, a hand's breadth apart: all edges are asked whether they cross.
#[test]
fn a_border_in_detail_is_compared_in_time() {
    let steps = 30_000;
    let side = |x: f64, away: f64| {
        let tooth = |step: i32| f64::from(step % 2) * 5e-5;
        let at = |x: f64, step: i32| (67.0 + x, 47.0 + f64::from(step) * 1e-6);
        let mut ring: Vec<(f64, f64)> = (0..steps).map(|it| at(x + tooth(it), it)).collect();
        ring.extend([at(away, steps), at(away, -1)]);
        MultiPolygon(vec![geo::Polygon::new(ring.into(), Vec::new())])
    };
    let (west, east) = (side(0.0, -0.001), side(3e-7, 0.001));
    let begun = std::time::Instant::now();
    let (overlaps, ..) = fit(&[precinct("W", &west), precinct("E", &east)]);
    let took = begun.elapsed();
    assert_eq!(overlaps, []);
    assert!(took.as_secs() < 20, "{took:?}");
}

#[test]
fn a_second_copy_and_a_precinct_within_another_are_found() {
    let tiles = Tiles {
        columns: 3,
        rows: 3,
        from: [67.0, 47.0],
        to: [67.03, 47.03],
        bends: 4,
        seed: 3,
    };
    let copy = |letter: &str| -> Vec<Precinct> {
        let tiles = tiles.polygons().into_iter().enumerate();
        tiles
            .map(|(at, tile)| precinct(&format!("{letter}{at}"), &MultiPolygon(vec![tile])))
            .collect()
    };
    // The middle tile shares no edge with what is left of the others in the same direction.
    let (overlaps, ..) = fit(&[copy("A"), copy("B")].concat());
    assert_eq!(overlaps.len(), 9);
    let middle = copy("A").swap_remove(4);
    let bounds = middle.borders.as_ref().unwrap().bounding_rect().unwrap();
    let centre = bounds.center();
    let inner = Rect::new(
        (centre.x - 1e-4, centre.y - 1e-4),
        (centre.x + 1e-4, centre.y + 1e-4),
    );
    let inner = precinct("I", &MultiPolygon(vec![inner.to_polygon()]));
    let (overlaps, ..) = fit(&[middle, inner]);
    assert_eq!(overlaps.len(), 1);
}

#[test]
fn what_fits_has_nothing_to_be_told() {
    let (overlaps, tiny_overlaps, gaps, tiny_gaps) = fit(&town::records().precincts);
    assert_eq!(
        (overlaps.len(), tiny_overlaps, gaps.len(), tiny_gaps),
        (0, 0, 0, 0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]
    /// The quick look never overlooks what the overlay of both would find.
    #[test]
    fn no_overlap_is_overlooked(
        a in prop::collection::vec((0..9i32, 0..9i32), 3..9),
        b in prop::collection::vec((0..9i32, 0..9i32), 3..9),
    ) {
        let drawn = |corners: &[(i32, i32)]| {
            let at = |(x, y): &(i32, i32)| [67.0 + f64::from(*x) / 1e3, 47.0 + f64::from(*y) / 1e3];
            let ring = corners.iter().chain(corners.first()).map(at).collect();
            outline(&vec![vec![ring]], true, false).ok()
        };
        if let (Some(a), Some(b)) = (drawn(&a), drawn(&b)) {
            let (a, b) = (precinct("A", &a.borders), precinct("B", &b.borders));
            let parts = |of: &Precinct| of.borders.as_ref().map(rings).unwrap_or_default();
            let common = overlay(&parts(&a), &parts(&b), Operation::Common);
            let (overlaps, tiny, ..) = fit(&[a, b]);
            prop_assert_eq!(overlaps.len() + tiny > 0, !common.is_empty());
        }
    }
}

/// Borders that others drew, if they are at hand: nothing panics, and all can be repaired.
#[test]
fn real_borders_are_read() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/kz");
    let files: Vec<_> = fs::read_dir(&shared)
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    let files = files
        .iter()
        .filter(|file| file.path().extension().is_some_and(|it| it == "geojson"));
    let mut read = 0;
    for file in files {
        let text = fs::read_to_string(file.path()).unwrap();
        let mut whole: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (number, feature) in whole["features"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .enumerate()
        {
            let properties = serde_json::json!({"code": format!("K-{number}"), "name_kk": "а", "name_ru": "б", "area": "D-1"});
            feature["properties"] = properties;
        }
        let folder = tempfile::tempdir().unwrap();
        let tables = [("areas.csv", AREAS), ("stations.csv", STATIONS)];
        for (name, text) in tables {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let nobody = INSPECTORS.lines().next().unwrap();
        fs::write(folder.path().join("inspectors.csv"), nobody).unwrap();
        fs::write(folder.path().join("precincts.geojson"), whole.to_string()).unwrap();
        let options = Options {
            repair: true,
            ..Options::default()
        };
        let findings = survey(folder.path(), &options).findings;
        let outlines =
            |it: &&Problem| it.code.is_some() && !matches!(it.reason, Reason::SwappedAxes(..));
        let wrong: Vec<_> = findings.problems.iter().filter(outlines).collect();
        assert_eq!(wrong, Vec::<&Problem>::new(), "{:?}", file.path());
        println!(
            "{:?}: {} outlines, {} remarks, {} overlaps, {} gaps",
            file.file_name(),
            findings.counts.outlined,
            findings.remarks.len(),
            findings.overlaps.len(),
            findings.gaps.len()
        );
        read += 1;
    }
    if read == 0 {
        println!("passed over: no real borders in {}", shared.display());
    }
}
