//! Which files a folder holds, and what is in them: tables as cells, outlines as rows.

use std::path::Path;

use super::drafts::{Drafts, Present};
use super::findings::{Findings, Remark};
use super::names::PrecinctNames;
use super::options::Options;
use super::outline::OutlineNote;
use super::problem::{Problem, Reason};
use super::sheets::Sheets;
use super::table::Table;
use super::{borders, join, rows};

/// The tables as cells, and which borders file there is.
#[derive(Default)]
struct Tables {
    areas: Option<Table>,
    stations: Option<Table>,
    precincts: Option<Table>,
    inspectors: Option<Table>,
    heads: Option<Table>,
    renamed: Option<Table>,
    outlines: Outlines,
}

#[derive(Default)]
enum Outlines {
    #[default]
    None,
    One(String),
    /// Nobody knows which counts.
    Several,
}

pub(super) fn drafts(path: &Path, options: &Options, findings: &mut Findings) -> Drafts {
    let tables = tables(path, findings);
    let alone = matches!(tables.outlines, Outlines::None);
    let precincts = (tables.precincts).map(|table| rows::precincts(&table, alone, findings));
    let unreadable = precincts.as_ref().is_some_and(Option::is_none);
    let precincts = precincts.flatten();
    let areas = tables.areas.and_then(|table| rows::areas(&table, findings));
    let stations =
        (tables.stations).and_then(|table| rows::stations(&table, options.anywhere, findings));
    let inspectors = (tables.inspectors).and_then(|table| rows::inspectors(&table, findings));
    let heads = tables.heads.and_then(|table| rows::heads(&table, findings));
    let renamed = tables
        .renamed
        .and_then(|table| rows::renamed(&table, findings));
    let names = precincts.as_deref().map(PrecinctNames::of);
    let outlines = match &tables.outlines {
        Outlines::One(file) => borders::read(path, file, options, names.as_ref(), findings),
        Outlines::None | Outlines::Several => Vec::new(),
    };
    let read = Present {
        areas: areas.is_some(),
        stations: stations.is_some(),
        precincts: !unreadable && (precincts.is_some() || !outlines.is_empty()),
        inspectors: inspectors.is_some(),
    };
    let precincts = if unreadable {
        // What the table would have said of them is not known.
        outlines
    } else {
        join::join(precincts, outlines, options.in_force, findings)
    };
    Drafts {
        read,
        areas: areas.unwrap_or_default(),
        stations: stations.unwrap_or_default(),
        inspectors: inspectors.unwrap_or_default(),
        heads: heads.unwrap_or_default(),
        precincts,
        renamed: renamed.unwrap_or_default(),
    }
}

fn tables(path: &Path, findings: &mut Findings) -> Tables {
    let problems = &mut findings.problems;
    if path.is_file() {
        if is_workbook(path) {
            return workbook(path, false, problems);
        }
        let reason = if is_document(path) {
            Reason::OtherFormat
        } else {
            Reason::NotFolder
        };
        problems.push(Problem::file(&path.to_string_lossy(), reason));
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
        [] => Outlines::None,
        [only] => Outlines::One(only.clone()),
        _ => Outlines::Several,
    };
    let outlined = !drawn.is_empty();
    folder.taken.extend(drawn);
    let tables = beside(&mut folder, outlined, findings);
    folder.refuse_others(outlined, &mut findings.problems);
    Tables { outlines, ..tables }
}

/// The tables of a folder. Outlines cannot be in a workbook; it may lie beside them instead of tables.
fn beside(folder: &mut Folder, outlined: bool, findings: &mut Findings) -> Tables {
    let problems = &mut findings.problems;
    let has = |kind: &str| !folder.named(&format!("{kind}.csv")).is_empty();
    let (books, any) = (folder.all(is_workbook), KINDS.into_iter().any(has));
    if has("areas") {
        for book in books.iter().filter(|book| !folder.is_refused(book)) {
            findings
                .remarks
                .push(Remark::of_file(book, OutlineNote::NotUsed));
        }
        return csv_tables(folder, outlined, problems);
    }
    match books.as_slice() {
        [book] => {
            let tables = workbook(&folder.path.join(book), outlined, problems);
            folder.taken.push(book.clone());
            tables
        }
        [] => {
            let mut others = folder.all(is_document);
            others.retain(|_| !any);
            for other in &others {
                problems.push(Problem::file(other, Reason::OtherFormat));
                folder.taken.push(other.clone());
            }
            if others.is_empty() {
                csv_tables(folder, outlined, problems)
            } else {
                Tables::default()
            }
        }
        [first, seconds @ ..] => {
            folder.taken.push(first.clone());
            for second in seconds {
                folder.once(second, first, problems);
            }
            Tables::default()
        }
    }
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

    fn all(&self, is: fn(&Path) -> bool) -> Vec<String> {
        let of = |name: &&String| is(Path::new(name));
        self.names.iter().filter(of).cloned().collect()
    }

    /// Whether it goes by a name of a table, so that [`Folder::refuse_others`] names it.
    fn is_refused(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let stem = lower
            .split_once('.')
            .map_or(lower.as_str(), |(stem, _)| stem);
        KINDS.contains(&stem.trim())
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
            let ours = self.is_refused(name) || (drawing && !outlined);
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
        outlines: Outlines::None,
    }
}

fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Documents of other programs that a clerk may take for a table.
fn is_document(path: &Path) -> bool {
    let endings = [
        "ods", "fods", "xls", "xlsb", "xlsm", "xltx", "numbers", "et", "gsheet", "docx", "doc",
        "odt", "rtf", "pdf",
    ];
    let ending = path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn workbook(path: &Path, outlined: bool, problems: &mut Vec<Problem>) -> Tables {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let mut sheets = match Sheets::open(path, &name) {
        Ok(sheets) => sheets,
        Err(reason) => {
            problems.push(Problem::file(&name, reason));
            return Tables::default();
        }
    };
    if let Some(strangers) = sheets.strangers(&KINDS) {
        problems.push(Problem::file(&name, Reason::NoSheets(strangers)));
        return Tables::default();
    }
    let mut sheet = |kind: &str, needed: bool| sheets.table(kind, needed, problems);
    Tables {
        areas: sheet("areas", true),
        stations: sheet("stations", true),
        precincts: sheet("precincts", !outlined),
        inspectors: sheet("inspectors", true),
        heads: sheet("heads", false),
        renamed: sheet("renamed", false),
        outlines: Outlines::None,
    }
}
