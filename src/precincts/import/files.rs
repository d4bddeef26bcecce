//! Which files a folder holds, and what is in them: tables as cells, outlines as rows.

use std::path::Path;

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
    heads: Option<Table>,
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
    let heads = tables.heads.map(|table| rows::heads(&table, problems));
    let renamed = tables.renamed.map(|table| rows::renamed(&table, problems));
    Drafts {
        areas: areas.unwrap_or_default(),
        stations: stations.unwrap_or_default(),
        inspectors: inspectors.unwrap_or_default(),
        heads: heads.unwrap_or_default(),
        precincts: join::join(
            precincts.unwrap_or_default(),
            tables.outlines.unwrap_or_default(),
            problems,
            remarks,
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
    if path.is_file() {
        if is_workbook(path) {
            return workbook(path, false, problems);
        }
        problems.push(Problem::file(&path.to_string_lossy(), Reason::NotFolder));
        return Tables::default();
    }
    let Some(mut folder) = Folder::open(path) else {
        let reason = if path.exists() {
            Reason::NotFolder
        } else {
            Reason::NoFile
        };
        problems.push(Problem::file(&path.to_string_lossy(), reason));
        return Tables::default();
    };
    let drawn = borders::FILES
        .into_iter()
        .flat_map(|name| folder.named(name))
        .collect::<Vec<String>>();
    for second in drawn.iter().skip(1) {
        folder.once(second, &drawn[0], problems);
    }
    let outlines = match drawn.as_slice() {
        [] => None,
        [only] => Some(borders::read(path, only, options, problems, remarks)),
        _ => Some(Vec::new()),
    };
    folder.taken.extend(drawn);
    // Outlines cannot be in a workbook; it may lie beside them instead of the tables.
    let tables = match folder.workbook() {
        Some(book) => {
            let tables = workbook(&path.join(&book), outlines.is_some(), problems);
            folder.taken.push(book);
            tables
        }
        None => csv_tables(&mut folder, outlines.is_some(), problems),
    };
    folder.refuse_others(outlines.is_some(), problems);
    Tables { outlines, ..tables }
}

/// What lies in a folder, and which of it is read. Names come in capitals or not.
struct Folder<'a> {
    path: &'a Path,
    /// In their order, without hidden files and Excel's own `~$`.
    names: Vec<String>,
    taken: Vec<String>,
}

/// What tables are called; also sheets, and the outlines of precincts.
const KINDS: [&str; 6] = [
    "areas",
    "stations",
    "precincts",
    "inspectors",
    "heads",
    "renamed",
];

impl Folder<'_> {
    fn open(path: &Path) -> Option<Folder<'_>> {
        let entries = std::fs::read_dir(path).ok()?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with(['.', '~'])).collect();
        names.sort();
        let taken = Vec::new();
        Some(Folder { path, names, taken })
    }

    fn named(&self, name: &str) -> Vec<String> {
        let same = |other: &&String| other.to_lowercase() == name;
        self.names.iter().filter(same).cloned().collect()
    }

    fn once(&mut self, second: &str, first: &str, problems: &mut Vec<Problem>) {
        let reason = Reason::SecondFile(first.to_string());
        problems.push(Problem::file(second, reason));
        self.taken.push(second.to_string());
    }

    /// The one workbook of a folder without tables.
    fn workbook(&self) -> Option<String> {
        if !self.named("areas.csv").is_empty() {
            return None;
        }
        let is_book = |name: &&String| is_workbook(Path::new(name));
        let mut books = self.names.iter().filter(is_book);
        let only = books.next().filter(|_| books.next().is_none());
        only.cloned()
    }

    /// Whatever goes by a name of ours and is not read would be missed by nobody until people are
    /// sent to the wrong precinct.
    fn refuse_others(&self, outlined: bool, problems: &mut Vec<Problem>) {
        for name in &self.names {
            let lower = name.to_lowercase();
            let (stem, ending) = lower.split_once('.').unwrap_or((&lower, ""));
            let drawing = ["geojson", "kml", "kmz", "shp"].contains(&ending);
            // What a zipped Shapefile was made of may stay beside it.
            let parts = [
                "shp", "shx", "dbf", "prj", "cpg", "sbn", "sbx", "qpj", "qmd",
            ];
            let packed = stem == "precincts" && parts.contains(&ending) && outlined;
            let ours = KINDS.contains(&stem.trim()) || (drawing && !outlined);
            if ours && !packed && !self.taken.contains(name) {
                problems.push(Problem::file(name, Reason::NotRead));
            }
        }
    }
}

fn csv_tables(folder: &mut Folder, outlined: bool, problems: &mut Vec<Problem>) -> Tables {
    let mut csv = |kind: &str, needed: bool| {
        let name = format!("{kind}.csv");
        let found = folder.named(&name);
        let Some(first) = found.first() else {
            // A file that is not there is a slip far more often than a wish to remove all it held.
            if needed {
                problems.push(Problem::file(&name, Reason::NoFile));
            }
            return None;
        };
        for second in found.iter().skip(1) {
            folder.once(second, first, problems);
        }
        folder.taken.push(first.clone());
        match borders::bytes(&folder.path.join(first)) {
            Ok(bytes) => Table::csv(first, &bytes, problems),
            Err(reason) => {
                problems.push(Problem::file(first, reason));
                None
            }
        }
    };
    Tables {
        areas: csv("areas", true),
        stations: csv("stations", true),
        precincts: csv("precincts", !outlined),
        inspectors: csv("inspectors", true),
        heads: csv("heads", false),
        renamed: csv("renamed", false),
        outlines: None,
    }
}

fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
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
        heads: sheet("heads", false),
        renamed: sheet("renamed", false),
        outlines: None,
    }
}
