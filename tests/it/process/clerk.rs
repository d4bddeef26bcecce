//! A clerk at the terminal: in the clerk's own language, with a template, and asked before much is gone.

use aula::domain::PrecinctCode;
use std::io::{Cursor, Read, Write};

use aula::clerk;
use aula::demo::town;

use super::bot::{Home, Output};
use crate::botapi::{BotApi, Settings};

fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

fn import(home: &Home, args: &[&str], folder: &str) -> Output {
    home.run(&[&["import"], args, &[folder]].concat())
}

#[test]
fn a_directory_that_would_lose_much_is_asked_for() {
    let api = server();
    let home = Home::new(&api);
    let mut few = town::records();
    let gone: Vec<PrecinctCode> = few.precincts.drain(39..).map(|it| it.code).collect();
    few.inspectors
        .iter_mut()
        .for_each(|it| it.precincts.retain(|code| !gone.contains(code)));
    few.inspectors.retain(|it| {
        !it.acting_for
            .as_ref()
            .is_some_and(|code| gone.contains(&PrecinctCode::new(code)))
    });
    let folder = home.files("few", &few);
    let folder = folder.to_str().unwrap();
    for args in [&["--dry-run"][..], &[]] {
        let done = import(&home, args, folder);
        assert_eq!(done.code, 1, "{}", done.out);
        assert_eq!(
            done.err,
            "aula: 5 of 44 precincts would go\n\
             aula: nothing was changed; if they are to go, add --removing\n"
        );
    }
    let bare = home.files("bare", &aula::precincts::Records::default());
    let done = import(&home, &["--lang", "ru"], bare.to_str().unwrap());
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(
        done.err.contains("Участков станет меньше на 44 (было 44)."),
        "{}",
        done.err
    );
    assert!(
        done.err
            .contains("ничего не останется: инспекторы (inspectors)"),
        "{}",
        done.err
    );
    let town = home.files("undrawn", &town::records());
    std::fs::remove_file(town.join("precincts.geojson")).unwrap();
    for (lang, told) in [
        ("en", "aula: 44 of 44 outlines would go\n"),
        ("ru", "Границ участков станет меньше на 44 (было 44)."),
        ("kk", "бұрын 44 еді, соның ішінен 44 шекара кетеді."),
    ] {
        let done = import(&home, &["--lang", lang], town.to_str().unwrap());
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains(told), "{}", done.err);
    }
    assert!(home.run(&["check"]).out.contains("44 precincts"));
    let done = import(&home, &["--removing"], folder);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(home.run(&["check"]).out.contains("39 precincts"));
}

#[test]
fn a_row_that_is_gone_takes_no_territory_with_it() {
    let api = server();
    let home = Home::new(&api);
    let folder = home.files("less", &town::records());
    let table = folder.join("precincts.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    let rows = text
        .split_inclusive('\n')
        .filter(|row| !row.starts_with("P-08,"));
    std::fs::write(&table, rows.collect::<String>()).unwrap();
    let done = import(&home, &[], folder.to_str().unwrap());
    assert_eq!(done.code, 0, "{}", done.err);
    let told = "(P-08): outlined, but without a row in the table: it stays";
    assert!(done.out.contains(told), "{}", done.out);
    assert!(done.out.contains("nothing changes"), "{}", done.out);
}

#[test]
fn the_clerk_is_spoken_to_in_the_clerks_language() {
    let api = server();
    let mut home = Home::bare(&api);
    let folder = crate::golden::path("import/refused");
    let folder = folder.to_str().unwrap();
    let kazakh = "3-жол, «duty_phone» бағаны: телефон нөмірі қате";
    let russian = "areas.csv, строка 3, столбец «duty_phone»: неверный номер телефона: «12».";
    let english = "areas.csv row 3 duty_phone: not a phone number: \"12\"";
    let said = |args: &[&str], home: &Home| {
        let done = import(home, args, folder);
        assert_eq!(done.code, 1, "{}", done.out);
        done.err
    };
    assert!(said(&[], &home).contains(english));
    assert!(said(&["--lang", "ru"], &home).contains(russian));
    assert!(said(&["--lang", "ru"], &home).ends_with("Ничего не изменено. Нужно исправить: 35.\n"));
    let told = said(&["--lang", "kk"], &home);
    assert!(
        told.contains("3-жол, «duty_phone» бағаны"),
        "{kazakh}: {told}"
    );
    home.set_plain("LANG", "ru_RU.UTF-8");
    assert!(said(&[], &home).contains(russian));
    assert!(said(&["--lang", "en"], &home).contains(english));
    home.set_plain("LC_ALL", "C.UTF-8");
    assert!(said(&[], &home).contains(english));
    home.set_plain("LC_ALL", "kk_KZ.UTF-8");
    assert!(said(&[], &home).contains("3-жол, «duty_phone» бағаны"));
    assert_eq!(home.run(&["import", "--lang", "de", folder]).code, 2);

    let good = home.files("good", &town::records());
    let done = import(&home, &["--lang", "ru"], good.to_str().unwrap());
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out.contains("Участки, новых — 44: P-01 P-02"),
        "{}",
        done.out
    );
    assert!(
        done.out.contains("Справочник загружен. Прочитано:"),
        "{}",
        done.out
    );
    // What the town's own texts say is theirs; the rest is Russian.
    let english = ["understood", "added", "imported", "overlap", "more "];
    for word in english {
        assert!(!done.out.contains(word), "{word}: {}", done.out);
    }
    let done = import(
        &home,
        &["--lang", "kk", "--dry-run"],
        good.to_str().unwrap(),
    );
    assert!(done.out.contains("Ештеңе өзгермейді.\n"), "{}", done.out);
}

