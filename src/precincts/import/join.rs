//! The rows of a borders file joined with those of the table.

use std::collections::{HashMap, HashSet};

use super::outline::Note;
use super::problem::{Problem, Reason};
use super::{Found, Remark};
use crate::domain::directory::Precinct;

/// The rows of both files by code: outlines from the borders file, and what the table leaves empty. Where
/// both say something and differ, it is reported.
pub(super) fn join(
    table: Vec<Found<Precinct>>,
    shapes: Vec<Found<Precinct>>,
    problems: &mut Vec<Problem>,
    remarks: &mut Vec<Remark>,
) -> Vec<Found<Precinct>> {
    let mut joined = table;
    if !shapes.is_empty() {
        remarks.extend(without_outline(&joined, &shapes));
    }
    let mut by_code: HashMap<String, usize> = HashMap::new();
    for (at, row) in joined.iter().enumerate() {
        by_code.entry(row.value.code.clone()).or_insert(at);
    }
    for shape in shapes {
        match by_code
            .get(&shape.value.code)
            .and_then(|at| joined.get_mut(*at))
        {
            // A second feature of one code stays a row of its own and is found as a duplicate.
            Some(row) if row.value.borders.is_none() && row.file != shape.file => {
                unite(row, shape.value, problems);
            }
            _ => joined.push(shape),
        }
    }
    for row in &joined {
        complete(row, problems);
    }
    joined
}

/// Rows of the table that the borders file knows nothing of.
fn without_outline(table: &[Found<Precinct>], shapes: &[Found<Precinct>]) -> Vec<Remark> {
    let drawn: HashSet<&str> = (shapes.iter())
        .map(|shape| shape.value.code.as_str())
        .collect();
    let bare = (table.iter()).filter(|row| !drawn.contains(row.value.code.as_str()));
    let remark = |row: &Found<Precinct>| Remark {
        file: row.file.clone(),
        row: row.row,
        code: row.value.code.clone(),
        at: None,
        note: Note::NoOutline,
    };
    bare.map(remark).collect()
}

fn unite(row: &mut Found<Precinct>, shape: Precinct, problems: &mut Vec<Problem>) {
    let mut shape = shape;
    let (mut station, mut shape_station) = (
        row.value.station.take().unwrap_or_default(),
        shape.station.take().unwrap_or_default(),
    );
    let (value, file, line) = (&mut row.value, &row.file, row.row);
    let both = [
        ("name_kk", &mut value.name.kk, &mut shape.name.kk),
        ("name_ru", &mut value.name.ru, &mut shape.name.ru),
        ("area", &mut value.area, &mut shape.area),
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
    value.station = (!station.is_empty()).then_some(station);
    value.borders = shape.borders;
}

fn complete(row: &Found<Precinct>, problems: &mut Vec<Problem>) {
    let (name, area) = (&row.value.name, &row.value.area);
    for (column, text) in [("name_kk", &name.kk), ("name_ru", &name.ru), ("area", area)] {
        if text.is_empty() {
            problems.push(Problem::cell(&row.file, row.row, column, Reason::Empty));
        }
    }
}
