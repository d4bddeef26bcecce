//! Which files a folder holds, and what is in them: tables as cells, outlines as rows.

use std::path::{Path, PathBuf};

use super::problem::{Problem, Reason};
use super::table::{self, Table};
use super::{Drafts, Found, Options, Remark, borders, join, rows};
use crate::domain::directory::Precinct;

/// The tables as cells, and the rows of the borders file if there is one.
#[derive(Default)]
struct Tables {
    areas: Option<Table>,
    stations: Option<Table>,
    precincts: Option<Table>,
    inspectors: Option<Table>,
    renamed: Option<Table>,
    outlines: Option<Vec<Found<Precinct>>>,
}

pub(super) fn drafts(
    path: &Path,
    options: &Options,
    problems: &mut Vec<Problem>,
    remarks: &mut Vec<Remark>,
) -> Drafts {
    let tables = tables(path, options, problems, remarks);
    let alone = tables.outlines.is_none();
    let precincts = tables
        .precincts
        .map(|table| rows::precincts(&table, alone, problems));
    let areas = tables.areas.map(|table| rows::areas(&table, problems));
    let stations = tables
        .stations
        .map(|table| rows::stations(&table, options.anywhere, problems));
    let inspectors = tables
        .inspectors
        .map(|table| rows::inspectors(&table, problems));
    let renamed = tables.renamed.map(|table| rows::renamed(&table, problems));
    Drafts {
        areas: areas.unwrap_or_default(),
        stations: stations.unwrap_or_default(),
        inspectors: inspectors.unwrap_or_default(),
        precincts: join::join(
            precincts.unwrap_or_default(),
            tables.outlines.unwrap_or_default(),
            problems,
        ),
        renamed: renamed.unwrap_or_default(),
    }
}

fn tables(
    path: &Path,
    options: &Options,
    problems: &mut Vec<Problem>,
    remarks: &mut Vec<Remark>,
) -> Tables {
    if is_workbook(path) {
        return workbook(path, false, problems);
    }
    if !path.is_dir() {
        problems.push(Problem::file(&path.to_string_lossy(), Reason::NoFile));
        return Tables::default();
    }
    let present: Vec<&str> = borders::FILES
        .into_iter()
        .filter(|name| path.join(name).exists())
        .collect();
    for second in present.iter().skip(1) {
        let reason = Reason::SecondBorders(present[0].to_string());
        problems.push(Problem::file(second, reason));
    }
    let outlines = match present.as_slice() {
        [] => None,
        [only] => Some(borders::read(path, only, options, problems, remarks)),
        _ => Some(Vec::new()),
    };
    // Outlines cannot be in a workbook; it may lie beside them instead of the tables.
    let tables = match workbook_in(path) {
        Some(book) => workbook(&book, outlines.is_some(), problems),
        None => csv_tables(path, outlines.is_some(), problems),
    };
    Tables { outlines, ..tables }
}

fn csv_tables(path: &Path, outlined: bool, problems: &mut Vec<Problem>) -> Tables {
    let mut csv = |name: &str, needed: bool| match read(path, name) {
        Ok(bytes) => Table::csv(name, &bytes, problems),
        Err(Reason::NoFile) if !needed => None,
        // A file that is not there is a slip far more often than a wish to remove all it held.
        Err(reason) => {
            problems.push(Problem::file(name, reason));
            None
        }
    };
    Tables {
        areas: csv("areas.csv", true),
        stations: csv("stations.csv", true),
        precincts: csv("precincts.csv", !outlined),
        inspectors: csv("inspectors.csv", true),
        renamed: csv("renamed.csv", false),
        outlines: None,
    }
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, Reason> {
    let path = folder.join(name);
    if path.exists() {
        borders::bytes(&path)
    } else {
        Err(Reason::NoFile)
    }
}

fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// The one workbook of a folder without tables. Excel's own `~$` files are none.
fn workbook_in(folder: &Path) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    if entries.iter().any(|path| path.ends_with("areas.csv")) {
        return None;
    }
    let hidden = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('~') || name.starts_with('.')
    };
    let mut books = entries
        .into_iter()
        .filter(|path| is_workbook(path) && !hidden(path));
    books.next().filter(|_| books.next().is_none())
}

fn workbook(path: &Path, outlined: bool, problems: &mut Vec<Problem>) -> Tables {
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
    let mut sheet = |kind: &str, needed: bool| sheets.table(kind, needed, problems);
    Tables {
        areas: sheet("areas", true),
        stations: sheet("stations", true),
        precincts: sheet("precincts", !outlined),
        inspectors: sheet("inspectors", true),
        renamed: sheet("renamed", false),
        outlines: None,
    }
}
