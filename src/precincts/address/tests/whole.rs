//! A unit is meant as a whole only if its item is nothing but its name and kind; whatever else is
//! written in an item never makes an answer surer.
use super::train::{Line, real_lines_of_towns};
use crate::precincts::address::{Answer, Book, parse_territory};
use proptest::prelude::*;
use serde_json::Value;

fn find(text: &str, query: &str) -> Answer {
    let one = [
        ("a", "", text, &["Алматы"][..]),
        ("b", "", "ул. Зенкова 1-9", &["Алматы"][..]),
    ];
    Book::build(one.into_iter(), &[]).find(query)
}

fn is_sure(text: &str, query: &str) -> bool {
    matches!(find(text, query), Answer::Sure(_))
}

/// Lines that name a unit and more, and what is asked of it.
const NARROWED: &[(&str, &str)] = &[
    (
        "с. Косшы, ЖК «Лесная поляна» 1, 2, 3, 4",
        "Косшы, ул. Абая 5",
    ),
    (
        "пос. Элеватор, д. 1, д. 2, дома с 9 по 17, с/т Маяк, уч. 2, уч. 64а",
        "пос. Элеватор, ул. Новая 5",
    ),
    (
        "пос. Элеватор, д. 1, д. 2, дома с 9 по 17, с/т Маяк, уч. 2, уч. 64а",
        "с/т Маяк, участок 7",
    ),
    ("Арман т/а орталық көшесі", "Арман т/а, Абай көшесі 5"),
    (
        "Арман тұрғын алабы, орталық көшесінің бойы",
        "Арман тұрғын алабы 14",
    ),
    ("ул. Центральная (мкр. Арман)", "мкр. Арман, ул. Абая 5"),
    ("ул. Центральная (мкр. Арман)", "мкр. Арман 14"),
    (
        "ул. Центральная 1-20 (с. Кызылту), ул. Мира 1-9",
        "с. Кызылту, ул. Абая 5",
    ),
    (
        "ул. Центральная, ул. Набережная (село Кызылту)",
        "Кызылту, ул. Абая 5",
    ),
    ("улица Школьная села Кызылту", "село Кызылту, ул. Абая 5"),
    (
        "Қызылту ауылының Мектеп көшесі",
        "Қызылту ауылы, Абай көшесі 5",
    ),
    ("мкр. Нурлытау, участки с № 1 по № 40", "мкр. Нурлытау 57"),
    (
        "мкр. Нурлытау, участки с № 1 по № 40",
        "мкр. Нурлытау, ул. Абая 5",
    ),
    ("мкр. Нурлытау (участки 1-40)", "мкр. Нурлытау 57"),
    (
        "мкр. Нурлытау, кварталы № 1, 4, 9",
        "мкр. Нурлытау, квартал 5, дом 3",
    ),
    (
        "мкр. Нурлытау, кварталы № 1, 4, 9",
        "мкр. Нурлытау, ул. Абая 5",
    ),
    ("мкр. Нурлытау кварталы 1, 4, 9, 12", "Нурлытау 7"),
    ("мкр. Нурлытау (кварталы 1-4)", "Нурлытау, ул. Абая 7"),
    (
        "Нұрлытау шағын ауданы, № 1, 4, 9 орамдар",
        "Нұрлытау шағын ауданы, Абай көшесі 5",
    ),
    (
        "Нұрлытау шағын ауданы (1-40 учаскелер)",
        "Нұрлытау шағын ауданы 57",
    ),
    ("мкр. Арман, нижняя часть", "мкр. Арман 14"),
    ("мкр. Арман до канала", "мкр. Арман 14"),
    ("мкр. Арман за железной дорогой", "мкр. Арман, ул. Абая 14"),
    ("мкр. Арман – многоэтажные дома", "мкр. Арман, ул. Абая 14"),
    ("мкр. Арман (частный сектор)", "мкр. Арман, 14"),
    (
        "мкр. Арман, частный сектор, ул. Мира 1-9",
        "мкр. Арман, ул. Абая 14",
    ),
    ("мкр. Арман район рынка", "мкр. Арман 14"),
    ("мкр. Арман 1-я очередь", "мкр. Арман, ул. Абая 14"),
    (
        "мкр. Арман, первая и вторая линия",
        "мкр. Арман, ул. Абая 14",
    ),
    (
        "дачный массив Арман, линии 1-6",
        "дачный массив Арман, линия 9, дом 4",
    ),
    ("село Арман ферма № 3", "село Арман, ул. Абая 14"),
    ("Арман ауылының шығыс жағы", "Арман ауылы, Абай көшесі 14"),
    ("Арман ауылы, 2-бөлімше", "Арман ауылы, Абай көшесі 14"),
    (
        "жилой массив Арман, блоки А, Б",
        "жилой массив Арман, ул. Абая 14",
    ),
    ("мкр. Арман, улицы без названия", "мкр. Арман, ул. Абая 14"),
    ("мкр. Арман ул. Мира, ул. Гоголя", "мкр. Арман, ул. Абая 14"),
    (
        "мкр. Арман (ул. Мира, ул. Гоголя)",
        "мкр. Арман, ул. Абая 14",
    ),
    ("мкр. Самал, мкр. Арман ул. Мира", "мкр. Арман, ул. Абая 14"),
];

