//! KML, KMZ and zipped Shapefiles, written by hand, right and wrong.

use crate::domain::PrecinctCode;
use std::fs;

use geo::{LineString, Polygon};

use super::workbook::zip;
use super::*;
use crate::demo::town;

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const PULKOVO: &str =
    r#"PROJCS["Pulkovo_1942_GK_Zone_12",GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942"]]]"#;

fn rings(part: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(part.exterior()).chain(part.interiors())
}

/// Placemarks with their properties as `Data`, every other one as `SchemaData`.
pub fn kml(records: &Records) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&#60;");
    let mut marks = String::new();
    let drawn = records.precincts.iter().filter(|it| it.borders.is_some());
    for (number, precinct) in drawn.enumerate() {
        let (code, name) = (escaped(precinct.code.as_str()), escaped(&precinct.name.ru));
        let data = if number % 2 == 0 {
            format!(
                r#"<Data name="code"><value>{code}</value></Data><Data name="name_ru"><value>{name}</value></Data>"#
            )
        } else {
            format!(
                r#"<SchemaData schemaUrl="\#s"><SimpleData name="CODE"><![CDATA[{code}]]></SimpleData></SchemaData>"#
            )
        };
        let mut parts = String::new();
        for part in precinct.borders.iter().flatten() {
            let mut around = "outer";
            parts.push_str("<Polygon>");
            for ring in rings(part) {
                let corners: Vec<String> = ring
                    .coords()
                    .map(|at| format!("{},{},0", at.x, at.y))
                    .collect();
                let corners = corners.join("\n ");
                parts.push_str(&format!(
                    "<{around}BoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></{around}BoundaryIs>"
                ));
                around = "inner";
            }
            parts.push_str("</Polygon>");
        }
        marks.push_str(&format!(
            "<Folder><Placemark><name>Any name</name><ExtendedData>{data}</ExtendedData><MultiGeometry>{parts}</MultiGeometry></Placemark></Folder>"
        ));
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Map</name>{marks}</Document></kml>"#
    )
}

pub fn kmz(records: &Records) -> Vec<u8> {
    zip(&[
        ("doc.kml".to_string(), kml(records).into_bytes()),
        ("files/icon.png".to_string(), vec![1, 2, 3]),
    ])
}

/// UTF-8 with a `.cpg`, in a folder of the archive.
pub fn shapefile(records: &Records) -> Vec<u8> {
    let rows: Vec<[&[u8]; 2]> = records
        .precincts
        .iter()
        .filter(|it| it.borders.is_some())
        .map(|it| [it.code.as_str().as_bytes(), it.name.kk.as_bytes()])
        .collect();
    zip(&[
        ("map/Учаске.SHP".to_string(), shp(records)),
        ("map/Учаске.dbf".to_string(), dbf(&rows, 0)),
        ("map/Учаске.prj".to_string(), WGS84.as_bytes().to_vec()),
        ("map/Учаске.cpg".to_string(), b"UTF-8".to_vec()),
        ("__MACOSX/map/._Учаске.shp".to_string(), Vec::new()),
    ])
}

fn shp(records: &Records) -> Vec<u8> {
    let mut bytes = 9994_u32.to_be_bytes().to_vec();
    bytes.resize(100, 0);
    let outlines = records
        .precincts
        .iter()
        .filter_map(|it| it.borders.as_ref());
    for (number, outline) in (1_u32..).zip(outlines) {
        let lines: Vec<&LineString<f64>> = outline.iter().flat_map(rings).collect();
        let mut record = 5_u32.to_le_bytes().to_vec();
        record.resize(36, 0);
        let corners: usize = lines.iter().map(|line| line.0.len()).sum();
        for count in [lines.len(), corners] {
            record.extend(u32::try_from(count).unwrap().to_le_bytes());
        }
        let mut start = 0_u32;
        for line in &lines {
            record.extend(start.to_le_bytes());
            start += u32::try_from(line.0.len()).unwrap();
        }
        for at in lines.iter().flat_map(|line| line.coords()) {
            record.extend(at.x.to_le_bytes());
            record.extend(at.y.to_le_bytes());
        }
        bytes.extend(number.to_be_bytes());
        bytes.extend(u32::try_from(record.len() / 2).unwrap().to_be_bytes());
        bytes.extend(record);
    }
    bytes
}

