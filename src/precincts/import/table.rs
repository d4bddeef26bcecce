//! Cells of a CSV file or of a spreadsheet, with the row each came from.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx};

use super::borders::MOST_CELLS;
use super::formula;
use super::problem::{Problem, Reason};

/// A table: trimmed cells under trimmed lower-case headers.
#[derive(Debug)]
pub(super) struct Table {
    pub file: String,
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    /// The line in the file or sheet, from 1.
    pub line: u64,
    pub cells: Vec<String>,
}

impl Table {
    /// Reads CSV with commas, or with semicolons as Excel writes it in this region.
    pub fn csv(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Table> {
        let text = utf8(file, bytes.to_vec(), problems)?;
        if let Some(line) = open_quote(&text, delimiter(&text)) {
            problems.push(Problem::row(file, line, Reason::OpenQuote));
            return None;
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(delimiter(&text))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        let mut lines = Lines {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        };
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let start = record.position().map_or(0, csv::Position::byte);
                    let cells = record
                        .iter()
                        .map(|cell| formula::read(cell.trim()).to_string());
                    let cells = cells.collect();
                    rows.push(Row {
                        line: lines.of_record_at(start),
                        cells,
                    });
                }
                Err(error) => {
                    problems.push(Problem::file(file, Reason::Unreadable(error.to_string())));
                    return None;
                }
            }
        }
        Some(Table::of(file.to_string(), rows))
    }

    /// The first row that is not empty is the header; empty rows are left out.
    fn of(file: String, rows: Vec<Row>) -> Table {
        let mut rows = rows
            .into_iter()
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let header = rows.next().map(|row| row.cells).unwrap_or_default();
        let header = header.iter().map(|name| name.to_lowercase()).collect();
        Table {
            file,
            header,
            rows: rows.collect(),
        }
    }
}

/// The text of a file, without a byte order mark.
pub(super) fn utf8(file: &str, bytes: Vec<u8>, problems: &mut Vec<Problem>) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(
            text.strip_prefix('\u{feff}')
                .map(str::to_string)
                .unwrap_or(text),
        ),
        Err(error) => {
            let right = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + right
                .iter()
                .map(|byte| u64::from(*byte == b'\n'))
                .sum::<u64>();
            problems.push(Problem::row(file, line, Reason::NotUtf8));
            None
        }
    }
}

/// Whichever stands more often in the header.
fn delimiter(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    if header.matches(';').count() > header.matches(',').count() {
        b';'
    } else {
        b','
    }
}

/// The line of a quotation mark that would swallow rows: one that opens a cell which nothing closes,
/// or whose cell goes on after the next mark. The parser takes either without a word. Pairs amid a
/// cell are fine; of an odd number of them the first is named.
fn open_quote(text: &str, delimiter: u8) -> Option<u64> {
    let (mut line, mut quoted_from, mut at_start) = (1, None, true);
    let (mut inside, mut odd) = (None, false);
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let ends = |byte: u8| byte == delimiter || byte == b'\r' || byte == b'\n';
        match (byte, quoted_from) {
            (b'"', Some(_)) if bytes.next_if(|(_, next)| *next == b'"').is_some() => {}
            (b'"', Some(_)) => {
                let rest = text.bytes().skip(at + 1);
                let mut rest = rest.skip_while(|byte| *byte == b' ' || *byte == b'\t');
                if rest.next().is_some_and(|next| !ends(next)) {
                    return quoted_from;
                }
                (quoted_from, at_start) = (None, false);
            }
            (b'"', None) if at_start => quoted_from = Some(line),
            (b'"', None) => {
                inside = inside.or(Some(line));
                odd = !odd;
            }
            (other, None) => at_start = ends(other),
            _ => {}
        }
        line += u64::from(byte == b'\n');
    }
    quoted_from.or(inside.filter(|_| odd))
}

/// Counts lines up to where records start; the reader itself counts empty lines to the next record.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of_record_at(&mut self, start: u64) -> u64 {
        let start = usize::try_from(start)
            .unwrap_or(usize::MAX)
            .min(self.text.len());
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// An open workbook.
pub(super) struct Sheets {
    file: String,
    book: Xlsx<BufReader<File>>,
}

impl Sheets {
    pub fn open(path: &Path, file: &str) -> Result<Sheets, Reason> {
        super::borders::is_sane(path)?;
        let book = calamine::open_workbook(path);
        let book =
            book.map_err(|error: calamine::XlsxError| Reason::Unreadable(error.to_string()))?;
        Ok(Sheets {
            file: file.to_string(),
            book,
        })
    }

