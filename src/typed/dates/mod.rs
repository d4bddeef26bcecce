//! Dates and times as people type them, in either language and in digits. What is not surely
//! understood is None, and the conversation asks again.

use jiff::civil::{Date, Time, Weekday};
use jiff::{Span, ToSpan};

use words::{DateToken, DayUnit, WORDS, tokens};

#[cfg(test)]
mod tests;
mod words;

/// A day, with its hour if that was said beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub date: Date,
    pub time: Option<Time>,
}

/// `27.11.2026`, `27.11`, `27 11`, `2026-11-27`, a day and a month by its name or in Roman digits,
/// today, tomorrow, the day after, in three days, in a week, a weekday. Without a year it is the
/// next such date, today included; a weekday is the next such day after today, and "next Tuesday"
/// that of the next week. A weekday beside a date must agree with it. None if an hour is said too:
/// then [`parse_when`] reads it.
pub fn parse_date(text: &str, today: Date) -> Option<Date> {
    day(&tokens(text)?, today)
}

/// `18:30`, `18.30`, `18 30`, `1830`, `18`, with or without the word for hour, or with a part of the
/// day: six in the evening.
pub fn parse_time(text: &str) -> Option<Time> {
    hour(&tokens(text)?)
}

/// A date as [`parse_date`] has it, or one with its hour before or after it. An hour is only what
/// surely is one: minutes behind a colon, the word for hour, a part of the day, "at".
pub fn parse_when(text: &str, today: Date) -> Option<When> {
    let tokens = tokens(text)?;
    if let Some(date) = day(&tokens, today) {
        return Some(When { date, time: None });
    }
    let read = |date: &[DateToken], time: &[DateToken]| {
        let time = hour(time).filter(|_| is_surely_hour(time))?;
        let date = day(date, today)?;
        let time = Some(time);
        Some(When { date, time })
    };
    let after = |at: usize| read(&tokens[..at], &tokens[at..]);
    let before = |at: usize| read(&tokens[at..], &tokens[..at]);
    let mut places = 1..tokens.len();
    places.find_map(|at| after(at).or_else(|| before(at)))
}

/// The day that all of these words and numbers mean.
fn day(tokens: &[DateToken], today: Date) -> Option<Date> {
    let typed = TypedDate::read(tokens)?;
    let date = match (typed.ahead(), typed.month, typed.numbers.as_slice()) {
        (Ahead::By(span), None, _) => today.checked_add(span).ok()?,
        (Ahead::By(_), ..) | (Ahead::Unknown, ..) => return None,
        (Ahead::No, None, []) => return typed.weekday_from(today),
        (Ahead::No, Some(month), [day]) => next_date(day.value, month, today)?,
        (Ahead::No, Some(month), [year, day]) if year.digits == 4 => whole_date(year, month, day)?,
        (Ahead::No, Some(month), [day, year]) if typed.is_year(year) => {
            whole_date(year, month, day)?
        }
        (Ahead::No, None, [day, month]) => {
            next_date(day.value, i8::try_from(month.value).ok()?, today)?
        }
        (Ahead::No, None, [year, month, day]) if year.digits == 4 => {
            whole_date(year, i8::try_from(month.value).ok()?, day)?
        }
        (Ahead::No, None, [day, month, year]) if matches!(year.digits, 2 | 4) => {
            whole_date(year, i8::try_from(month.value).ok()?, day)?
        }
        (Ahead::No, ..) => return None,
    };
    let weekday = typed.weekday.is_none_or(|it| it == date.weekday());
    (weekday && typed.near.is_none()).then_some(date)
}

