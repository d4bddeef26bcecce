//! Why an answer of `aula find` and `aula locate` is not sure, in words for whoever keeps the lists.

use crate::address::{Candidate, Part, Why};
use crate::domain::AreaCode;

/// Of one precinct or of several.
pub fn candidates(candidates: &[Candidate]) -> String {
    let first = candidates.first().map(|it| &it.why);
    if candidates.iter().all(|it| Some(&it.why) == first) {
        return first.map(why).unwrap_or_default();
    }
    let each = candidates
        .iter()
        .map(|it| format!("{}: {}", it.code, why(&it.why)));
    each.collect::<Vec<String>>().join("; ")
}

pub fn why(why: &Why) -> String {
    let words = match why {
        Why::Several => "several precincts list this house",
        Why::HouseNotListed => "the street is listed, this house is not",
        Why::HouseUnsure => "the list is not clear about this house",
        Why::HouseMissing => "the house number is missing",
        Why::StreetMissing => "the street is missing",
        Why::UnitNumberMissing => "the number of the micro-district or quarter is missing",
        Why::Spelling(name) => return format!("the list spells it «{name}»"),
        Why::Renamed(name) => {
            return format!("«{}» and «{}» are one street", name.old, name.new);
        }
        Why::OtherStreetKind => "the list has another kind of street of this name",
        Why::SameNameElsewhere => "there are other streets of this name",
        Why::OtherPlace => "the list has this street in another place",
        Why::Part(part) => part_of(*part),
    };
    words.to_owned()
}

fn part_of(part: Part) -> &'static str {
    match part {
        Part::Segment => "only a stretch of it is listed",
        Part::Edge => "the list names it only as an edge of the precinct",
        Part::Corner => "the list names it only as a corner",
        Part::Partly => "only a part of it is listed",
        Part::Between => "only what lies between two houses is listed",
        Part::Boundary => "the border of the precinct runs along it",
        Part::Venue => "only single buildings of it are listed",
        Part::Around => "the list names it only to say where other streets are",
        Part::Open => "the list breaks off with «and so on»",
        Part::Vague => "the list does not say which part of it",
    }
}

/// Nothing has the address; `near` have its street.
pub fn nowhere(near: &[&str]) -> String {
    match near {
        [] => "no list has this street".to_owned(),
        near => format!(
            "no list has this house; the street is in {}",
            near.join(" ")
        ),
    }
}

/// A point in no precinct.
pub fn outside(area: Option<&AreaCode>, swapped: bool) -> String {
    let near = area.map_or_else(String::new, |area| format!("; the nearest area is {area}"));
    let swapped = if swapped {
        "; with latitude and longitude exchanged it would be in one"
    } else {
        ""
    };
    format!("in no precinct{near}{swapped}")
}
