//! Workbooks as clerks keep them: merged cells, titles, numbers that a format shows otherwise.

use super::clerk::{problems_of, remarks_of, surveyed};
use super::workbook::{files, sheet, zip};
use super::*;

/// The records of a workbook alone, or what is wrong with it; and the remarks.
fn booked(parts: &[(String, Vec<u8>)]) -> (Result<Records, Vec<String>>, Vec<String>) {
    let none: &[u8] = b"";
    let csv = [
        "areas.csv",
        "stations.csv",
        "precincts.csv",
        "inspectors.csv",
    ];
    let mut given: Vec<(&str, &[u8])> = csv.map(|name| (name, none)).to_vec();
    let book = zip(parts);
    given.push(("town.xlsx", &book));
    let survey = surveyed(&given, None);
    let (said, remarks) = (problems_of(&survey), remarks_of(&survey));
    (
        if said.is_empty() {
            Ok(survey.records)
        } else {
            Err(said)
        },
        remarks,
    )
}

const BOOK: [(&str, &str); 4] = [
    ("areas", "code|name_kk|name_ru\nD-1|Аудан|Район"),
    ("stations", "code|address_kk|address_ru\nS-1|Абай|Абая"),
    (
        "precincts",
        "code|name_kk|name_ru|area|station\nP-1|№ 1|№ 1|D-1|S-1\nP-2|№ 2|№ 2|D-1|S-1\nP-3|№ 3|№ 3|D-1|S-1",
    ),
    (
        "inspectors",
        "code|name|rank_kk|rank_ru|precincts\nI-1|Ким|а|б|P-1",
    ),
];

/// The workbook with other rows in some sheets.
fn book(other: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let rows = BOOK.map(|(name, rows)| {
        let rows = other
            .iter()
            .find(|(it, _)| *it == name)
            .map_or(rows, |(_, rows)| rows);
        (name, sheet(rows))
    });
    files(&rows.each_ref().map(|(name, rows)| (*name, rows.as_str())))
}

fn replace(parts: &mut [(String, Vec<u8>)], name: &str, what: &str, by: &str) {
    let (_, bytes) = parts.iter_mut().find(|(it, _)| it == name).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(what), "{text}");
    *bytes = text.replacen(what, by, 1).into_bytes();
}

