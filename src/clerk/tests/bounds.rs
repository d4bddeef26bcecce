//! Files that are too long, too many on one place, or no files: told, and soon.

use std::os::unix::net::UnixListener;
use std::process::Command;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use geo::{MultiPolygon, Polygon};

use super::super::work::{self, Work};
use super::super::{gaps, overlaps};
use super::*;
use crate::address::{differing, parse_territory};
use crate::domain::{AreaCode, Both, PrecinctCode};
use crate::precincts::Precinct;

fn precincts_with(territory: &str) -> String {
    format!(
        "code,name_kk,name_ru,area,station,territory_kk,territory_ru\n\
         P-1,а,б,D-1,S-1,,\"{territory}\"\n"
    )
}

#[test]
fn a_cell_holds_as_much_as_one_of_excel() {
    let longest = precincts_with(&"я".repeat(32_767));
    assert!(import(&[("precincts.csv", &longest)]).is_ok());
    let longer = precincts_with(&"я".repeat(32_768));
    assert_eq!(
        problems(&[("precincts.csv", &longer)]),
        [
            "precincts.csv row 2 territory_ru: longer than 32767 characters, as many as a cell of \
             Excel holds: shorten it, or divide the precinct"
        ]
    );
    let text = "я".repeat(32_768);
    let properties = format!(r#""code":"P-1","territory_kk":"{text}""#);
    let shape = geojson("", "Polygon", &format!("[{RING}]"), &properties);
    let found = problems(&[("precincts.geojson", &shape)]);
    assert!(found[0].starts_with("precincts.geojson row 1 territory_kk: longer"));
}

#[test]
fn control_characters_are_named_with_their_cell() {
    let stations = STATIONS.replace("ул. Абая, 1", "ул.\0 Абая, 1");
    assert_eq!(
        problems(&[("stations.csv", &stations)]),
        [
            "stations.csv row 2 address_ru: holds a control character (U+0000): write it anew \
             without it"
        ]
    );
    let name = AREAS.replace("Город", "Го\u{1b}род");
    assert!(problems(&[("areas.csv", &name)])[0].contains("row 2 name_ru: holds a control"));
}

#[test]
fn codes_are_no_paths() {
    for code in [
        "../../x", "a/b", "a\\b", "..", ".x", "a..b", "a\0b", "a\u{7f}",
    ] {
        let areas = format!("{AREAS}{code},,а,б,\n");
        let found = problems(&[("areas.csv", &areas)]);
        assert!(
            found[0].starts_with("areas.csv row 4 code: "),
            "{code:?} {found:?}"
        );
    }
    assert!(import(&[("areas.csv", &format!("{AREAS}А-1.2_x,,а,б,\n"))]).is_ok());
}

#[test]
fn what_is_no_file_is_not_opened() {
    ends(read_what_is_no_file);
}

fn read_what_is_no_file() {
    let begun = Instant::now();
    for name in [
        "areas.csv",
        "renamed.csv",
        "precincts.geojson",
        "precincts.kml",
        "precincts.kmz",
        "precincts.zip",
        "town.xlsx",
    ] {
        for kind in ["pipe", "folder", "socket", "device"] {
            let folder = tempfile::tempdir().unwrap();
            write(folder.path(), &town::records()).unwrap();
            let instead = match name {
                "areas.csv" | "renamed.csv" => name,
                "town.xlsx" => "areas.csv",
                _ => "precincts.geojson",
            };
            fs::remove_file(folder.path().join(instead)).unwrap();
            let path = folder.path().join(name);
            match kind {
                "pipe" => assert!(
                    Command::new("mkfifo")
                        .arg(&path)
                        .status()
                        .unwrap()
                        .success()
                ),
                "folder" => fs::create_dir(&path).unwrap(),
                "socket" => drop(UnixListener::bind(&path).unwrap()),
                _ => std::os::unix::fs::symlink("/dev/zero", &path).unwrap(),
            }
            let found = read(folder.path()).expect_err("refused");
            let said = Problem::file(name, Reason::NotFile);
            assert!(found.contains(&said), "{kind} {name} {found:?}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.xlsx");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(
        read(&pipe).expect_err("refused")[0].reason,
        Reason::NotFolder
    );
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_file_that_is_too_big_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("precincts.geojson")).unwrap();
    file.set_len((256 << 20) + 1).unwrap();
    let found = read(folder.path()).expect_err("refused");
    assert!(found.contains(&Problem::file("precincts.geojson", Reason::TooBig(256))));
}

/// Outlines of many corners, each a little further than the one before.
fn heap(many: usize, corners: usize) -> Vec<Precinct> {
    let corner = |at: usize, shift: f64| {
        let angle = at as f64 / corners as f64 * std::f64::consts::TAU;
        let radius = 0.1 + if at.is_multiple_of(2) { 0.0 } else { 0.02 };
        (
            67.0 + shift + radius * angle.cos(),
            47.0 + radius * angle.sin(),
        )
    };
    let outline = |shift: f64| {
        let ring: Vec<(f64, f64)> = (0..corners).map(|at| corner(at, shift)).collect();
        MultiPolygon(vec![Polygon::new(ring.into(), Vec::new())])
    };
    let precinct = |at: usize| Precinct {
        code: PrecinctCode::new(format!("P-{at}")),
        name: Both::default(),
        area: AreaCode::new(String::new()),
        station: None,
        territory: Both::default(),
        borders: Some(crate::domain::borders::normalised(&outline(
            at as f64 / 1e5,
        ))),
    };
    (0..many).map(precinct).collect()
}

/// Runs what would not end without its bounds.
fn ends(work: fn()) {
    let (ended, end) = std::sync::mpsc::channel();
    let worker = std::thread::spawn(move || {
        work();
        ended.send(()).ok();
    });
    let end = end.recv_timeout(Duration::from_secs(60));
    assert_ne!(end, Err(RecvTimeoutError::Timeout), "it does not end");
    worker.join().unwrap();
}

#[test]
fn a_heap_of_outlines_comes_to_an_end() {
    ends(look_at_a_heap);
}

fn look_at_a_heap() {
    let precincts = heap(1_000, 100);
    let all: Vec<&Precinct> = precincts.iter().collect();
    let (options, mut work) = (Options::default(), Work::of(work::MOST / 30));
    let begun = Instant::now();
    let (overlaps, _) = overlaps::find(&all, &options, &mut work);
    let (gaps, _) = gaps::find(&all, &[], &options, &mut work);
    let took = begun.elapsed();
    println!(
        "{} overlaps told of a heap of 1,000 in {took:?}",
        overlaps.len()
    );
    assert!(work.is_used_up() && !overlaps.is_empty() && gaps.is_empty());
    assert!(took < Duration::from_secs(30), "{took:?}");
    // Refused outlines in a heap are looked over before they are put together.
    let mut work = Work::of(work::MOST / 100);
    let begun = Instant::now();
    assert_eq!(gaps::find(&[], &all, &options, &mut work).0, []);
    assert!(work.is_used_up() && begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_few_outlines_on_each_other_are_all_told() {
    let precincts = heap(8, 40);
    let all: Vec<&Precinct> = precincts.iter().collect();
    let mut work = Work::of(work::MOST);
    let (overlaps, _) = overlaps::find(&all, &Options::default(), &mut work);
    assert_eq!(overlaps.len(), 8 * 7 / 2);
    assert!(!work.is_used_up());
}

/// As many characters as a cell holds, of streets and houses.
fn territory(street: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0.. {
        let next = street(at);
        if text.chars().count() + next.chars().count() > 32_767 {
            break;
        }
        text.push_str(&next);
    }
    text
}

#[test]
fn a_full_cell_is_understood_soon() {
    let letters = |at: usize| -> String {
        let letters: Vec<char> = "абвгдежзиклмнопр".chars().collect();
        (0..4)
            .map(|digit| letters[at >> (4 * digit) & 15])
            .collect()
    };
    for (what, text) in [
        (
            "streets",
            territory(|at| format!("ул. {}ова 1-9, 12; ", letters(at))),
        ),
        ("one street", territory(|at| format!("ул. Абая {at}; "))),
        (
            "houses",
            format!("ул. Абая {}", territory(|at| format!("{at}, "))),
        ),
        ("commas", ",".repeat(32_767)),
        ("brackets", "(".repeat(32_767)),
        ("words", territory(|at| format!("{} ", letters(at)))),
        ("numbers", territory(|at| format!("{at}-"))),
        (
            "crossings",
            territory(|at| format!("от ул. {}ова до ул. Абая; ", letters(at))),
        ),
        (
            "excepts",
            format!("ул. Абая кроме {}", territory(|at| format!("{at} кроме "))),
        ),
    ] {
        let begun = Instant::now();
        let understood = parse_territory(&text);
        let parsed = begun.elapsed();
        let pairs = differing(&understood, &understood).len();
        let compared = begun.elapsed() - parsed;
        let items = understood.items.len();
        println!("{what}: {items} items in {parsed:?}, compared in {compared:?} ({pairs})");
        assert!(begun.elapsed() < Duration::from_secs(5), "{what}");
        // Each house asked of each other one would be hundreds of times as long.
        assert!(compared < 20 * parsed, "{what}");
    }
}
