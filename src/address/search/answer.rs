//! What a search says: *sure*, *check* or *unknown*, and why.
use super::renamed::OtherName;
use crate::address::territory::Part;
use serde::{Deserialize, Serialize};

/// The three answers. A guess is never one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AddressMatch {
    /// The code of the one precinct.
    Sure(String),
    /// At most five, best first.
    Check(Vec<Candidate>),
    /// No precinct has this address. `near` has the street, but says other houses or another place.
    Unknown { near: Vec<Candidate> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub code: String,
    pub why: Why,
}

/// How a candidate differs from what was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// Several precincts have this house.
    Several,
    /// The street is there, the house is not in its list.
    HouseNotListed,
    HouseUnsure,
    HouseMissing,
    StreetMissing,
    UnitNumberMissing,
    /// The name as the territory writes it.
    Spelling(String),
    /// The street has another name there.
    Renamed(OtherName),
    OtherStreetKind,
    /// Other streets of this name exist.
    SameNameElsewhere,
    /// The typed micro-district or place is not known for this street.
    OtherPlace,
    Part(Part),
}
