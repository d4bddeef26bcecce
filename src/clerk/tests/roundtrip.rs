//! What is written is read back the same.

use geo::MultiPolygon;
use jiff::civil::Date;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::Index;

use super::formats;
use crate::address::bare_name;
use crate::clerk::{read, write};
use crate::demo::tiles::Tiles;
use crate::domain::borders::normalised;
use crate::domain::borders::on_grid;
use crate::domain::directory::{RenamedStreet, Since, Status};
use crate::domain::{AreaCode, Both, HeadCode, InspectorCode, PrecinctCode, StationCode};
use crate::precincts::{Area, Head, Inspector, Point, Precinct, Records, Station};

fn words() -> impl Strategy<Value = String> {
    // Letters of both languages, and everything that CSV has to quote.
    "['=+@-]{0,3}[А-Яа-яӘәҚқ0-9№\",;()–.]([А-Яа-яӘәІі \",;\n.–]{0,12}[А-Яа-я0-9\",;])?"
}

fn both() -> impl Strategy<Value = Both> {
    (words(), words()).prop_map(|(kk, ru)| Both { kk, ru })
}

fn phone() -> impl Strategy<Value = Option<String>> {
    of(prop_oneof!["\\+77[0-9]{9}", "1[0-9]{2}"])
}

fn point() -> impl Strategy<Value = Option<Point>> {
    of((45.0..50.0f64, 62.0..80.0f64).prop_map(|(lat, lon)| Point {
        lat: on_grid(lat),
        lon: on_grid(lon),
    }))
}

fn day() -> impl Strategy<Value = Option<Date>> {
    of((2000i16..2100, 1i8..13, 1i8..29)
        .prop_map(|(year, month, day)| jiff::civil::date(year, month, day)))
}

/// Parts of a column of tiles; tiles of every other row do not touch.
fn shape(at: usize, parts: u32) -> MultiPolygon<f64> {
    let tiles = Tiles {
        columns: 4,
        rows: 4,
        from: [67.0, 47.0],
        to: [67.1, 47.1],
        bends: 2,
        seed: 9,
    };
    let column = u32::try_from(at % 4).unwrap();
    let rows = 0..=parts / 2;
    normalised(&MultiPolygon(
        rows.map(|row| tiles.polygon(column, row * 2)).collect(),
    ))
}

fn area_of((at, row): (usize, (Option<Index>, Both, Option<String>))) -> Area {
    let (parent, name, duty_phone) = row;
    Area {
        code: AreaCode::new(format!("A{at}")),
        parent: parent
            .filter(|_| at > 0)
            .map(|parent| AreaCode::new(format!("A{}", parent.index(at)))),
        name,
        duty_phone,
    }
}

type StationRow = (Both, Option<Point>, Option<String>, Option<Both>);

fn station_of((at, (address, point, phone, hours)): (usize, StationRow)) -> Station {
    Station {
        code: StationCode::new(format!("S{at}")),
        address,
        point,
        phone,
        hours: hours.unwrap_or_default(),
    }
}

type InspectorRow = (
    String,
    Both,
    Option<String>,
    usize,
    Option<Index>,
    Option<Date>,
);

fn inspector_of(at: usize, row: InspectorRow, precincts: usize) -> Inspector {
    let (name, rank, phone, served, acting_for, until) = row;
    Inspector {
        code: InspectorCode::new(format!("I{at}")),
        name,
        rank,
        phone,
        precincts: (0..served.min(precincts))
            .map(|at| PrecinctCode::new(format!("УЧ-{at}")))
            .collect(),
        acting_for: acting_for
            .filter(|_| at > 0)
            .map(|other| format!("I{}", other.index(at))),
        until,
    }
}

type HeadRow = (String, Both, Option<String>, Index);

fn head_of(at: usize, (name, rank, phone, area): HeadRow, areas: usize) -> Head {
    Head {
        code: HeadCode::new(format!("H{at}")),
        name,
        rank,
        phone,
        area: AreaCode::new(format!("A{}", area.index(areas))),
    }
}

fn since() -> impl Strategy<Value = Option<Since>> {
    let year = (1900i16..2100).prop_map(Since::Year);
    of(prop_oneof![
        year,
        day().prop_filter_map("a day", |it| it.map(Since::Day))
    ])
}

