//! Days as clerks write them, read as the chat reads them. A table says its year.

use jiff::civil::{Date, date};

use super::problem::Reason;
use crate::domain::directory::Since;
use crate::typed::dates::parse_date;

/// Days of two years: what is read alike on both names its year itself.
const TODAY: [Date; 2] = [date(2026, 1, 1), date(2028, 6, 15)];
/// Two figures of a later year are one of the last century.
const LAST_SHORT: i16 = 2050;
/// Days of 2000 to 2099 as spreadsheets count them.
const NUMBERS: std::ops::RangeInclusive<u32> = 36_526..=73_050;

/// What clerks write around the last day of something, and around the first.
const UNTIL: [&str; 7] = [
    "до",
    "по",
    "включительно",
    "дейін",
    "дейин",
    "шейін",
    "шейин",
];
const FROM: [&str; 4] = ["с", "со", "от", "бастап"];
const YEAR: [&str; 9] = [
    "г",
    "год",
    "года",
    "году",
    "ж",
    "жыл",
    "жылы",
    "жылдан",
    "жылғы",
];

/// A day of this century, such as the last one of standing in.
pub(super) fn day(text: &str) -> Result<Date, Reason> {
    let day = any(&without(text, &UNTIL)).ok_or_else(|| {
        if counted(text) {
            Reason::DayNumber(text.to_string())
        } else {
            Reason::BadDate(text.to_string())
        }
    })?;
    sane(text, day, 2000)
}

/// A day, or a year alone, since street names are renamed.
pub(super) fn since(text: &str) -> Result<Since, Reason> {
    let bare = without(text, &FROM);
    if let Ok(Since::Year(year)) = without_year(&bare).parse() {
        let known = (1800..2100).contains(&year);
        return known
            .then_some(Since::Year(year))
            .ok_or_else(|| Reason::OddYear(text.to_string()));
    }
    let day = any(&bare).ok_or_else(|| Reason::BadSince(text.to_string()))?;
    sane(text, day, 1800).map(Since::Day)
}

fn sane(text: &str, day: Date, from: i16) -> Result<Date, Reason> {
    let short = !text.contains(&format!("{:04}", day.year()));
    if (from..2100).contains(&day.year()) && !(short && day.year() > LAST_SHORT) {
        Ok(day)
    } else {
        Err(Reason::OddYear(text.to_string()))
    }
}

/// Any day, also of a year that nobody means.
fn any(text: &str) -> Option<Date> {
    let text = without_time(text);
    let [one, other] = TODAY.map(|today| parse_date(text, today));
    let read = one.filter(|_| one == other);
    // What the chat never means: days of other centuries.
    let bare = text
        .trim_end_matches(|c: char| !c.is_ascii_digit())
        .replace('/', ".");
    let plain = || {
        bare.parse()
            .or_else(|_| Date::strptime("%d.%m.%Y", &bare))
            .ok()
    };
    read.or_else(plain)
}

/// The text without these words in front of it and behind it.
fn without(text: &str, words: &[&str]) -> String {
    let is = |word: &&str| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        words.contains(&plain.to_lowercase().as_str())
    };
    let mut rest: Vec<&str> = text.split_whitespace().collect();
    while rest.first().is_some_and(is) {
        rest.remove(0);
    }
    while rest.last().is_some_and(is) {
        rest.pop();
    }
    rest.join(" ")
}

/// «2024 г.», «2024ж.»: the number alone.
fn without_year(text: &str) -> &str {
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let behind = text[number.len()..].trim_matches(|c: char| !c.is_alphanumeric());
    let said = YEAR.contains(&behind.to_lowercase().as_str());
    if said { number } else { text }
}

/// A day that a spreadsheet shows as the number that it is: which one, depends on where it began to
/// count.
fn counted(text: &str) -> bool {
    text.len() == 5 && text.parse().is_ok_and(|number| NUMBERS.contains(&number))
}

/// Spreadsheets write midnight behind a day.
fn without_time(text: &str) -> &str {
    let time = text.split_once([' ', 'T']);
    let zeros = |time: &str| time.contains(':') && time.chars().all(|c| "0:.".contains(c));
    match time {
        Some((day, time)) if zeros(time.trim()) => day,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_usual_way() {
        for text in [
            "2026-12-31",
            "31.12.2026",
            "31.12.2026 г.",
            "31/12/2026",
            "31-12-2026",
            "31.12.26",
            "31 декабря 2026 года",
            "2026-12-31 00:00:00",
            "31.12.2026 0:00",
            "2026-12-31T00:00:00",
            "до 31.12.2026",
            "До 31 декабря 2026 г.",
            "по 31.12.2026 г. включительно",
            "31.12.2026 дейін",
            "31.12.2026 ж. дейін",
            "2026 жылғы 31 желтоқсанға дейін",
        ] {
            assert_eq!(day(text), Ok(date(2026, 12, 31)), "{text}");
        }
        for text in [
            "",
            "31.12",
            "31 декабря",
            "завтра",
            "дүйсенбі",
            "12/31/2026",
            "до конца года",
            "31 желтоқсанға дейін",
            "до",
            "с 31.12.2026",
        ] {
            assert_eq!(day(text), Err(Reason::BadDate(text.to_string())), "{text}");
        }
        for text in [
            "31.12.0026",
            "31.12.1926",
            "2206-12-31",
            "31.12.206",
            "31.12.97",
        ] {
            assert_eq!(day(text), Err(Reason::OddYear(text.to_string())), "{text}");
        }
        assert!(counted("46387") && !counted("46387.5") && !counted("99999"));
    }

    #[test]
    fn a_street_may_have_its_name_for_long() {
        assert_eq!(since("1993"), Ok(Since::Year(1993)));
        for text in [
            "2024 г.",
            "2024г",
            "2024 ж.",
            "2024 жыл",
            "с 2024 года",
            "2024 жылдан бастап",
        ] {
            assert_eq!(since(text), Ok(Since::Year(2024)), "{text}");
        }
        assert_eq!(
            since("2024 весной"),
            Err(Reason::BadSince("2024 весной".to_string()))
        );
        assert_eq!(since("12.05.1997 г."), Ok(Since::Day(date(1997, 5, 12))));
        assert_eq!(since("12.05.24"), Ok(Since::Day(date(2024, 5, 12))));
        for text in ["0093", "12.05.97", "12.05.3024"] {
            assert_eq!(
                since(text),
                Err(Reason::OddYear(text.to_string())),
                "{text}"
            );
        }
        assert_eq!(since("весной"), Err(Reason::BadSince("весной".to_string())));
    }
}
