//! A workbook, made by hand.

use std::fs;

use crate::clerk::read;
use crate::precincts::Point;

/// A workbook as Excel writes it, without compression: numbers and dates are numbers, text is text.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    zip(&files(sheets))
}

/// The files in it.
pub(super) fn files(sheets: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut relations, mut files) = (String::new(), String::new(), Vec::new());
    for (at, (name, rows)) in (1..).zip(sheets) {
        list.push_str(&format!(
            r#"<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>"#
        ));
        relations.push_str(&format!(
            r#"<Relationship Id="r{at}" Type="{links}/worksheet" Target="worksheets/s{at}.xml"/>"#
        ));
        let sheet =
            format!(r#"{head}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#);
        files.push((format!("xl/worksheets/s{at}.xml"), sheet));
    }
    relations.push_str(&format!(
        r#"<Relationship Id="st" Type="{links}/styles" Target="styles.xml"/>"#
    ));
    let book = format!(
        r#"{head}<workbook xmlns="{main}" xmlns:r="{links}"><sheets>{list}</sheets></workbook>"#
    );
    files.push(("xl/workbook.xml".into(), book));
    let start =
        format!(r#"<Relationship Id="b" Type="{links}/officeDocument" Target="xl/workbook.xml"/>"#);
    files.push((
        "_rels/.rels".into(),
        format!(r#"{head}<Relationships xmlns="{package}">{start}</Relationships>"#),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!(r#"{head}<Relationships xmlns="{package}">{relations}</Relationships>"#),
    ));
    let styles = r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#;
    files.push((
        "xl/styles.xml".into(),
        format!(r#"{head}<styleSheet xmlns="{main}">{styles}</styleSheet>"#),
    ));
    files
        .into_iter()
        .map(|(name, text): (String, String)| (name, text.into_bytes()))
        .collect()
}

/// Files stored one after the other, then their list.
pub(super) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut body, mut list): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let crc = !text.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
            })
        });
        let (size, start) = (
            u32::try_from(text.len()).unwrap(),
            u32::try_from(body.len()).unwrap(),
        );
        let mut shared = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        for number in [crc, size, size, u32::try_from(name.len()).unwrap()] {
            shared.extend(number.to_le_bytes());
        }
        body.extend(
            b"PK\x03\x04"
                .iter()
                .chain(&shared)
                .chain(name.as_bytes())
                .chain(text),
        );
        list.extend(b"PK\x01\x02\x14\0".iter().chain(&shared).chain(&[0; 10]));
        list.extend(start.to_le_bytes().iter().chain(name.as_bytes()));
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let (size, start) = (
        u32::try_from(list.len()).unwrap(),
        u32::try_from(body.len()).unwrap(),
    );
    body.extend(list);
    body.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&count).chain(&count));
    body.extend(
        size.to_le_bytes()
            .iter()
            .chain(&start.to_le_bytes())
            .chain(&[0, 0]),
    );
    body
}

