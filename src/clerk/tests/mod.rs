//! Whole folders and a workbook, right and wrong.

mod bounds;
mod clerk;
mod drawn;
mod fit;
mod formats;
mod heads;
mod names;
mod places;
mod renamed;
mod roundtrip;
mod sheets;
mod workbook;

use std::fs;

use super::*;
use crate::demo::town;

const AREAS: &str =
    "code,parent,name_kk,name_ru,duty_phone\nC-1,,Қала,Город,102\nD-1,C-1,Аудан,Район,\n";
const STATIONS: &str = "code,address_kk,address_ru,lat,lon,phone,hours_kk,hours_ru\n\
    S-1,\"Абай көшесі, 1\",\"ул. Абая, 1\",47.0,67.0,8 700 000 00 51,,\n";
const PRECINCTS: &str = "code,name_kk,name_ru,area,station,territory_kk,territory_ru\n\
    P-1,№ 1 учаске,Участок № 1,D-1,S-1,,\"ул. Абая, 1–9\"\n";
const INSPECTORS: &str = "code,name,rank_kk,rank_ru,phone,precincts,acting_for,until\n\
    I-1,Ким Виктор,полиция майоры,майор полиции,87000000001,P-1,,\n\
    I-2,Пак Елена,полиция майоры,майор полиции,,,I-1,31.12.2026\n";
const RING: &str = "[[67,47],[67.1,47],[67.1,47.1],[67,47.1]]";

fn geojson(extra: &str, kind: &str, coordinates: &str, properties: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection",{extra}"features":[{{"type":"Feature","properties":{{{properties}}},
        "geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}]}}"#
    )
}

/// The good folder with some files replaced; an empty text removes one.
fn import(files: &[(&str, &str)]) -> Result<Records, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let good = [
        ("areas", AREAS),
        ("stations", STATIONS),
        ("precincts", PRECINCTS),
        ("inspectors", INSPECTORS),
    ];
    for (name, text) in good {
        fs::write(folder.path().join(format!("{name}.csv")), text).unwrap();
    }
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
        if text.is_empty() {
            fs::remove_file(folder.path().join(name)).unwrap();
        }
    }
    read(folder.path()).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    import(files).expect_err("must be refused")
}

#[test]
fn a_good_folder_is_read() {
    let records = import(&[(
        "precincts.geojson",
        &geojson(
            "",
            "Polygon",
            &format!("[{RING}]"),
            r#""code":"P-1","fid":3"#,
        ),
    )])
    .unwrap();
    assert_eq!(
        records.inspectors[1].until,
        Some(jiff::civil::date(2026, 12, 31))
    );
    assert_eq!(records.inspectors[0].phone.as_deref(), Some("+77000000001"));
    assert_eq!(records.precincts[0].territory.ru, "ул. Абая, 1–9");
    // An open ring is closed.
    assert_eq!(
        records.precincts[0].borders.as_ref().unwrap().0[0]
            .exterior()
            .0
            .len(),
        5
    );
}

#[test]
fn columns_come_in_any_order_and_any_separator() {
    let areas = "\u{feff} NAME_RU ;name_kk;Code\r\n;;\r\nГород;Қала;C-1\r\n\r\nРайон;Аудан;D-1\r\n";
    let records = import(&[("areas.csv", areas)]).unwrap();
    assert_eq!(
        (
            records.areas[0].code.as_str(),
            records.areas[1].name.kk.as_str()
        ),
        ("C-1", "Аудан")
    );
}

#[test]
fn borders_alone_are_enough() {
    let properties = r#""code":"P-1","name_kk":"а","name_ru":"б","area":"D-1","station":"S-1""#;
    let shape = geojson("", "MultiPolygon", &format!("[[{RING}]]"), properties);
    let records = import(&[("precincts.csv", ""), ("precincts.geojson", &shape)]).unwrap();
    assert_eq!(records.precincts[0].name.ru, "б");
    // What one file has not, the other may have.
    let table = "code,territory_ru\nP-1,ул. Абая\n";
    let records = import(&[("precincts.csv", table), ("precincts.geojson", &shape)]).unwrap();
    assert_eq!(records.precincts[0].territory.ru, "ул. Абая");
    assert!(records.precincts[0].borders.is_some());
}

