//! Outlines as a file holds them.

use std::collections::HashMap;

use super::super::outline::Parts;
use super::super::problem::Reason;
use super::archive::MOST_FEATURES;

/// A small archive can hold millions of features that are nothing.
pub const TOO_MANY: Reason = Reason::TooMany(MOST_FEATURES as u64);

/// An outline as a file holds it.
#[derive(Debug)]
pub struct Feature {
    /// Its number in the file, from 1.
    pub row: u64,
    pub properties: HashMap<String, String>,
    pub parts: Result<Parts, Reason>,
    /// Whether it was drawn as a line that ends where it begins.
    pub line: Line,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    #[default]
    No,
    /// A ring of its own, which nothing else is than an outline.
    Ring,
    /// It may be a road around a lake.
    Closed,
}

/// Features of one file, or why the whole file is refused. One that is no feature at all is there
/// by its number.
pub type Features = Result<Vec<FeatureOr>, Reason>;

pub type FeatureOr = Result<Feature, (u64, Reason)>;

/// What is read of a feature beside its outline.
pub const PROPERTIES: [&str; 8] = [
    "code",
    "name",
    "name_kk",
    "name_ru",
    "area",
    "station",
    "territory_kk",
    "territory_ru",
];
