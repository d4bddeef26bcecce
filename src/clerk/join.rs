//! The rows of a borders file joined with those of the table.

use std::collections::{HashMap, HashSet};

use super::drafts::Written;
use super::findings::{Findings, Remark};
use super::outline::OutlineNote;
use super::problem::{Problem, Reason};
use super::values;
use crate::domain::directory::{Precinct, Records};
use crate::domain::{AreaCode, PrecinctCode, StationCode};

/// The rows of both files by code: outlines from the borders file, and what the table leaves empty. Where
/// both say something and differ, it is reported. An outline without a row in the table keeps what is
/// known of its precinct.
pub(super) fn join(
    table: Option<Vec<Written<Precinct>>>,
    shapes: Vec<Written<Precinct>>,
    in_force: Option<&Records>,
    findings: &mut Findings,
) -> Vec<Written<Precinct>> {
    let beside = table.is_some();
    let mut joined = table.unwrap_or_default();
    if !shapes.is_empty() {
        let bare = without_outline(&joined, &shapes);
        findings.remarks.extend(bare);
    }
    let mut by_code: HashMap<PrecinctCode, usize> = HashMap::new();
    for (at, row) in joined.iter().enumerate() {
        by_code.entry(row.value.code.clone()).or_insert(at);
    }
    let known = in_force.into_iter().flat_map(|it| &it.precincts);
    let known: HashMap<&str, &Precinct> = known.map(|it| (it.code.as_str(), it)).collect();
    let rows = joined.len();
    for mut shape in shapes {
        let at = by_code.get(&shape.value.code).copied();
        match at.and_then(|at| joined.get_mut(at)) {
            Some(row) if row.value.borders.is_none() && row.file != shape.file => {
                unite(row, shape.value, &mut findings.problems);
                continue;
            }
            None if beside && values::is_code(shape.value.code.as_str()) => {
                without_row(&mut shape, &known, findings);
            }
            None if values::is_code(shape.value.code.as_str()) => {
                complete(&shape, &mut findings.problems);
            }
            // A second feature of one code stays a row of its own and is found as a duplicate.
            _ => {}
        }
        joined.push(shape);
    }
    for row in &joined[..rows] {
        complete(row, &mut findings.problems);
    }
    joined
}

/// A precinct that is outlined, but that the table does not have: its row may have been lost, so nothing
/// of it is.
fn without_row(
    shape: &mut Written<Precinct>,
    known: &HashMap<&str, &Precinct>,
    findings: &mut Findings,
) {
    let precinct = &mut shape.value;
    if let Some(known) = known.get(precinct.code.as_str()) {
        let texts = [
            (&mut precinct.name.kk, &known.name.kk),
            (&mut precinct.name.ru, &known.name.ru),
            (&mut precinct.territory.kk, &known.territory.kk),
            (&mut precinct.territory.ru, &known.territory.ru),
        ];
        for (here, there) in texts {
            if here.is_empty() {
                here.clone_from(there);
            }
        }
        if precinct.area.as_str().is_empty() {
            precinct.area.clone_from(&known.area);
        }
        if precinct.station.is_none() {
            precinct.station.clone_from(&known.station);
        }
    }
    let name = &precinct.name;
    let needed = [&name.kk, &name.ru, precinct.area.as_str()];
    if needed.iter().any(|text| text.is_empty()) {
        findings.problems.push(Problem {
            code: Some(precinct.code.to_string()),
            ..Problem::row(&shape.file, shape.row, Reason::NoRow)
        });
    } else {
        findings.remarks.push(Remark {
            row: Some(shape.row),
            code: precinct.code.to_string(),
            ..Remark::of_file(&shape.file, OutlineNote::NoRow)
        });
    }
}

/// Rows of the table that the borders file knows nothing of.
fn without_outline(table: &[Written<Precinct>], shapes: &[Written<Precinct>]) -> Vec<Remark> {
    let drawn: HashSet<&str> = (shapes.iter())
        .map(|shape| shape.value.code.as_str())
        .collect();
    let bare = (table.iter()).filter(|row| !drawn.contains(row.value.code.as_str()));
    let remark = |row: &Written<Precinct>| Remark {
        file: row.file.clone(),
        row: Some(row.row),
        code: row.value.code.to_string(),
        at: None,
        note: OutlineNote::NoOutline,
    };
    bare.map(remark).collect()
}

fn unite(row: &mut Written<Precinct>, shape: Precinct, problems: &mut Vec<Problem>) {
    let mut shape = shape;
    let texts = |it: &Precinct| {
        let station = it.station.as_ref().map_or("", StationCode::as_str);
        (it.area.to_string(), station.to_owned())
    };
    let (mut area, mut station) = texts(&row.value);
    let (mut shape_area, mut shape_station) = texts(&shape);
    let (value, file, line) = (&mut row.value, &row.file, row.row);
    let both = [
        ("name_kk", &mut value.name.kk, &mut shape.name.kk),
        ("name_ru", &mut value.name.ru, &mut shape.name.ru),
        ("area", &mut area, &mut shape_area),
        ("station", &mut station, &mut shape_station),
        (
            "territory_kk",
            &mut value.territory.kk,
            &mut shape.territory.kk,
        ),
        (
            "territory_ru",
            &mut value.territory.ru,
            &mut shape.territory.ru,
        ),
    ];
    for (column, here, there) in both {
        if here.is_empty() {
            std::mem::swap(here, there);
        } else if !there.is_empty() && here != there {
            let reason = Reason::Conflict(there.clone(), here.clone());
            problems.push(Problem::cell(file, line, column, reason));
        }
    }
    value.area = AreaCode::new(area);
    value.station = (!station.is_empty()).then(|| StationCode::new(station));
    value.borders = shape.borders;
}

fn complete(row: &Written<Precinct>, problems: &mut Vec<Problem>) {
    let (name, area) = (&row.value.name, row.value.area.as_str());
    let texts = [
        ("name_kk", name.kk.as_str()),
        ("name_ru", name.ru.as_str()),
        ("area", area),
    ];
    for (column, text) in texts {
        if text.is_empty() {
            problems.push(Problem::cell(&row.file, row.row, column, Reason::Empty));
        }
    }
}