#[test]
fn all_problems_of_all_files_are_told() {
    let found = problems(&[
        (
            "areas.csv",
            "code,parent,name_kk,name_ru,duty_phone\nA,B,а,,x\nB,A,а,б,\nC,Z,а,б,\nC,,а,б,\nD-1,,а,б,,,extra\n",
        ),
        (
            "stations.csv",
            "code,address_kk,address_ru,lat,lon,hours_kk,hours_ru\nS-1,а,б,x,67,,\nS-2,а,б,67,47,09:00,\nS-3,а,б,10,10,,\nS-4,а,б,47,,,\n",
        ),
        (
            "precincts.csv",
            "code,name_kk,name_ru,area,station\nP-1,а,б,D-9,S-9\nP 2,а,б,,\n",
        ),
        (
            "inspectors.csv",
            "code,name,rank_kk,rank_ru,phone,precincts,acting_for,until\nI-1,,а,б,12,P-1;P-7;P-1,I-9,2026-02-30\nI-2,Я,а,б,,,I-2,\n",
        ),
    ]);
    let expected = [
        "areas.csv row 2 duty_phone: not a phone number: \"x\"",
        "areas.csv row 2 name_ru: must not be empty",
        "areas.csv row 2 parent: the area is its own parent in the end",
        "areas.csv row 3 parent: the area is its own parent in the end",
        "areas.csv row 4 parent: no such area: \"Z\"",
        "areas.csv row 5 code: there twice: \"C\"",
        "areas.csv row 6: more cells than the header has columns",
        "inspectors.csv row 2 acting_for: no such inspector or precinct: \"I-9\"",
        "inspectors.csv row 2 name: must not be empty",
        "inspectors.csv row 2 phone: not a phone number: \"12\"",
        "inspectors.csv row 2 precincts: there twice: \"P-1\"",
        "inspectors.csv row 2 precincts: no such precinct: \"P-7\"",
        "inspectors.csv row 2 until: not a date such as 2026-12-31 or 31.12.2026: \"2026-02-30\"",
        "inspectors.csv row 3 acting_for: nobody stands in for himself or herself",
        "precincts.csv row 2 area: no such area: \"D-9\"",
        "precincts.csv row 2 station: no such station: \"S-9\"",
        "precincts.csv row 3 area: must not be empty",
        "precincts.csv row 3 code: not a code (at most 32 bytes; no spaces, commas, semicolons or slashes, no dot first, no two together): \"P 2\"",
        "stations.csv row 2 lat: not a number: \"x\"",
        "stations.csv row 3 hours_ru: must not be empty",
        "stations.csv row 3 lat: latitude and longitude are exchanged: latitude 67, longitude 47",
        "stations.csv row 4 lat: outside Kazakhstan: latitude 10, longitude 10",
        "stations.csv row 5 lon: latitude and longitude go together",
    ];
    let (mut found, mut expected) = (found, expected.map(str::to_string).to_vec());
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn files_and_headers_that_are_wrong() {
    assert_eq!(
        problems(&[("inspectors.csv", "")]),
        ["inspectors.csv: not found"]
    );
    let found = problems(&[("stations.csv", "code,adress_kk,address_kk\nS-1,a,b\n")]);
    assert!(
        found.contains(
            &"stations.csv: missing columns: address_ru; unknown columns: «adress_kk»; the table has \
              code, address_kk, address_ru and may have lat, lon, phone, hours_kk, hours_ru"
                .to_string()
        ),
        "{found:?}"
    );
    let nowhere = read(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(nowhere, [Problem::file("/nowhere/at/all", Reason::NoFile)]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("town.xlsx"), "no workbook").unwrap();
    let broken = read(&folder.path().join("town.xlsx")).unwrap_err();
    assert!(matches!(broken[0].reason, Reason::Unreadable(_)));
}

const UTM: &str = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32642"}},"#;

/// What stands before the features, the geometry, and what is said of it.
fn wrong_borders() -> [(&'static str, &'static str, String, &'static str); 9] {
    [
        (
            UTM,
            "Polygon",
            format!("[{RING}]"),
            "precincts.geojson: coordinates must be WGS 84",
        ),
        (
            "",
            "Point",
            "[67,47]".to_string(),
            "row 1 (P-1): not a Polygon or MultiPolygon: Point",
        ),
        (
            "",
            "Polygon",
            "[[[67,47],[67.1,47],[67,47]]]".to_string(),
            "row 1 (P-1): a ring needs three corners",
        ),
        (
            "",
            "Polygon",
            "[[[67,47],[67.1,47.1],[67.1,47],[67,47.1]]]".to_string(),
            "row 1 (P-1): the outline crosses or touches itself, near 47.05, 67.05",
        ),
        (
            "",
            "Polygon",
            "[[[47,67],[47,67.1],[47.1,67.1]]]".to_string(),
            "are exchanged",
        ),
        (
            "",
            "Polygon",
            "[[[7,47],[7.1,47],[7.1,47.1]]]".to_string(),
            "row 1 (P-1): outside Kazakhstan",
        ),
        ("", "Polygon", "[[[67],[67.1],[67.1]]]".to_string(), "row 1"),
        (
            "",
            "Polygon",
            "[[[67,null]]]".to_string(),
            "row 1: cannot be read",
        ),
        (
            "",
            "MultiPolygon",
            "[]".to_string(),
            "row 1 (P-1): the outline has no parts",
        ),
    ]
}

#[test]
fn borders_that_are_wrong() {
    let refused = |extra: &str, kind: &str, coordinates: &str| {
        problems(&[(
            "precincts.geojson",
            &geojson(extra, kind, coordinates, r#""code":"P-1""#),
        )])
        .join("\n")
    };
    for (extra, kind, coordinates, words) in wrong_borders() {
        let found = refused(extra, kind, &coordinates);
        assert!(found.contains(words) && !found.contains('\n'), "{found}");
    }
}

#[test]
fn a_map_that_does_not_fit_the_table() {
    assert_eq!(
        problems(&[("precincts.geojson", "{}")]),
        ["precincts.geojson: not a GeoJSON FeatureCollection"]
    );
    assert!(problems(&[("precincts.geojson", "{\"type\"")])[0].contains("cannot be read"));
    let crs84 = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"#;
    let good = geojson(
        crs84,
        "Polygon",
        &format!("[{RING}]"),
        r#""code":"P-1","name_ru":"Other""#,
    );
    let found = problems(&[("precincts.geojson", &good)]);
    assert_eq!(
        found,
        ["precincts.csv row 2 name_ru: \"Участок № 1\" here, but \"Other\" in the borders file"]
    );
    let twice = good.replace(
        "\"features\":[",
        &format!(
            "\"features\":[{},",
            good.split("\"features\":[")
                .nth(1)
                .unwrap()
                .trim_end_matches("]}")
        ),
    );
    let found = problems(&[("precincts.geojson", &twice)]).join("\n");
    assert!(
        found.contains("precincts.geojson row 2 code: there twice"),
        "{found}"
    );
}

#[test]
fn the_town_survives_files_and_storage() {
    let town = town::records();
    let stored: Records = serde_json::from_str(&serde_json::to_string(&town).unwrap()).unwrap();
    assert_eq!(stored, town);
}
