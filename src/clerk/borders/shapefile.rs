//! ESRI Shapefile: polygons of the `.shp` with their rows of the `.dbf`.
//!
//! Read by hand, in two hundred lines with [`super::dbf`]: the readers on crates.io set memory
//! aside for as many corners as a header claims, and group rings by their winding, which real
//! files get wrong. Source: ESRI Shapefile Technical Description, July 1998.

use super::super::outline::Parts;
use super::super::outline::contacts::{Corner, Ring};
use super::super::outline::nesting::groups;
use super::super::problem::Reason;
use super::archive::{MOST_FEATURES, ShapefileParts};
use super::dbf;
use super::feature::{Feature, Features, Line, TOO_MANY};
use crate::domain::borders::to_grid;

const HEADER: usize = 100;
const MAGIC: u32 = 9994;

pub fn features(parts: &ShapefileParts) -> Features {
    check_prj(&parts.prj)?;
    let table = dbf::rows(&parts.dbf, parts.cpg.as_deref())?;
    let shapes = shapes(&parts.shp)?;
    if shapes.len() != table.len() {
        let (shapes, rows) = (shapes.len(), table.len());
        let words = format!("{shapes} shapes in the .shp, {rows} rows in the .dbf");
        return Err(Reason::Unreadable(words));
    }
    let rows = (1..).zip(shapes.into_iter().zip(table));
    let kept = rows.filter_map(|(row, (parts, properties))| {
        // A row marked as deleted takes its shape with it.
        let properties = properties?;
        Some(Ok(Feature {
            row,
            properties,
            parts,
            line: Line::No,
        }))
    });
    Ok(kept.collect())
}

/// The `.prj` is WKT: a geographic system on the WGS 84 datum, or refused by its name.
fn check_prj(prj: &str) -> Result<(), Reason> {
    let text = prj.trim().trim_start_matches('\u{feff}').to_uppercase();
    let geographic = [
        "GEOGCS",
        "GEOGCRS",
        "GEODCRS",
        "GEODETICCRS",
        "GEOGRAPHICCRS",
    ]
    .iter()
    .any(|kind| text.starts_with(kind));
    let datum = text.replace([' ', '_'], "");
    if geographic && (datum.contains("WGS1984") || datum.contains("\"WGS84\"")) {
        return Ok(());
    }
    let name = prj.split('"').nth(1).unwrap_or("an empty .prj");
    Err(Reason::BadCrs(name.to_string()))
}

type Shape = Result<Parts, Reason>;

fn shapes(bytes: &[u8]) -> Result<Vec<Shape>, Reason> {
    let cut = || Reason::Unreadable("the .shp is cut off".to_string());
    let header = bytes.get(..HEADER).ok_or_else(cut)?;
    if header.first_chunk().map(|magic| u32::from_be_bytes(*magic)) != Some(MAGIC) {
        return Err(Reason::Unreadable("not a .shp".to_string()));
    }
    let mut rest = &bytes[HEADER..];
    let mut shapes = Vec::new();
    while let Some((head, after)) = rest.split_at_checked(8) {
        let words = head
            .last_chunk()
            .map_or(0, |words| u32::from_be_bytes(*words));
        let size = usize::try_from(words)
            .unwrap_or(usize::MAX)
            .saturating_mul(2);
        let (record, after) = after.split_at_checked(size).ok_or_else(cut)?;
        if shapes.len() >= MOST_FEATURES {
            return Err(TOO_MANY);
        }
        shapes.push(shape(record));
        rest = after;
    }
    Ok(shapes)
}

fn shape(record: &[u8]) -> Shape {
    let cut = || Reason::Unreadable("a shape is cut off".to_string());
    let number = |at: usize| {
        let four = record.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*four)).ok()
    };
    match number(0).ok_or_else(cut)? {
        0 => return Err(Reason::NoGeometry),
        // Polygons: flat, with heights, with measures; the latter two follow the corners.
        5 | 15 | 25 => {}
        other => return Err(Reason::NotPolygon(kind_name(other).to_string())),
    }
    let (rings, corners) = (number(36).ok_or_else(cut)?, number(40).ok_or_else(cut)?);
    let starts_size = rings.checked_mul(4).ok_or_else(cut)?;
    let points_size = corners.checked_mul(16).ok_or_else(cut)?;
    let points = record
        .get(44..)
        .and_then(|rest| rest.get(starts_size..)?.get(..points_size))
        .ok_or_else(cut)?;
    let degrees = |bytes: &[u8]| {
        bytes
            .first_chunk()
            .map_or(f64::NAN, |it| f64::from_le_bytes(*it))
    };
    let points: Vec<[f64; 2]> = points
        .chunks_exact(16)
        .map(|point| [degrees(point), degrees(&point[8..])])
        .collect();
    let starts: Vec<usize> = (0..rings).filter_map(|at| number(44 + at * 4)).collect();
    let ends = starts.iter().skip(1).copied().chain([corners]);
    let rings: Option<Vec<&[[f64; 2]]>> = starts
        .iter()
        .zip(ends)
        .map(|(from, to)| points.get(*from..to))
        .collect();
    Ok(nested(&rings.ok_or_else(cut)?))
}

/// Rings without order as parts, nested by where they lie: winding, which should tell, is not asked.
fn nested(rings: &[&[[f64; 2]]]) -> Parts {
    let on_grid = |ring: &&[[f64; 2]]| -> Ring {
        let corner = |at: &[f64; 2]| Corner {
            x: to_grid(at[0]),
            y: to_grid(at[1]),
        };
        ring.iter().map(corner).collect()
    };
    let shapes: Vec<Ring> = rings.iter().map(on_grid).collect();
    let parts = groups(&shapes).into_iter();
    parts
        .map(|part| part.into_iter().map(|at| rings[at].to_vec()).collect())
        .collect()
}

fn kind_name(kind: usize) -> &'static str {
    match kind {
        1 | 11 | 21 => "Point",
        3 | 13 | 23 => "PolyLine",
        8 | 18 | 28 => "MultiPoint",
        31 => "MultiPatch",
        _ => "an unknown shape",
    }
}
