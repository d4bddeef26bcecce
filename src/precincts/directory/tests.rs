//! Who serves whom, and streets that get other names.

use super::*;
use crate::address::AddressMatch;
use crate::domain::directory::{RenamedStreet, Since, Status};
use crate::domain::{AreaCode, Both, HeadCode, InspectorCode, PrecinctCode};
use jiff::civil::date;

fn both(text: &str) -> Both {
    Both {
        kk: text.to_string(),
        ru: text.to_string(),
    }
}

fn area(code: &str, parent: Option<&str>, duty_phone: Option<&str>) -> Area {
    let parent = parent.map(AreaCode::new);
    Area {
        code: AreaCode::new(code),
        parent,
        name: both(code),
        duty_phone: duty_phone.map(str::to_string),
    }
}

fn precinct(code: &str, area: &str) -> Precinct {
    let (name, territory) = (both(code), both(""));
    Precinct {
        code: PrecinctCode::new(code),
        name,
        area: AreaCode::new(area),
        station: None,
        territory,
        borders: None,
    }
}

fn inspector(
    code: &str,
    precincts: &[&str],
    acting_for: Option<&str>,
    until: Option<Date>,
) -> Inspector {
    Inspector {
        code: InspectorCode::new(code),
        name: code.to_string(),
        rank: both("rank"),
        phone: None,
        precincts: precincts.iter().copied().map(PrecinctCode::new).collect(),
        acting_for: acting_for.map(str::to_string),
        until,
    }
}

fn directory() -> Directory {
    let records = Records {
        areas: vec![
            area("district", Some("city"), None),
            area("city", Some("region"), Some("+77000000001")),
            area("region", None, Some("+77000000002")),
            area("round", Some("about"), None),
            area("about", Some("round"), None),
        ],
        stations: Vec::new(),
        precincts: vec![
            precinct("P-3", "round"),
            precinct("P-2", "district"),
            precinct("P-1", "district"),
        ],
        inspectors: vec![
            inspector("I-2", &["P-2"], Some("I-1"), Some(date(2026, 12, 15))),
            inspector("I-1", &["P-1"], None, None),
            inspector("I-3", &[], Some("P-3"), None),
        ],
        heads: ["H-2", "H-1"].map(|code| head(code, "district")).to_vec(),
        renamed: Vec::new(),
    };
    Directory::new(records, date(2026, 11, 27))
}

fn head(code: &str, area: &str) -> Head {
    Head {
        code: HeadCode::new(code),
        name: code.to_string(),
        rank: both(code),
        phone: None,
        area: AreaCode::new(area),
    }
}

#[test]
fn heads_and_principals_are_named() {
    let directory = directory();
    let codes = |heads: Vec<&Head>| -> Vec<String> {
        heads.iter().map(|head| head.code.to_string()).collect()
    };
    let of = |area| codes(directory.heads_of(area).collect());
    assert_eq!(
        (of(&AreaCode::new("district")), of(&AreaCode::new("region"))),
        (vec!["H-1".to_string(), "H-2".to_string()], vec![])
    );
    assert_eq!(
        directory.head(&HeadCode::new("H-2")).unwrap().area,
        "district"
    );
    assert!(directory.head(&HeadCode::new("P-1")).is_none());
    let own: Vec<&str> = directory
        .principals(&PrecinctCode::new("P-1"))
        .iter()
        .map(|it| it.code.as_str())
        .collect();
    assert_eq!(own, ["I-1"]);
    assert!(
        directory.principals(&PrecinctCode::new("P-3")).is_empty()
            && directory.principals(&PrecinctCode::new("no")).is_empty()
    );
}

