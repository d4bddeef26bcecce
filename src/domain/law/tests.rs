//! The built-in table is whole, and a broken one is refused by line and reason.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::Lang;
use crate::domain::calendar::at;
use crate::domain::category::{Fine, Helper, LABEL_CHARS, Unit};

#[test]
fn the_built_in_table_is_valid_and_whole() {
    let law = Law::embedded();
    let keys: Vec<&str> = law
        .categories()
        .iter()
        .map(|category| category.key.as_str())
        .collect();
    let expected = [
        "night_noise",
        "alcohol_hours",
        "alcohol_minors",
        "public_drinking",
        "home",
        "minors_night",
        "hooliganism",
        "rubbish",
        "smoking",
        "parking",
        "animals",
        "street_trade",
        "begging",
        "other",
    ];
    assert_eq!(keys, expected);
    assert_eq!(law.phone(Phone::Police).number, "102");
    assert_eq!(law.phone(Phone::Rescue).number, "112");
    assert_eq!(law.phone(Phone::Fire).number, "101");
    assert_eq!(law.phone(Phone::Ambulance).number, "103");
    assert_eq!(law.phone(Phone::Family).number, "111");
    assert_eq!(
        (law.false_call().article.as_str(), law.false_call().mrp),
        ("438", 30)
    );
    assert_eq!(
        (law.deadlines().forward_days, law.answer_days("rubbish")),
        (3, 15)
    );
    assert_eq!(law.alcohol_age(), 21);
    assert_eq!(law.appeals().1, Some("https://eotinish.kz"));
    assert_eq!(law.gaps(2026), []);
    assert_eq!(law.gaps(2027), [MissingYear::Mrp(2027)]);
    assert_eq!(
        law.gaps(2028),
        [MissingYear::Mrp(2028), MissingYear::Holidays(2028)]
    );
}

#[test]
fn home_violence_is_private_and_danger_comes_first() {
    let law = Law::embedded();
    let home = law.category("home").unwrap();
    assert!(home.private && home.danger);
    assert_eq!(home.unit, Unit::Protection);
    assert_eq!(
        law.categories()
            .iter()
            .filter(|category| category.private)
            .count(),
        1
    );
    assert_eq!(law.category("rubbish").unwrap().also, [Helper::Akimat]);
    assert!(law.category("nothing").is_none());
}

#[test]
fn only_what_is_sourced_is_said() {
    let law = Law::embedded();
    for key in [
        "alcohol_hours",
        "alcohol_minors",
        "public_drinking",
        "animals",
        "begging",
    ] {
        assert_eq!(
            law.category(key).unwrap().article,
            None,
            "{key}: not confirmed"
        );
    }
    assert_eq!(
        law.category("hooliganism").unwrap().fine,
        None,
        "sources disagree"
    );
    let noise = law.category("night_noise").unwrap();
    assert_eq!(
        noise.fine,
        Some(Fine {
            mrp: 5,
            up_to: None,
            repeat: Some(10)
        })
    );
}

#[test]
fn fines_follow_the_year() {
    let law = Law::embedded();
    assert_eq!(law.fine_tenge(5, date(2026, 11, 27)), Some(21_625));
    assert_eq!(law.fine_tenge(5, date(2025, 12, 31)), Some(19_660));
    assert_eq!(law.fine_tenge(5, date(2027, 1, 1)), None);
    assert_eq!(law.fine_tenge(u32::MAX, date(2026, 1, 1)), None);
}

#[test]
fn a_kind_of_report_knows_its_hours() {
    let law = Law::embedded();
    let moment = at(date(2026, 11, 27).at(23, 40, 0, 0));
    let clock = law.clock("night_noise", moment);
    let keys: Vec<&str> = clock.iter().map(|(rule, _)| rule.key.as_str()).collect();
    assert_eq!(keys, ["quiet", "quiet_venue"]);
    assert!(clock.iter().all(|(_, verdict)| verdict.inside));
    assert!(law.clock("rubbish", moment).is_empty() && law.clock("nothing", moment).is_empty());
    assert_eq!(law.rule_at("nothing", moment), None);
}

/// Letters that look alike in both alphabets are the usual slip in Kazakh texts.
#[test]
fn labels_are_cyrillic_throughout() {
    let law = Law::embedded();
    for category in law.categories() {
        for lang in [Lang::Kk, Lang::Ru] {
            let label = category.label.get(lang);
            assert!(label.chars().count() <= LABEL_CHARS);
            assert!(!label.chars().any(|c| c.is_ascii_alphabetic()), "{label}");
            let title = category.title.as_ref().map_or("", |title| title.get(lang));
            assert!(!title.chars().any(|c| c.is_ascii_alphabetic()), "{title}");
        }
    }
}

/// The built-in text with one thing changed, and what is then said about it.
fn refused(from: &str, to: &str) -> String {
    assert!(BUILT_IN.contains(from), "{from}");
    Law::parse(&BUILT_IN.replacen(from, to, 1))
        .unwrap_err()
        .to_string()
}

