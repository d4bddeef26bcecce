//! Cells to rows: each value checked for itself.

use super::cells::Cells;
use super::columns::{
    AREAS, Columns, HEADS, INSPECTORS, PRECINCTS, PRECINCTS_BESIDE, RENAMED, STATIONS,
};
use super::drafts::Written;
use super::findings::Findings;
use super::header;
use super::problem::{Problem, Reason};
use super::table::Table;
use crate::domain::directory::{Area, Head, Inspector, Precinct, RenamedStreet, Station};
use crate::domain::{AreaCode, Both, HeadCode, InspectorCode, PrecinctCode, StationCode};

pub(super) fn areas(table: &Table, findings: &mut Findings) -> Option<Vec<Written<Area>>> {
    rows(table, &AREAS, false, findings, |cells| Area {
        code: AreaCode::new(cells.code("code")),
        parent: cells.optional_code("parent").map(AreaCode::new),
        name: cells.both("name_kk", "name_ru"),
        duty_phone: cells.phone("duty_phone"),
    })
}

pub(super) fn stations(
    table: &Table,
    anywhere: bool,
    findings: &mut Findings,
) -> Option<Vec<Written<Station>>> {
    rows(table, &STATIONS, anywhere, findings, |cells| Station {
        code: StationCode::new(cells.code("code")),
        address: cells.both("address_kk", "address_ru"),
        point: cells.point("lat", "lon"),
        phone: cells.phone("phone"),
        hours: cells.both_or_neither("hours_kk", "hours_ru"),
    })
}

/// Rows with a code; whether the rest is there is known once the borders file has been joined.
pub(super) fn precincts(
    table: &Table,
    alone: bool,
    findings: &mut Findings,
) -> Option<Vec<Written<Precinct>>> {
    let columns = if alone { &PRECINCTS } else { &PRECINCTS_BESIDE };
    rows(table, columns, false, findings, |cells| Precinct {
        code: PrecinctCode::new(cells.code("code")),
        name: Both {
            kk: cells.text("name_kk"),
            ru: cells.text("name_ru"),
        },
        area: AreaCode::new(cells.text("area")),
        station: cells.optional_code("station").map(StationCode::new),
        // Lists of houses are often published in one language only.
        territory: Both {
            kk: cells.text("territory_kk"),
            ru: cells.text("territory_ru"),
        },
        borders: None,
    })
}

pub(super) fn inspectors(
    table: &Table,
    findings: &mut Findings,
) -> Option<Vec<Written<Inspector>>> {
    rows(table, &INSPECTORS, false, findings, |cells| Inspector {
        code: InspectorCode::new(cells.code("code")),
        name: cells.needed("name"),
        rank: cells.both("rank_kk", "rank_ru"),
        phone: cells.phone("phone"),
        precincts: {
            let codes = cells.codes("precincts").into_iter();
            codes.map(PrecinctCode::new).collect()
        },
        acting_for: cells.optional_code("acting_for"),
        until: cells.date("until"),
    })
}

pub(super) fn heads(table: &Table, findings: &mut Findings) -> Option<Vec<Written<Head>>> {
    rows(table, &HEADS, false, findings, |cells| Head {
        code: HeadCode::new(cells.code("code")),
        name: cells.needed("name"),
        rank: cells.both("rank_kk", "rank_ru"),
        phone: cells.phone("phone"),
        area: AreaCode::new(cells.needed("area")),
    })
}

pub(super) fn renamed(
    table: &Table,
    findings: &mut Findings,
) -> Option<Vec<Written<RenamedStreet>>> {
    rows(table, &RENAMED, false, findings, |cells| RenamedStreet {
        area: AreaCode::new(cells.needed("area")),
        old: cells.needed("old"),
        new: cells.needed("new"),
        status: cells.status("status"),
        since: cells.since("since"),
    })
}

fn rows<T>(
    table: &Table,
    columns: &Columns,
    anywhere: bool,
    findings: &mut Findings,
    row_of: fn(&mut Cells) -> T,
) -> Option<Vec<Written<T>>> {
    let headed = header::find(table, columns, findings)?;
    let problems = &mut findings.problems;
    let mut found = Vec::with_capacity(headed.rows.len());
    let mut named = None;
    for row in headed.rows {
        // One value for several columns is a heading between rows, or nobody knows which.
        if let Some(cells) = &row.merged {
            if named.replace(cells) != Some(cells) {
                let reason = Reason::Merged(cells.clone());
                problems.push(Problem::row(&table.file, row.line, reason));
            }
            continue;
        }
        let mut over = row.cells.iter().skip(headed.names.len());
        if over.any(|cell| !cell.is_empty()) {
            problems.push(Problem::row(&table.file, row.line, Reason::TooManyCells));
        }
        let mut unfit = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            if let Some(reason) = Reason::of_text(cell) {
                let column = headed.names.get(at).map_or("", String::as_str);
                problems.push(Problem::cell(&table.file, row.line, column, reason));
                unfit.push(at);
            }
        }
        let value = row_of(&mut Cells {
            file: &table.file,
            header: &headed.names,
            row,
            unfit,
            anywhere,
            problems,
        });
        found.push(Written {
            file: table.file.clone(),
            row: row.line,
            value,
        });
    }
    Some(found)
}