    /// The sheet of this name, in capitals or not. Other sheets are the clerk's own notes.
    pub fn table(
        &mut self,
        kind: &str,
        needed: bool,
        problems: &mut Vec<Problem>,
    ) -> Option<Table> {
        let file = format!("{}, sheet {kind}", self.file);
        let names = self.book.sheet_names();
        let Some(name) = names
            .into_iter()
            .find(|name| name.trim().to_lowercase() == kind)
        else {
            if needed {
                problems.push(Problem::file(&file, Reason::NoFile));
            }
            return None;
        };
        match self.rows(&name, &file, problems) {
            Ok(rows) => Some(Table::of(file, rows)),
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
    ) -> Result<Vec<Row>, Reason> {
        let unreadable = |error: calamine::XlsxError| Reason::Unreadable(error.to_string());
        let mut reader = self.book.worksheet_cells_reader(name).map_err(unreadable)?;
        let mut rows: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        let mut left = MOST_CELLS;
        while let Some(cell) = reader.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            let (line, column) = (
                u64::from(row) + 1,
                usize::try_from(column).unwrap_or(MOST_CELLS),
            );
            let value = Data::from(cell.get_value().clone());
            if let Data::Error(error) = &value {
                let reason = Reason::BadCell(error.to_string());
                problems.push(Problem::row(file, line, reason));
            }
            let text = text_of(&value);
            if text.is_empty() {
                continue;
            }
            let cells = rows.entry(line).or_default();
            let more = (column + 1).saturating_sub(cells.len());
            left = (left.checked_sub(more)).ok_or(Reason::TooMany(MOST_CELLS as u64))?;
            cells.resize(cells.len() + more, String::new());
            cells[column] = text;
        }
        let row = |(line, cells)| Row { line, cells };
        Ok(rows.into_iter().map(row).collect())
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(text: &str) -> Table {
        let mut problems = Vec::new();
        let table = Table::csv("x.csv", text.as_bytes(), &mut problems).unwrap();
        assert_eq!(problems, []);
        table
    }

    #[test]
    fn lines_are_those_an_editor_shows() {
        let table = csv("\u{feff}\r\n Code ;NAME\r\n\r\nA;\"two\r\nlines\"\r\n;\r\n\r\nB; x \r\n");
        assert_eq!(table.header, ["code", "name"]);
        let lines: Vec<_> = table
            .rows
            .iter()
            .map(|row| (row.line, row.cells[1].as_str()))
            .collect();
        assert_eq!(lines, [(4, "two\r\nlines"), (8, "x")]);
    }

    #[test]
    fn commas_or_semicolons() {
        assert_eq!(csv("code,name\nA,\"x;y\"").rows[0].cells, ["A", "x;y"]);
        assert_eq!(csv("code;name\nA;x,y").rows[0].cells, ["A", "x,y"]);
        assert!(csv("").header.is_empty());
    }

    #[test]
    fn a_quotation_mark_that_stays_open_swallows_no_rows() {
        let open_at = |text: &str| {
            let mut problems = Vec::new();
            let table = Table::csv("x.csv", text.as_bytes(), &mut problems);
            assert_eq!(table.is_none(), !problems.is_empty(), "{text}");
            let reason = |it: &Problem| it.reason == Reason::OpenQuote;
            assert!(problems.iter().all(reason));
            problems.first().and_then(|it| it.row)
        };
        for (text, line) in [
            ("code,name\nA,\"x\nB,y\n", Some(2)),
            ("code,name\n\"A\nA\",\"x\nB,y", Some(3)),
            // The next field that is quoted would close it.
            ("code,name\nA,\"x\nB,\"y\"\nC,z\n", Some(2)),
            ("code,name\nA,\"x\nB,\"y\nC,z\n", Some(2)),
            ("code,name\nA,x\nB,y\"\nC,z\n", Some(3)),
            ("code,name\nA,\"x\"\"\"\nB,\"y\" \n", None),
            ("code,name\nA,\"x\"\r\nB,\"\"\r\n", None),
            ("code;name\nA;\"x,\ny\";\n", None),
            // Whole pairs amid a cell are what people write by hand.
            ("code,name\nA,LLP \"X\", ltd\n", None),
        ] {
            assert_eq!(open_at(text), line, "{text}");
        }
    }

    #[test]
    fn other_encodings_are_named_with_their_line() {
        let mut problems = Vec::new();
        assert!(Table::csv("x.csv", b"code\nA\n\xc0\xe1", &mut problems).is_none());
        assert_eq!(problems, [Problem::row("x.csv", 3, Reason::NotUtf8)]);
    }
}
