//! Outlines as people draw and download them: Google My Maps, KMZ with layers, GeoJSON of older programs.

use super::clerk::{problems_of, remarks_of, surveyed};
use super::workbook::zip;
use super::*;

const CORNERS: &str = "67,47,0 67.1,47,0 67.1,47.1,0 67,47.1,0 67,47,0";

fn polygon(name: &str) -> String {
    format!(
        "<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{CORNERS}\
         </coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
    )
}

fn kml(marks: &str) -> String {
    format!("<kml><Document><name>Карта</name>{marks}</Document></kml>")
}

/// The good folder with this borders file.
fn with(name: &str, bytes: &[u8]) -> Survey {
    surveyed(&[(name, bytes)], None)
}

fn with_kml(marks: &str) -> Survey {
    with("precincts.kml", kml(marks).as_bytes())
}

fn is_outlined(survey: &Survey) -> bool {
    problems_of(survey).is_empty() && survey.records.precincts[0].borders.is_some()
}

#[test]
fn names_of_a_drawn_map_are_those_of_the_table() {
    for name in ["участок 1", "УЧАСТОК №1", "1-учаске", "P-1"] {
        let survey = with_kml(&polygon(name));
        assert!(is_outlined(&survey), "{name}: {:?}", problems_of(&survey));
        assert_eq!(remarks_of(&survey), [""; 0]);
    }
    let survey = with_kml(&polygon("уч. 1"));
    assert!(is_outlined(&survey));
    assert_eq!(
        remarks_of(&survey),
        ["precincts.kml row 1 (P-1): taken for the precinct by its name \"уч. 1\""]
    );
    let properties = r#""Name":"участок 1""#;
    let shape = geojson("", "Polygon", &format!("[{RING}]"), properties);
    assert!(is_outlined(&with("precincts.geojson", shape.as_bytes())));
}

#[test]
fn whose_name_is_not_in_the_table_is_told_in_one_line() {
    let survey = with_kml(&format!(
        "{}{}",
        polygon("Многоугольник 3"),
        polygon("участок 9")
    ));
    let words = "no row of the table has this code or this name, or several have";
    assert_eq!(
        problems_of(&survey),
        [
            format!("precincts.kml row 1 code (Многоугольник 3): {words}: \"Многоугольник 3\""),
            format!("precincts.kml row 2 code (участок 9): {words}: \"участок 9\""),
        ]
    );
    let survey = with_kml(&format!("{}{}", polygon("P-1"), polygon("P-9")));
    assert_eq!(
        problems_of(&survey),
        [
            "precincts.kml row 2 (P-9): no row of the table precincts has this code, so its name and area are not known"
        ]
    );
    let survey = with_kml(&polygon("Р-1"));
    assert_eq!(
        problems_of(&survey),
        [
            "precincts.kml row 1 code: no such code: \"Р-1\"; did you mean \"P-1\"? (Р is Cyrillic here, Latin there)"
        ]
    );
}

#[test]
fn pins_and_lines_are_passed_over_and_counted() {
    let pin = "<Placemark><name>УПП</name><Point><coordinates>67.01,47.01</coordinates></Point></Placemark>";
    let line = "<Placemark><name>дорога</name><LineString><coordinates>67,47 67.1,47</coordinates></LineString></Placemark>";
    // A road around a lake outlines no precinct.
    let around = format!(
        "<Placemark><name>озеро</name><LineString><coordinates>{CORNERS}</coordinates></LineString></Placemark>"
    );
    let survey = with_kml(&format!(
        "{pin}{}{line}{pin}{around}<Placemark/>",
        polygon("P-1")
    ));
    assert!(is_outlined(&survey), "{:?}", problems_of(&survey));
    assert_eq!(
        remarks_of(&survey),
        ["precincts.kml: passed over, as they outline nothing: 2 pins, 2 lines, 1 others"]
    );
    // Nobody knows what became of the outline of a precinct that is only a pin.
    let survey = with_kml(&pin.replace("УПП", "участок 1"));
    assert_eq!(
        problems_of(&survey),
        ["precincts.kml row 1 (P-1): not a Polygon or MultiPolygon: Point"]
    );
    assert_eq!(
        problems_of(&with_kml(pin)),
        ["precincts.kml: no outline is there"]
    );
}

#[test]
fn a_line_that_ends_where_it_begins_may_be_an_outline() {
    for kind in ["LinearRing", "LineString"] {
        let mark = format!(
            "<Placemark><name>P-1</name><{kind}><coordinates>{CORNERS}</coordinates></{kind}></Placemark>"
        );
        let survey = with_kml(&mark);
        assert!(is_outlined(&survey), "{:?}", problems_of(&survey));
        assert_eq!(
            remarks_of(&survey),
            ["precincts.kml row 1 (P-1): a closed line, not an area: taken as the outline"]
        );
    }
}

