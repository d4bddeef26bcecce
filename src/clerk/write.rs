//! The directory as files that `read` takes: the way from one installation to another.

use std::fs;
use std::path::Path;

use anyhow::Result;
use geojson::{Feature, FeatureCollection, GeometryValue, JsonObject, Position};

use super::borders::FILES;
use super::columns::{AREAS, Columns, HEADS, INSPECTORS, PRECINCTS, RENAMED, STATIONS};
use super::formula;
use crate::domain::directory::{Area, Head, Inspector, Precinct, Records, RenamedStreet, Station};
use crate::domain::{Both, PrecinctCode, borders};

/// Writes all files into an existing folder; no borders file where nothing is drawn. Reading them gives the same rows in the same
/// order, with points and borders on the grid of 1e-7 degrees.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path, records: &Records) -> Result<()> {
    table(folder, &AREAS, records.areas.iter().map(area))?;
    table(folder, &STATIONS, records.stations.iter().map(station))?;
    table(folder, &PRECINCTS, records.precincts.iter().map(precinct))?;
    table(
        folder,
        &INSPECTORS,
        records.inspectors.iter().map(inspector),
    )?;
    table(folder, &HEADS, records.heads.iter().map(head))?;
    table(folder, &RENAMED, records.renamed.iter().map(renamed))?;
    let features: Vec<Feature> = records.precincts.iter().filter_map(feature).collect();
    if !features.is_empty() {
        let collection = FeatureCollection::new(features);
        fs::write(folder.join(FILES[0]), collection.to_string())?;
    }
    Ok(())
}

fn table<const N: usize>(
    folder: &Path,
    columns: &Columns,
    rows: impl Iterator<Item = [String; N]>,
) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join(format!("{}.csv", columns.table)))?;
    file.write_record(columns.written)?;
    for row in rows {
        file.write_record(row.each_ref().map(|cell| formula::written(cell)))?;
    }
    Ok(file.flush()?)
}

fn area(it: &Area) -> [String; 5] {
    let (kk, ru) = both(&it.name);
    [
        it.code.to_string(),
        text(&it.parent),
        kk,
        ru,
        text(&it.duty_phone),
    ]
}

fn station(it: &Station) -> [String; 8] {
    let (kk, ru) = both(&it.address);
    let (hours_kk, hours_ru) = both(&it.hours);
    [
        it.code.to_string(),
        kk,
        ru,
        text(&it.point.map(|point| point.lat)),
        text(&it.point.map(|point| point.lon)),
        text(&it.phone),
        hours_kk,
        hours_ru,
    ]
}

fn precinct(it: &Precinct) -> [String; 7] {
    let (kk, ru) = both(&it.name);
    let (territory_kk, territory_ru) = both(&it.territory);
    [
        it.code.to_string(),
        kk,
        ru,
        it.area.to_string(),
        text(&it.station),
        territory_kk,
        territory_ru,
    ]
}

fn inspector(it: &Inspector) -> [String; 8] {
    let precincts: Vec<&str> = it.precincts.iter().map(PrecinctCode::as_str).collect();
    let (kk, ru) = both(&it.rank);
    [
        it.code.to_string(),
        it.name.clone(),
        kk,
        ru,
        text(&it.phone),
        precincts.join(";"),
        text(&it.acting_for),
        text(&it.until),
    ]
}

fn head(it: &Head) -> [String; 6] {
    let (kk, ru) = both(&it.rank);
    let phone = text(&it.phone);
    [
        it.code.to_string(),
        it.name.clone(),
        kk,
        ru,
        phone,
        it.area.to_string(),
    ]
}

fn renamed(it: &RenamedStreet) -> [String; 5] {
    let (old, new) = (it.old.clone(), it.new.clone());
    let status = it.status.name().to_owned();
    [it.area.to_string(), old, new, status, text(&it.since)]
}

fn both(text: &Both) -> (String, String) {
    (text.kk.clone(), text.ru.clone())
}

fn text(value: &Option<impl ToString>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// Borders under their code, with the names that a map shows.
fn feature(precinct: &Precinct) -> Option<Feature> {
    let outline = borders::normalised(precinct.borders.as_ref()?);
    let ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(Position::from).collect::<Vec<_>>();
    let rings = |part: Vec<Vec<[f64; 2]>>| part.into_iter().map(ring).collect::<Vec<_>>();
    let mut parts: Vec<_> = borders::lists(&outline).into_iter().map(rings).collect();
    let value = match parts.pop() {
        Some(only) if parts.is_empty() => GeometryValue::Polygon { coordinates: only },
        Some(last) => {
            parts.push(last);
            GeometryValue::MultiPolygon { coordinates: parts }
        }
        None => return None,
    };
    let mut properties = JsonObject::new();
    let texts = [
        ("code", precinct.code.as_str()),
        ("name_kk", precinct.name.kk.as_str()),
        ("name_ru", precinct.name.ru.as_str()),
        ("area", precinct.area.as_str()),
    ];
    for (name, text) in texts {
        properties.insert(name.to_string(), text.into());
    }
    if let Some(station) = &precinct.station {
        properties.insert("station".to_string(), station.as_str().into());
    }
    let geometry = Some(geojson::Geometry::new(value));
    Some(Feature {
        geometry,
        properties: Some(properties),
        bbox: None,
        id: None,
        foreign_members: None,
    })
}
