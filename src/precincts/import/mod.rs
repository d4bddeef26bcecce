//! A clerk's files to a checked directory, and back.
//!
//! `read` takes a folder (`areas.csv`, `stations.csv`, `precincts.geojson` and/or `precincts.csv`,
//! `inspectors.csv`) or one `.xlsx` with sheets of the same names. `table` makes cells of either,
//! `rows` makes rows of cells, `shapes` reads borders, `check` looks at the whole. Everything is
//! checked before anything is reported, so that a clerk corrects a file once.
//! `write` is the way back; `changes` tells what an import would change.

mod changes;
mod check;
mod phone;
mod problem;
mod rows;
mod shapes;
mod table;
mod write;

use std::path::Path;

pub use changes::{Changes, Codes, Moved, compare, moved};
pub use problem::{Problem, Reason};
pub use write::write;

use crate::domain::directory::{Area, Inspector, Precinct, Records, Station};
use table::Table;

/// Reads and checks a folder or an `.xlsx` file.
///
/// # Errors
/// All problems found, in the order of files and rows; nothing half-read is ever returned.
pub fn read(path: &Path) -> Result<Records, Vec<Problem>> {
    let mut problems = Vec::new();
    let drafts = drafts(tables(path, &mut problems), &mut problems);
    check::whole(&drafts, &mut problems);
    if problems.is_empty() {
        return Ok(drafts.into_records());
    }
    problems.sort_by(|a, b| (&a.file, a.row, &a.column).cmp(&(&b.file, b.row, &b.column)));
    Err(problems)
}

/// A value and where it was written.
#[derive(Clone, Debug)]
struct Found<T> {
    file: String,
    row: u64,
    value: T,
}

/// Rows that are right each for itself, before the whole is checked.
#[derive(Debug, Default)]
struct Drafts {
    areas: Vec<Found<Area>>,
    stations: Vec<Found<Station>>,
    precincts: Vec<Found<Precinct>>,
    inspectors: Vec<Found<Inspector>>,
}

impl Drafts {
    fn into_records(self) -> Records {
        Records {
            areas: self.areas.into_iter().map(|found| found.value).collect(),
            stations: self.stations.into_iter().map(|found| found.value).collect(),
            precincts: self
                .precincts
                .into_iter()
                .map(|found| found.value)
                .collect(),
            inspectors: self
                .inspectors
                .into_iter()
                .map(|found| found.value)
                .collect(),
        }
    }
}

/// The four tables as cells, and the text of the borders file.
#[derive(Default)]
struct Tables {
    areas: Option<Table>,
    stations: Option<Table>,
    precincts: Option<Table>,
    inspectors: Option<Table>,
    shapes: Option<String>,
}

/// The borders file of a folder.
const SHAPES: &str = "precincts.geojson";

fn tables(path: &Path, problems: &mut Vec<Problem>) -> Tables {
    if path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
    {
        return workbook(path, problems);
    }
    if !path.is_dir() {
        problems.push(Problem::file(&path.to_string_lossy(), Reason::NoFile));
        return Tables::default();
    }
    let mut csv = |name: &str| {
        let bytes = file(path, name, problems)?;
        Table::csv(name, &bytes, problems)
    };
    let (areas, stations) = (csv("areas.csv"), csv("stations.csv"));
    let (precincts, inspectors) = (csv("precincts.csv"), csv("inspectors.csv"));
    let shapes =
        file(path, SHAPES, problems).and_then(|bytes| table::utf8(SHAPES, bytes, problems));
    // A file that is not there is a slip far more often than a wish to remove all it held.
    let has = |name: &str| path.join(name).exists();
    for name in ["areas.csv", "stations.csv", "inspectors.csv"] {
        if !has(name) {
            problems.push(Problem::file(name, Reason::NoFile));
        }
    }
    if !has(SHAPES) && !has("precincts.csv") {
        problems.push(Problem::file("precincts.csv", Reason::NoFile));
    }
    Tables {
        areas,
        stations,
        precincts,
        inspectors,
        shapes,
    }
}

fn workbook(path: &Path, problems: &mut Vec<Problem>) -> Tables {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let mut sheets = match table::Sheets::open(path, &name) {
        Ok(sheets) => sheets,
        Err(reason) => {
            problems.push(Problem::file(&name, reason));
            return Tables::default();
        }
    };
    let mut sheet = |kind: &str| sheets.table(kind, problems);
    Tables {
        areas: sheet("areas"),
        stations: sheet("stations"),
        precincts: sheet("precincts"),
        inspectors: sheet("inspectors"),
        shapes: None,
    }
}

fn file(folder: &Path, name: &str, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    match std::fs::read(folder.join(name)) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            problems.push(Problem::file(name, Reason::Unreadable(error.to_string())));
            None
        }
    }
}

fn drafts(tables: Tables, problems: &mut Vec<Problem>) -> Drafts {
    let shapes = tables
        .shapes
        .map(|text| shapes::read(SHAPES, &text, problems));
    let alone = shapes.is_none();
    let precincts = tables
        .precincts
        .map(|table| rows::precincts(&table, alone, problems));
    Drafts {
        areas: tables
            .areas
            .map(|table| rows::areas(&table, problems))
            .unwrap_or_default(),
        stations: tables
            .stations
            .map(|table| rows::stations(&table, problems))
            .unwrap_or_default(),
        inspectors: tables
            .inspectors
            .map(|table| rows::inspectors(&table, problems))
            .unwrap_or_default(),
        precincts: shapes::join(
            precincts.unwrap_or_default(),
            shapes.unwrap_or_default(),
            problems,
        ),
    }
}

#[cfg(test)]
mod tests;
