//! Cells of a workbook, as the clerk sees them.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::BufReader;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use calamine::{Data, DataType, Dimensions, Reader, Xlsx};

use super::borders::MOST_CELLS;
use super::problem::{Problem, Reason};
use super::table::{Row, Table};
use super::{header, shown};
use crate::domain::letters::visible;

/// An open workbook.
pub(super) struct Sheets {
    path: PathBuf,
    file: String,
    book: Xlsx<BufReader<File>>,
}

type Rows = BTreeMap<u64, Row>;

impl Sheets {
    pub fn open(path: &Path, file: &str) -> Result<Sheets, Reason> {
        super::borders::is_sane(path)?;
        let book = calamine::open_workbook(path);
        let book =
            book.map_err(|error: calamine::XlsxError| Reason::Unreadable(error.to_string()))?;
        Ok(Sheets {
            path: path.to_path_buf(),
            file: file.to_string(),
            book,
        })
    }

    /// The names of all sheets, if none of them is called after one of these tables.
    pub fn strangers(&self, kinds: &[&str]) -> Option<String> {
        let names = self.book.sheet_names();
        let ours = |name: &String| kinds.iter().any(|kind| header::is_sheet_of(kind, name));
        let named: Vec<String> = names.iter().map(|name| format!("«{name}»")).collect();
        (!names.iter().any(ours)).then(|| named.join(", "))
    }

    /// The sheet of this name, in capitals or not, in any language. Other sheets are the clerk's own
    /// notes.
    pub fn table(
        &mut self,
        kind: &str,
        needed: bool,
        problems: &mut Vec<Problem>,
    ) -> Option<Table> {
        let file = format!("{}, sheet {kind}", self.file);
        let names = self.book.sheet_names();
        let exact = |name: &&String| name.trim().to_lowercase() == kind;
        let found = names.iter().find(exact);
        let found = found.or_else(|| names.iter().find(|it| header::is_sheet_of(kind, it)));
        let others = names.iter().filter(|it| header::is_sheet_of(kind, it));
        for other in others.filter(|it| Some(*it) != found) {
            let second = format!("{}, sheet {other}", self.file);
            let first = found.cloned().unwrap_or_default();
            problems.push(Problem::file(&second, Reason::SecondFile(first)));
        }
        let Some(name) = found else {
            if needed {
                problems.push(Problem::file(&file, Reason::NoFile));
            }
            return None;
        };
        match self.rows(name, &file, problems) {
            Ok(rows) => Some(Table::of(file, rows.into_values().collect())),
            Err(reason) => {
                problems.push(Problem::file(&file, reason));
                None
            }
        }
    }

    /// Cell by cell: a range of the library would have a place for every cell between the first and
    /// the last, and one in the last corner of a sheet makes that more than any memory.
    fn rows(
        &mut self,
        name: &str,
        file: &str,
        problems: &mut Vec<Problem>,
    ) -> Result<Rows, Reason> {
        let unreadable = |error: calamine::XlsxError| Reason::Unreadable(error.to_string());
        // What its number format makes of a number, the library does not tell.
        let shown = shown::numbers(&self.path, name)?;
        let merged = self
            .book
            .merge_cells_by_sheet_name(name)
            .map_err(unreadable)?;
        let mut reader = self.book.worksheet_cells_reader(name).map_err(unreadable)?;
        let mut rows = Rows::new();
        let mut left = MOST_CELLS;
        while let Some(cell) = reader.next_cell().map_err(unreadable)? {
            let place = cell.get_position();
            let value = Data::from(cell.get_value().clone());
            if let Data::Error(error) = &value {
                let reason = Reason::BadCell(error.to_string());
                problems.push(Problem::row(file, u64::from(place.0) + 1, reason));
            }
            let text = shown
                .get(&place)
                .cloned()
                .unwrap_or_else(|| text_of(&value));
            put(&mut rows, place, visible(&text).trim(), &mut left)?;
        }
        // What areas lie over each other in vast numbers is no table.
        let few = merged.iter().try_fold(MOST_CELLS, |left, it| {
            left.checked_sub(1 + rows.range(lines(it)).take(left).count())
        });
        few.ok_or(Reason::TooMany(MOST_CELLS as u64))?;
        fill(&mut rows, &merged, &mut left)?;
        Ok(rows)
    }
}

fn put(rows: &mut Rows, place: (u32, u32), text: &str, left: &mut usize) -> Result<(), Reason> {
    if text.is_empty() {
        return Ok(());
    }
    let (line, column) = (u64::from(place.0) + 1, as_index(place.1));
    let row = rows.entry(line).or_insert_with(|| Row {
        line,
        ..Row::default()
    });
    let more = (column + 1).saturating_sub(row.cells.len());
    *left = (left.checked_sub(more)).ok_or(Reason::TooMany(MOST_CELLS as u64))?;
    row.cells.resize(row.cells.len() + more, String::new());
    text.clone_into(&mut row.cells[column]);
    Ok(())
}

/// A merged cell of one column holds for every row of it that has anything; one of several columns is
/// kept with its rows, to be a title or to be named.
fn fill(rows: &mut Rows, merged: &[Dimensions], left: &mut usize) -> Result<(), Reason> {
    let firsts: HashMap<(u32, u32), String> = (merged.iter())
        .filter_map(|it| {
            let row = rows.get(&(u64::from(it.start.0) + 1))?;
            let text = row.cells.get(as_index(it.start.1))?;
            Some((it.start, text.clone()))
        })
        .collect();
    for area in merged {
        if area.start.1 != area.end.1 {
            for (_, row) in rows.range_mut(lines(area)) {
                row.merged.get_or_insert_with(|| named(area));
            }
            continue;
        }
        let Some(text) = firsts.get(&area.start) else {
            continue;
        };
        let below: Vec<u64> = rows.range(lines(area)).map(|(line, _)| *line).collect();
        for line in below
            .into_iter()
            .filter(|line| *line > u64::from(area.start.0) + 1)
        {
            let row = u32::try_from(line - 1).unwrap_or(u32::MAX);
            put(rows, (row, area.start.1), text, left)?;
        }
    }
    Ok(())
}

fn lines(area: &Dimensions) -> RangeInclusive<u64> {
    let first = u64::from(area.start.0) + 1;
    first..=first.max(u64::from(area.end.0) + 1)
}

/// `B5:D5`.
fn named(area: &Dimensions) -> String {
    let cell = |(row, column): (u32, u32)| {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.insert(0, char::from(b'A' + letter));
            rest = (rest - 1) / 26;
        }
        format!("{}{}", letters.iter().collect::<String>(), row + 1)
    };
    format!("{}:{}", cell(area.start), cell(area.end))
}

fn as_index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(MOST_CELLS)
}

/// A cell as the clerk sees it: whole numbers without ".0", dates as 2026-12-31.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(moment) => moment
            .split('T')
            .next()
            .unwrap_or(moment)
            .trim()
            .to_string(),
        // Rust writes a whole f64 without a fraction and any other in full.
        Data::Float(number) => number.to_string(),
        other => other.as_string().unwrap_or_default().trim().to_string(),
    }
}
