//! What an import finds: what refuses it, what is worth knowing, and how the outlines fit together.

use std::fmt;

use geo::{MultiPolygon, Polygon};

use super::outline::OutlineNote;
use super::problem::Problem;
use super::territories::Understood;
use crate::domain::Point;

/// Everything to be told to whoever drew the map. Only `problems` refuse an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub counts: Counts,
    pub problems: Vec<Problem>,
    /// In the order of the precincts.
    pub territories: Vec<Understood>,
    pub remarks: Vec<Remark>,
    /// Outlines with problems, of which overlaps and gaps tell nothing.
    pub not_compared: usize,
    /// The outlines lie over each other so much that not all overlaps were looked for, and no gaps.
    pub unfinished: bool,
    /// The largest first.
    pub overlaps: Vec<Overlap>,
    /// Overlaps smaller than [`TINY`], which are only counted.
    pub tiny_overlaps: usize,
    /// The largest first.
    pub gaps: Vec<Gap>,
    /// Gaps smaller than [`TINY`], which are only counted.
    pub tiny_gaps: usize,
}

/// Square metres: less than this is no place anybody stands at.
pub const TINY: f64 = 1.0;

/// Rows read, of which some may be wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub areas: usize,
    pub stations: usize,
    pub precincts: usize,
    /// Precincts with an outline.
    pub outlined: usize,
    pub inspectors: usize,
    pub heads: usize,
    pub renamed: usize,
}

/// Something that was put right or looks odd; it refuses nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub file: String,
    /// The number of the outline in its file, from 1, or the line of a table; none is the whole file.
    pub row: Option<u64>,
    /// Empty where it is about no precinct.
    pub code: String,
    pub at: Option<Point>,
    pub note: OutlineNote,
}

/// What two precincts both claim. Whoever asks there is offered both; where one is needed, as for
/// reports that an import moves, the lower code has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The lower one first.
    pub codes: [String; 2],
    pub m2: f64,
    pub at: Point,
    pub shape: MultiPolygon<f64>,
}

/// What no precinct claims, though precincts lie all around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub m2: f64,
    pub at: Point,
    /// The precincts around it, in the order of their codes.
    pub codes: Vec<String>,
    pub shape: Polygon<f64>,
}

impl Remark {
    pub(super) fn of_file(file: &str, note: OutlineNote) -> Remark {
        Remark {
            file: file.to_string(),
            row: None,
            code: String::new(),
            at: None,
            note,
        }
    }
}

/// One line of plain English for the command line.
impl fmt::Display for Remark {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(to, " row {row}")?;
        }
        if !self.code.is_empty() {
            write!(to, " ({})", self.code)?;
        }
        write!(to, ": {}", self.note)?;
        self.at.map_or(Ok(()), |at| write!(to, ", near {at}"))
    }
}

impl fmt::Display for OutlineNote {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutlineNote::Closed => write!(to, "a ring was open and has been closed"),
            OutlineNote::Repaired { m2 } => write!(to, "repaired, which changes {m2:.1} m²"),
            OutlineNote::Sliver { m2 } => write!(to, "a needle of {m2:.1} m²"),
            OutlineNote::Dropped => write!(
                to,
                "a ring without an area was left out, and any holes in it"
            ),
            OutlineNote::NoOutline => write!(to, "not in the borders file"),
            OutlineNote::NoRow => write!(
                to,
                "outlined, but without a row in the table: it stays, with what is known of it; to \
                 remove it, remove its outline too"
            ),
            OutlineNote::ByName(name) => write!(to, "taken for the precinct by its name {name:?}"),
            OutlineNote::Line => write!(to, "a closed line, not an area: taken as the outline"),
            OutlineNote::PassedOver {
                pins,
                lines,
                others,
            } => write!(
                to,
                "passed over, as they outline nothing: {pins} pins, {lines} lines, {others} others"
            ),
            OutlineNote::LinkOut(link) => {
                write!(to, "a link out of the file, not followed: {link}")
            }
            OutlineNote::Header(line) => write!(
                to,
                "the header ends in row {line}; the rows above it were passed over"
            ),
            OutlineNote::NotUsed => write!(to, "not read: the tables are those of the .csv files"),
        }
    }
}

impl fmt::Display for Overlap {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([a, b], at) = (&self.codes, self.at);
        write!(to, "overlap of {a} and {b}: {:.1} m², near {at}", self.m2)
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (codes, at) = (self.codes.join(", "), self.at);
        write!(to, "gap between {codes}: {:.1} m², near {at}", self.m2)
    }
}

impl Findings {
    /// Is there no overlap and no gap but those that are told?
    pub fn is_all_compared(&self) -> bool {
        self.not_compared == 0 && !self.unfinished
    }

    /// Is there nothing that refuses the import?
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }
}
