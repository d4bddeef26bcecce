//! GeoJSON (RFC 7946): the features of a `FeatureCollection`, each read for itself.

use std::collections::HashMap;

use geojson::{GeometryValue, Position};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::outline::Parts;
use super::super::problem::Reason;
use super::archive::MOST_FEATURES;
use super::crs;
use super::feature::{Feature, Features, Line, TOO_MANY};

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: String,
    crs: Option<Value>,
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
}

pub fn features(text: &str) -> Features {
    let collection: Collection = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            Reason::NotFeatureCollection
        } else {
            Reason::Unreadable(error.to_string())
        }
    })?;
    if collection.kind != "FeatureCollection" {
        return Err(Reason::NotFeatureCollection);
    }
    if let Some(name) = collection.crs.as_ref().and_then(crs::foreign) {
        // Its numbers would only bring up one false problem per feature.
        return Err(Reason::BadCrs(name));
    }
    if collection.features.len() > MOST_FEATURES {
        return Err(TOO_MANY);
    }
    let rows = (1..).zip(collection.features);
    Ok(rows.map(|(row, text)| feature(row, text.get())).collect())
}

fn feature(row: u64, text: &str) -> Result<Feature, (u64, Reason)> {
    let feature: geojson::Feature =
        serde_json::from_str(text).map_err(|error| (row, Reason::Unreadable(error.to_string())))?;
    let parts = match feature.geometry.map(|geometry| geometry.value) {
        Some(value) => parts(&value),
        None => Err(Reason::NoGeometry),
    };
    let properties = feature.properties.unwrap_or_default();
    let texts = properties
        .into_iter()
        .filter_map(|(name, value)| Some((name.trim().to_lowercase(), text_of(value)?)));
    Ok(Feature {
        row,
        properties: texts.collect::<HashMap<_, _>>(),
        parts,
        line: Line::No,
    })
}

/// A property as text: drawing programs turn a code of digits into a number, some with a fraction.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_string()),
        Value::Number(number) if number.is_f64() => number.as_f64().map(|it| it.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn parts(value: &GeometryValue) -> Result<Parts, Reason> {
    let parts = match value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.as_slice(),
        other => return Err(Reason::NotPolygon(other.type_name().to_string())),
    };
    // A height is dropped.
    let corner = |at: &Position| match at.as_slice() {
        [x, y, ..] => Ok([*x, *y]),
        _ => Err(Reason::BadCorner),
    };
    let ring = |ring: &Vec<Position>| ring.iter().map(corner).collect::<Result<Vec<_>, _>>();
    let rings = |part: &Vec<Vec<Position>>| part.iter().map(ring).collect::<Result<Vec<_>, _>>();
    parts.iter().map(rings).collect()
}
