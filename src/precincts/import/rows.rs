//! Cells to rows: each value checked for itself.

use std::str::FromStr;

use jiff::civil::Date;

use super::columns::{
    AREAS, Columns, HEADS, INSPECTORS, PRECINCTS, PRECINCTS_BESIDE, RENAMED, STATIONS,
};
use super::problem::{Problem, Reason};
use super::table::{Row, Table};
use super::{Found, phone};
use crate::domain::Both;
use crate::domain::Point;
use crate::domain::borders::on_grid;
use crate::domain::directory::{
    Area, Head, Inspector, Precinct, RenamedStreet, Since, Station, Status,
};

pub(super) fn areas(table: &Table, problems: &mut Vec<Problem>) -> Vec<Found<Area>> {
    rows(table, &AREAS, false, problems, |cells| Area {
        code: cells.code("code"),
        parent: cells.optional_code("parent"),
        name: cells.both("name_kk", "name_ru"),
        duty_phone: cells.phone("duty_phone"),
    })
}

pub(super) fn stations(
    table: &Table,
    anywhere: bool,
    problems: &mut Vec<Problem>,
) -> Vec<Found<Station>> {
    rows(table, &STATIONS, anywhere, problems, |cells| Station {
        code: cells.code("code"),
        address: cells.both("address_kk", "address_ru"),
        point: cells.point("lat", "lon"),
        phone: cells.phone("phone"),
        hours: cells.both_or_neither("hours_kk", "hours_ru"),
    })
}

/// Rows with a code; whether the rest is there is known once the borders file has been joined.
pub(super) fn precincts(
    table: &Table,
    alone: bool,
    problems: &mut Vec<Problem>,
) -> Vec<Found<Precinct>> {
    let columns = if alone { &PRECINCTS } else { &PRECINCTS_BESIDE };
    rows(table, columns, false, problems, |cells| Precinct {
        code: cells.code("code"),
        name: Both {
            kk: cells.text("name_kk"),
            ru: cells.text("name_ru"),
        },
        area: cells.text("area"),
        station: cells.optional_code("station"),
        // Lists of houses are often published in one language only.
        territory: Both {
            kk: cells.text("territory_kk"),
            ru: cells.text("territory_ru"),
        },
        borders: None,
    })
}

pub(super) fn inspectors(table: &Table, problems: &mut Vec<Problem>) -> Vec<Found<Inspector>> {
    rows(table, &INSPECTORS, false, problems, |cells| Inspector {
        code: cells.code("code"),
        name: cells.needed("name"),
        rank: cells.both("rank_kk", "rank_ru"),
        phone: cells.phone("phone"),
        precincts: cells.codes("precincts"),
        acting_for: cells.optional_code("acting_for"),
        until: cells.date("until"),
    })
}

pub(super) fn heads(table: &Table, problems: &mut Vec<Problem>) -> Vec<Found<Head>> {
    rows(table, &HEADS, false, problems, |cells| Head {
        code: cells.code("code"),
        name: cells.needed("name"),
        rank: cells.both("rank_kk", "rank_ru"),
        phone: cells.phone("phone"),
        area: cells.needed("area"),
    })
}

pub(super) fn renamed(table: &Table, problems: &mut Vec<Problem>) -> Vec<Found<RenamedStreet>> {
    rows(table, &RENAMED, false, problems, |cells| RenamedStreet {
        area: cells.needed("area"),
        old: cells.needed("old"),
        new: cells.needed("new"),
        status: cells.status("status"),
        since: cells.since("since"),
    })
}

/// Is it short enough for a button's data, free of what separates codes in lists, and no path?
pub(super) fn is_code(text: &str) -> bool {
    let separates = |c: char| c.is_whitespace() || c.is_control() || ",;/\\".contains(c);
    let leads_up = text.starts_with('.') || text.contains("..");
    !text.is_empty() && text.len() <= 32 && !text.contains(separates) && !leads_up
}

fn rows<T>(
    table: &Table,
    columns: &Columns,
    anywhere: bool,
    problems: &mut Vec<Problem>,
    row_of: fn(&mut Cells) -> T,
) -> Vec<Found<T>> {
    if !header_is_right(table, columns, problems) {
        return Vec::new();
    }
    let mut found = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        if row
            .cells
            .iter()
            .skip(table.header.len())
            .any(|cell| !cell.is_empty())
        {
            problems.push(Problem::row(&table.file, row.line, Reason::TooManyCells));
        }
        let mut unfit = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            if let Some(reason) = Reason::of_text(cell) {
                let column = table.header.get(at).map_or("", String::as_str);
                problems.push(Problem::cell(&table.file, row.line, column, reason));
                unfit.push(at);
            }
        }
        let value = row_of(&mut Cells {
            table,
            row,
            unfit,
            anywhere,
            problems,
        });
        found.push(Found {
            file: table.file.clone(),
            row: row.line,
            value,
        });
    }
    found
}