fn line(needle: &str) -> usize {
    BUILT_IN
        .lines()
        .position(|line| line.contains(needle))
        .unwrap()
        + 1
}

/// What is put in place of what, where the line is looked for, and what is said of it.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    (
        "key = \"begging\"",
        "key = \"smoking\"",
        "begging",
        "key stands once",
    ),
    (
        "key = \"begging\"",
        "key = \"Begging\"",
        "begging",
        "a key is",
    ),
    (
        "hours = [\"alcohol_retail\"]",
        "hours = [\"shops\"]",
        "key = \"alcohol_hours\"",
        "[[hours]]",
    ),
    (
        "fine = { mrp = 5, repeat = 10 }",
        "fine = { mrp = 0 }",
        "night_noise",
        "a fine",
    ),
    (
        "key = \"quiet_venue\"",
        "key = \"quiet\"",
        "key = \"quiet_venue\"",
        "rule's key",
    ),
    (
        "to = \"12:00\"",
        "to = \"21:00\"",
        "key = \"alcohol_retail\"",
        "another minute",
    ),
    ("to = \"12:00\"", "to = \"25:00\"", "to = \"12:00\"", ""),
    ("year = 2025", "year = 2026", "year = 2026", "once"),
    (
        "number = \"102\"",
        "number = \"1O2\"",
        "number = \"102\"",
        "digits",
    ),
    (
        "date = \"2026-12-16\"",
        "date = \"2026-01-07\"",
        "2026-12-16",
        "stands once",
    ),
    (
        "date = \"2026-12-16\"",
        "date = \"2026-13-16\"",
        "2026-12-16",
        "",
    ),
    (
        "kind = \"worked\"",
        "kind = \"holiday\"",
        "kind = \"worked\"",
        "",
    ),
    ("url = \"https://", "url = \"http://", "url = ", "https://"),
    (
        "key = \"theft\"",
        "key = \"fraud\"",
        "key = \"theft\"",
        "matter's key",
    ),
    (
        "report = \"rubbish\"",
        "report = \"garbage\"",
        "key = \"waste\"",
        "[[categories]]",
    ),
    (
        "phones = [\"city\", \"rescue\"]",
        "phones = [\"town\"]",
        "key = \"roads\"",
        "[phones]",
    ),
    (
        "Дороги, ямы",
        "109: дороги, ямы",
        "key = \"roads\"",
        "no figure",
    ),
    ("checked = ", "chekced = ", "checked = ", "unknown field"),
];

#[test]
fn a_broken_table_is_refused_with_its_line() {
    for (from, to, at, reason) in BROKEN {
        let said = refused(from, to);
        assert!(
            said.starts_with(&format!("law table, line {}:", line(at))),
            "{to}: {said}"
        );
        assert!(
            said.contains(reason) && !said.contains('\n'),
            "{to}: {said}"
        );
    }
}

#[test]
fn both_languages_and_length_are_required() {
    let mut labels = BUILT_IN.lines().filter(|line| line.starts_with("label = "));
    let label = labels.next_back().unwrap();
    assert!(refused(label, "label = { kk = \"\", ru = \"x\" }").contains("in each language"));
    assert!(refused(label, "label = { ru = \"x\" }").contains("kk"));
    let long = "x".repeat(LABEL_CHARS + 1);
    let long = format!("label = {{ kk = \"x\", ru = \"{long}\" }}");
    assert!(refused(label, &long).contains("40 characters"));
    let many = |index| format!("\n[[categories]]\nkey = \"x{index}\"\n{label}\n");
    let more: String = (0..7).map(many).collect();
    assert!(
        Law::parse(&format!("{BUILT_IN}{more}"))
            .unwrap_err()
            .problem
            .contains("20 categories")
    );
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let _ = Law::parse(&text);
    }
}

#[test]
fn a_matter_names_its_lines() {
    let law = Law::embedded();
    let numbers = |law: &Law, key: &str| {
        let matter = law.matter(key).unwrap().clone();
        let lines = law.lines_of(&matter);
        lines.map(|it| it.number.clone()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&law, "light_water"), ["109", "104"]);
    assert_eq!(law.line("111").unwrap().number, law.number(Phone::Family));
    assert!(law.line("150").is_none() && law.matter("weather").is_none());
    // Where the sources disagree, and where a city has no such line, none is named.
    let doubtful = BUILT_IN.replace("key = \"fraud\"\n", "key = \"fraud\"\ndoubtful = true\n");
    assert!(numbers(&Law::parse(&doubtful).unwrap(), "fraud").is_empty());
    let (before, from) = BUILT_IN.split_once("[phones.city]").unwrap();
    let (_, after) = from.split_once("[appeals]").unwrap();
    let without = Law::parse(&format!("{before}[appeals]{after}")).unwrap();
    assert_eq!(numbers(&without, "light_water"), ["104"]);
}
