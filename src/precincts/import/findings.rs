//! What an import finds: what refuses it, what is worth knowing, and how the outlines fit together.

use geo::{MultiPolygon, Polygon};

use super::outline::Note;
use super::problem::Problem;
use crate::domain::Point;

/// Everything to be told to whoever drew the map. Only `problems` refuse an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub counts: Counts,
    pub problems: Vec<Problem>,
    pub remarks: Vec<Remark>,
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
}

/// Something that was put right or looks odd; it refuses nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub file: String,
    /// The number of the outline in its file, from 1.
    pub row: u64,
    pub code: String,
    pub at: Option<Point>,
    pub note: Note,
}

/// What two precincts both claim. The one with the lower code has it where a place is sure; near
/// the border both are offered.
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

impl Findings {
    /// Is there nothing that refuses the import?
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }
}