/// Rings are not lost that others, wound the same way, half cover.
#[test]
fn a_ring_of_a_shapefile_that_has_no_shell_is_looked_at() {
    let ring = |corners: &[(f64, f64)]| {
        let at = |(x, y): &(f64, f64)| (67.0 + x / 1e3, 47.0 + y / 1e3);
        Polygon::new(corners.iter().map(at).collect(), Vec::new())
    };
    let mut records = one();
    records.precincts[0].borders = Some(geo::MultiPolygon(vec![
        ring(&[(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0)]),
        ring(&[(7.0, 3.0), (-5.0, 3.0), (-5.0, 30.0), (7.0, 30.0)]),
        ring(&[(50.0, 0.0), (50.0, 9.0), (59.0, 9.0), (59.0, 0.0)]),
    ]));
    let said = problems_with("precincts.zip", &shapefile(&records)).join("\n");
    let crossed = "row 1 (P-1): rings of the outline cross or lie in each other";
    assert!(said.contains(crossed), "{said}");
}

/// ArcGIS writes a code that was a number with its fraction, or with an exponent.
#[test]
fn a_code_that_became_a_number_is_the_code_of_the_table() {
    for code in ["101.00000", "1.01000000000e+002"] {
        let mut table = dbf(&[[code.as_bytes(), b""]], 0);
        table[32 + 11] = b'N';
        let files = [
            ("p.shp".to_string(), shp(&one())),
            ("p.dbf".to_string(), table),
            ("p.prj".to_string(), WGS84.as_bytes().to_vec()),
        ];
        let said = problems_with_table("precincts.zip", &zip(&files), "101");
        assert_eq!(said, [""; 0], "{code}");
    }
    let shape = geojson(
        "",
        "Polygon",
        &format!("[{RING}]"),
        r#"" Code ":101.0,"NAME_RU":"Участок № 1""#,
    );
    let said = problems_with_table("precincts.geojson", shape.as_bytes(), "101");
    assert_eq!(said, [""; 0]);
}

/// The good folder with this borders file, and another code in its table.
fn problems_with_table(name: &str, bytes: &[u8], code: &str) -> Vec<String> {
    let folder = folder_with(name, bytes);
    for (table, text) in [("precincts.csv", PRECINCTS), ("inspectors.csv", INSPECTORS)] {
        fs::write(folder.path().join(table), text.replace("P-1", code)).unwrap();
    }
    match read(folder.path()) {
        Ok(records) if records.precincts.len() == 1 => Vec::new(),
        Ok(records) => vec![format!("{} precincts", records.precincts.len())],
        Err(found) => found.iter().map(ToString::to_string).collect(),
    }
}

/// Two columns, CODE and NAME_KK, of a hundred bytes.
fn dbf(rows: &[[&[u8]; 2]], language: u8) -> Vec<u8> {
    let mut bytes = vec![3, 126, 11, 24];
    bytes.extend(u32::try_from(rows.len()).unwrap().to_le_bytes());
    bytes.extend(97_u16.to_le_bytes());
    bytes.extend(201_u16.to_le_bytes());
    bytes.resize(29, 0);
    bytes.extend([language, 0, 0]);
    for name in ["CODE", "NAME_KK"] {
        let mut column = name.as_bytes().to_vec();
        column.resize(11, 0);
        column.push(b'C');
        column.resize(16, 0);
        column.push(100);
        column.resize(32, 0);
        bytes.extend(column);
    }
    bytes.push(b'\r');
    for row in rows {
        bytes.push(b' ');
        for cell in row {
            let mut cell = cell.to_vec();
            cell.resize(100, b' ');
            bytes.extend(cell);
        }
    }
    bytes.push(0x1a);
    bytes
}

