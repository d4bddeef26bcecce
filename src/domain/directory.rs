//! The rows of the directory: what clerks write, the database keeps and the index reads.

use geo::MultiPolygon;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Both, Point, borders};

/// The rows of the directory, as imported and as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Records {
    pub areas: Vec<Area>,
    pub stations: Vec<Station>,
    pub precincts: Vec<Precinct>,
    pub inspectors: Vec<Inspector>,
}

/// A region, city or district with its duty desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    pub code: String,
    /// The code of the area around it.
    pub parent: Option<String>,
    pub name: Both,
    pub duty_phone: Option<String>,
}

/// A precinct police point (учаскелік полиция пункті) that residents can visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Station {
    pub code: String,
    pub address: Both,
    pub point: Option<Point>,
    pub phone: Option<String>,
    /// Reception hours in words; empty where not published.
    pub hours: Both,
}

/// The territory of one post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Precinct {
    pub code: String,
    pub name: Both,
    /// The code of its area.
    pub area: String,
    /// The code of its station.
    pub station: Option<String>,
    /// Streets and houses in words; empty where not published.
    pub territory: Both,
    /// Degrees WGS 84, longitude first; `None` where only the list of houses is known.
    #[serde(with = "borders")]
    pub borders: Option<MultiPolygon<f64>>,
}

/// An inspector, and whom he or she stands in for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspector {
    pub code: String,
    pub name: String,
    pub rank: Both,
    pub phone: Option<String>,
    /// The codes of the own precincts.
    pub precincts: Vec<String>,
    /// The code of the inspector whose own precincts are served too, or of one precinct; where a
    /// code is both, the inspector is meant. One step only: not those whom that one stands in for.
    pub acting_for: Option<String>,
    /// The last day of standing in; `None` is until further notice.
    pub until: Option<Date>,
}
