//! The cells of one row, each read as what its column holds.

use jiff::civil::Date;

use super::problem::{Problem, Reason};
use super::table::Row;
use super::values::{is_code, place_of};
use super::{days, phone};
use crate::domain::borders::on_grid;
use crate::domain::directory::{Since, Status};
use crate::domain::{Both, Point};

/// The cells of one row, by column name. A refused cell is reported and read as empty.
pub(super) struct Cells<'a> {
    pub file: &'a str,
    pub header: &'a [String],
    pub row: &'a Row,
    /// Cells that are refused whatever column they are of.
    pub unfit: Vec<usize>,
    pub anywhere: bool,
    pub problems: &'a mut Vec<Problem>,
}

impl Cells<'_> {
    fn refuse(&mut self, column: &str, reason: Reason) {
        self.problems
            .push(Problem::cell(self.file, self.row.line, column, reason));
    }

    /// The text of a cell; empty where there is no such column.
    pub fn text(&self, column: &str) -> String {
        let at = self.place(column).filter(|at| !self.unfit.contains(at));
        at.and_then(|at| self.row.cells.get(at))
            .cloned()
            .unwrap_or_default()
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    pub fn needed(&mut self, column: &str) -> String {
        let text = self.text(column);
        let unfit = self
            .place(column)
            .is_some_and(|at| self.unfit.contains(&at));
        if text.is_empty() && !unfit {
            self.refuse(column, Reason::Empty);
        }
        text
    }

    pub fn code(&mut self, column: &str) -> String {
        let text = self.needed(column);
        if !text.is_empty() && !is_code(&text) {
            self.refuse(column, Reason::BadCode(text.clone()));
        }
        text
    }

    pub fn optional_code(&mut self, column: &str) -> Option<String> {
        let text = self.text(column);
        (!text.is_empty()).then(|| self.code(column))
    }

    pub fn codes(&mut self, column: &str) -> Vec<String> {
        let text = self.text(column);
        let codes = text
            .split([';', ','])
            .map(str::trim)
            .filter(|code| !code.is_empty());
        let codes: Vec<String> = codes.map(str::to_string).collect();
        for (at, code) in codes.iter().enumerate() {
            if !is_code(code) {
                self.refuse(column, Reason::BadCode(code.clone()));
            } else if codes[..at].contains(code) {
                self.refuse(column, Reason::Duplicate(code.clone()));
            }
        }
        codes
    }

    pub fn both(&mut self, kk: &str, ru: &str) -> Both {
        Both {
            kk: self.needed(kk),
            ru: self.needed(ru),
        }
    }

    /// Both languages, or the words are missing in both.
    pub fn both_or_neither(&mut self, kk: &str, ru: &str) -> Both {
        let both = Both {
            kk: self.text(kk),
            ru: self.text(ru),
        };
        if both.kk.is_empty() != both.ru.is_empty() {
            self.refuse(if both.kk.is_empty() { kk } else { ru }, Reason::Empty);
        }
        both
    }

    pub fn phone(&mut self, column: &str) -> Option<String> {
        self.read(column, phone::parse)
    }

    /// What a cell says, unless it is empty.
    fn read<T>(&mut self, column: &str, read: fn(&str) -> Result<T, Reason>) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        read(&text)
            .map_err(|reason| self.refuse(column, reason))
            .ok()
    }

    pub fn status(&mut self, column: &str) -> Status {
        let text = self.text(column);
        if text.is_empty() {
            return Status::default();
        }
        let parsed = Status::parse(&text.to_lowercase());
        if parsed.is_none() {
            self.refuse(column, Reason::BadStatus(text));
        }
        parsed.unwrap_or_default()
    }

    pub fn since(&mut self, column: &str) -> Option<Since> {
        self.read(column, days::since)
    }

    pub fn date(&mut self, column: &str) -> Option<Date> {
        self.read(column, days::day)
    }

    fn number(&mut self, column: &str) -> Option<f64> {
        let text = self.text(column);
        // Excel in this region writes a decimal comma.
        let parsed = text
            .replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        if parsed.is_none() && !text.is_empty() {
            self.refuse(column, Reason::BadNumber(text));
        }
        parsed
    }

    pub fn point(&mut self, lat: &str, lon: &str) -> Option<Point> {
        if self.text(lat).is_empty() != self.text(lon).is_empty() {
            self.refuse(
                if self.text(lat).is_empty() { lat } else { lon },
                Reason::HalfPoint,
            );
            return None;
        }
        let (north, east) = (self.number(lat), self.number(lon));
        let (north, east) = (north?, east?);
        match place_of(north, east, self.anywhere) {
            Ok(point) => Some(Point {
                lat: on_grid(point.lat),
                lon: on_grid(point.lon),
            }),
            Err(reason) => {
                self.refuse(lat, reason);
                None
            }
        }
    }
}
