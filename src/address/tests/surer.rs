//! Whatever else is written in the item of a unit, before its name or behind it, never makes an answer
//! surer.
use super::whole::is_sure;
use crate::address::parse_territory;
use proptest::prelude::*;
use serde_json::Value;

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

/// What a clerk may write before the name of a unit; with words of no meaning.
const BEFORE: &[&str] = &[
    "новостройки ",
    "гаражи ",
    "частный сектор ",
    "новые дома ",
    "нижняя часть ",
    "бараки на краю ",
    "771 дом ",
    "участки ",
    "жаңа құрылыстар ",
    "жеке сектор ",
    "все ",
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

/// The text with words before the item at `at`, if that is a unit with a name that stands alone: words
/// before numbers alone may be the end of what comes before, or their name.
fn led(text: &str, at: usize, words: &str) -> Option<String> {
    let items = parse_territory(text).items;
    let item = items.get(at % items.len().max(1))?;
    let (start, end) = item.span;
    let (before, rest) = (text.get(..start)?, text.get(end..)?);
    let named = item.kind.is_unit() && !item.name.text.is_empty();
    // «№ 1, 20–26 — мкр. Полевой»
    let numbers = text[start..].starts_with(|c: char| c == '№' || c.is_ascii_digit());
    let fits = named && !numbers && stands_alone(before, rest);
    fits.then(|| format!("{before}{words}{}", &text[start..]))
}

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

fn before() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => prop::sample::select(BEFORE).prop_map(str::to_owned),
        1 => "([а-я]{3,9} ){1,3}",
    ]
}

fn never_surer_led(text: &str, at: usize, words: &str, query: &str) {
    if let Some(more) = led(text, at, words).filter(|_| !is_sure(text, query)) {
        assert!(!is_sure(&more, query), "{more} ## {query}");
    }
}

/// An addition behind a unit that other items follow.
fn never_surer_amid(items: &[&str], at: usize, added: &str, query: &str) {
    let at = at % (items.len() - 1);
    let text = items.join(", ");
    let unit = parse_territory(items[at]).items;
    let alone = unit.len() == 1 && unit[0].kind.is_unit();
    let whole = added != "()" && alone;
    let quarters = added.contains("кварталы") && text.contains("квартал");
    if !whole || quarters || is_sure(&text, query) {
        return;
    }
    let longer = format!("{}{added}", items[at]);
    let mut more = items.to_vec();
    more[at] = &longer;
    let more = more.join(", ");
    assert!(!is_sure(&more, query), "{more} ## {query}");
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
    fn words_before_a_unit_never_make_it_surer(
        items in prop::collection::vec(prop::sample::select(ITEMS), 1..4),
        at in 0..4_usize,
        words in before(),
        query in prop::sample::select(QUERIES),
    ) {
        never_surer_led(&items.join(", "), at, &words, query);
    }

    #[test]
    fn words_before_a_unit_of_an_own_line_never_make_it_surer(
        (text, query) in prop::sample::select(own()),
        at in 0..4_usize,
        words in before(),
    ) {
        never_surer_led(&text, at, &words, &query);
    }

    #[test]
    fn words_amid_a_list_never_make_it_surer(
        items in prop::collection::vec(prop::sample::select(ITEMS), 2..5),
        at in 0..4_usize,
        added in added(),
        query in prop::sample::select(QUERIES),
    ) {
        never_surer_amid(&items, at, &added, query);
    }

    #[test]
    fn an_addition_never_makes_an_own_line_surer(
        (text, query) in prop::sample::select(own()),
        added in added(),
    ) {
        never_surer(&text, &added, &query);
    }
}