fn header_is_right(table: &Table, columns: &Columns, problems: &mut Vec<Problem>) -> bool {
    let mut wrong = Vec::new();
    for name in columns
        .needed
        .iter()
        .filter(|name| !table.header.iter().any(|have| have == *name))
    {
        wrong.push(Reason::MissingColumn((*name).to_string()));
    }
    for (at, name) in table.header.iter().enumerate() {
        // A column without a name is what Excel leaves behind; its cells are checked like others.
        let known = |name: &str| columns.needed.contains(&name) || columns.others.contains(&name);
        let unnamed = name.is_empty()
            && table
                .rows
                .iter()
                .all(|row| row.cells.get(at).is_none_or(String::is_empty));
        if !known(name) && !unnamed {
            wrong.push(Reason::UnknownColumn(name.clone()));
        } else if !name.is_empty() && table.header[..at].contains(name) {
            wrong.push(Reason::DoubledColumn(name.clone()));
        }
    }
    let right = !wrong
        .iter()
        .any(|reason| matches!(reason, Reason::MissingColumn(_)));
    problems.extend(
        wrong
            .into_iter()
            .map(|reason| Problem::file(&table.file, reason)),
    );
    right
}

/// The cells of one row, by column name. A refused cell is reported and read as empty.
struct Cells<'a> {
    table: &'a Table,
    row: &'a Row,
    /// Cells that are refused whatever column they are of.
    unfit: Vec<usize>,
    anywhere: bool,
    problems: &'a mut Vec<Problem>,
}

impl Cells<'_> {
    fn refuse(&mut self, column: &str, reason: Reason) {
        self.problems.push(Problem::cell(
            &self.table.file,
            self.row.line,
            column,
            reason,
        ));
    }

    /// The text of a cell; empty where there is no such column.
    fn text(&self, column: &str) -> String {
        let at = self.place(column).filter(|at| !self.unfit.contains(at));
        at.and_then(|at| self.row.cells.get(at))
            .cloned()
            .unwrap_or_default()
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.table.header.iter().position(|name| name == column)
    }

    fn needed(&mut self, column: &str) -> String {
        let text = self.text(column);
        let unfit = self
            .place(column)
            .is_some_and(|at| self.unfit.contains(&at));
        if text.is_empty() && !unfit {
            self.refuse(column, Reason::Empty);
        }
        text
    }

    fn code(&mut self, column: &str) -> String {
        let text = self.needed(column);
        if !text.is_empty() && !is_code(&text) {
            self.refuse(column, Reason::BadCode(text.clone()));
        }
        text
    }

    fn optional_code(&mut self, column: &str) -> Option<String> {
        let text = self.text(column);
        (!text.is_empty()).then(|| self.code(column))
    }

    fn codes(&mut self, column: &str) -> Vec<String> {
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

    fn both(&mut self, kk: &str, ru: &str) -> Both {
        Both {
            kk: self.needed(kk),
            ru: self.needed(ru),
        }
    }

    /// Both languages, or the words are missing in both.
    fn both_or_neither(&mut self, kk: &str, ru: &str) -> Both {
        let both = Both {
            kk: self.text(kk),
            ru: self.text(ru),
        };
        if both.kk.is_empty() != both.ru.is_empty() {
            self.refuse(if both.kk.is_empty() { kk } else { ru }, Reason::Empty);
        }
        both
    }

    fn phone(&mut self, column: &str) -> Option<String> {
        let text = self.text(column);
        let parsed = phone::parse(&text);
        if parsed.is_none() && !text.is_empty() {
            self.refuse(column, Reason::BadPhone(text));
        }
        parsed
    }

    fn status(&mut self, column: &str) -> Status {
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

    fn since(&mut self, column: &str) -> Option<Since> {
        let text = self.text(column);
        let parsed = Since::from_str(&text).ok();
        let parsed = parsed.or_else(|| date_of(&text).map(Since::Day));
        if parsed.is_none() && !text.is_empty() {
            self.refuse(column, Reason::BadSince(text));
        }
        parsed
    }

    fn date(&mut self, column: &str) -> Option<Date> {
        let text = self.text(column);
        let parsed = date_of(&text);
        if parsed.is_none() && !text.is_empty() {
            self.refuse(column, Reason::BadDate(text));
        }
        parsed
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

    fn point(&mut self, lat: &str, lon: &str) -> Option<Point> {
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

/// 2026-12-31, or 31.12.2026 as people write it.
fn date_of(text: &str) -> Option<Date> {
    let iso = Date::from_str(text).ok();
    iso.or_else(|| Date::strptime("%d.%m.%Y", text).ok())
}

/// A point in Kazakhstan, or anywhere if that is allowed; or why it is none.
pub(super) fn place_of(lat: f64, lon: f64, anywhere: bool) -> Result<Point, Reason> {
    match Point::new(lat, lon) {
        Some(point) if anywhere || point.in_kazakhstan() => Ok(point),
        Some(point) if point.looks_exchanged() => Err(Reason::SwappedAxes(lat, lon)),
        _ => Err(Reason::OutsideKazakhstan(lat, lon)),
    }
}