/// Lines that name it and nothing else.
const WHOLE: &[(&str, &str)] = &[
    ("мкр. Арман", "мкр. Арман, ул. Абая 14"),
    ("мкр. Арман, все дома", "мкр. Арман 14"),
    ("Арман шағын ауданы, барлық үйлер", "Арман шағын ауданы 14"),
    ("мкр. Арман полностью", "мкр. Арман, ул. Абая 14"),
    ("мкр. Арман, мкр. Самал, ул. Мира 1-9", "мкр. Арман 14"),
    ("мкр. «Арман»; ул. Мира 1-9", "мкр. Арман, ул. Абая 14"),
    ("ул. Мира 1-9, весь мкр. Арман", "мкр. Арман, ул. Абая 14"),
    ("ул. Мира 1-9, мкр. Арман", "мкр. Арман 14"),
    ("ул. Мира 1-9; село Арман", "село Арман, ул. Абая 14"),
    (
        "микрорайоны Арман, Самал и Нурлытау",
        "мкр. Самал, ул. Абая 14",
    ),
    (
        "Арман, Самал шағын аудандары",
        "Самал шағын ауданы, Абай көшесі 14",
    ),
    ("Арман ауылы, Қызылту ауылы", "Арман ауылы, Абай көшесі 14"),
    ("сёла: Арман, Кызылту", "село Кызылту, ул. Абая 14"),
];