/// What a clerk types into a sheet, as Excel saves it.
fn typed(template: &[u8], rows: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(template)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let order = [
        "areas",
        "stations",
        "precincts",
        "inspectors",
        "heads",
        "renamed",
    ];
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().to_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        // Two sheets that explain come first.
        let sheet = (3..)
            .zip(order)
            .find(|(at, _)| name == format!("xl/worksheets/sheet{at}.xml"));
        if let Some((_, table)) = sheet {
            let text = String::from_utf8(bytes).unwrap();
            let given = rows
                .iter()
                .find(|(it, _)| *it == table)
                .map_or(&[][..], |(_, rows)| rows);
            let mut more = String::new();
            for (row, cells) in (2..).zip(given) {
                more.push_str(&format!("<row r=\"{row}\">"));
                for (column, cell) in ('A'..).zip(*cells) {
                    let cell = format!(
                        "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
                    );
                    more.push_str(&cell);
                }
                more.push_str("</row>");
            }
            bytes = text
                .replace("</sheetData>", &format!("{more}</sheetData>"))
                .into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_template_that_is_filled_in_is_imported_as_it_is() {
    let api = server();
    let home = Home::bare(&api);
    let file = home.path().join("town.xlsx");
    let path = file.to_str().unwrap();
    let done = home.run(&["import", "--template", path]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert_eq!(done.out, format!("template: {path}\n"));
    let template = std::fs::read(&file).unwrap();
    assert!(template.len() < 100_000, "{}", template.len());
    // Empty, it is an empty directory.
    assert_eq!(clerk::read(&file), Ok(aula::precincts::Records::default()));
    let filled = typed(
        &template,
        &[
            ("areas", &[&["D-1", "", "Аудан", "Район", "102"]]),
            (
                "stations",
                &[&[
                    "001",
                    "Абай, 1",
                    "Абая, 1",
                    "47.0",
                    "67.0",
                    "8 700 000 00 51",
                ]],
            ),
            (
                "precincts",
                &[&[
                    "P-1",
                    "№ 1 учаске",
                    "Участок № 1",
                    "D-1",
                    "001",
                    "",
                    "ул. Абая, 1–9",
                ]],
            ),
            (
                "inspectors",
                &[&[
                    "I-1",
                    "Ким Виктор",
                    "полиция майоры",
                    "майор полиции",
                    "",
                    "P-1",
                    "",
                    "31.12.2026",
                ]],
            ),
        ],
    );
    std::fs::write(&file, filled).unwrap();
    let done = home.run(&["import", path]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out
            .contains("imported: 1 areas, 1 stations, 1 precincts"),
        "{}",
        done.out
    );
    // What was filled in is not written over.
    assert_eq!(home.run(&["import", "--template", path]).code, 1);
    assert_eq!(home.run(&["import"]).code, 2);
}