/// Two names that differ in more than their letters' case, with what a clerk writes around them.
fn street_names() -> impl Strategy<Value = (String, String)> {
    let name = "(улица |ул\\. )?[А-ЯӘҚҰ][а-яәғқңөұүһі]{3,9}( [А-Я][а-я]{3,6})?( көшесі)?[;,\"]?";
    (name, name).prop_filter("two names", |(old, new)| {
        let (old, new) = (bare_name(old), bare_name(new));
        !old.is_empty() && !new.is_empty() && old != new
    })
}

type RenamedRow = (Index, (String, String), bool, Option<Since>);

/// Renamings of areas that exist, none of them twice.
fn renamed_of(rows: Vec<RenamedRow>, areas: usize) -> Vec<RenamedStreet> {
    let mut renamed: Vec<RenamedStreet> = Vec::new();
    for (area, (old, new), proposed, since) in rows {
        let area = format!("A{}", area.index(areas));
        let status = Status::ALL[usize::from(proposed)];
        let same = |it: &RenamedStreet| {
            (&it.area, &it.old, &it.new) == (&AreaCode::new(&area), &old, &new)
        };
        if !renamed.iter().any(same) {
            renamed.push(RenamedStreet {
                area: AreaCode::new(area),
                old,
                new,
                status,
                since,
            });
        }
    }
    renamed
}

/// Rows that refer to each other by number, made into codes that exist.
fn records() -> impl Strategy<Value = Records> {
    let area = (of(any::<Index>()), both(), phone());
    let station = (both(), point(), phone(), of(both()));
    let precinct = (
        both(),
        any::<Index>(),
        of(any::<Index>()),
        both(),
        of(0..4u32),
    );
    let inspector = (
        words(),
        both(),
        phone(),
        0..8usize,
        of(any::<Index>()),
        day(),
    );
    let renamed = (any::<Index>(), street_names(), any::<bool>(), since());
    let head = (words(), both(), phone(), any::<Index>());
    let rows = (
        prop::collection::vec(area, 1..6),
        prop::collection::vec(station, 1..6),
        prop::collection::vec(precinct, 1..8),
        prop::collection::vec(inspector, 1..6),
        prop::collection::vec(head, 0..4),
        prop::collection::vec(renamed, 0..5),
    );
    rows.prop_map(|(areas, stations, precincts, inspectors, heads, renamed)| {
        let (area_count, station_count, precinct_count) =
            (areas.len(), stations.len(), precincts.len());
        Records {
            areas: areas.into_iter().enumerate().map(area_of).collect(),
            stations: stations.into_iter().enumerate().map(station_of).collect(),
            precincts: precincts
                .into_iter()
                .enumerate()
                .map(|(at, (name, area, station, territory, parts))| Precinct {
                    code: PrecinctCode::new(format!("УЧ-{at}")),
                    name,
                    area: AreaCode::new(format!("A{}", area.index(area_count))),
                    station: station.map(|station| {
                        StationCode::new(format!("S{}", station.index(station_count)))
                    }),
                    territory,
                    borders: parts.map(|parts| shape(at, parts)),
                })
                .collect(),
            inspectors: inspectors
                .into_iter()
                .enumerate()
                .map(|(at, row)| inspector_of(at, row, precinct_count))
                .collect(),
            heads: heads
                .into_iter()
                .enumerate()
                .map(|(at, row)| head_of(at, row, area_count))
                .collect(),
            renamed: renamed_of(renamed, area_count),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn what_is_written_is_read_back(records in records()) {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &records).unwrap();
        prop_assert_eq!(read(folder.path()), Ok(records.clone()));
        let stored: Records = serde_json::from_str(&serde_json::to_string(&records).unwrap()).unwrap();
        prop_assert_eq!(stored, records);
    }

    #[test]
    fn the_other_formats_say_the_same(records in records()) {
        prop_assume!(records.precincts.iter().any(|it| it.borders.is_some()));
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &records).unwrap();
        std::fs::remove_file(folder.path().join("precincts.geojson")).unwrap();
        let files = [
            ("precincts.kml", formats::kml(&records).into_bytes()),
            ("precincts.kmz", formats::kmz(&records)),
            ("precincts.zip", formats::shapefile(&records)),
        ];
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
            prop_assert_eq!(read(folder.path()), Ok(records.clone()), "{}", name);
            std::fs::remove_file(folder.path().join(name)).unwrap();
        }
    }
}
