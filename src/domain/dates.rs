//! Dates and times as people type them, in either language and in digits. What is not surely
//! understood is None, and the conversation asks again.

use std::sync::LazyLock;

use jiff::civil::{Date, Time, Weekday};
use jiff::{Span, ToSpan};
use serde::Deserialize;

/// Longer than any date that a person writes.
const LONGEST: usize = 64;

/// `27.11.2026`, `27.11`, `27 11`, `2026-11-27`, a day and a month's name, today, tomorrow, the
/// day after, a weekday. Without a year it is the next such date, today included; a weekday is the
/// next such day after today. A weekday beside a date must agree with it.
pub fn parse_date(text: &str, today: Date) -> Option<Date> {
    if text.contains(':') {
        return None;
    }
    let typed = Typed::read(text)?;
    let date = match (typed.ahead, typed.month, typed.numbers.as_slice()) {
        (Some(ahead), None, []) => today.checked_add(ahead).ok()?,
        (None, None, []) => return next_weekday(typed.weekday?, today),
        (None, Some(month), [day]) => next_date(day.value, month, today)?,
        (None, Some(month), [day, year]) if year.is_year() => whole_date(year, month, day)?,
        (None, Some(month), [year, day]) if year.is_year() => whole_date(year, month, day)?,
        (None, None, [day, month]) => next_date(day.value, i8::try_from(month.value).ok()?, today)?,
        (None, None, [year, month, day]) if year.digits == 4 => {
            whole_date(year, i8::try_from(month.value).ok()?, day)?
        }
        (None, None, [day, month, year]) if year.is_year() => {
            whole_date(year, i8::try_from(month.value).ok()?, day)?
        }
        _ => return None,
    };
    typed
        .weekday
        .is_none_or(|weekday| weekday == date.weekday())
        .then_some(date)
}

/// `18:30`, `18.30`, `18 30`, `1830`, `18`, with or without the word for hour.
pub fn parse_time(text: &str) -> Option<Time> {
    let mut numbers = Vec::new();
    for token in tokens(text)? {
        match Number::read(&token) {
            Some(number) => numbers.push(number),
            None if WORDS.beside_time.contains(&token) => {}
            None => return None,
        }
    }
    let (hour, minute) = match numbers.as_slice() {
        [hour] if hour.digits <= 2 => (hour.value, 0),
        [both] => (both.value / 100, both.value % 100),
        [hour, minute] if hour.digits <= 2 && minute.digits == 2 => (hour.value, minute.value),
        _ => return None,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

fn next_weekday(weekday: Weekday, today: Date) -> Option<Date> {
    today.nth_weekday(1, weekday).ok()
}

/// This year's, or the next year's if it has passed.
fn next_date(day: i16, month: i8, today: Date) -> Option<Date> {
    let day = i8::try_from(day).ok()?;
    let years = [today.year(), today.year().checked_add(1)?];
    let dates = years
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok());
    dates.into_iter().find(|date| *date >= today)
}

fn whole_date(year: &Number, month: i8, day: &Number) -> Option<Date> {
    let year = if year.digits == 2 {
        2_000 + year.value
    } else {
        year.value
    };
    let day = i8::try_from(day.value).ok()?;
    Date::new(year, month, day)
        .ok()
        .filter(|_| (2_000..2_100).contains(&year))
}

/// What the words and numbers of a date say, before they are put together.
#[derive(Default)]
struct Typed {
    numbers: Vec<Number>,
    month: Option<i8>,
    weekday: Option<Weekday>,
    /// Days from today.
    ahead: Option<Span>,
}

impl Typed {
    /// None if there is a word that does not belong to a date, or two where one is enough.
    fn read(text: &str) -> Option<Typed> {
        let mut typed = Typed::default();
        for token in tokens(text)? {
            if let Some(number) = Number::read(&token) {
                typed.numbers.push(number);
            } else if let Some(ahead) = WORDS.ahead(&token) {
                set(&mut typed.ahead, ahead.days())?;
            } else if let Some(index) = place(&WORDS.weekdays, &token) {
                set(
                    &mut typed.weekday,
                    Weekday::from_monday_zero_offset(index).ok()?,
                )?;
            } else if let Some(index) = place(&WORDS.months, &token) {
                set(&mut typed.month, index + 1)?;
            } else if !WORDS.beside_date.contains(&token) {
                return None;
            }
        }
        Some(typed)
    }
}

fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

fn place(rows: &[Vec<String>], token: &String) -> Option<i8> {
    rows.iter()
        .position(|row| row.contains(token))
        .and_then(|index| i8::try_from(index).ok())
}

/// A number of at most four digits, and how many there were: `05` is no year.
struct Number {
    value: i16,
    digits: usize,
}

impl Number {
    fn read(token: &str) -> Option<Number> {
        let plain = token.len() <= 4 && token.bytes().all(|b| b.is_ascii_digit());
        let value = token.parse().ok().filter(|_| plain)?;
        Some(Number {
            value,
            digits: token.len(),
        })
    }

    fn is_year(&self) -> bool {
        self.digits == 4 || self.digits == 2
    }
}

/// Runs of letters and runs of digits, folded; None for a text too long to be a date.
fn tokens(text: &str) -> Option<Vec<String>> {
    if text.len() > 4 * LONGEST || text.chars().count() > LONGEST {
        return None;
    }
    let mut tokens: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in WORDS.fold(text).chars() {
        let joined = last.is_alphanumeric() && last.is_numeric() == letter.is_numeric();
        match tokens.last_mut() {
            Some(token) if letter.is_alphanumeric() && joined => token.push(letter),
            _ if letter.is_alphanumeric() => tokens.push(letter.into()),
            _ => {}
        }
        last = letter;
    }
    Some(tokens)
}

/// `words.toml`, folded.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read().unwrap_or_default());

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    fold: Vec<String>,
    today: Vec<String>,
    tomorrow: Vec<String>,
    after_tomorrow: Vec<String>,
    weekdays: Vec<Vec<String>>,
    months: Vec<Vec<String>>,
    beside_date: Vec<String>,
    beside_time: Vec<String>,
}

