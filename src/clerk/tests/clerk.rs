//! Tables as clerks bring them: from other programs, with titles, merged cells, other alphabets.

use std::fs;

use super::workbook::{files, sheet, zip};
use super::*;
use crate::address::AddressMatch;
use crate::precincts::Directory;

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
    let answer = directory.find("Маи\u{306}ская 5");
    assert!(
        matches!(&answer, AddressMatch::Sure(code) if code == "P-1"),
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
