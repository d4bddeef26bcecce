//! One text has one reader: the resident or the desk; and what it says fits that reader.

use aula::domain::Lang;
use aula::text::Words;
use fluent_syntax::ast::{Expression, PatternElement};

use super::{each_pattern, none, texts, variable, written};

/// Files that residents alone read.
const RESIDENTS: [&str; 4] = ["find", "places", "report", "search"];
/// Words by which the desk speaks of the resident, and those of a help desk.
const NOT_TO_A_RESIDENT: [(Lang, &[&str]); 2] = [
    (
        Lang::Kk,
        &["тұрғынның жауабы", "жабылды", "жабылған", "жабу"],
    ),
    (Lang::Ru, &["житель", "жителя", "закрыт", "закрыть"]),
];

#[test]
fn residents_are_not_told_in_the_words_of_the_desk() {
    let mut problems = Vec::new();
    for (lang, words) in NOT_TO_A_RESIDENT {
        let read = texts(lang).iter();
        for text in read.filter(|text| RESIDENTS.contains(&text.file)) {
            let said = written(&text.pattern).to_lowercase();
            let found = words.iter().filter(|word| said.contains(**word));
            let (lang, id) = (lang.code(), &text.id);
            problems.extend(found.map(|word| format!("{lang}: {id}: {word}")));
        }
    }
    none(&problems);
}

/// States and events have a text for each of both; the methods of one are not called where the other
/// is spoken to.
#[test]
fn states_and_events_are_told_to_whom_they_are_written_for() {
    let root = env!("CARGO_MANIFEST_DIR");
    let file_of = |id: &str| {
        texts(Lang::Kk)
            .iter()
            .find(|text| text.id == id)
            .unwrap()
            .file
    };
    for (id, file) in [
        ("state", "desk"),
        ("event", "desk"),
        ("own-state", "report"),
        ("own-event", "report"),
    ] {
        assert_eq!(file_of(id), file, "{id}");
    }
    // What speaks to residents only: their lists and their screens.
    for (path, never) in [
        ("src/show/mine.rs", ".state("),
        ("src/show/done.rs", ".state("),
        ("src/app/act/reports.rs", ".state("),
        ("src/show/desk.rs", ".own_state("),
        ("src/show/moved.rs", ".own_state("),
    ] {
        let code = std::fs::read_to_string(format!("{root}/{path}")).unwrap();
        assert!(!code.contains(never), "{path} has {never}");
    }
}

/// Messages that make a date of its parts.
const DATES: [&str; 2] = ["date-by", "date-to"];

/// "15 желтоқсан дейін" and "срок: 15 декабря" are no sentences: a deadline comes as the whole phrase
/// that `date-by` makes, or in the case that `date-to` gives.
#[test]
fn a_date_has_the_case_that_its_sentence_needs() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        for text in texts(lang) {
            let (id, code) = (text.id.as_str(), lang.code());
            each_pattern(&text.pattern, &mut |pattern| {
                for (at, element) in pattern.elements.iter().enumerate() {
                    let Some(name) = argument(element) else {
                        continue;
                    };
                    let before = at.checked_sub(1).and_then(|at| pattern.elements.get(at));
                    let before = literal(before);
                    let after = literal(pattern.elements.get(at + 1));
                    let bound = after.starts_with(" дейін") || before.ends_with("до ");
                    if bound
                        && !DATES.contains(&id)
                        && !matches!(name, "until" | "to" | "off_to" | "limit")
                    {
                        problems.push(format!("{code}: {id}: ${name} beside \"to\""));
                    }
                    if name == "until" && before.ends_with(": ") && id != "refusal-too-many-reports"
                    {
                        problems.push(format!("{code}: {id}: a deadline after a colon"));
                    }
                }
            });
        }
    }
    none(&problems);
}

fn argument(element: &PatternElement<String>) -> Option<&str> {
    match element {
        PatternElement::Placeable {
            expression: Expression::Inline(inline),
        } => variable(inline),
        _ => None,
    }
}

fn literal(element: Option<&PatternElement<String>>) -> &str {
    match element {
        Some(PatternElement::TextElement { value }) => value,
        _ => "",
    }
}

#[test]
fn every_month_is_said_to_its_end() {
    let by = |lang: Lang, month: i8| Words::new(lang).day_by(jiff::civil::date(2026, month, 2));
    assert_eq!(by(Lang::Kk, 12), "2 желтоқсанға дейін (сәрсенбі)");
    assert_eq!(by(Lang::Ru, 12), "до 2 декабря (среда)");
    // The ending follows the last vowel and the last sound.
    let endings = [
        "ға", "ға", "ға", "ге", "ға", "ға", "ге", "ға", "ке", "ға", "ға", "ға",
    ];
    for (month, ending) in (1..=12).zip(endings) {
        let said = by(Lang::Kk, month);
        assert!(said.contains(&format!("{ending} дейін (")), "{said}");
    }
}
