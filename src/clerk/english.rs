//! What is wrong, in plain English for the command line.

use std::fmt;

use super::alike;
use super::problem::{Reason, WrongHeader};

impl fmt::Display for Reason {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Unreadable(why) => write!(to, "cannot be read: {why}"),
            Reason::NoSheets(sheets) => write!(
                to,
                "no sheet of it is called areas, stations, precincts or inspectors, only {sheets}: \
                 rename them, or begin with `aula import --template FILE.xlsx`"
            ),
            Reason::NoHeader(needed) => write!(
                to,
                "no header: one of the first rows must name the columns {needed}"
            ),
            Reason::AboveHeader(rows) => write!(
                to,
                "above the header, but filled like a row of the table; so many such rows: {rows}. \
                 Put the header first"
            ),
            Reason::Header(wrong) => header(to, wrong),
            Reason::Merged(cells) => write!(
                to,
                "{cells} are one merged cell: divide it, each cell needs a value of its own"
            ),
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
            Reason::LooksLike(code, known) => {
                write!(to, "no such code: {code:?}; did you mean {known:?}?")?;
                odd_letter(to, code, known)
            }
            Reason::Twins(code, other) => {
                write!(to, "{code:?} looks like {other:?} and is another code")?;
                odd_letter(to, code, other)
            }
            Reason::NoSuchName(name) => write!(
                to,
                "no row of the table has this code or this name, or several have: {name:?}"
            ),
            Reason::UnknownInspector(code) => write!(to, "no such inspector or precinct: {code:?}"),
            other => value(to, other),
        }
    }
}

/// Of single values.
fn value(to: &mut fmt::Formatter<'_>, reason: &Reason) -> fmt::Result {
    match reason {
        Reason::BadNumber(text) => write!(to, "not a number: {text:?}"),
        Reason::BadDate(text) => {
            write!(to, "not a date such as 2026-12-31 or 31.12.2026: {text:?}")
        }
        Reason::OddYear(text) => write!(to, "no such year can be meant: {text:?}"),
        Reason::DayNumber(text) => write!(
            to,
            "a day as a spreadsheet counts it: {text:?}; write it as 31.12.2026"
        ),
        Reason::BadSince(text) => {
            write!(to, "neither 2026-12-31 nor 2026: {text:?}")
        }
        Reason::BadStatus(text) => write!(to, "neither in_force nor proposed: {text:?}"),
        Reason::NoName(text) => write!(to, "not a name of a street: {text:?}"),
        Reason::SameName(old) => write!(to, "the same name as the old one: {old:?}"),
        Reason::DoubledRow(first) => write!(to, "there already, in row {first}"),
        Reason::BadPhone(text) => write!(to, "not a phone number: {text:?}"),
        Reason::Phones(text) => write!(to, "one number a cell: {text:?}"),
        Reason::Extension(text) => write!(
            to,
            "a number without an extension, which no phone dials: {text:?}"
        ),
        other => file(to, other),
    }
}

/// Of outlines and of whole files.
fn file(to: &mut fmt::Formatter<'_>, reason: &Reason) -> fmt::Result {
    match reason {
        Reason::CornerBlanks(text) => write!(
            to,
            "a corner is longitude,latitude without blanks, and a blank is before the next: \
             {text:?}"
        ),
        Reason::OnlyLink(link) => write!(
            to,
            "not the map, but a link to it ({link}): export it anew without \"Keep data up to \
             date with network link KML\""
        ),
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

fn header(to: &mut fmt::Formatter<'_>, wrong: &WrongHeader) -> fmt::Result {
    if !wrong.missing.is_empty() {
        write!(to, "missing columns: {}; ", wrong.missing)?;
    }
    if !wrong.unknown.is_empty() {
        write!(to, "unknown columns: {}; ", wrong.unknown)?;
    }
    let (needed, others) = (&wrong.needed, &wrong.others);
    write!(to, "the table has {needed} and may have {others}")
}

fn odd_letter(to: &mut fmt::Formatter<'_>, code: &str, other: &str) -> fmt::Result {
    match alike::odd_letter(code, other) {
        Some((letter, true)) => write!(to, " ({letter} is Cyrillic here, Latin there)"),
        Some((letter, false)) => write!(to, " ({letter} is Latin here, Cyrillic there)"),
        None => Ok(()),
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
            Reason::OtherFormat => {
                "would not be read: open it and save it as an Excel workbook (.xlsx)"
            }
            Reason::NoRow => {
                "no row of the table precincts has this code, so its name and area are not known"
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