#[test]
fn blanks_in_coordinates_are_read_where_they_can_mean_one_thing() {
    for corners in [
        CORNERS.replace(',', ", "),
        CORNERS.replace(',', " , "),
        CORNERS
            .replace(",0", "")
            .replace(',', " ,")
            .replace(' ', "  "),
        CORNERS.replace(' ', "\n").replace(",0", ", 0"),
        CORNERS.replace(",0", ",0,"),
    ] {
        let survey = with_kml(&polygon("P-1").replace(CORNERS, &corners));
        assert!(
            is_outlined(&survey),
            "{corners}: {:?}",
            problems_of(&survey)
        );
    }
    for corners in [
        CORNERS.replace(',', " "),
        CORNERS.replace(",0 ", ", ").replace(',', ", "),
    ] {
        let survey = with_kml(&polygon("P-1").replace(CORNERS, &corners));
        let said = problems_of(&survey).join("\n");
        assert!(said.contains("longitude,latitude without blanks"), "{said}");
    }
}

#[test]
fn a_map_that_is_only_a_link_is_named() {
    let link =
        "<NetworkLink><Link><href>https://maps.example/kml?mid=1</href></Link></NetworkLink>";
    let survey = with_kml(link);
    assert_eq!(
        problems_of(&survey),
        [
            "precincts.kml: not the map, but a link to it (https://maps.example/kml?mid=1): export it anew without \"Keep data up to date with network link KML\""
        ]
    );
    // The picture of a pin is no map.
    let icon = "<Style><IconStyle><Icon><href>x.png</href></Icon></IconStyle></Style>";
    let survey = with_kml(&format!("{icon}{}", polygon("P-1")));
    assert_eq!((is_outlined(&survey), remarks_of(&survey).len()), (true, 0));
}

#[test]
fn layers_of_an_archive_are_read_and_links_out_of_it_are_told() {
    let link = |to: &str| format!("<NetworkLink><Link><href>{to}</href></Link></NetworkLink>");
    let archive = |doc: &str, layer: &str| {
        let files = [("doc.kml", kml(doc)), ("Layers/Borders.kml", kml(layer))];
        let files = files.map(|(name, text)| (name.to_string(), text.into_bytes()));
        with("precincts.kmz", &zip(&files))
    };
    let survey = archive(&link("layers/borders.kml"), &polygon("P-1"));
    assert!(is_outlined(&survey), "{:?}", problems_of(&survey));
    // Links in a circle, and one out.
    let layer = format!(
        "{}{}{}",
        polygon("P-1"),
        link("../doc.kml"),
        link("https://maps.example/a.kml")
    );
    let survey = archive(&link("layers/borders.kml"), &layer);
    assert!(is_outlined(&survey), "{:?}", problems_of(&survey));
    assert_eq!(
        remarks_of(&survey),
        ["precincts.kmz: a link out of the file, not followed: https://maps.example/a.kml"]
    );
    let survey = archive(&link("../../etc/passwd.kml"), &polygon("P-1"));
    assert!(
        problems_of(&survey)[0].contains("not the map, but a link"),
        "{:?}",
        problems_of(&survey)
    );
}

#[test]
fn a_system_may_be_named_by_its_number() {
    let crs = |crs: &str| {
        let shape = geojson(
            &format!(r#""crs":{crs},"#),
            "Polygon",
            &format!("[{RING}]"),
            r#""code":"P-1""#,
        );
        problems_of(&with("precincts.geojson", shape.as_bytes()))
    };
    assert_eq!(
        crs(r#"{"type":"EPSG","properties":{"code":4326}}"#),
        [""; 0]
    );
    assert_eq!(
        crs(r#"{"type":"name","properties":{"name":"WGS 84 / UTM zone 42N"}}"#),
        ["precincts.geojson: coordinates must be WGS 84 (EPSG:4326), not WGS 84 / UTM zone 42N"]
    );
}

/// Somebody took a row out of the table and left the outline.
#[test]
fn a_precinct_without_a_row_keeps_what_is_known_of_it() {
    let properties = r#""code":"P-2","name_kk":"а","name_ru":"б","area":"D-1""#;
    let shape = |properties: &str| {
        let ring = "[[67.2,47],[67.3,47],[67.3,47.1],[67.2,47.1]]";
        geojson("", "Polygon", &format!("[{ring}]"), properties)
    };
    let table = format!("{PRECINCTS}P-2,а,б,D-1,S-1,Абай көшесі,улица Абая\n");
    let before = import(&[
        ("precincts.csv", &table),
        ("precincts.geojson", &shape(properties)),
    ])
    .unwrap();
    for properties in [properties, r#""code":"P-2""#] {
        let text = shape(properties);
        let survey = surveyed(&[("precincts.geojson", text.as_bytes())], Some(&before));
        assert_eq!(problems_of(&survey), [""; 0]);
        assert_eq!(survey.records, before);
        let note = "precincts.geojson row 1 (P-2): outlined, but without a row in the table";
        assert!(remarks_of(&survey).iter().any(|it| it.starts_with(note)));
    }
    // Of one that nobody knows anything of, that is what is wrong.
    let text = shape(r#""code":"P-2""#);
    let survey = surveyed(&[("precincts.geojson", text.as_bytes())], None);
    assert_eq!(problems_of(&survey).len(), 1, "{:?}", problems_of(&survey));
}
