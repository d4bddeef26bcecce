//! Outlines from whatever a drawing program writes, as features with text properties.

mod archive;
mod dbf;
mod geojson;
mod kml;
mod shapefile;

use std::collections::HashMap;
use std::path::Path;

pub(super) use archive::{MOST_CELLS, bytes, is_sane};

use super::outline::{self, Parts};
use super::problem::{Problem, Reason};
use super::{Found, Options, Remark, Stage, rows, table};
use crate::domain::Both;
use crate::domain::directory::Precinct;

/// The borders files that a folder may hold; exactly one of them is read.
pub const FILES: [&str; 4] = [
    "precincts.geojson",
    "precincts.kml",
    "precincts.kmz",
    "precincts.zip",
];

/// What is read of a feature beside its outline.
const PROPERTIES: [&str; 7] = [
    "code",
    "name_kk",
    "name_ru",
    "area",
    "station",
    "territory_kk",
    "territory_ru",
];

/// A small archive can hold millions of features that are nothing.
const TOO_MANY: Reason = Reason::TooMany(archive::MOST_FEATURES as u64);

/// An outline as a file holds it.
#[derive(Debug)]
struct Feature {
    /// Its number in the file, from 1.
    row: u64,
    properties: HashMap<String, String>,
    parts: Result<Parts, Reason>,
}

/// Features of one file, or why the whole file is refused. One that is no feature at all is there
/// by its number.
type Features = Result<Vec<Result<Feature, (u64, Reason)>>, Reason>;

/// Reads a borders file by its name. One feature that is broken does not hide the others.
pub(super) fn read(
    folder: &Path,
    file: &str,
    options: &Options,
    problems: &mut Vec<Problem>,
    remarks: &mut Vec<Remark>,
) -> Vec<Found<Precinct>> {
    let path = folder.join(file);
    (options.progress)(Stage::Read, 0, 1);
    let features = match file.to_lowercase().rsplit('.').next() {
        Some("geojson") => text(&path, file, problems).map(|text| geojson::features(&text)),
        Some("kml") => text(&path, file, problems).map(|text| kml::features(&text)),
        Some("kmz") => Some(archive::kml(&path).and_then(|text| kml::features(&text))),
        _ => Some(archive::shapefile(&path).and_then(|parts| shapefile::features(&parts))),
    };
    let features = match features {
        // A layer that was exported before anything was drawn in it.
        Some(Ok(features)) if features.is_empty() => {
            problems.push(Problem::file(file, Reason::NoGeometry));
            return Vec::new();
        }
        Some(Ok(features)) => features,
        Some(Err(reason)) => {
            problems.push(Problem::file(file, reason));
            return Vec::new();
        }
        None => return Vec::new(),
    };
    let of = features.len();
    let mut precincts = Vec::with_capacity(of);
    for (done, feature) in features.into_iter().enumerate() {
        (options.progress)(Stage::Check, done, of);
        match feature {
            Ok(feature) => precincts.push(precinct(file, feature, options, problems, remarks)),
            Err((row, reason)) => problems.push(Problem::row(file, row, reason)),
        }
    }
    precincts
}

fn text(path: &Path, file: &str, problems: &mut Vec<Problem>) -> Option<String> {
    match archive::bytes(path) {
        Ok(bytes) => table::utf8(file, bytes, problems),
        Err(reason) => {
            problems.push(Problem::file(file, reason));
            None
        }
    }
}

/// Tells what is no text, whatever it is about, and reads it as empty.
fn refuse_unfit(file: &str, feature: &mut Feature, problems: &mut Vec<Problem>) {
    for name in PROPERTIES {
        if let Some(text) = feature.properties.get_mut(name)
            && let Some(reason) = Reason::of_text(text)
        {
            problems.push(Problem::cell(file, feature.row, name, reason));
            text.clear();
        }
    }
}

/// A feature as a row of the directory, its outline checked.
fn precinct(
    file: &str,
    mut feature: Feature,
    options: &Options,
    problems: &mut Vec<Problem>,
    remarks: &mut Vec<Remark>,
) -> Found<Precinct> {
    let row = feature.row;
    refuse_unfit(file, &mut feature, problems);
    let mut property = |name: &str| feature.properties.remove(name).unwrap_or_default();
    let code = property("code");
    match code.as_str() {
        "" => problems.push(Problem::cell(file, row, "code", Reason::Empty)),
        code if !rows::is_code(code) => {
            let reason = Reason::BadCode(code.to_string());
            problems.push(Problem::cell(file, row, "code", reason));
        }
        _ => {}
    }
    let checked = feature.parts.map_err(outline::Fault::from);
    let checked =
        checked.and_then(|parts| outline::outline(&parts, options.repair, options.anywhere));
    let borders = match checked {
        Ok(outline) => {
            remarks.extend(outline.notes.into_iter().map(|(note, at)| Remark {
                file: file.to_string(),
                row,
                code: code.clone(),
                at,
                note,
            }));
            Some(outline.borders)
        }
        Err(fault) => {
            problems.push(Problem {
                code: (!code.is_empty()).then(|| code.clone()),
                at: fault.at,
                ..Problem::row(file, row, fault.reason)
            });
            // What is wrong is shown on the map; the import is refused.
            fault.drawn
        }
    };
    let station = property("station");
    let value = Precinct {
        code,
        name: Both {
            kk: property("name_kk"),
            ru: property("name_ru"),
        },
        area: property("area"),
        station: (!station.is_empty()).then_some(station),
        territory: Both {
            kk: property("territory_kk"),
            ru: property("territory_ru"),
        },
        borders,
    };
    Found {
        file: file.to_string(),
        row,
        value,
    }
}