/// Rows of cells: a number, a date (`@` and its day number), or text. Empty rows stay out.
pub(super) fn sheet(rows: &str) -> String {
    let cell = |(at, text): (usize, &str)| {
        let column = char::from(b'A' + u8::try_from(at).unwrap());
        match (text.strip_prefix('@'), text.parse::<f64>()) {
            (Some(day), _) => format!(r#"<c r="{column}ROW" s="1"><v>{day}</v></c>"#),
            (_, Ok(number)) => format!(r#"<c r="{column}ROW"><v>{number:?}</v></c>"#),
            _ => format!(r#"<c r="{column}ROW" t="inlineStr"><is><t>{text}</t></is></c>"#),
        }
    };
    let row = |(at, text): (usize, &str)| {
        let cells: String = text
            .split('|')
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .map(cell)
            .collect();
        format!(
            r#"<row r="{at}">{}</row>"#,
            cells.replace("ROW", &at.to_string())
        )
    };
    (1..)
        .zip(rows.lines())
        .filter(|(_, text)| !text.is_empty())
        .map(row)
        .collect()
}

#[test]
fn a_workbook_is_read_as_the_clerk_sees_it() {
    let stations = "code|address_kk|address_ru|lat|lon|phone\n\n7|Абай|Абая|47.5|67|87000000051";
    let sheets = [
        (
            " Areas",
            sheet("code|name_kk|name_ru|duty_phone\nC-1|Қала|Город|102"),
        ),
        ("stations", sheet(stations)),
        ("notes", sheet("whatever")),
        (
            "precincts",
            sheet("code|name_kk|name_ru|area|station\nP-1|а|б|C-1|7"),
        ),
        (
            "INSPECTORS",
            sheet("code|name|rank_kk|rank_ru|precincts|acting_for|until\nI-1|Ким|а|б||P-1|@46387"),
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Town.XLSX");
    let book = |sheets: &[(&str, String)]| {
        workbook(
            &sheets
                .iter()
                .map(|(n, r)| (*n, r.as_str()))
                .collect::<Vec<_>>(),
        )
    };
    fs::write(&path, book(&sheets)).unwrap();
    let records = read(&path).unwrap();
    assert_eq!(
        (
            records.stations[0].code.as_str(),
            records.precincts[0].station.as_ref().map(|it| it.as_str())
        ),
        ("7", Some("7"))
    );
    assert_eq!(
        records.stations[0].point,
        Some(Point {
            lat: 47.5,
            lon: 67.0
        })
    );
    assert_eq!(records.stations[0].phone.as_deref(), Some("+77000000051"));
    assert_eq!(
        records.inspectors[0].until,
        Some(jiff::civil::date(2026, 12, 31))
    );
    let mut wrong = sheets.to_vec();
    wrong[1].1 = sheet(&stations.replace("47.5", "x"));
    wrong.remove(0);
    fs::write(&path, book(&wrong)).unwrap();
    let problems: Vec<_> = read(&path)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        problems.contains(&"Town.XLSX, sheet areas: not found".to_string()),
        "{problems:?}"
    );
    assert!(
        problems.contains(&"Town.XLSX, sheet stations row 3 lat: not a number: \"x\"".to_string())
    );
}

/// A workbook with this for its first sheet, and with what else is in it.
fn said_of(areas: &str, more: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.xlsx");
    let sheets = ["areas", "stations", "precincts", "inspectors"];
    let rows = sheets.map(|name| (name, if name == "areas" { areas } else { "" }));
    let mut files = files(&rows);
    let more = more.iter();
    files.extend(more.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())));
    fs::write(&path, zip(&files)).unwrap();
    let found = read(&path).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

/// What a few bytes of a workbook ask for is not set aside.
#[test]
fn a_workbook_is_not_believed() {
    let cell = |at: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>x</t></is></c>"#);
    let corner = format!(
        r#"<row r="1">{}</row><row r="1048576">{}</row>"#,
        cell("A1"),
        cell("XFD1048576")
    );
    let said = said_of(&corner, &[]);
    let far = "town.xlsx, sheet areas: no header: one of the first rows must name the columns code, \
               name_kk, name_ru";
    assert!(said.contains(&far.to_string()), "{said:?}");
    let rows = |at| format!(r#"<row r="{at}">{}</row>"#, cell(&format!("XFD{at}")));
    let wide: String = (1..100).map(rows).collect();
    let said = said_of(&wide, &[]);
    let many = "town.xlsx, sheet areas: holds more than 1000000 pieces";
    assert!(said.contains(&many.to_string()), "{said:?}");
    for count in ["9999999999999999999", "999999999999", "1000001"] {
        let texts = format!(r#"<?xml version="1.0"?><sst uniqueCount="{count}"></sst>"#);
        let said = said_of("", &[("xl/sharedStrings.xml", &texts)]);
        assert_eq!(
            said,
            ["town.xlsx: holds more than 1000000 pieces"],
            "{count}"
        );
    }
    let few = r#"<sst uniqueCount="1"><si><t>x</t></si></sst>"#;
    let said = said_of("", &[("xl/sharedStrings.xml", few)]);
    assert!(!said.join("").contains("pieces"), "{said:?}");
}