#[test]
fn whoever_stands_in_serves_until_the_last_day() {
    let directory = directory();
    let (last, after) = (date(2026, 12, 15), date(2026, 12, 16));
    let post = directory.post(&PrecinctCode::new("P-1"), last).unwrap();
    assert_eq!(post.principal.unwrap().code, "I-1");
    assert_eq!(post.acting.unwrap().until, Some(last));
    assert_eq!(post.on_duty().unwrap().code, "I-2");
    assert_eq!(
        directory
            .post(&PrecinctCode::new("P-1"), after)
            .unwrap()
            .on_duty()
            .unwrap()
            .code,
        "I-1"
    );
    assert!(
        directory.serves(&InspectorCode::new("I-2"), &PrecinctCode::new("P-1"), last)
            && !directory.serves(&InspectorCode::new("I-2"), &PrecinctCode::new("P-1"), after)
    );
    assert!(
        directory.serves(&InspectorCode::new("I-1"), &PrecinctCode::new("P-1"), last)
            && !directory.serves(&InspectorCode::new("I-1"), &PrecinctCode::new("P-2"), last)
    );
    let codes: Vec<_> = directory
        .precincts_of(&InspectorCode::new("I-2"), last)
        .iter()
        .map(|p| p.code.as_str())
        .collect();
    assert_eq!(codes, ["P-1", "P-2"]);
}

#[test]
fn a_precinct_can_be_stood_in_for_and_a_post_can_be_vacant() {
    let directory = directory();
    let post = directory
        .post(&PrecinctCode::new("P-3"), date(2030, 1, 1))
        .unwrap();
    assert!(post.principal.is_none() && !post.is_vacant());
    let vacant = Records {
        inspectors: Vec::new(),
        ..directory.records().clone()
    };
    let empty = Directory::new(vacant, date(2026, 1, 1));
    let post = empty
        .post(&PrecinctCode::new("P-1"), date(2026, 1, 1))
        .unwrap();
    assert!(post.is_vacant());
    assert_eq!(post.duty_phone, Some("+77000000001"));
    assert!(
        empty
            .post(&PrecinctCode::new("P-9"), date(2026, 1, 1))
            .is_none()
    );
}

#[test]
fn areas_hold_their_precincts_and_a_circle_ends() {
    let directory = directory();
    assert!(
        directory.in_area(&AreaCode::new("region"), &PrecinctCode::new("P-1"))
            && directory.in_area(&AreaCode::new("district"), &PrecinctCode::new("P-1"))
    );
    assert!(
        !directory.in_area(&AreaCode::new("round"), &PrecinctCode::new("P-1"))
            && !directory.in_area(&AreaCode::new("region"), &PrecinctCode::new("P-9"))
    );
    assert_eq!(directory.chain(&AreaCode::new("round")).len(), 2);
    assert_eq!(directory.duty_phone(&AreaCode::new("round")), None);
    assert_eq!(directory.precincts()[0].code, "P-1");
}

#[test]
fn a_street_has_its_old_name_in_its_area_and_the_new_one_from_its_day() {
    let mut records = directory().records().clone();
    for (at, street) in [(0, "Абай көшесі"), (1, "Абай көшесі"), (2, "Достық көшесі")]
    {
        records.precincts[at].territory.kk = street.to_string();
    }
    records.renamed = [("district", "Ленина", "Абай"), ("round", "Мира", "Достық")]
        .map(|(area, old, new)| RenamedStreet {
            area: AreaCode::new(area),
            old: old.to_string(),
            new: new.to_string(),
            status: Status::InForce,
            since: Some(Since::Day(date(2026, 12, 1))),
        })
        .to_vec();
    records.precincts[1].area = AreaCode::new("region");
    let (before, day) = (date(2026, 11, 30), date(2026, 12, 1));
    let old = Directory::new(records.clone(), before);
    assert!(!old.is_outdated(before) && old.is_outdated(day));
    assert!(matches!(old.find("Ленина 5"), AddressMatch::Check(_)));
    let new = Directory::new(records, day);
    assert!(!new.is_outdated(date(2030, 1, 1)));
    // P-2 lies in the region too, but not in the district.
    assert_eq!(new.find("Ленина 5"), AddressMatch::Sure("P-1".to_string()));
    assert_eq!(new.find("Мира 5"), AddressMatch::Sure("P-3".to_string()));
    let told = new.other_name("Мира 5", &PrecinctCode::new("P-3")).unwrap();
    assert_eq!((told.old.as_str(), told.new.as_str()), ("Мира", "Достық"));
    assert_eq!(new.other_name("Достық 5", &PrecinctCode::new("P-3")), None);
    assert_eq!(new.other_name("Мира 5", &PrecinctCode::new("P-1")), None);
}