impl Words {
    /// Fails only if the built-in file is broken, which a test would notice.
    fn read() -> Result<Words, toml::de::Error> {
        let plain: Words = toml::from_str(include_str!("words.toml"))?;
        let row = |row: &Vec<String>| row.iter().map(|word| plain.fold(word)).collect::<Vec<_>>();
        Ok(Words {
            today: row(&plain.today),
            tomorrow: row(&plain.tomorrow),
            after_tomorrow: row(&plain.after_tomorrow),
            weekdays: plain.weekdays.iter().map(row).collect(),
            months: plain.months.iter().map(row).collect(),
            beside_date: row(&plain.beside_date),
            beside_time: row(&plain.beside_time),
            fold: plain.fold.clone(),
        })
    }

    fn fold(&self, text: &str) -> String {
        let fold = |letter: char| {
            let pair = self.fold.iter().find(|pair| pair.starts_with(letter));
            pair.and_then(|pair| pair.chars().nth(1)).unwrap_or(letter)
        };
        text.to_lowercase().chars().map(fold).collect()
    }

    fn ahead(&self, token: &String) -> Option<i32> {
        let days = [&self.today, &self.tomorrow, &self.after_tomorrow];
        days.iter()
            .position(|words| words.contains(token))
            .and_then(|days| i32::try_from(days).ok())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    /// A Friday.
    const TODAY: Date = date(2026, 11, 27);

    fn day(text: &str) -> Option<Date> {
        parse_date(text, TODAY)
    }

    #[test]
    fn the_words_are_read_and_all_differ() {
        let words = Words::read().unwrap();
        assert_eq!((words.weekdays.len(), words.months.len()), (7, 12));
        let rows = words.weekdays.iter().chain(&words.months);
        let days = words
            .today
            .iter()
            .chain(&words.tomorrow)
            .chain(&words.after_tomorrow);
        let mut seen = std::collections::BTreeMap::new();
        for (index, row) in rows.enumerate() {
            for word in row {
                assert_eq!(*seen.entry(word).or_insert(index), index, "{word}");
            }
        }
        assert!(days.into_iter().all(|word| !seen.contains_key(word)));
    }

    #[test]
    fn digits() {
        let next = Some(date(2026, 12, 5));
        for text in [
            "05.12.2026",
            "5.12",
            "5 12",
            "05/12/26",
            "2026-12-05",
            " 5.12. ",
            "5-12-2026",
        ] {
            assert_eq!(day(text), next, "{text}");
        }
        assert_eq!(day("27.11"), Some(TODAY), "today itself");
        assert_eq!(
            day("26.11"),
            Some(date(2027, 11, 26)),
            "passed, so next year"
        );
        assert_eq!(
            day("26.11.2026"),
            Some(date(2026, 11, 26)),
            "said in full, so taken"
        );
        assert_eq!(
            parse_date("29.02", date(2027, 12, 1)),
            Some(date(2028, 2, 29))
        );
        for text in [
            "",
            "5",
            "32.12",
            "31.11",
            "29.02",
            "12.2026",
            "10:11",
            "1.2.3.4",
            "0.12",
            "2711",
            "5.12.1926",
            "5.12.026",
            "99999.1.1",
            "-",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_both_languages() {
        let words = Words::read().unwrap();
        for (ahead, list) in [&words.today, &words.tomorrow, &words.after_tomorrow]
            .iter()
            .enumerate()
        {
            for word in list.iter() {
                let expected = TODAY
                    .checked_add(i64::try_from(ahead).unwrap().days())
                    .unwrap();
                assert_eq!(day(&word.to_uppercase()), Some(expected), "{word}");
            }
        }
        for (index, list) in words.weekdays.iter().enumerate() {
            for word in list {
                let found = day(&format!("{} {word}", words.beside_date[0])).unwrap();
                assert_eq!(
                    usize::try_from(found.weekday().to_monday_zero_offset()),
                    Ok(index)
                );
                assert!(
                    found > TODAY && found <= TODAY.checked_add(7.days()).unwrap(),
                    "{word}"
                );
            }
        }
        for (index, list) in words.months.iter().enumerate() {
            for word in list {
                let found = day(&format!("5 {word} 2027")).unwrap();
                assert_eq!(usize::try_from(found.month()).unwrap(), index + 1, "{word}");
                assert_eq!(
                    day(&format!("2027 5 {word}")),
                    day(&format!("5 {word} 27")),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn a_weekday_beside_a_date_must_agree() {
        let words = Words::read().unwrap();
        let (thursday, friday) = (&words.weekdays[3][0], &words.weekdays[4][0]);
        assert_eq!(day(&format!("27.11, {friday}")), Some(TODAY));
        assert_eq!(day(&format!("27.11, {thursday}")), None);
        assert_eq!(day(&format!("{friday} {thursday}")), None);
        assert_eq!(day(&format!("{friday} abc")), None);
    }

    #[test]
    fn times() {
        for text in ["18:30", "18.30", "18 30", "1830", "18-30", " 18:30 "] {
            assert_eq!(parse_time(text), Some(time(18, 30, 0, 0)), "{text}");
        }
        assert_eq!(parse_time("18"), Some(time(18, 0, 0, 0)));
        assert_eq!(parse_time("9"), Some(time(9, 0, 0, 0)));
        assert_eq!(parse_time("930"), Some(time(9, 30, 0, 0)));
        assert_eq!(parse_time("00:00"), Some(time(0, 0, 0, 0)));
        let words = Words::read().unwrap();
        assert_eq!(
            parse_time(&format!("{} 18", words.beside_time[1])),
            Some(time(18, 0, 0, 0))
        );
        assert_eq!(
            parse_time(&format!("18{}", words.beside_time[5])),
            Some(time(18, 0, 0, 0))
        );
        for text in [
            "", "24", "24:00", "18:60", "18:3", "18:30:00", "abc", "18:30 x", "99999",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,80}") {
            let _ = (parse_date(&text, TODAY), parse_time(&text), parse_date(&text, Date::MAX));
        }

        #[test]
        fn every_written_date_reads_back(days in 0i32..20_000) {
            let date = date(2020, 1, 1).checked_add(days.days()).unwrap();
            prop_assert_eq!(parse_date(&date.to_string(), TODAY), Some(date));
            let written = date.strftime("%d.%m.%Y").to_string();
            prop_assert_eq!(parse_date(&written, TODAY), Some(date));
        }
    }
}
