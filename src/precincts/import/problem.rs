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
    /// The table's header lacks this column.
    MissingColumn(String),
    /// The table's header has a column of no meaning here.
    UnknownColumn(String),
    /// The header names this column twice.
    DoubledColumn(String),
    /// A row has more cells than the header.
    TooManyCells,
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
    /// No inspector has this code, nor a precinct where that would do.
    UnknownInspector(String),
    ActsForSelf,
    /// The areas around this one lead back to it.
    CycleInAreas,
    BadNumber(String),
    BadDate(String),
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

impl fmt::Display for Reason {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Unreadable(why) => write!(to, "cannot be read: {why}"),
            Reason::MissingColumn(name) => write!(to, "column {name} is missing"),
            Reason::UnknownColumn(name) => write!(to, "unknown column: {name:?}"),
            Reason::DoubledColumn(name) => write!(to, "column {name} is there twice"),
            Reason::BadCell(cell) => write!(to, "the cell holds an error: {cell}"),
            Reason::BadCode(code) => {
                write!(
                    to,
                    "not a code (at most 32 bytes; no spaces, commas, semicolons or slashes, no \
                     dot first, no two together): {code:?}"
                )
            }
            Reason::Duplicate(code) => write!(to, "there twice: {code:?}"),
            Reason::UnknownArea(code) => write!(to, "no such area: {code:?}"),
            Reason::UnknownStation(code) => write!(to, "no such station: {code:?}"),
            Reason::UnknownPrecinct(code) => write!(to, "no such precinct: {code:?}"),
            Reason::UnknownInspector(code) => write!(to, "no such inspector or precinct: {code:?}"),
            Reason::BadNumber(text) => write!(to, "not a number: {text:?}"),
            Reason::BadDate(text) => {
                write!(to, "not a date such as 2026-12-31 or 31.12.2026: {text:?}")
            }
            Reason::BadSince(text) => {
                write!(to, "neither 2026-12-31 nor 2026: {text:?}")
            }
            Reason::BadStatus(text) => write!(to, "neither in_force nor proposed: {text:?}"),
            Reason::NoName(text) => write!(to, "not a name of a street: {text:?}"),
            Reason::SameName(old) => write!(to, "the same name as the old one: {old:?}"),
            Reason::DoubledRow(first) => write!(to, "there already, in row {first}"),
            Reason::BadPhone(text) => write!(to, "not a phone number: {text:?}"),
            Reason::OutsideKazakhstan(lat, lon) => {
                write!(to, "outside Kazakhstan: latitude {lat}, longitude {lon}")
            }
            Reason::SwappedAxes(lat, lon) => write!(
                to,
                "latitude and longitude are exchanged: latitude {lat}, longitude {lon}"
            ),
            Reason::NotPolygon(found) => write!(to, "not a Polygon or MultiPolygon: {found}"),
            Reason::BadCrs(name) => {
                write!(to, "coordinates must be WGS 84 (EPSG:4326), not {name}")
            }
            Reason::NotInArchive(what) => write!(to, "must hold exactly one {what}"),
            Reason::UnknownEncoding => {
                write!(to, "unknown encoding: add a .cpg that says UTF-8 or 1251")
            }
            Reason::TooBig(mib) => write!(to, "holds more than {mib} MiB"),
            Reason::Control(sign) => write!(
                to,
                "holds a control character (U+{:04X}): write it anew without it",
                u32::from(*sign)
            ),
            Reason::TooLong(limit) => write!(
                to,
                "longer than {limit} characters, as many as a cell of Excel holds: shorten it, or \
                 divide the precinct"
            ),
            Reason::TooMany(limit) => write!(to, "holds more than {limit} pieces"),
            Reason::SecondFile(first) => write!(to, "{first} is there too: only one of them"),
            Reason::Conflict(other, this) => {
                write!(to, "{this:?} here, but {other:?} in the borders file")
            }
            plain => to.write_str(plain.words()),
        }
    }
}

impl Reason {
    /// What is said of those that quote nothing.
    fn words(&self) -> &'static str {
        match self {
            Reason::NoFile => "not found",
            Reason::NotFolder => "neither a folder nor an .xlsx file",
            Reason::NotFile => "not a file: a folder, a pipe or a device",
            Reason::NotRead => {
                "would not be read: tables are .csv files or sheets of one .xlsx, \
                 outlines are precincts.geojson, .kml, .kmz or .zip"
            }
            Reason::NotUtf8 => "not UTF-8: in Excel, save as \"CSV UTF-8\"",
            Reason::OpenQuote => {
                "a quotation mark (\") is not closed, or one inside is not doubled"
            }
            Reason::TooManyCells => "more cells than the header has columns",
            Reason::Empty => "must not be empty",
            Reason::ActsForSelf => "nobody stands in for himself or herself",
            Reason::CycleInAreas => "the area is its own parent in the end",
            Reason::HalfPoint => "latitude and longitude go together",
            Reason::NotFeatureCollection => "not a GeoJSON FeatureCollection",
            Reason::NoGeometry => "no outline is there",
            Reason::NoRing => "the outline has no parts",
            Reason::TooFewCorners => "a ring needs three corners that differ",
            Reason::BadCorner => "a corner needs two numbers",
            Reason::SelfIntersection => "the outline crosses or touches itself",
            Reason::RingsCross => "rings of the outline cross or lie in each other",
            Reason::HoleOutside => "a hole lies outside its outline",
            Reason::NoCrs => "the .prj is missing, which must say WGS 84",
            _ => "wrong",
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