/// The hour that all of these words and numbers mean.
fn hour(tokens: &[DateToken]) -> Option<Time> {
    let (mut numbers, mut part) = (Vec::new(), None);
    for (at, token) in tokens.iter().enumerate() {
        if let Some(number) = Digits::read(token) {
            numbers.push(number);
        } else if let Some(said) = WORDS.part_of_day(&token.text) {
            set(&mut part, said)?;
        } else if !WORDS.beside_time.contains(&token.text) && !is_ending(tokens, at) {
            return None;
        }
    }
    let (hour, minute) = match numbers.as_slice() {
        [hour] if hour.digits <= 2 => (hour.value, 0),
        [both] => (both.value / 100, both.value % 100),
        [hour, minute] if hour.digits <= 2 && minute.digits == 2 => (hour.value, minute.value),
        _ => return None,
    };
    let hour = match part {
        Some(part) => part.hour(hour)?,
        None => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// Whether what may be an hour can be nothing else: `19` beside a date may be a year, `at 19` not.
fn is_surely_hour(tokens: &[DateToken]) -> bool {
    let at = |at: usize| tokens.get(at).map_or("", |it| it.text.as_str());
    let said = |word: &str| WORDS.says_hour(word) || WORDS.part_of_day(word).is_some();
    let word = tokens.iter().any(|it| said(&it.text));
    let number = |it: &DateToken| Digits::read(it).is_some();
    let pair = tokens.windows(2).any(|pair| {
        let joined = matches!(pair[1].mark, ':' | '.' | '-');
        joined && pair[1].text.len() == 2 && pair.iter().all(number)
    });
    word || pair || WORDS.at.iter().any(|it| it == at(0)) && tokens.len() > 1
}

/// A letter or two behind a number: `30го`, `1-ое`, `5-ші`.
fn is_ending(tokens: &[DateToken], at: usize) -> bool {
    let number = at.checked_sub(1).and_then(|at| Digits::read(&tokens[at]));
    let joined = matches!(tokens[at].mark, '-' | '\0');
    number.is_some() && joined && WORDS.endings.contains(&tokens[at].text)
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

fn whole_date(year: &Digits, month: i8, day: &Digits) -> Option<Date> {
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
struct TypedDate {
    numbers: Vec<Digits>,
    month: Option<i8>,
    weekday: Option<Weekday>,
    /// Today, tomorrow, the day after.
    days: Option<i64>,
    /// "In" some days, "after" some weeks.
    after: Option<()>,
    unit: Option<DayUnit>,
    /// How many of them, in a word.
    count: Option<i64>,
    near: Option<Near>,
    year_said: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    This,
    Next,
}

/// How far from today.
enum Ahead {
    /// Nothing is said of it.
    No,
    By(Span),
    /// Something is said, and not how far.
    Unknown,
}

impl TypedDate {
    /// None if there is a word that does not belong to a date, or two where one is enough.
    fn read(tokens: &[DateToken]) -> Option<TypedDate> {
        let mut typed = TypedDate::default();
        for (at, token) in tokens.iter().enumerate() {
            let number = |at: usize| tokens.get(at).and_then(Digits::read);
            let word = &token.text;
            if let Some(read) = Digits::read(token) {
                if token.mark == ':' && at > 0 && number(at - 1).is_some() {
                    return None;
                }
                typed.numbers.push(read);
            } else if at > 0 && WORDS.at.contains(word) && number(at + 1).is_some() {
                // "5 December at 19" is an hour.
                return None;
            } else if !is_ending(tokens, at) {
                typed.word(token)?;
            }
        }
        Some(typed)
    }

    fn word(&mut self, token: &DateToken) -> Option<()> {
        let word = &token.text;
        if let Some(days) = WORDS.ahead(word) {
            set(&mut self.days, days)
        } else if let Some(index) = WORDS.weekday(word) {
            let weekday = Weekday::from_monday_zero_offset(index).ok()?;
            set(&mut self.weekday, weekday)
        } else if let Some(month) = WORDS.month(token) {
            set(&mut self.month, month)
        } else if WORDS.after.contains(word) {
            set(&mut self.after, ())
        } else if let Some(unit) = WORDS.unit(word) {
            set(&mut self.unit, unit)
        } else if let Some(count) = WORDS.count(word) {
            set(&mut self.count, count)
        } else if WORDS.next.contains(word) {
            set(&mut self.near, Near::Next)
        } else if WORDS.this.contains(word) {
            set(&mut self.near, Near::This)
        } else if WORDS.year.contains(word) {
            self.year_said = true;
            Some(())
        } else {
            WORDS.beside_date.contains(word).then_some(())
        }
    }

    fn ahead(&self) -> Ahead {
        let counted = match (self.numbers.as_slice(), self.count) {
            ([number], None) => Some(i64::from(number.value)),
            ([], count) => count,
            _ => {
                return if self.counts() {
                    Ahead::Unknown
                } else {
                    Ahead::No
                };
            }
        };
        match (self.days, self.after, self.unit) {
            (None, None, None) if self.count.is_none() => Ahead::No,
            (Some(days), None, None) if counted.is_none() => Ahead::By(days.days()),
            // "In a day" may be tomorrow or the day after.
            (None, Some(()), Some(DayUnit::Week)) => Ahead::By((counted.unwrap_or(1) * 7).days()),
            (None, Some(()), Some(DayUnit::Day)) => {
                counted.map_or(Ahead::Unknown, |days| Ahead::By(days.days()))
            }
            _ => Ahead::Unknown,
        }
    }

    fn counts(&self) -> bool {
        let said = self.after.is_some() || self.unit.is_some() || self.count.is_some();
        said || self.days.is_some()
    }

    /// Two digits beside the name of a month are a year if they can be no hour.
    fn is_year(&self, year: &Digits) -> bool {
        year.digits == 4 || year.digits == 2 && (year.value > 23 || self.year_said)
    }

    /// The next such day after today. The next one of a week that has still another to come is
    /// either of them.
    fn weekday_from(&self, today: Date) -> Option<Date> {
        let weekday = self.weekday?;
        let [ahead, now] = [weekday, today.weekday()].map(|it| it.to_monday_zero_offset());
        match self.near {
            Some(Near::Next) if ahead > now => None,
            Some(Near::This) if ahead == now => None,
            _ => today.nth_weekday(1, weekday).ok(),
        }
    }
}

fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// A number of at most four digits, and how many there were: `05` is no year.
struct Digits {
    value: i16,
    digits: usize,
}

impl Digits {
    fn read(token: &DateToken) -> Option<Digits> {
        let text = &token.text;
        let plain = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        let value = text.parse().ok().filter(|_| plain)?;
        Some(Digits {
            value,
            digits: text.len(),
        })
    }
}
