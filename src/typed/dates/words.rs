//! The words that people type for days and hours, and a text cut into words and numbers.

use std::sync::LazyLock;

use serde::Deserialize;

/// Longer than any date that a person writes.
const LONGEST: usize = 64;

/// A run of letters or of digits, folded.
pub struct DateToken {
    pub text: String,
    /// What stands between it and the one before: a blank if there is one, `\0` if there is nothing.
    pub mark: char,
}

/// None for a text too long to be a date.
pub fn tokens(text: &str) -> Option<Vec<DateToken>> {
    if text.len() > 4 * LONGEST || text.chars().count() > LONGEST {
        return None;
    }
    let mut tokens: Vec<DateToken> = Vec::new();
    let (mut last, mut mark) = (' ', '\0');
    for letter in WORDS.fold(text).chars() {
        let joined = last.is_alphanumeric() && last.is_numeric() == letter.is_numeric();
        match tokens.last_mut() {
            _ if !letter.is_alphanumeric() => {
                mark = if letter.is_whitespace() || mark == ' ' {
                    ' '
                } else {
                    letter
                };
            }
            Some(token) if joined => token.text.push(letter),
            _ => {
                let text = letter.into();
                tokens.push(DateToken { text, mark });
            }
        }
        if letter.is_alphanumeric() {
            mark = '\0';
        }
        last = letter;
    }
    Some(tokens)
}

/// What days are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DayUnit {
    Day,
    Week,
}

/// A part of the day: it says which of the two hours of a clock is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    Morning,
    Day,
    Evening,
    Night,
}

impl DayPart {
    /// None if the part of the day has no such hour.
    pub fn hour(self, said: i16) -> Option<i16> {
        match (self, said) {
            (DayPart::Morning, 1..=11) | (DayPart::Day, 10..=17) | (DayPart::Evening, 16..=23) => {
                Some(said)
            }
            (DayPart::Day, 1..=5) | (DayPart::Evening, 4..=11) | (DayPart::Night, 9..=11) => {
                Some(said + 12)
            }
            (DayPart::Night, 0..=5 | 21..=23) => Some(said),
            (DayPart::Night, 12) => Some(0),
            _ => None,
        }
    }
}

/// `words.toml`, folded.
pub static WORDS: LazyLock<DateWords> = LazyLock::new(|| DateWords::read().unwrap_or_default());

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    fold: Vec<String>,
    pub today: Vec<String>,
    pub tomorrow: Vec<String>,
    pub after_tomorrow: Vec<String>,
    pub weekdays: Vec<Vec<String>>,
    pub months: Vec<Vec<String>>,
    cases: Vec<String>,
    /// Letters that follow a number.
    pub endings: Vec<String>,
    pub at: Vec<String>,
    pub after: Vec<String>,
    days: Vec<String>,
    weeks: Vec<String>,
    counts: Vec<Vec<String>>,
    pub this: Vec<String>,
    pub next: Vec<String>,
    pub year: Vec<String>,
    pub beside_date: Vec<String>,
    pub beside_time: Vec<String>,
    hours: Vec<String>,
    parts: Vec<Vec<String>>,
}

impl DateWords {
    /// Fails only if the built-in file is broken, which a test would notice.
    pub fn read() -> Result<DateWords, toml::de::Error> {
        let mut words: DateWords = toml::from_str(include_str!("words.toml"))?;
        let pairs = std::mem::take(&mut words.fold);
        let row = |row: &mut Vec<String>| row.iter_mut().for_each(|it| *it = fold(&pairs, it));
        let DateWords {
            fold: _,
            today,
            tomorrow,
            after_tomorrow,
            weekdays,
            months,
            cases,
            endings,
            at,
            after,
            days,
            weeks,
            counts,
            this,
            next,
            year,
            beside_date,
            beside_time,
            hours,
            parts,
        } = &mut words;
        for rows in [weekdays, months, counts, parts] {
            rows.iter_mut().for_each(row);
        }
        for one in [
            today,
            tomorrow,
            after_tomorrow,
            cases,
            endings,
            at,
            after,
            days,
            weeks,
            this,
            next,
            year,
            beside_date,
            beside_time,
            hours,
        ] {
            row(one);
        }
        words.fold = pairs;
        Ok(words)
    }

    fn fold(&self, text: &str) -> String {
        fold(&self.fold, text)
    }

    /// Days from today.
    pub fn ahead(&self, word: &String) -> Option<i64> {
        let days = [&self.today, &self.tomorrow, &self.after_tomorrow];
        let at = days.iter().position(|words| words.contains(word))?;
        i64::try_from(at).ok()
    }

    /// From Monday, which is 0.
    pub fn weekday(&self, word: &str) -> Option<i8> {
        self.declined(&self.weekdays, word)
    }

    /// From January, which is 1: by its name, or in Roman digits of either alphabet.
    pub fn month(&self, token: &DateToken) -> Option<i8> {
        const ROMAN: [&str; 12] = [
            "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
        ];
        if let Some(index) = self.declined(&self.months, &token.text) {
            return Some(index + 1);
        }
        let latin = |letter: char| match letter {
            '\u{445}' => 'x',
            '\u{438}' => 'i',
            other => other,
        };
        let roman: String = token.text.chars().map(latin).collect();
        // A single letter between words is rather a word.
        let place = ROMAN.iter().position(|it| *it == roman);
        let place = place.filter(|_| roman.len() > 1 || matches!(token.mark, '.' | '/' | '-'))?;
        i8::try_from(place + 1).ok()
    }

    pub fn unit(&self, word: &String) -> Option<DayUnit> {
        let days = self.days.contains(word).then_some(DayUnit::Day);
        days.or_else(|| self.weeks.contains(word).then_some(DayUnit::Week))
    }

    /// A number in a word.
    pub fn count(&self, word: &String) -> Option<i64> {
        let at = self.counts.iter().position(|row| row.contains(word))?;
        i64::try_from(at + 1).ok()
    }

    pub fn says_hour(&self, word: &str) -> bool {
        self.hours.iter().any(|it| it == word)
    }

    pub fn part_of_day(&self, word: &str) -> Option<DayPart> {
        let parts = [
            DayPart::Morning,
            DayPart::Day,
            DayPart::Evening,
            DayPart::Night,
        ];
        let said = |row: &Vec<String>| row.iter().any(|it| it == word);
        let mut rows = self.parts.iter().zip(parts);
        rows.find(|(row, _)| said(row)).map(|(_, part)| part)
    }

    /// The row of the word as it stands, or of a longer one without its Kazakh case.
    fn declined(&self, rows: &[Vec<String>], word: &str) -> Option<i8> {
        let is = |name: &String| {
            let long = name.chars().count() >= 4;
            let case = word.strip_prefix(name.as_str()).filter(|_| long);
            word == name || case.is_some_and(|case| self.cases.iter().any(|it| it == case))
        };
        let at = rows.iter().position(|row| row.iter().any(is))?;
        i8::try_from(at).ok()
    }
}

fn fold(pairs: &[String], text: &str) -> String {
    let fold = |letter: char| {
        let pair = pairs.iter().find(|pair| pair.starts_with(letter));
        pair.and_then(|pair| pair.chars().nth(1)).unwrap_or(letter)
    };
    text.to_lowercase().chars().map(fold).collect()
}