#[test]
fn a_narrowed_unit_is_not_sure() {
    let asked = NARROWED.iter().filter(|(text, query)| is_sure(text, query));
    let wrong: Vec<_> = asked.collect();
    println!(
        "narrowed, answered sure: {} of {}",
        wrong.len(),
        NARROWED.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_whole_unit_is_sure() {
    let asked = WHOLE.iter().filter(|(text, query)| !is_sure(text, query));
    let wrong: Vec<_> = asked
        .map(|(t, q)| (t, q, find(t, q), parse_territory(t)))
        .collect();
    println!(
        "whole, not answered sure: {} of {}",
        wrong.len(),
        WHOLE.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a clerk may add to an item; the numbers are asked of by nobody.
const ADDED: &[&str] = &[
    " (участки 771-788)",
    ", участки с № 771 по № 788",
    " (кварталы 771, 774, 779)",
    ", кварталы № 771, 774, 779",
    " (кварталы 771-788)",
    " (частично)",
    ", частично",
    " (бывший аэродром)",
    " нижняя часть",
    ", частный сектор",
    " за рекой",
    " 771",
    ", 771, 774",
    " № 771",
    " (771)",
    " (уч. 771)",
    " (шығыс бөлігі)",
    " орталық көшесі",
    ", 771-788 учаскелер",
    " до канала",
    " вторая очередь",
    " (дома без номеров)",
    " (",
    ")",
    " «771»",
];

/// Items as territories have them, and addresses asked of them.
const ITEMS: &[&str] = &[
    "мкр. Арман",
    "мкр. Самал-2",
    "микрорайоны 5, 6, 7",
    "5-шағын аудан",
    "Арман шағын ауданы",
    "село Кызылту",
    "Қызылту ауылы",
    "жилой массив Ынтымак",
    "ЖК «Лесная поляна»",
    "квартал 14",
    "ул. Абая",
    "ул. Абая 1-20",
    "ул. Мира 3, 5, 7А",
    "ул. Гоголя (нечётная сторона)",
    "Абай көшесі 2–40 (жұп жағы)",
    "мкр. Арман, ул. Мира",
    "ул. Гоголя (мкр. Арман)",
    "пер. Школьный",
];

const QUERIES: &[&str] = &[
    "мкр. Арман 14",
    "Арман, ул. Абая 14",
    "Самал 2 дом 9",
    "Самал, Мира 5",
    "5 мкр 12",
    "6-шағын аудан, 3-үй",
    "Кызылту, Гоголя 5",
    "Қызылту, Абай 8",
    "Ынтымак 7",
    "Лесная поляна 4",
    "квартал 14, дом 2",
    "Абая 5",
    "Абая 77",
    "Мира 5",
    "Мира 12",
    "Гоголя 9",
    "Гоголя 10",
    "Школьный 3",
    "Арман",
    "Абая",
];

/// The text with an addition at the end of its last item, if that is a unit, or with that in brackets.
/// Behind another item the same words may turn the line into another kind of list.
fn with(text: &str, added: &str) -> Option<String> {
    let items = parse_territory(text).items;
    let last = items.last().filter(|item| item.kind.is_unit())?;
    let (start, end) = last.span;
    let (before, own, rest) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    match added {
        "()" if stands_alone(before, rest) => Some(format!("{before}({own}){rest}")),
        "()" => None,
        added => Some(format!("{text}{added}")),
    }
}

/// Between separators, so that brackets are around the whole of an item.
fn stands_alone(before: &str, rest: &str) -> bool {
    let starts = before.is_empty() || before.trim_end().ends_with([',', ';']);
    starts && (rest.is_empty() || rest.starts_with([',', ';']))
}

fn added() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(ADDED).prop_map(str::to_owned),
        1 => Just("()".to_owned()),
        1 => "( [а-я]{3,9}){1,3}",
        1 => ", [а-я]{4,9} [а-я]{4,9}",
        1 => " \\([А-Я][а-я]{3,9}( 77[0-9])?\\)",
    ]
}

/// Territories and queries of the project's own labels, of those who are not surely in.
fn own() -> Vec<(String, String)> {
    let value = |line: &str| serde_json::from_str::<Value>(line).unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let lines = include_str!("own.jsonl").lines().map(value);
    // Two streets and nothing else are a crossing; with more they are a list.
    let crossing = |it: &Value| it["trap"] == "corner" || it["trap"] == "certainty";
    // «10 үй» counts houses; with a number behind it is one of them.
    let counts = |it: &Value| text(it, "text").ends_with("үй");
    let lines = lines.filter(|it| it["expect"] != "in" && !crossing(it) && !counts(it));
    lines
        .map(|it| (text(&it, "text"), text(&it, "query")))
        .collect()
}

fn never_surer(text: &str, added: &str, query: &str) {
    // A quarter beside a quarter is an item of its own.
    let quarters = added.contains("кварталы") && text.contains("квартал");
    if quarters || is_sure(text, query) {
        return;
    }
    if let Some(more) = with(text, added) {
        assert!(!is_sure(&more, query), "{more} ## {query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_addition_never_makes_a_unit_surer(
        items in prop::collection::vec(prop::sample::select(ITEMS), 1..4),
        added in added(),
        query in prop::sample::select(QUERIES),
    ) {
        never_surer(&items.join(", "), &added, query);
    }

    #[test]
    fn an_addition_never_makes_an_own_line_surer(
        (text, query) in prop::sample::select(own()),
        added in added(),
    ) {
        never_surer(&text, &added, &query);
    }
}

/// Each query whose precinct is known, asked of a directory without that precinct: whoever is in no
/// list is nobody's surely, save where another published line has the same house.
#[test]
fn outsiders_of_real_lines() {
    let lines = real_lines_of_towns();
    let (mut asked, mut sure) = (0, Vec::new());
    for one in &lines {
        let others = lines
            .iter()
            .filter(|it| it.city == one.city && it.id != one.id);
        let areas = [one.city.as_str()];
        let sources = others.map(|it: &Line| match it.kazakh {
            true => (it.id.as_str(), it.text.as_str(), "", &areas[..]),
            false => (it.id.as_str(), "", it.text.as_str(), &areas[..]),
        });
        let book = Book::build(sources, &[]);
        for query in &one.queries {
            asked += 1;
            if let Answer::Sure(code) = book.find(query) {
                sure.push(format!("{query} -> {code}"));
            }
        }
    }
    println!(
        "outsiders: {} of {asked} answered sure\n{}",
        sure.len(),
        sure.join("\n")
    );
    assert!(sure.len() <= 34, "{sure:#?}");
}

#[test]
fn probe() {
    let Ok(path) = std::env::var("AULA_PROBE") else { return };
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let Some((text, query)) = line.split_once(" ## ") else {
            println!("{line} => {}", crate::precincts::address::words::fold::key(line));
            continue;
        };
        println!("{text} ## {query} => {:?}", find(text, query));
        for item in parse_territory(text).items {
            println!("    {:?} {:?} within {:?} {:?}", item.kind, item.name, item.within, item.extent);
        }
    }
}
