//! From a point to its precinct, in a directory as large as the country's.

use std::hint::black_box;
use std::time::Instant;

use aula::demo::tiles::Tiles;
use aula::domain::Both;
use aula::precincts::{Area, Directory, Located, Point, Precinct, Records};
use geo::MultiPolygon;

use crate::table::Table;

const COLUMNS: u32 = 100;
const ROWS: u32 = 65;
const POINTS: u32 = 100_000;
/// The box of the map in degrees.
const FROM: [f64; 2] = [66.0, 46.0];
const TO: [f64; 2] = [68.0, 47.0];

pub fn run(table: &mut Table) {
    let records = country();
    let count = records.precincts.len();
    let begun = Instant::now();
    let directory = Directory::new(records, jiff::civil::Date::MIN);
    let built = begun.elapsed();
    table.row(
        &format!("directory of {count} precincts: built"),
        &format!("{built:.0?}"),
        "",
    );
    let mut sure = 0;
    let begun = Instant::now();
    for number in 0..POINTS {
        let located = directory.locate(black_box(point(number)), Some(10.0));
        sure += u32::from(matches!(black_box(located), Located::Sure(_)));
    }
    let each = begun.elapsed() / POINTS;
    assert!(
        sure > POINTS / 2,
        "{sure} of {POINTS} points are in one precinct"
    );
    table.row("point to precinct", &format!("{each:.1?}"), "");
}

/// Spread over the map without a pattern that the tiles have too.
fn point(number: u32) -> Point {
    let share = |step: f64| (f64::from(number) * step).fract();
    let at = |axis: usize, share: f64| FROM[axis] + (TO[axis] - FROM[axis]) * share;
    Point::new(at(1, share(0.754_877_666)), at(0, share(0.569_840_291))).unwrap()
}

pub fn country() -> Records {
    let tiles = Tiles {
        columns: COLUMNS,
        rows: ROWS,
        from: FROM,
        to: TO,
        bends: 20,
        seed: 7,
    };
    let name = |kind: &str, number: usize| Both {
        kk: format!("{kind} {number}"),
        ru: format!("{kind} {number}"),
    };
    let precinct = |(number, polygon)| Precinct {
        code: format!("P-{number:04}"),
        name: name("P", number),
        area: "C-1".to_owned(),
        station: None,
        territory: name("T", number),
        borders: Some(MultiPolygon(vec![polygon])),
    };
    Records {
        areas: vec![Area {
            code: "C-1".to_owned(),
            parent: None,
            name: name("C", 1),
            duty_phone: None,
        }],
        stations: Vec::new(),
        precincts: (1..).zip(tiles.polygons()).map(precinct).collect(),
        inspectors: Vec::new(),
        renamed: Vec::new(),
    }
}
