//! Which files of a folder are read: nothing that goes by a name of ours is passed over.

use super::*;

fn shape(code: &str) -> String {
    let properties = format!(r#""code":"{code}""#);
    geojson("", "Polygon", &format!("[{RING}]"), &properties)
}

const NOT_READ: &str = "would not be read: tables are .csv files or sheets of one .xlsx, \
    outlines are precincts.geojson, .kml, .kmz or .zip";

#[test]
fn capitals_do_not_matter() {
    let records = import(&[
        ("precincts.csv", ""),
        ("Precincts.CSV", PRECINCTS),
        ("PRECINCTS.GeoJSON", &shape("P-1")),
    ])
    .unwrap();
    assert!(records.precincts[0].borders.is_some());
    let said = problems(&[
        ("Areas.csv", AREAS),
        ("Precincts.geojson", &shape("P-1")),
        ("precincts.GEOJSON", &shape("P-1")),
    ]);
    let only = "is there too: only one of them";
    assert_eq!(
        said,
        [
            format!("areas.csv: Areas.csv {only}"),
            format!("precincts.GEOJSON: Precincts.geojson {only}"),
        ]
    );
}

#[test]
fn a_file_by_another_name_is_not_passed_over() {
    for name in [
        "precincts.json",
        "Precincts.shp",
        "precincts.geojson.txt",
        "precincts",
        "borders.geojson",
        "Stations.xls",
        "renamed.CSV.csv",
    ] {
        let said = problems(&[(name, "x")]);
        assert_eq!(said, [format!("{name}: {NOT_READ}")]);
    }
    // What belongs to nobody is the clerk's own, as is what a borders file was made of.
    for name in ["readme.txt", "map.svg", ".precincts.csv", "~$areas.xlsx"] {
        assert!(import(&[(name, "x")]).is_ok(), "{name}");
    }
    let good = ("precincts.geojson", shape("P-1"));
    for name in ["precincts.shp", "Precincts.dbf", "old.geojson"] {
        let found = import(&[(good.0, good.1.as_str()), (name, "x")]);
        assert!(found.is_ok(), "{name} {found:?}");
    }
    let said = problems(&[(good.0, &good.1), ("precincts.json", "x")]);
    assert_eq!(said, [format!("precincts.json: {NOT_READ}")]);
    // A table beside the workbook that would be read instead.
    let said = problems(&[("areas.csv", ""), ("town.xlsx", "x")]);
    let table = format!("stations.csv: {NOT_READ}");
    assert!(said.contains(&table), "{said:?}");
}

#[test]
fn a_file_that_is_no_folder_is_told_apart_from_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("precincts.geojson");
    fs::write(&path, shape("P-1")).unwrap();
    assert_eq!(read(&path).unwrap_err()[0].reason, Reason::NotFolder);
}

#[test]
fn a_precinct_without_an_outline_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let table = format!("{PRECINCTS}P-2,№ 2 учаске,Участок № 2,D-1,S-1,,\n");
    for (name, text) in [
        ("areas.csv", AREAS),
        ("stations.csv", STATIONS),
        ("inspectors.csv", INSPECTORS),
        ("precincts.csv", &table),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let remarks = || {
        let findings = survey(folder.path(), &Options::default()).findings;
        assert!(findings.is_good(), "{:?}", findings.problems);
        let lines = findings.remarks.iter().map(ToString::to_string);
        lines
            .filter(|line| !line.contains("ring"))
            .collect::<Vec<_>>()
    };
    // Without any borders file it is no wonder.
    assert_eq!(remarks(), [""; 0]);
    fs::write(folder.path().join("precincts.geojson"), shape("P-1")).unwrap();
    assert_eq!(
        remarks(),
        ["precincts.csv row 3 (P-2): not in the borders file"]
    );
    let empty = r#"{"type":"FeatureCollection","features":[]}"#;
    assert_eq!(
        problems(&[("precincts.geojson", empty)]),
        ["precincts.geojson: no outline is there"]
    );
}
