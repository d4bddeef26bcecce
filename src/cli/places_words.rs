//! What `aula find` and `aula locate` answer, in words for whoever keeps the lists.

use super::voice::Tongue;
use crate::address::{Candidate, Part, Why};
use crate::domain::AreaCode;

/// The answer itself: `sure`, `check` or `unknown`.
pub fn answer(tongue: Tongue, name: &str) -> String {
    tongue.say(|| name.to_owned(), |words| words.place_answer(name))
}

/// Of one precinct or of several.
pub fn candidates(tongue: Tongue, candidates: &[Candidate]) -> String {
    let first = candidates.first().map(|it| &it.why);
    if candidates.iter().all(|it| Some(&it.why) == first) {
        return first.map(|it| why(tongue, it)).unwrap_or_default();
    }
    let each = candidates
        .iter()
        .map(|it| format!("{}: {}", it.code, why(tongue, &it.why)));
    each.collect::<Vec<String>>().join("; ")
}

pub fn why(tongue: Tongue, why: &Why) -> String {
    let (name, english) = match why {
        Why::Several => ("several", "several precincts list this house"),
        Why::HouseNotListed => (
            "house-not-listed",
            "the street is listed, this house is not",
        ),
        Why::HouseUnsure => ("house-unsure", "the list is not clear about this house"),
        Why::HouseMissing => ("house-missing", "the house number is missing"),
        Why::StreetMissing => ("street-missing", "the street is missing"),
        Why::UnitNumberMissing => (
            "unit-missing",
            "the number of the micro-district or quarter is missing",
        ),
        Why::Spelling(name) => {
            return tongue.say(
                || format!("the list spells it «{name}»"),
                |words| words.place_spelling(name),
            );
        }
        Why::Renamed(name) => {
            return tongue.say(
                || format!("«{}» and «{}» are one street", name.old, name.new),
                |words| words.place_renamed(&name.old, &name.new),
            );
        }
        Why::OtherStreetKind => (
            "other-kind",
            "the list has another kind of street of this name",
        ),
        Why::SameNameElsewhere => ("elsewhere", "there are other streets of this name"),
        Why::OtherPlace => ("other-place", "the list has this street in another place"),
        Why::Part(part) => part_of(*part),
    };
    tongue.say(|| english.to_owned(), |words| words.place_why(name))
}

/// Its name among the words of a language, and in English.
fn part_of(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Segment => ("segment", "only a stretch of it is listed"),
        Part::Edge => ("edge", "the list names it only as an edge of the precinct"),
        Part::Corner => ("corner", "the list names it only as a corner"),
        Part::Partly => ("partly", "only a part of it is listed"),
        Part::Between => ("between", "only what lies between two houses is listed"),
        Part::Boundary => ("boundary", "the border of the precinct runs along it"),
        Part::Venue => ("venue", "only single buildings of it are listed"),
        Part::Around => (
            "around",
            "the list names it only to say where other streets are",
        ),
        Part::Open => ("open", "the list breaks off with «and so on»"),
        Part::Vague => ("vague", "the list does not say which part of it"),
    }
}

/// Nothing has the address; `near` have its street.
pub fn nowhere(tongue: Tongue, near: &[&str]) -> String {
    let codes = near.join(" ");
    tongue.say(
        || match near {
            [] => "no list has this street".to_owned(),
            _ => format!("no list has this house; the street is in {codes}"),
        },
        |words| match near {
            [] => words.place_no_street(),
            _ => words.place_no_house(&codes),
        },
    )
}

/// A point near a border.
pub fn border(tongue: Tongue) -> String {
    tongue.say(|| "near a border".to_owned(), |words| words.place_border())
}

/// A point in no precinct.
pub fn outside(tongue: Tongue, area: Option<&AreaCode>, swapped: bool) -> String {
    let mut parts = vec![tongue.say(
        || "in no precinct".to_owned(),
        |words| words.place_outside(),
    )];
    if let Some(area) = area {
        parts.push(tongue.say(
            || format!("the nearest area is {area}"),
            |words| words.place_nearest(area.as_str()),
        ));
    }
    if swapped {
        parts.push(tongue.say(
            || "with latitude and longitude exchanged it would be in one".to_owned(),
            |words| words.place_swapped(),
        ));
    }
    parts.join("; ")
}

/// A link that says no place.
pub fn no_link(tongue: Tongue) -> String {
    tongue.say(
        || "this link says no place: give an address or coordinates".to_owned(),
        |words| words.place_no_link(),
    )
}

/// What was to be said in the place of what is no point.
pub fn expected(tongue: Tongue) -> String {
    tongue.say(
        || "expected latitude, longitude and perhaps metres, such as 43.238 76.945 30".to_owned(),
        |words| words.place_expected(),
    )
}
