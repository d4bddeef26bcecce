//! Cells of a CSV file, with the row each came from.

use super::formula;
use super::problem::{Problem, Reason};
use crate::domain::letters::visible;

/// A table: trimmed cells, the header among them, without rows that are empty.
#[derive(Debug)]
pub(super) struct Table {
    pub file: String,
    pub rows: Vec<Row>,
}

#[derive(Debug, Default)]
pub(super) struct Row {
    /// The line in the file or sheet, from 1.
    pub line: u64,
    pub cells: Vec<String>,
    /// Cells of several columns that are one, such as `B5:D5`.
    pub merged: Option<String>,
}

impl Table {
    /// Reads CSV with commas, or with semicolons as Excel writes it in this region.
    pub fn csv(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Table> {
        let text = utf8(file, bytes.to_vec(), problems)?;
        let (hinted, text) = hint(&text);
        let delimiter = hinted.unwrap_or_else(|| delimiter(text));
        let first = 1 + u64::from(hinted.is_some());
        if let Some(line) = open_quote(text, delimiter) {
            let line = line + first - 1;
            problems.push(Problem::row(file, line, Reason::OpenQuote));
            return None;
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        let mut lines = Lines {
            text: text.as_bytes(),
            at: 0,
            line: first,
        };
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let start = record.position().map_or(0, csv::Position::byte);
                    let cells = record.iter().map(|cell| {
                        let cell = visible(cell);
                        formula::read(cell.trim()).to_string()
                    });
                    rows.push(Row {
                        cells: cells.collect(),
                        line: lines.of_record_at(start),
                        ..Row::default()
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

    /// Empty rows are left out.
    pub fn of(file: String, rows: Vec<Row>) -> Table {
        let filled = |row: &Row| row.cells.iter().any(|cell| !cell.is_empty());
        let rows = rows.into_iter().filter(filled).collect();
        Table { file, rows }
    }
}

/// What Excel may be told in the first line, `sep=;`, and the text behind it.
fn hint(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let plain = first.trim_matches(['\r', ' ', '"']);
    let says = plain
        .get(..4)
        .is_some_and(|it| it.eq_ignore_ascii_case("sep="));
    // Excel fills the row with as many separators as the table has columns.
    let sign = plain
        .chars()
        .nth(4)
        .filter(|sign| says && plain[4..].chars().all(|c| c == *sign));
    match sign.and_then(|sign| u8::try_from(sign).ok()) {
        Some(sign) if sign.is_ascii_punctuation() || sign == b'\t' => (Some(sign), rest),
        _ => (None, text),
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
        let lines: Vec<_> = table
            .rows
            .iter()
            .map(|row| (row.line, row.cells[1].as_str()))
            .collect();
        assert_eq!(lines, [(2, "NAME"), (4, "two\r\nlines"), (8, "x")]);
    }

    #[test]
    fn commas_or_semicolons() {
        assert_eq!(csv("code,name\nA,\"x;y\"").rows[1].cells, ["A", "x;y"]);
        assert_eq!(csv("code;name\nA;x,y").rows[1].cells, ["A", "x,y"]);
        assert!(csv("").rows.is_empty());
    }

    /// What Excel is told in the first line is no header; lines are still those of the file.
    #[test]
    fn a_hint_at_the_separator_is_taken() {
        for text in [
            "sep=;\r\ncode;name\r\nA;x,y",
            "\u{feff}\"SEP=;\"\ncode;name\nA;x,y",
        ] {
            let table = csv(text);
            assert_eq!((table.rows[0].line, table.rows[1].line), (2, 3));
            assert_eq!(table.rows[1].cells, ["A", "x,y"]);
        }
        assert_eq!(csv("sep=\t\ncode\tname").rows[0].cells, ["code", "name"]);
        assert_eq!(
            csv("separator,name\nA,x").rows[0].cells,
            ["separator", "name"]
        );
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
