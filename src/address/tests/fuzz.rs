//! Any text is read without a panic, and quickly.
use crate::address::{Book, parse_territory};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Pieces that mean something to the reader, in any order.
const PIECES: &[&str] = &[
    "ул. ",
    "улицы ",
    "мкр. ",
    "микрорайоны ",
    "көшесі",
    "көшелері",
    "шағын ауданы ",
    "д. ",
    "дома ",
    "№",
    "1",
    "12А",
    "3/5",
    "7-й ",
    "-",
    " – ",
    ", ",
    ";",
    "(",
    ")",
    "«",
    "»",
    "\"",
    "с ",
    "по ",
    "от ",
    "до ",
    "и ",
    "және ",
    "между ",
    "угол ",
    "нечётная ",
    "тақ ",
    "сторона ",
    "частично ",
    "школа ",
    "Абая",
    "Сейфуллин ",
    "К. ",
    "8 Марта ",
    "С-189",
    "қ. ",
    "к.",
    "т.д.",
    "\n",
    ":",
    "/",
    " ",
    "12",
    "20-ға ",
    "10-нан ",
    "үй ",
    "бывш. ",
    "граница ",
    "далее ",
    "|",
    "99999999",
];

pub fn address_like() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in ".{0,400}") {
        check(&text);
    }

    #[test]
    fn address_like_text_is_read(text in address_like()) {
        check(&text);
    }

    #[test]
    fn any_query_is_answered(territory in address_like(), query in address_like(), other in ".{0,80}") {
        let book = Book::build(std::iter::once(("p", territory.as_str(), "", &["Алматы"][..])), &[]);
        book.find(&query);
        book.find(&other);
    }
}

/// Everything of the text that has letters or digits is either in an item's span or not understood.
fn check(text: &str) {
    for item in parse_territory(text).items {
        assert!(
            text.get(item.span.0..item.span.1).is_some(),
            "a span is inside the text"
        );
    }
}

#[test]
fn a_long_text_takes_less_than_a_millisecond() {
    if cfg!(debug_assertions) {
        println!("PASSED OVER: time is measured in a release build only");
        return;
    }
    parse_territory("ул. Абая 1");
    let mut slowest = (Duration::ZERO, String::new());
    for piece in PIECES.iter().chain(&[
        "((((",
        "1к1 ",
        "с 1 ",
        "\"а",
        "А ",
        "а ",
        "ж-",
        "1-",
        "ул. А, ",
        "А, Б көшелері, ",
        "12, ",
    ]) {
        let text: String = piece.chars().cycle().take(4096).collect();
        slowest = slowest.max((under_a_millisecond(&text), (*piece).to_owned()));
    }
    println!("slowest of the repeated pieces: {slowest:?}");
    let mixed: String = PIECES.concat().chars().cycle().take(4096).collect();
    println!("all pieces in turn: {:?}", under_a_millisecond(&mixed));
}

/// The best of twenty runs: the machine may be busy with something else.
fn under_a_millisecond(text: &str) -> Duration {
    let best = (0..20).map(|_| {
        let started = Instant::now();
        parse_territory(text);
        started.elapsed()
    });
    let best = best.min().unwrap_or_default();
    let start: String = text.chars().take(20).collect();
    assert!(best < Duration::from_millis(1), "{best:?} for {start}…");
    best
}
