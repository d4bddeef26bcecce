//! What is drawn, and the words on it.

use geo::{MultiPolygon, Polygon};

use crate::domain::directory::{Precinct, Station};
use crate::domain::{Both, Point};

/// What is drawn.
#[derive(Default)]
pub struct Picture<'a> {
    pub precincts: Vec<&'a Precinct>,
    pub stations: Vec<&'a Station>,
    /// Shapes that two precincts claim, with the number they have in the report.
    pub overlaps: Vec<(usize, Point, &'a MultiPolygon<f64>)>,
    /// Shapes that none claims, likewise.
    pub gaps: Vec<(usize, Point, &'a Polygon<f64>)>,
    /// Places at which an outline is wrong.
    pub faults: Vec<Point>,
}

/// The words on it.
#[derive(Clone, Debug)]
pub struct MapWords {
    pub title: Both,
    pub border: Both,
    pub overlap: Both,
    pub gap: Both,
    pub fault: Both,
    pub station: Both,
    /// The letter at the north arrow.
    pub north: String,
    /// The label of the scale, given what it is as long as.
    pub scale: fn(Scale) -> String,
}

/// What the scale bar is as long as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    Metres(i64),
    Kilometres(i64),
}
