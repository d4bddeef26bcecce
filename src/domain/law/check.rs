//! What must hold of a law table before anything is said from it: keys stand once, both languages
//! are there, every fact has its source, hours begin and end.

use std::collections::BTreeSet;
use std::fmt;

use super::table::{LINES, LawTable};
use crate::domain::category::{CATEGORIES, is_key, whole};
use crate::domain::danger::Danger;
use crate::domain::hours::Window;

impl LawTable {
    pub(super) fn check(&self, text: &str) -> Result<(), LawError> {
        self.check_facts(text)?;
        self.check_hours(text)?;
        self.check_categories(text)?;
        self.check_matters(text)?;
        let mut seen = BTreeSet::new();
        for day in &self.calendar.days {
            if !seen.insert(day.date) || day.kk.trim().is_empty() || day.ru.trim().is_empty() {
                let problem = "a holiday stands once and is named in both languages";
                return Err(LawError::at(text, "date", &day.date.to_string(), problem));
            }
        }
        Ok(())
    }

    fn check_facts(&self, text: &str) -> Result<(), LawError> {
        for (_, line) in self.phones.all() {
            let digits = line.number.strip_prefix('+').unwrap_or(&line.number);
            let dialled =
                (2..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            if !dialled || !whole(&line.name) || line.source.trim().is_empty() {
                let problem = "a phone has 2 to 15 digits, a name in both languages and a source";
                return Err(LawError::at(text, "number", &line.number, problem));
            }
        }
        let mut years = BTreeSet::new();
        for rate in &self.mrp {
            if !years.insert(rate.year) || rate.tenge == 0 || rate.source.trim().is_empty() {
                let problem = "a year's mrp stands once, is more than 0 and has a source";
                return Err(LawError::at(text, "year", &rate.year.to_string(), problem));
            }
        }
        let url = self.appeals.url.as_deref();
        if url.is_some_and(|url| !url.starts_with("https://") || url.contains(char::is_whitespace))
        {
            let problem = "the address of the appeals begins with https://";
            return Err(LawError::at(text, "url", "", problem));
        }
        let named = [&self.duty_desk, &self.appeals.name, &self.false_call.title];
        if !named.into_iter().all(whole) {
            return Err(LawError::general(
                "duty_desk, appeals and false_call speak both languages",
            ));
        }
        let own = &self.danger;
        let sourced = own.words.is_empty() || !own.source.trim().is_empty();
        if !sourced || !Danger::of(&own.words).is_whole() {
            return Err(LawError::general("danger has words and a source"));
        }
        let sources = [
            &self.appeals.source,
            &self.false_call.source,
            &self.alcohol.source,
            &self.deadlines.source,
            &self.calendar.source,
        ];
        if sources.into_iter().any(|source| source.trim().is_empty()) {
            return Err(LawError::general(
                "appeals, false_call, alcohol, deadlines and calendar each name a source",
            ));
        }
        Ok(())
    }

    fn check_matters(&self, text: &str) -> Result<(), LawError> {
        let mut seen = BTreeSet::new();
        let figures = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        for matter in &self.matters {
            let report = matter.report.as_ref();
            let known = report.is_none_or(|key| self.categories.iter().any(|it| it.key == *key));
            let problem = if !is_key(&matter.key) || !seen.insert(&matter.key) {
                "a matter's key stands once and is 1 to 24 of a-z, 0-9 and _"
            } else if !whole(&matter.text) || matter.source.trim().is_empty() {
                "a matter has its text in both languages and a source"
            } else if figures(&matter.text.kk) || figures(&matter.text.ru) {
                "a matter's text has no figure: a phone is named by its key"
            } else if !matter
                .phones
                .iter()
                .all(|key| LINES.contains(&key.as_str()))
            {
                "its phones are keys of [phones]"
            } else if !known {
                "its report is a key of [[categories]]"
            } else {
                continue;
            };
            return Err(LawError::in_rows(text, "[[matters]]", &matter.key, problem));
        }
        Ok(())
    }

    fn check_hours(&self, text: &str) -> Result<(), LawError> {
        let mut seen = BTreeSet::new();
        for rule in &self.hours {
            let empty = |window: Window| window.from == window.to;
            let problem = if !is_key(&rule.key) || !seen.insert(&rule.key) {
                "a rule's key stands once and is 1 to 24 of a-z, 0-9 and _"
            } else if empty(rule.days) || rule.days_off.is_some_and(empty) {
                "hours end at another minute than they begin"
            } else if !whole(&rule.place) || rule.source.trim().is_empty() {
                "a rule has its place in both languages and a source"
            } else {
                continue;
            };
            return Err(LawError::at(text, "key", &rule.key, problem));
        }
        Ok(())
    }

    fn check_categories(&self, text: &str) -> Result<(), LawError> {
        if self.categories.is_empty() || self.categories.len() > CATEGORIES {
            return Err(LawError::general(&format!(
                "there are 1 to {CATEGORIES} categories"
            )));
        }
        let mut seen = BTreeSet::new();
        for category in &self.categories {
            let known = |key: &String| self.hours.iter().any(|rule| &rule.key == key);
            let problem = if !seen.insert(&category.key) {
                "a category's key stands once".to_owned()
            } else if !category.hours.iter().all(known) {
                "its hours are keys of [[hours]]".to_owned()
            } else if let Some(problem) = category.problem() {
                problem
            } else {
                continue;
            };
            return Err(LawError::in_rows(
                text,
                "[[categories]]",
                &category.key,
                &problem,
            ));
        }
        Ok(())
    }
}

/// Why a table was refused, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawError {
    /// Counted from 1; None when no one line is to blame.
    pub line: Option<usize>,
    pub problem: String,
}

impl LawError {
    fn general(problem: &str) -> LawError {
        LawError {
            line: None,
            problem: problem.to_owned(),
        }
    }

    /// At the last line that gives `field` that value: of two alike, the second is the mistake.
    fn at(text: &str, field: &str, value: &str, problem: &str) -> LawError {
        let gives = |line: &str| line.contains(field) && line.contains(value);
        let line = text
            .lines()
            .collect::<Vec<_>>()
            .iter()
            .rposition(|line| gives(line));
        let problem = if value.is_empty() {
            problem.to_owned()
        } else {
            format!("{value}: {problem}")
        };
        LawError {
            line: line.map(|index| index + 1),
            problem,
        }
    }

    /// At the last row of a table that has that key: it may be a key of other tables as well.
    fn in_rows(text: &str, rows: &str, key: &str, problem: &str) -> LawError {
        let mut inside = false;
        let mut line = None;
        for (number, written) in (1..).zip(text.lines()) {
            if written.starts_with('[') {
                inside = written.starts_with(rows);
            }
            if inside && written.starts_with("key") && written.contains(key) {
                line = Some(number);
            }
        }
        let problem = format!("{key}: {problem}");
        LawError { line, problem }
    }

    pub(super) fn in_toml(text: &str, fault: &toml::de::Error) -> LawError {
        let before = fault.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        LawError {
            line,
            problem: fault.message().replace('\n', " "),
        }
    }
}

impl fmt::Display for LawError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "law table, line {line}: {}", self.problem),
            None => write!(out, "law table: {}", self.problem),
        }
    }
}

impl std::error::Error for LawError {}