/// The good folder with this borders file.
fn problems_with(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = folder_with(name, bytes);
    let found = read(folder.path()).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

fn folder_with(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tables = [
        ("areas.csv", AREAS),
        ("stations.csv", STATIONS),
        ("precincts.csv", PRECINCTS),
        ("inspectors.csv", INSPECTORS),
    ];
    for (name, text) in tables {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

/// The town's first precinct as P-1.
fn one() -> Records {
    let mut town = town::records();
    town.precincts.truncate(1);
    town.precincts[0].code = PrecinctCode::new("P-1");
    town
}

#[test]
fn a_placemark_drawn_by_hand_goes_by_its_name() {
    let text = r#"<kml><Placemark><name> P-1 </name><Style><LineStyle/></Style>
        <Point><coordinates>67,47</coordinates></Point>
        <Polygon><outerBoundaryIs><LinearRing><coordinates>
        67,47 67.1,47 67.1,47.1,120 67,47.1 67,47</coordinates></LinearRing></outerBoundaryIs></Polygon>
        </Placemark></kml>"#;
    let point = text
        .replace("Polygon>", "Other>")
        .replace("LinearRing>", "Corners>");
    assert_eq!(problems_with("precincts.kml", text.as_bytes()), [""; 0]);
    let folder = folder_with("precincts.kml", text.as_bytes());
    assert!(read(folder.path()).unwrap().precincts[0].borders.is_some());
    let cases = [
        (
            text.replace("67.1,47.1,120", "67.1;47.1"),
            "row 1 (P-1): a corner needs two numbers",
        ),
        (point, "row 1 (P-1): not a Polygon or MultiPolygon: Point"),
        (
            text.replace("P-1", "&nbsp;"),
            "precincts.kml: cannot be read: unknown entity &nbsp;",
        ),
        (
            text.replace("</kml>", "</kmz>"),
            "precincts.kml: cannot be read: ",
        ),
        (
            "<html/>".to_string(),
            "precincts.kml: cannot be read: no <kml> in it",
        ),
    ];
    for (text, words) in cases {
        let found = problems_with("precincts.kml", text.as_bytes()).join("\n");
        assert!(found.contains(words), "{found}");
    }
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!problems_with("precincts.kml", &utf16).is_empty());
}

/// The parser itself is content with tags that stay open.
#[test]
fn a_kml_that_is_cut_off_is_not_half_a_map() {
    let mut records = town::records();
    records.precincts.truncate(4);
    let text = kml(&records);
    let cut = text.rfind("<coordinates>").unwrap() + 20;
    let said = problems_with("precincts.kml", &text.as_bytes()[..cut]);
    assert_eq!(said, ["precincts.kml: cannot be read: the file is cut off"]);
}

#[test]
fn a_shapefile_says_what_its_numbers_and_letters_are() {
    let records = one();
    let files = |prj: Option<&str>, cpg: Option<&str>, name: &[u8], language: u8| {
        let mut files = vec![
            ("p.shp".to_string(), shp(&records)),
            ("p.dbf".to_string(), dbf(&[[b"P-1", name]], language)),
        ];
        files.extend(prj.map(|prj| ("p.prj".to_string(), prj.as_bytes().to_vec())));
        files.extend(cpg.map(|cpg| ("p.cpg".to_string(), cpg.as_bytes().to_vec())));
        problems_with("precincts.zip", &zip(&files)).join("\n")
    };
    let utf8 = "№ 1 учаске".as_bytes();
    let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode("№ 1 учаске");
    assert_eq!(files(Some(WGS84), None, utf8, 0), "");
    assert_eq!(files(Some(WGS84), None, &cp1251, 0xc9), "");
    for cpg in ["1251", "ANSI 1251", "windows-1251", "CP1251\n"] {
        assert_eq!(files(Some(WGS84), Some(cpg), &cp1251, 0), "", "{cpg}");
    }
    let unknown = "unknown encoding";
    assert!(files(Some(WGS84), None, &cp1251, 0).contains(unknown));
    assert!(files(Some(WGS84), Some("KZ-1048"), &cp1251, 0).contains(unknown));
    let said = files(Some(PULKOVO), None, utf8, 0);
    assert_eq!(
        said,
        "precincts.zip: coordinates must be WGS 84 (EPSG:4326), not Pulkovo_1942_GK_Zone_12"
    );
    assert!(files(None, None, utf8, 0).contains("the .prj is missing"));
    // Another name than the table's is told, in whatever letters it came.
    assert!(
        files(Some(WGS84), None, "басқа".as_bytes(), 0).contains("\"басқа\" in the borders file")
    );
}

#[test]
fn archives_are_not_believed() {
    let said = |files: &[(String, Vec<u8>)]| problems_with("precincts.zip", &zip(files)).join("\n");
    assert!(said(&[]).contains("must hold exactly one .shp"));
    let many: Vec<_> = (0..1_001)
        .map(|at| (format!("{at}.txt"), Vec::new()))
        .collect();
    assert!(said(&many).contains("holds more than 1000 pieces"));
    assert!(!problems_with("precincts.kmz", b"no archive").is_empty());
    let good = shp(&one());
    for cut in [0, 50, 104, 120, good.len() - 1] {
        let files = [
            ("p.shp".to_string(), good[..cut].to_vec()),
            ("p.dbf".to_string(), dbf(&[[b"P-1", b""]], 0)),
            ("p.prj".to_string(), WGS84.as_bytes().to_vec()),
        ];
        assert!(said(&files).contains("precincts.zip"), "{cut}");
    }
    // Counts that nothing stands behind.
    let mut huge = good.clone();
    huge[100 + 8 + 36..100 + 8 + 44].fill(0xff);
    let mut rows = dbf(&[[b"P-1", b""]], 0);
    let prj = ("p.prj".to_string(), WGS84.as_bytes().to_vec());
    let files = [
        ("p.shp".to_string(), huge),
        ("p.dbf".to_string(), rows.clone()),
        prj.clone(),
    ];
    assert!(
        said(&files).contains("a shape is cut off"),
        "{}",
        said(&files)
    );
    rows[4..8].fill(0xff);
    let files = [
        ("p.shp".to_string(), good),
        ("p.dbf".to_string(), rows),
        prj,
    ];
    assert!(said(&files).contains("the .dbf is cut off"));
}

/// A row of nothing takes a byte of an archive that packs a million of them into a few.
#[test]
fn millions_of_nothing_are_refused() {
    let said = |name: &str, bytes: &[u8]| problems_with(name, bytes).join("\n");
    let many = "holds more than 100000 pieces";
    let marks = "<Placemark/>".repeat(100_001);
    let text = format!("<kml>{marks}</kml>");
    assert!(said("precincts.kml", text.as_bytes()).contains(many));
    let marks = vec!["0"; 100_001].join(",");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{marks}]}}"#);
    assert!(said("precincts.geojson", text.as_bytes()).contains(many));

    let mut table = dbf(&[], 0);
    table[4..8].copy_from_slice(&100_001_u32.to_le_bytes());
    table[10..12].copy_from_slice(&1_u16.to_le_bytes());
    table.resize(table.len() + 100_001, b' ');
    let mut shapes = shp(&one())[..100].to_vec();
    shapes.resize(100 + 8 * 100_001, 0);
    let prj = ("p.prj".to_string(), WGS84.as_bytes().to_vec());
    for (shp, dbf) in [(shp(&one()), table), (shapes, dbf(&[], 0))] {
        let files = [
            ("p.shp".to_string(), shp),
            ("p.dbf".to_string(), dbf),
            prj.clone(),
        ];
        assert!(said("precincts.zip", &zip(&files)).contains(many));
    }
}

#[test]
fn only_one_borders_file() {
    let folder = folder_with("precincts.kml", kml(&one()).as_bytes());
    fs::write(folder.path().join("precincts.zip"), shapefile(&one())).unwrap();
    let found = read(folder.path()).unwrap_err();
    assert_eq!(
        found[0].to_string(),
        "precincts.zip: precincts.kml is there too: only one of them"
    );
}
