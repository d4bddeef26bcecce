//! Tables as clerks bring them: from other programs, with titles, merged cells, other alphabets.

use std::fs;

use super::workbook::{files, sheet, zip};
use super::*;
use crate::precincts::Directory;
use crate::precincts::address::Answer;

/// What is said of the good folder with these files in place of its own; an empty one removes one.
pub(super) fn surveyed(files: &[(&str, &[u8])], in_force: Option<&Records>) -> Survey {
    let folder = tempfile::tempdir().unwrap();
    let good = [
        ("areas.csv", AREAS),
        ("stations.csv", STATIONS),
        ("precincts.csv", PRECINCTS),
        ("inspectors.csv", INSPECTORS),
    ];
    for (name, text) in good {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for (name, bytes) in files {
        let path = folder.path().join(name);
        if bytes.is_empty() {
            fs::remove_file(path).unwrap();
        } else {
            fs::write(path, bytes).unwrap();
        }
    }
    let options = Options {
        in_force,
        ..Options::default()
    };
    survey(folder.path(), &options)
}

pub(super) fn problems_of(survey: &Survey) -> Vec<String> {
    survey
        .findings
        .problems
        .iter()
        .map(ToString::to_string)
        .collect()
}

pub(super) fn remarks_of(survey: &Survey) -> Vec<String> {
    survey
        .findings
        .remarks
        .iter()
        .map(ToString::to_string)
        .collect()
}

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
fn marks_that_nobody_sees_are_no_part_of_a_cell() {
    let inspectors = INSPECTORS
        .replace("87000000001", "\u{202d}+7 700 000 00 01\u{202c}")
        .replace("I-1,Ким", "\u{feff}I-1\u{200b},Ким\u{ad}")
        .replace("code,", "\u{200e}code,");
    let precincts = PRECINCTS.replace("P-1", "\u{2068}P-1\u{2069}");
    let records = import(&[
        ("inspectors.csv", &inspectors),
        ("precincts.csv", &precincts),
    ])
    .unwrap();
    assert_eq!(records.inspectors[0].phone.as_deref(), Some("+77000000001"));
    assert_eq!(records.inspectors[0].name, "Ким Виктор");
    assert_eq!(records.precincts[0].code, "P-1");
}

#[test]
fn a_letter_of_two_characters_is_found_as_any_other() {
    let territory = "ул. Маи\u{306}ская, 1–9";
    let table = PRECINCTS
        .replace("ул. Абая, 1–9", territory)
        .replace("№ 1 учаске", "Маи\u{306}");
    let properties = "\"code\":\"P-1\",\"name_kk\":\"Май\"";
    let shape = geojson("", "Polygon", &format!("[{RING}]"), properties);
    let records = import(&[("precincts.csv", &table), ("precincts.geojson", &shape)]).unwrap();
    assert_eq!(records.precincts[0].territory.ru, "ул. Майская, 1–9");
    let directory = Directory::new(records, jiff::civil::date(2026, 11, 27));
    let answer = directory.find("Майская 5");
    assert!(
        matches!(&answer, Answer::Sure(code) if code == "P-1"),
        "{answer:?}"
    );
}

#[test]
fn days_are_read_as_in_the_chat() {
    let until = |text: &str| {
        let table = INSPECTORS.replace("31.12.2026", text);
        import(&[("inspectors.csv", &table)]).map(|it| it.inspectors[1].until)
    };
    let last = Some(jiff::civil::date(2026, 12, 31));
    for text in ["31.12.26", "31/12/2026", "31.12.2026 г.", "31 декабря 2026"] {
        assert_eq!(until(text), Ok(last), "{text}");
    }
    for (text, words) in [
        ("31.12.0026", "no such year can be meant: \"31.12.0026\""),
        ("2206-12-31", "no such year can be meant: \"2206-12-31\""),
        (
            "46387",
            "a day as a spreadsheet counts it: \"46387\"; write it as 31.12.2026",
        ),
        (
            "31.12",
            "not a date such as 2026-12-31 or 31.12.2026: \"31.12\"",
        ),
    ] {
        let said = format!("inspectors.csv row 3 until: {words}");
        assert_eq!(until(text), Err(vec![said]));
    }
}

#[test]
fn what_is_wrong_with_a_phone_is_told() {
    let phone = |text: &str| {
        let table = INSPECTORS.replace("87000000001", text);
        import(&[("inspectors.csv", &table)]).map(|it| it.inspectors[0].phone.clone())
    };
    assert_eq!(
        phone("тел. 8 700 000 00 03"),
        Ok(Some("+77000000003".to_string()))
    );
    let row = "inspectors.csv row 2 phone:";
    assert_eq!(
        phone("\"8 (700) 000-00-01, 8 (700) 000-00-02\""),
        Err(vec![format!(
            "{row} one number a cell: \"8 (700) 000-00-01, 8 (700) 000-00-02\""
        )])
    );
    let extension = "a number without an extension, which no phone dials";
    assert_eq!(
        phone("+7 (7172) 00-00-02 вн. 12"),
        Err(vec![format!(
            "{row} {extension}: \"+7 (7172) 00-00-02 вн. 12\""
        )])
    );
}

#[test]
fn letters_of_another_alphabet_are_named() {
    let cyrillic = INSPECTORS
        .replace("P-1", "Р-1")
        .replace("I-1,31", "i-01,31");
    assert_eq!(
        problems(&[("inspectors.csv", &cyrillic)]),
        [
            "inspectors.csv row 2 precincts: no such code: \"Р-1\"; did you mean \"P-1\"? (Р is Cyrillic here, Latin there)",
            "inspectors.csv row 3 acting_for: no such code: \"i-01\"; did you mean \"I-1\"?",
        ]
    );
    let twins = format!("{PRECINCTS}Р-1,а,б,D-1,S-1,,\n");
    assert_eq!(
        problems(&[("precincts.csv", &twins)]),
        [
            "precincts.csv row 3 code: \"Р-1\" looks like \"P-1\" and is another code (Р is Cyrillic here, Latin there)"
        ]
    );
}

#[test]
fn headers_may_be_russian_or_kazakh() {
    let precincts = "Код;Атауы;Название (рус);Район;Пункт полиции;Улицы и дома (каз);Улицы и дома (рус)\n\
                     P-1;№ 1 учаске;Участок № 1;D-1;S-1;;ул. Абая, 1–9\n";
    let inspectors = "Код,Ф.И.О.,Атағы,Звание,Телефон,Участки,Замещает,До\n\
                      I-1,Ким Виктор,полиция майоры,майор полиции,87000000001,P-1,,\n\
                      I-2,Пак Елена,полиция майоры,майор полиции,,,I-1,31.12.2026\n";
    let expected = import(&[]).unwrap();
    let records = import(&[("precincts.csv", precincts), ("inspectors.csv", inspectors)]);
    assert_eq!(records, Ok(expected));
}

#[test]
fn a_wrong_header_is_told_once_with_the_right_names() {
    let wrong = PRECINCTS
        .replace("name_ru", "имя участка")
        .replace("area", "куст");
    assert_eq!(
        problems(&[("precincts.csv", &wrong)]),
        [
            "precincts.csv: missing columns: name_ru, area; unknown columns: «имя участка», «куст»; the table has code, name_kk, name_ru, area and may have station, territory_kk, territory_ru"
        ]
    );
    let nothing = "отдел полиции\nсписок\n";
    assert_eq!(
        problems(&[("areas.csv", nothing)]),
        [
            "areas.csv: no header: one of the first rows must name the columns code, name_kk, name_ru"
        ]
    );
}

#[test]
fn titles_above_the_header_are_passed_over() {
    let areas = format!("Отдел полиции № 2,,,,\n,,,,\n{AREAS}");
    let survey = surveyed(&[("areas.csv", areas.as_bytes())], None);
    assert_eq!(problems_of(&survey), [""; 0]);
    assert_eq!(
        remarks_of(&survey),
        ["areas.csv: the header ends in row 3; the rows above it were passed over"]
    );
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
fn what_is_there_and_is_not_read_is_named() {
    let none: &[u8] = b"";
    let gone = [
        "areas.csv",
        "stations.csv",
        "precincts.csv",
        "inspectors.csv",
    ]
    .map(|it| (it, none));
    let shape = geojson(
        "",
        "Polygon",
        &format!("[{RING}]"),
        r#""code":"P-1","name_kk":"а","name_ru":"б","area":"D-1""#,
    );
    let said = |more: &[(&str, &[u8])]| {
        let files = [&gone, more, &[("precincts.geojson", shape.as_bytes())]].concat();
        problems_of(&surveyed(&files, None))
    };
    let save = "would not be read: open it and save it as an Excel workbook (.xlsx)";
    assert_eq!(said(&[("town.ods", b"PK")]), [format!("town.ods: {save}")]);
    assert_eq!(said(&[("Town.XLS", b"x")]), [format!("Town.XLS: {save}")]);
    let two: [(&str, &[u8]); 2] = [("a.xlsx", b"x"), ("b.xlsx", b"x")];
    assert_eq!(
        said(&two),
        ["b.xlsx: a.xlsx is there too: only one of them"]
    );
    let sheets = zip(&files(&[("Лист1", &sheet("Отдел полиции"))]));
    assert_eq!(
        said(&[("town.xlsx", &sheets)]),
        [
            "town.xlsx: no sheet of it is called areas, stations, precincts or inspectors, only «Лист1»: rename them, or begin with `aula import --template FILE.xlsx`"
        ]
    );
    let beside = surveyed(&[("old.xlsx", b"x")], None);
    assert_eq!(
        remarks_of(&beside),
        ["old.xlsx: not read: the tables are those of the .csv files"]
    );
    let alone = tempfile::tempdir().unwrap();
    let path = alone.path().join("town.ods");
    fs::write(&path, "PK").unwrap();
    assert_eq!(read(&path).unwrap_err()[0].reason, Reason::OtherFormat);
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
