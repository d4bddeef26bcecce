//! The directory as files that `read` takes: the way from one installation to another.

use std::fs;
use std::path::Path;

use anyhow::Result;
use geojson::{Feature, FeatureCollection, GeometryValue, JsonObject, Position};

use super::borders::FILES;
use super::formula;
use crate::domain::borders;
use crate::domain::directory::{Precinct, Records};

/// Writes all files into an existing folder; no borders file where nothing is drawn. Reading them gives the same rows in the same
/// order, with points and borders on the grid of 1e-7 degrees.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path, records: &Records) -> Result<()> {
    write_areas(folder, records)?;
    write_stations(folder, records)?;
    write_precincts(folder, records)?;
    write_inspectors(folder, records)?;
    write_heads(folder, records)?;
    write_renamed(folder, records)?;
    let features: Vec<Feature> = records.precincts.iter().filter_map(feature).collect();
    if !features.is_empty() {
        let collection = FeatureCollection::new(features);
        fs::write(folder.join(FILES[0]), collection.to_string())?;
    }
    Ok(())
}

fn write_areas(folder: &Path, records: &Records) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join("areas.csv"))?;
    row(
        &mut file,
        ["code", "parent", "name_kk", "name_ru", "duty_phone"],
    )?;
    for area in &records.areas {
        row(
            &mut file,
            [
                area.code.as_str(),
                area.parent.as_deref().unwrap_or_default(),
                &area.name.kk,
                &area.name.ru,
                area.duty_phone.as_deref().unwrap_or_default(),
            ],
        )?;
    }
    Ok(file.flush()?)
}

fn write_stations(folder: &Path, records: &Records) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join("stations.csv"))?;
    row(
        &mut file,
        [
            "code",
            "address_kk",
            "address_ru",
            "lat",
            "lon",
            "phone",
            "hours_kk",
            "hours_ru",
        ],
    )?;
    for station in &records.stations {
        let point = station.point;
        row(
            &mut file,
            [
                station.code.as_str(),
                &station.address.kk,
                &station.address.ru,
                &point.map(|point| point.lat.to_string()).unwrap_or_default(),
                &point.map(|point| point.lon.to_string()).unwrap_or_default(),
                station.phone.as_deref().unwrap_or_default(),
                &station.hours.kk,
                &station.hours.ru,
            ],
        )?;
    }
    Ok(file.flush()?)
}

fn write_precincts(folder: &Path, records: &Records) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join("precincts.csv"))?;
    row(
        &mut file,
        [
            "code",
            "name_kk",
            "name_ru",
            "area",
            "station",
            "territory_kk",
            "territory_ru",
        ],
    )?;
    for precinct in &records.precincts {
        row(
            &mut file,
            [
                precinct.code.as_str(),
                &precinct.name.kk,
                &precinct.name.ru,
                &precinct.area,
                precinct.station.as_deref().unwrap_or_default(),
                &precinct.territory.kk,
                &precinct.territory.ru,
            ],
        )?;
    }
    Ok(file.flush()?)
}

fn write_inspectors(folder: &Path, records: &Records) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join("inspectors.csv"))?;
    row(
        &mut file,
        [
            "code",
            "name",
            "rank_kk",
            "rank_ru",
            "phone",
            "precincts",
            "acting_for",
            "until",
        ],
    )?;
    for inspector in &records.inspectors {
        row(
            &mut file,
            [
                inspector.code.as_str(),
                &inspector.name,
                &inspector.rank.kk,
                &inspector.rank.ru,
                inspector.phone.as_deref().unwrap_or_default(),
                &inspector.precincts.join(";"),
                inspector.acting_for.as_deref().unwrap_or_default(),
                &inspector
                    .until
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            ],
        )?;
    }
    Ok(file.flush()?)
}

fn write_heads(folder: &Path, records: &Records) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join("heads.csv"))?;
    row(
        &mut file,
        ["code", "name", "rank_kk", "rank_ru", "phone", "area"],
    )?;
    for head in &records.heads {
        row(
            &mut file,
            [
                head.code.as_str(),
                &head.name,
                &head.rank.kk,
                &head.rank.ru,
                head.phone.as_deref().unwrap_or_default(),
                &head.area,
            ],
        )?;
    }
    Ok(file.flush()?)
}

fn write_renamed(folder: &Path, records: &Records) -> Result<()> {
    let mut file = csv::Writer::from_path(folder.join("renamed.csv"))?;
    row(&mut file, ["area", "old", "new", "status", "since"])?;
    for renamed in &records.renamed {
        let since = renamed.since.map(|since| since.to_string());
        row(
            &mut file,
            [
                renamed.area.as_str(),
                &renamed.old,
                &renamed.new,
                renamed.status.name(),
                since.as_deref().unwrap_or_default(),
            ],
        )?;
    }
    Ok(file.flush()?)
}

fn row<const N: usize>(file: &mut csv::Writer<fs::File>, cells: [&str; N]) -> Result<()> {
    Ok(file.write_record(cells.map(formula::written))?)
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
        ("code", &precinct.code),
        ("name_kk", &precinct.name.kk),
        ("name_ru", &precinct.name.ru),
        ("area", &precinct.area),
    ];
    for (name, text) in texts {
        properties.insert(name.to_string(), text.as_str().into());
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
