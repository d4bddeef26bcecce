//! Borders from GeoJSON, joined with the rows of `precincts.csv`.

use std::collections::HashMap;

use geo::{CoordsIter, MultiPolygon, Validation};
use geojson::{Feature, GeometryValue, Position};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::problem::{Problem, Reason};
use super::{Found, rows};
use crate::domain::Both;
use crate::domain::borders;
use crate::domain::directory::Precinct;

/// The features of a `FeatureCollection`, each read for itself so that one broken does not hide
/// the others. Properties of other names are left alone: drawing programs add their own.
pub(super) fn read(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Found<Precinct>> {
    let collection: Collection = match serde_json::from_str(text) {
        Ok(collection) => collection,
        Err(error) if error.is_data() => {
            problems.push(Problem::file(file, Reason::NotFeatureCollection));
            return Vec::new();
        }
        Err(error) => {
            problems.push(Problem::file(file, Reason::Unreadable(error.to_string())));
            return Vec::new();
        }
    };
    if collection.kind != "FeatureCollection" {
        problems.push(Problem::file(file, Reason::NotFeatureCollection));
        return Vec::new();
    }
    if let Some(name) = collection.crs.as_ref().and_then(foreign_crs) {
        // Its numbers would only bring up one false problem per feature.
        problems.push(Problem::file(file, Reason::BadCrs(name)));
        return Vec::new();
    }
    let rows = (1..).zip(&collection.features);
    rows.filter_map(|(row, text)| feature(file, row, text.get(), problems))
        .collect()
}

/// The rows of both files by code: borders from GeoJSON, and what the table leaves empty. Where
/// both say something and differ, it is reported.
pub(super) fn join(
    table: Vec<Found<Precinct>>,
    shapes: Vec<Found<Precinct>>,
    problems: &mut Vec<Problem>,
) -> Vec<Found<Precinct>> {
    let mut joined = table;
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

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: String,
    crs: Option<Value>,
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
}

/// The name of a coordinate reference system other than WGS 84.
fn foreign_crs(crs: &Value) -> Option<String> {
    if crs.is_null() {
        return None;
    }
    let name = crs.pointer("/properties/name").and_then(Value::as_str);
    let words = name.map_or_else(|| crs.to_string(), str::to_string);
    let last = words
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let epsg = words.to_ascii_uppercase().contains("EPSG");
    let wgs84 = name.is_some() && (last == "CRS84" || (last == "4326" && epsg));
    (!wgs84).then_some(words)
}

fn feature(
    file: &str,
    row: u64,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Found<Precinct>> {
    let feature: Feature = match serde_json::from_str(text) {
        Ok(feature) => feature,
        Err(error) => {
            problems.push(Problem::row(
                file,
                row,
                Reason::Unreadable(error.to_string()),
            ));
            return None;
        }
    };
    let code = property(&feature, "code");
    match code.as_str() {
        "" => problems.push(Problem::cell(file, row, "code", Reason::Empty)),
        code if !rows::is_code(code) => {
            problems.push(Problem::cell(
                file,
                row,
                "code",
                Reason::BadCode(code.to_string()),
            ));
        }
        _ => {}
    }
    let outline = feature.geometry.as_ref().map(|geometry| &geometry.value);
    let borders = outline
        .ok_or_else(|| Reason::NotPolygon("no geometry".to_string()))
        .and_then(outlined);
    if let Err(reason) = &borders {
        problems.push(Problem::row(file, row, reason.clone()));
    }
    let station = property(&feature, "station");
    let value = Precinct {
        code,
        name: Both {
            kk: property(&feature, "name_kk"),
            ru: property(&feature, "name_ru"),
        },
        area: property(&feature, "area"),
        station: (!station.is_empty()).then_some(station),
        territory: Both {
            kk: property(&feature, "territory_kk"),
            ru: property(&feature, "territory_ru"),
        },
        borders: borders.ok(),
    };
    Some(Found {
        file: file.to_string(),
        row,
        value,
    })
}

/// A property as text: drawing programs turn a code of digits into a number.
fn property(feature: &Feature, name: &str) -> String {
    match feature.property(name) {
        Some(Value::String(text)) => text.trim().to_string(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn outlined(value: &GeometryValue) -> Result<MultiPolygon<f64>, Reason> {
    let parts = match value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.as_slice(),
        other => return Err(Reason::NotPolygon(other.type_name().to_string())),
    };
    let broken = |why: &str| Reason::BrokenRing(why.to_string());
    if parts.is_empty() {
        return Err(broken("no parts"));
    }
    let mut polygons = Vec::with_capacity(parts.len());
    for rings in parts {
        let rings = rings
            .iter()
            .map(|ring| corners(ring))
            .collect::<Option<Vec<_>>>();
        let rings = rings.ok_or_else(|| broken("a corner needs two numbers"))?;
        let polygon = borders::polygon(rings);
        let mut lines = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        if lines.any(|ring| ring.coords_count() < 4) {
            return Err(broken("a ring needs four points, the last as the first"));
        }
        polygons.push(polygon);
    }
    let outline = MultiPolygon(polygons);
    for corner in outline.coords_iter() {
        rows::place_of(corner.y, corner.x)?;
    }
    let outline = borders::normalised(&outline);
    outline
        .check_validation()
        .map_err(|error| Reason::BrokenRing(error.to_string()))?;
    Ok(outline)
}

/// Longitude and latitude; a height is dropped.
fn corners(ring: &[Position]) -> Option<Vec<[f64; 2]>> {
    let corner = |at: &Position| Some([*at.as_slice().first()?, *at.as_slice().get(1)?]);
    ring.iter().map(corner).collect()
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
