//! Outlines from whatever a drawing program writes, as features with text properties.

mod archive;
mod crs;
mod dbf;
mod feature;
mod geojson;
mod kml;
mod links;
mod shapefile;

use std::path::Path;

pub(super) use archive::{MOST_CELLS, Workbook, bytes, is_sane};
use feature::{Feature, FeatureOr, Line, PROPERTIES};

use super::drafts::Written;
use super::findings::{Findings, Remark};
use super::names::{Named, PrecinctNames};
use super::options::{Options, Phase};
use super::outline::{self, OutlineNote};
use super::problem::{Problem, Reason};
use super::{table, values};
use crate::domain::directory::Precinct;
use crate::domain::letters::visible;
use crate::domain::{AreaCode, Both, PrecinctCode, StationCode};

/// The borders files that a folder may hold; exactly one of them is read.
pub const FILES: [&str; 4] = [
    "precincts.geojson",
    "precincts.kml",
    "precincts.kmz",
    "precincts.zip",
];

/// Reads a borders file by its name. One feature that is broken does not hide the others. Where there is
/// a table of precincts, its names say whose each outline is.
pub(super) fn read(
    folder: &Path,
    file: &str,
    options: &Options,
    names: Option<&PrecinctNames>,
    findings: &mut Findings,
) -> Vec<Written<Precinct>> {
    let path = folder.join(file);
    (options.progress)(Phase::Read, 0, 1);
    let problems = &mut findings.problems;
    let features = match file.to_lowercase().rsplit('.').next() {
        Some("geojson") => {
            text(&path, file, problems).map(|text| geojson::features(&text).map(alone))
        }
        Some("kml") => text(&path, file, problems).map(|text| links::of_text(&text)),
        Some("kmz") => Some(archive::Kmz::open(&path).and_then(links::of_archive)),
        _ => {
            Some(archive::shapefile(&path).and_then(|parts| shapefile::features(&parts).map(alone)))
        }
    };
    let (features, out) = match features {
        Some(Ok((features, out))) => (features, out),
        Some(Err(reason)) => {
            problems.push(Problem::file(file, reason));
            return Vec::new();
        }
        None => return Vec::new(),
    };
    let of = features.len();
    let mut reading = Reading {
        file,
        options,
        names,
        passed: [0; 3],
        findings,
    };
    let mut precincts = Vec::with_capacity(of);
    for (done, feature) in features.into_iter().enumerate() {
        (options.progress)(Phase::Check, done, of);
        match feature {
            Ok(feature) => precincts.extend(reading.precinct(feature)),
            Err((row, reason)) => {
                let problem = Problem::row(file, row, reason);
                reading.findings.problems.push(problem);
            }
        }
    }
    let passed = reading.passed;
    tell_others(
        file,
        passed,
        out,
        passed.iter().sum::<usize>() == of,
        findings,
    );
    precincts
}

/// What is no outline in a file: features that are passed over, and links out of it.
fn tell_others(
    file: &str,
    [pins, lines, others]: [usize; 3],
    out: Vec<String>,
    nothing_else: bool,
    findings: &mut Findings,
) {
    if pins + lines + others > 0 {
        let note = OutlineNote::PassedOver {
            pins,
            lines,
            others,
        };
        findings.remarks.push(Remark::of_file(file, note));
    }
    // A layer that was exported before anything was drawn in it, or that is only a link.
    if nothing_else {
        let reason = out
            .into_iter()
            .next()
            .map_or(Reason::NoGeometry, Reason::OnlyLink);
        findings.problems.push(Problem::file(file, reason));
    } else {
        let told = out
            .into_iter()
            .map(|link| Remark::of_file(file, OutlineNote::LinkOut(link)));
        findings.remarks.extend(told);
    }
}

/// Features of a file that names no other.
fn alone(features: Vec<FeatureOr>) -> (Vec<FeatureOr>, Vec<String>) {
    (features, Vec::new())
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

/// What is known while the features of a file are read.
struct Reading<'a> {
    file: &'a str,
    options: &'a Options<'a>,
    names: Option<&'a PrecinctNames>,
    /// Pins, lines and others that outline nothing.
    passed: [usize; 3],
    findings: &'a mut Findings,
}