#[test]
fn a_merged_cell_holds_for_its_rows_or_is_named() {
    let rows = BOOK[2]
        .1
        .replace("P-2|№ 2|№ 2|D-1", "P-2|№ 2|№ 2|")
        .replace("P-3|№ 3|№ 3|D-1", "P-3|№ 3|№ 3|");
    let merge = |area: &str| {
        let mut parts = book(&[("precincts", &rows)]);
        let merged = format!("</sheetData><mergeCells><mergeCell ref=\"{area}\"/></mergeCells>");
        replace(&mut parts, "xl/worksheets/s3.xml", "</sheetData>", &merged);
        booked(&parts).0
    };
    let records = merge("D2:D4").unwrap();
    assert!(records.precincts.iter().all(|it| it.area == "D-1"));
    let said = merge("C2:D4").unwrap_err();
    assert_eq!(
        said,
        [
            "town.xlsx, sheet inspectors row 2 precincts: no such precinct: \"P-1\"",
            "town.xlsx, sheet precincts row 2: C2:D4 are one merged cell: divide it, each cell needs a value of its own",
        ]
    );
    // Rows that only the cell reaches are none.
    assert_eq!(merge("D2:D1048576").unwrap().precincts.len(), 3);
    let many: String = (0..400_000)
        .map(|_| r#"<mergeCell ref="D2:D9"/>"#)
        .collect();
    let mut parts = book(&[("precincts", &rows)]);
    let merged = format!("</sheetData><mergeCells>{many}</mergeCells>");
    replace(&mut parts, "xl/worksheets/s3.xml", "</sheetData>", &merged);
    let said = booked(&parts).0.unwrap_err().join("\n");
    assert!(said.contains("holds more than 1000000 pieces"), "{said}");
}

#[test]
fn numbers_are_read_as_their_format_shows_them() {
    let rows = BOOK[2]
        .1
        .replace("P-1", "1")
        .replace("P-2", "2")
        .replace("P-3", "3");
    let inspectors = BOOK[3].1.replace("P-1", "001;002");
    let mut parts = book(&[("precincts", &rows), ("inspectors", &inspectors)]);
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"000\"/></numFmts>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>";
    replace(
        &mut parts,
        "xl/styles.xml",
        r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#,
        styles,
    );
    for row in 2..=4 {
        let cell = format!(r#"<c r="A{row}">"#);
        let styled = format!(r#"<c r="A{row}" s="1">"#);
        replace(&mut parts, "xl/worksheets/s3.xml", &cell, &styled);
    }
    let records = booked(&parts).0.unwrap();
    let codes: Vec<&str> = records
        .precincts
        .iter()
        .map(|it| it.code.as_str())
        .collect();
    assert_eq!(codes, ["001", "002", "003"]);
    // Where the format is plain, the difference is told.
    let (said, _) = booked(&book(&[("precincts", &rows), ("inspectors", &inspectors)]));
    let said = said.unwrap_err();
    assert!(
        said[0].contains("no such code: \"001\"; did you mean \"1\"?"),
        "{said:?}"
    );
}

#[test]
fn sheets_may_have_russian_or_kazakh_names() {
    let mut parts = book(&[]);
    replace(&mut parts, "xl/workbook.xml", "\"areas\"", "\"Территории\"");
    replace(
        &mut parts,
        "xl/workbook.xml",
        "\"precincts\"",
        "\"Учаскелер\"",
    );
    assert_eq!(booked(&parts).0.unwrap().precincts.len(), 3);
}

#[test]
fn titles_of_a_sheet_are_passed_over() {
    let mut parts = book(&[(
        "areas",
        "Отдел полиции № 2, территории\ncode|name_kk|name_ru\nD-1|Аудан|Район",
    )]);
    let merged = r#"</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>"#;
    replace(&mut parts, "xl/worksheets/s1.xml", "</sheetData>", merged);
    let (records, remarks) = booked(&parts);
    assert_eq!(records.unwrap().areas.len(), 1);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    // Two rows, of which the upper one says what several columns have in common.
    let two = "|Название||\nКод|каз|рус|\nD-1|Аудан|Район";
    let (records, _) = booked(&book(&[("areas", two)]));
    assert_eq!(records.unwrap().areas[0].name.ru, "Район");
}

/// Nobody knows which of them counts.
#[test]
fn two_sheets_of_one_table_are_refused() {
    let rows = [&BOOK[..], &[("Участки", BOOK[2].1), ("Участки 2025", "x")]].concat();
    let rows: Vec<(&str, String)> = rows.iter().map(|(it, rows)| (*it, sheet(rows))).collect();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(it, rows)| (*it, rows.as_str())).collect();
    assert_eq!(
        booked(&files(&rows)).0.unwrap_err(),
        ["town.xlsx, sheet Участки: precincts is there too: only one of them"]
    );
}

/// A sheet that was sorted together with its header loses no row.
#[test]
fn rows_above_a_header_are_no_title() {
    let rows = "P-1|№ 1|№ 1|D-1|S-1\nP-2|№ 2|№ 2|D-1|\ncode|name_kk|name_ru|area|station\nP-3|№ 3|№ 3|D-1|S-1";
    let said = booked(&book(&[("precincts", rows)])).0.unwrap_err();
    assert_eq!(
        said,
        [
            "town.xlsx, sheet precincts row 1: above the header, but filled like a row of the table; so many such rows: 2. Put the header first"
        ]
    );
    let last = "P-1|№ 1|№ 1|D-1\nкод|название (каз)|название (рус)|area";
    assert!(booked(&book(&[("precincts", last)])).0.is_err());
    // Titles, and what stands above several columns.
    for rows in [
        "Отдел полиции № 2|2026\n|Участки|||январь\ncode|name_kk|name_ru|area|station\nP-1|№ 1|№ 1|D-1|S-1",
        "Код|Название||Район|Пункт\ncode|name_kk|name_ru|area|station\nP-1|№ 1|№ 1|D-1|S-1",
    ] {
        assert!(booked(&book(&[("precincts", rows)])).0.is_ok(), "{rows}");
    }
}
