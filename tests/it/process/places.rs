//! Where something is, asked on the command line: one by one, by lists, and on a map.

use aula::demo::town;
use aula::domain::Point;
use serde_json::{Value, json};

use super::bot::Home;
use crate::botapi::{BotApi, Settings};

fn home() -> (BotApi, Home) {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    (api, home)
}

/// A point well inside the first precinct of the town.
fn inside() -> (String, Point) {
    let records = town::records();
    let precinct = &records.precincts[0];
    let bounds = geo::BoundingRect::bounding_rect(precinct.borders.as_ref().unwrap()).unwrap();
    let at = bounds.center();
    (precinct.code.to_string(), Point::new(at.y, at.x).unwrap())
}

fn lines(out: &str) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap();
    out.lines().map(line).collect()
}

#[test]
fn a_point_is_located() {
    let (_api, home) = home();
    let (code, at) = inside();
    let (lat, lon) = (at.lat.to_string(), at.lon.to_string());
    let done = home.run(&["locate", &lat, &lon]);
    assert_eq!(
        (done.code, done.out.trim()),
        (0, format!("sure {code}").as_str())
    );
    let done = home.run(&["locate", "--json", &lat, &lon, "5"]);
    let sure = json!({"answer": "sure", "precincts": [code], "why": null});
    assert_eq!((done.code, lines(&done.out)), (0, vec![sure.clone()]));
    // A radius that is none, and a place that is none.
    for at in [[&lat, &lon, "-5"], [&lat, &lon, "NaN"], ["95", &lon, "5"]] {
        let done = home.run(&["locate", at[0], at[1], at[2]]);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{at:?}");
        assert!(done.err.contains("expected latitude"), "{}", done.err);
    }
    let done = home.run(&["locate", "--lang", "ru", &lon, &lat]);
    let words = "не найдено: это место не входит ни в один участок";
    assert!(done.out.starts_with(words), "{}", done.out);
    let done = home.run(&["locate", &lon, &lat]);
    let words = "unknown: in no precinct";
    assert!(done.out.starts_with(words), "{}", done.out);
    assert!(done.out.contains("exchanged"), "{}", done.out);
    let list = format!("\u{feff}{lat},{lon}\r\n{lat}; {lon}; -1\nnowhere\n\n{lat} {lon}");
    let done = home.run_on(&["locate", "--json"], list.as_bytes());
    let answers = lines(&done.out);
    assert_eq!((done.code, answers.len()), (1, 5), "{}", done.out);
    assert_eq!([&answers[0], &answers[4]], [&sure, &sure]);
    for wrong in &answers[1..4] {
        assert_eq!(wrong["answer"], "unknown", "{wrong}");
        assert!(wrong["why"]["error"].is_string(), "{wrong}");
    }
}

#[test]
fn an_address_is_found() {
    let (_api, home) = home();
    let done = home.run(&["find", "Вокзальная", "19"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("sure P-"), "{}", done.out);
    for (address, words) in [
        ("Вокзальная", "check P-"),
        ("Вокзальная", "the house number is missing"),
        ("Небывалая 7", "unknown: no list has this street"),
        ("Вокзальная 999", "the street is"),
        ("47.005, 67.042", "sure P-12"),
        ("https://ul.waze.com/ul?ll=47.005,67.042", "sure P-12"),
        ("47°00.300N 67°02.520E", "sure P-12"),
        ("http://ge0.me/ItdwBgeWW1", "this link says no place"),
    ] {
        let done = home.run(&["find", address]);
        assert!(done.out.contains(words), "{address}: {}", done.out);
        assert!(!done.out.contains(['{', '[', '"']), "{}", done.out);
    }
    // In the language of whoever keeps the lists.
    for (lang, address, words) in [
        ("ru", "Вокзальная", "проверьте P-"),
        ("ru", "Вокзальная", "не указан номер дома"),
        ("kk", "Вокзальная", "үйдің нөмірі жазылмаған"),
        (
            "kk",
            "Небывалая 7",
            "табылмады: мұндай көше ешбір тізімде жоқ",
        ),
        ("ru", "Вокзальная, 19", "одна и та же улица"),
        ("en", "Вокзальная, 19", "are one street"),
        ("ru", "http://ge0.me/ItdwBgeWW1", "по этой ссылке не видно"),
    ] {
        let done = home.run(&["find", "--lang", lang, address]);
        assert!(done.out.contains(words), "{address}: {}", done.out);
    }
    // By which name it was found is told, as the chat does.
    let (old, new) = ("Вокзальная, 19", "Жібек жолы, 19");
    let mut list = format!("\u{feff}{old}\n").into_bytes();
    list.extend(b"\xc2\xee\xea\xe7\xe0\xeb\n");
    list.extend(format!("{new}\r\n").into_bytes());
    let done = home.run_on(&["find", "--json"], &list);
    let answers = lines(&done.out);
    assert_eq!((done.code, answers.len()), (1, 3), "{}", done.out);
    // Windows-1251 is none that anybody could answer, but ends nothing.
    assert_eq!(answers[1]["why"]["error"], "not UTF-8");
    assert_eq!(answers[0]["answer"], "sure");
    assert_eq!(answers[0]["precincts"], answers[2]["precincts"]);
    let whys = [&answers[0]["why"], &answers[2]["why"]];
    let renamed =
        json!([{"Renamed": {"old": "Вокзальная", "new": "Жібек жолы", "stage": "in_force"}}]);
    assert!(whys.contains(&&renamed), "{whys:?}");
    assert!(whys.contains(&&Value::Null), "{whys:?}");
}

#[test]
fn an_area_is_drawn() {
    let (_api, home) = home();
    let records = town::records();
    let area = records.areas[0].code.as_str();
    let to = |name: &str| home.path().join(name).display().to_string();
    let svg = to("town.svg");
    let done = home.run(&["map", "--area", area, &svg]);
    assert_eq!((done.code, done.out.trim()), (0, svg.as_str()));
    let drawn = std::fs::read_to_string(&svg).unwrap();
    assert!(drawn.contains("<svg") && drawn.contains("P-01"));
    let png = to("town.PNG");
    assert_eq!(home.run(&["map", &png]).code, 0);
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
    for (args, words) in [
        (["map", "--area", "X-9", &svg], "no such area"),
        (["map", "--area", area, &to("town.gif")], "expected a name"),
    ] {
        let done = home.run(&args);
        assert_eq!(done.code, 1, "{args:?}");
        assert!(done.err.contains(words), "{}", done.err);
    }
}

/// A mistyped path must not look like a town in which nothing is known, nor leave a file.
#[test]
fn a_database_that_is_not_there_is_not_made() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::bare(&api);
    let out = home.path().join("out");
    for args in [
        vec!["locate", "47", "67"],
        vec!["find", "Абая 1"],
        vec!["map", "town.png"],
        vec!["export", out.to_str().unwrap()],
    ] {
        let done = home.run(&args);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{args:?}");
        assert!(done.err.contains("AULA_DATABASE"), "{}", done.err);
        assert!(done.err.contains("aula import"), "{}", done.err);
    }
    let files: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(files.is_empty(), "{files:?}");
    // Nor is one that nobody imported into.
    home.import(&aula::precincts::Records::default());
    for args in [["locate", "47", "67"], ["find", "Абая", "1"]] {
        let done = home.run(&args);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{args:?}");
        assert!(done.err.contains("no precinct"), "{}", done.err);
    }
}