impl Reading<'_> {
    /// A feature as a row of the directory, its outline checked; none if it is something else that is
    /// drawn on the map.
    fn precinct(&mut self, mut feature: Feature) -> Option<Written<Precinct>> {
        let (file, row) = (self.file, feature.row);
        self.refuse_unfit(&mut feature);
        let code = self.code(&mut feature)?;
        let mut property = |name: &str| feature.properties.remove(name).unwrap_or_default();
        let station = property("station");
        let mut value = Precinct {
            code: PrecinctCode::new(code),
            name: Both {
                kk: property("name_kk"),
                ru: property("name_ru"),
            },
            area: AreaCode::new(property("area")),
            station: (!station.is_empty()).then(|| StationCode::new(station)),
            territory: Both {
                kk: property("territory_kk"),
                ru: property("territory_ru"),
            },
            borders: None,
        };
        let remark = |at, note| Remark {
            row: Some(row),
            code: value.code.to_string(),
            at,
            ..Remark::of_file(file, note)
        };
        let checked = feature.parts.map_err(outline::OutlineFault::from);
        let checked = checked
            .and_then(|parts| outline::outline(&parts, self.options.repair, self.options.anywhere));
        value.borders = match checked {
            Ok(outline) => {
                if feature.line != Line::No {
                    self.findings.remarks.push(remark(None, OutlineNote::Line));
                }
                let notes = outline.notes.into_iter().map(|(note, at)| remark(at, note));
                self.findings.remarks.extend(notes);
                Some(outline.borders)
            }
            Err(fault) => {
                self.findings.problems.push(Problem {
                    code: Some(value.code.to_string()).filter(|code| !code.is_empty()),
                    at: fault.at,
                    ..Problem::row(file, row, fault.reason)
                });
                // What is wrong is shown on the map; the import is refused.
                fault.drawn
            }
        };
        Some(Written {
            file: file.to_string(),
            row,
            value,
        })
    }

    /// Whose outline it is; none if it is no outline and names no precinct.
    fn code(&mut self, feature: &mut Feature) -> Option<String> {
        let mut property = |name: &str| feature.properties.remove(name).unwrap_or_default();
        let (given, name) = (property("code"), property("name"));
        let coded = !given.is_empty();
        let written = if coded { given } else { name };
        let named = self.names.map(|names| names.find(&written));
        let known = named.as_ref().is_some_and(|it| *it != Named::Nobody);
        let drawn = feature.parts.is_ok() && feature.line != Line::Closed;
        if !coded && !known && !drawn {
            let kind = match &feature.parts {
                Err(Reason::NotPolygon(kind)) if kind.ends_with("Point") => 0,
                Err(Reason::NotPolygon(kind)) if kind.ends_with("LineString") => 1,
                Ok(_) => 1,
                _ => 2,
            };
            // A corner that is none was drawn as one.
            if kind < 2
                || matches!(
                    feature.parts,
                    Err(Reason::NotPolygon(_) | Reason::NoGeometry)
                )
            {
                self.passed[kind] += 1;
                return None;
            }
        }
        let (file, row) = (self.file, feature.row);
        let mut refuse = |reason: Reason, code: Option<String>| {
            let problem = Problem::cell(file, row, "code", reason);
            self.findings.problems.push(Problem { code, ..problem });
        };
        Some(match named {
            Some(Named::Same(code)) => code,
            Some(Named::Number(code)) => {
                self.findings.remarks.push(Remark {
                    row: Some(row),
                    code: code.clone(),
                    ..Remark::of_file(file, OutlineNote::ByName(written))
                });
                code
            }
            Some(Named::Looks(code)) => {
                refuse(Reason::LooksLike(written, code.clone()), None);
                code
            }
            _ if written.is_empty() => {
                refuse(Reason::Empty, None);
                written
            }
            Some(Named::Nobody) if !values::is_code(&written) => {
                refuse(Reason::NoSuchName(written.clone()), Some(written.clone()));
                written
            }
            None if !values::is_code(&written) => {
                refuse(Reason::BadCode(written.clone()), None);
                written
            }
            _ => written,
        })
    }

    /// Reads texts as they look; tells what is no text, whatever it is about, and reads it as empty.
    fn refuse_unfit(&mut self, feature: &mut Feature) {
        for name in PROPERTIES {
            let Some(text) = feature.properties.get_mut(name) else {
                continue;
            };
            *text = visible(text).trim().to_string();
            if let Some(reason) = Reason::of_text(text) {
                let problem = Problem::cell(self.file, feature.row, name, reason);
                self.findings.problems.push(problem);
                text.clear();
            }
        }
    }
}
