//! Days and hours as people type them.
use jiff::civil::{date, time};
use proptest::prelude::*;

use super::words::DateWords;
use super::*;

/// A Friday.
const TODAY: Date = date(2026, 11, 27);

fn day(text: &str) -> Option<Date> {
    parse_date(text, TODAY)
}

#[test]
fn the_words_are_read_and_all_differ() {
    let words = DateWords::read().unwrap();
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
    let words = DateWords::read().unwrap();
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
    let words = DateWords::read().unwrap();
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
    let words = DateWords::read().unwrap();
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

#[test]
fn hours_of_a_part_of_the_day() {
    for (text, hour) in [
        ("в 6 вечера", 18),
        ("6 вечера", 18),
        ("в 7 часов вечера", 19),
        ("кешкі 6", 18),
        ("кешкі сағат 7-де", 19),
        ("кешкі 6-да", 18),
        ("сағат 18-де", 18),
        ("19 часов", 19),
        ("10 утра", 10),
        ("таңғы 10", 10),
        ("в 2 часа дня", 14),
        ("12 дня", 12),
        ("12 ночи", 0),
        ("түнгі 11", 23),
    ] {
        assert_eq!(parse_time(text), Some(time(hour, 0, 0, 0)), "{text}");
    }
    assert_eq!(parse_time("в 6.30 вечера"), Some(time(18, 30, 0, 0)));
    assert_eq!(parse_time("18:30-да"), Some(time(18, 30, 0, 0)));
    for text in [
        "в 13 утра",
        "в 2 вечера",
        "вечера",
        "6 вечера утра",
        "6 дней",
    ] {
        assert_eq!(parse_time(text), None, "{text}");
    }
}

/// Phrases that were written down before the reader could read them.
#[test]
fn phrases() {
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for line in include_str!("phrases.txt").lines() {
        let mut cells = line.split('|').map(str::trim);
        let Some(phrase) = cells.next().filter(|it| !it.starts_with('#')) else {
            continue;
        };
        let got = parse_when(phrase, TODAY).map_or("?".to_owned(), |when| match when.time {
            Some(time) => format!("{} {}", when.date, time.strftime("%H:%M")),
            None => when.date.to_string(),
        });
        all += 1;
        match cells.any(|it| it == got) {
            true => right += 1,
            false => wrong.push(format!("{line} ## {got}")),
        }
        let day = parse_date(phrase, TODAY);
        let without_hour = got.len() == 10;
        assert_eq!(
            day.is_some(),
            without_hour,
            "a date with its hour is no date: {phrase}"
        );
    }
    println!("phrases: {right} of {all}\n{}", wrong.join("\n"));
    assert!(all >= 60);
    assert_eq!(wrong, Vec::<String>::new());
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,80}") {
        let _ = (parse_date(&text, TODAY), parse_time(&text), parse_when(&text, Date::MAX));
    }

    #[test]
    fn every_written_date_reads_back(days in 0i32..20_000) {
        let date = date(2020, 1, 1).checked_add(days.days()).unwrap();
        prop_assert_eq!(parse_date(&date.to_string(), TODAY), Some(date));
        let written = date.strftime("%d.%m.%Y").to_string();
        prop_assert_eq!(parse_date(&written, TODAY), Some(date));
    }
}
