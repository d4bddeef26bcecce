//! What is wrong with a file, and where.

use std::fmt;

use crate::domain::Point;

/// One thing a clerk has to correct.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file's name, with the sheet's for a workbook: `town.xlsx, sheet stations`.
    pub file: String,
    /// The line of a table (1 is the header) or the number of an outline in its file, from 1.
    pub row: Option<u64>,
    pub column: Option<String>,
    /// The code of the precinct whose outline it is about.
    pub code: Option<String>,
    /// Where on the map.
    pub at: Option<Point>,
    pub reason: Reason,
}

/// Why a value is refused; in quotes, what was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The file or sheet is not there.
    NoFile,
    /// Something is there, but neither a folder nor a workbook.
    NotFolder,
    /// A folder, a pipe or a device, where a file should be.
    NotFile,
    /// Its name is one of ours, but it would not be read.
    NotRead,
    /// It cannot be opened or parsed; the library's own words.
    Unreadable(String),
    NotUtf8,
    /// A quotation mark opens a cell that nothing closes.
    OpenQuote,
    /// A workbook, or another document, of a kind that is not read.
    OtherFormat,
    /// None of these sheets goes by a name of ours.
    NoSheets(String),
    /// No row of a table looks like its header, which has at least these columns.
    NoHeader(String),
    /// So many rows stand above the header that are filled as those below it are.
    AboveHeader(usize),
    /// Columns are missing in the header, or of no meaning here.
    Header(Box<WrongHeader>),
    /// The header names this column twice.
    DoubledColumn(String),
    /// A row has more cells than the header.
    TooManyCells,
    /// Cells of several columns are one, such as `B5:D5`.
    Merged(String),
    /// A spreadsheet cell holds an error such as `#REF!`.
    BadCell(String),
    /// A text has a character that is none, such as U+0000.
    Control(char),
    /// A text is longer than so many characters, as many as a cell of Excel holds.
    TooLong(u64),
    Empty,
    BadCode(String),
    Duplicate(String),
    UnknownArea(String),
    UnknownStation(String),
    UnknownPrecinct(String),
    /// Nothing has the first code, but the second looks like it.
    LooksLike(String, String),
    /// Two codes that look the same, this one and the other.
    Twins(String, String),
    /// The table has no precinct of this code or name.
    NoSuchName(String),
    /// An outlined precinct of which neither the table nor the directory in force knows more.
    NoRow,
    /// No inspector has this code, nor a precinct where that would do.
    UnknownInspector(String),
    ActsForSelf,
    /// The areas around this one lead back to it.
    CycleInAreas,
    BadNumber(String),
    BadDate(String),
    /// A date whose year nobody means.
    OddYear(String),
    /// A day as a spreadsheet counts it.
    DayNumber(String),
    /// Neither a date nor a year.
    BadSince(String),
    BadStatus(String),
    /// Nothing is left of it without the word for the street.
    NoName(String),
    /// The old name and the new one are one name in other words or letters.
    SameName(String),
    /// Exactly what the row of this number says.
    DoubledRow(u64),
    BadPhone(String),
    /// More than one number in a cell.
    Phones(String),
    /// A number with what is dialled after it.
    Extension(String),
    /// A number of a coordinate pair is missing.
    HalfPoint,
    /// Latitude, longitude.
    OutsideKazakhstan(f64, f64),
    /// Latitude, longitude, as they were written.
    SwappedAxes(f64, f64),
    NotFeatureCollection,
    /// The geometry is of this type.
    NotPolygon(String),
    NoGeometry,
    /// An outline without a part, or a part without a ring.
    NoRing,
    /// A ring of fewer than three corners.
    TooFewCorners,
    /// A corner without two numbers.
    BadCorner,
    /// Blanks, or none, where they do not tell what belongs together.
    CornerBlanks(String),
    /// Nothing but a link to where the outlines are.
    OnlyLink(String),
    /// A ring crosses or touches itself.
    SelfIntersection,
    /// Two rings of one outline cross, or one part lies in another.
    RingsCross,
    HoleOutside,
    /// The coordinate reference system is not WGS 84.
    BadCrs(String),
    /// A Shapefile without its `.prj`: nobody knows what its numbers mean.
    NoCrs,
    /// The archive has no file of this kind, or more than one.
    NotInArchive(String),
    /// The letters of a DBF table are neither UTF-8 nor named by a `.cpg`.
    UnknownEncoding,
    /// More than so many mebibytes, as it is or unpacked.
    TooBig(u64),
    /// More than so many files, features or corners.
    TooMany(u64),
    /// Another file for the same is there as well.
    SecondFile(String),
    /// The borders file and the table disagree: theirs, then this file's.
    Conflict(String, String),
}

/// What a header says, and what it should; each a list with commas.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongHeader {
    pub missing: String,
    pub unknown: String,
    /// What the table has to have, and what it may have.
    pub needed: String,
    pub others: String,
}

/// Characters of a text, as many as a cell of Excel holds: more of one territory nobody reads.
const LONGEST: usize = 32_767;

impl Reason {
    /// What is wrong with a text whatever it is about.
    pub(super) fn of_text(text: &str) -> Option<Reason> {
        if text.chars().nth(LONGEST).is_some() {
            return Some(Reason::TooLong(LONGEST as u64));
        }
        let breaks = ['\n', '\r', '\t'];
        let control = |sign: &char| sign.is_control() && !breaks.contains(sign);
        text.chars().find(control).map(Reason::Control)
    }
}

impl Problem {
    /// About a whole file.
    pub(super) fn file(file: &str, reason: Reason) -> Problem {
        Problem {
            file: file.to_string(),
            row: None,
            column: None,
            code: None,
            at: None,
            reason,
        }
    }

    /// About a row.
    pub(super) fn row(file: &str, row: u64, reason: Reason) -> Problem {
        Problem {
            row: Some(row),
            ..Problem::file(file, reason)
        }
    }

    /// About a cell.
    pub(super) fn cell(file: &str, row: u64, column: &str, reason: Reason) -> Problem {
        Problem {
            column: Some(column.to_string()),
            ..Problem::row(file, row, reason)
        }
    }
}

/// One line of plain English for the command line.
impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(to, " row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(to, " {column}")?;
        }
        if let Some(code) = &self.code {
            write!(to, " ({code})")?;
        }
        write!(to, ": {}", self.reason)?;
        match self.at {
            Some(at) => write!(to, ", near {at}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line() {
        let problem = Problem::cell("stations.csv", 7, "lat", Reason::BadNumber("x".to_string()));
        assert_eq!(
            problem.to_string(),
            "stations.csv row 7 lat: not a number: \"x\""
        );
        assert_eq!(
            Problem::file("areas.csv", Reason::NoFile).to_string(),
            "areas.csv: not found"
        );
    }
}
