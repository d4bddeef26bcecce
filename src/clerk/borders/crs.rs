//! Which coordinate reference system a GeoJSON names. That of before 2016 has such a member, and programs
//! still write it, in as many ways as there are programs.

use serde_json::Value;

/// The names of WGS 84 without their signs, where no authority stands before them.
const NAMES: [&str; 5] = ["WGS84", "WGS1984", "GCSWGS1984", "EPSG4326", "EPSG4979"];
/// Its numbers at EPSG, flat and with a height.
const NUMBERS: [&str; 2] = ["4326", "4979"];

/// The name of a coordinate reference system other than WGS 84.
pub fn foreign(crs: &Value) -> Option<String> {
    if crs.is_null() || is_wgs84(&words(crs)) {
        return None;
    }
    let name = crs.pointer("/properties/name").and_then(Value::as_str);
    Some(name.map_or_else(|| crs.to_string(), str::to_string))
}

/// Everything that it says of itself: the authority, then name, number or address.
fn words(crs: &Value) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let Some(object) = crs.as_object() else {
        return text(crs).unwrap_or_default();
    };
    let kind = object
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let authority = if kind.eq_ignore_ascii_case("epsg") {
        "EPSG"
    } else {
        ""
    };
    let said = ["name", "code", "urn", "href"].iter().find_map(|key| {
        let pointer = format!("/properties/{key}");
        crs.pointer(&pointer).and_then(text)
    });
    format!("{authority} {}", said.unwrap_or_default())
}

fn is_wgs84(words: &str) -> bool {
    let upper = words.to_uppercase();
    let tokens: Vec<&str> = upper
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    let number = |token: &&&str| token.len() > 3 && token.bytes().all(|byte| byte.is_ascii_digit());
    // Versions of the register have fewer figures.
    let register = tokens.iter().position(|it| *it == "EPSG");
    let coded = register.and_then(|at| tokens[at..].iter().find(number));
    let ogc = tokens
        .last()
        .is_some_and(|it| *it == "CRS84" || *it == "CRS84H");
    let whole = tokens.concat();
    coded.is_some_and(|it| NUMBERS.contains(it))
        || ogc
        || NAMES.contains(&whole.as_str())
        || NUMBERS.contains(&whole.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_usual_name_of_wgs_84() {
        for name in [
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
            "urn:ogc:def:crs:OGC:1.3:CRS84h",
            "OGC:CRS84",
            "CRS84",
            "EPSG:4326",
            "epsg:4326",
            "EPSG 4326",
            "EPSG4326",
            "EPSG::4326",
            "urn:ogc:def:crs:EPSG::4326",
            "urn:ogc:def:crs:EPSG:6.9:4326",
            "urn:x-ogc:def:crs:EPSG:4326",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "https://www.opengis.net/def/crs/EPSG/0/4326",
            "http://www.opengis.net/gml/srs/epsg.xml#4326",
            "WGS84",
            "WGS 84",
            "WGS_1984",
            "GCS_WGS_1984",
            "WGS 84 (EPSG:4326)",
            "EPSG:4326 - WGS 84",
            "EPSG:4979",
            "4326",
        ] {
            let crs = json!({"type": "name", "properties": {"name": name}});
            assert_eq!(foreign(&crs), None, "{name}");
            assert_eq!(foreign(&json!(name)), None, "{name}");
        }
        for crs in [
            json!(null),
            json!({"type": "EPSG", "properties": {"code": 4326}}),
            json!({"type": "EPSG", "properties": {"code": "4326", "coordinate_order": [1, 0]}}),
            json!({"type": "OGC", "properties": {"urn": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
            json!({"type": "link", "properties": {"type": "proj4",
                "href": "http://spatialreference.org/ref/epsg/4326/proj4/"}}),
            json!({"type": "name", "properties": {"name": 4326}}),
        ] {
            assert_eq!(foreign(&crs), None, "{crs}");
        }
    }

    #[test]
    fn other_systems_are_named() {
        for name in [
            "EPSG:3857",
            "EPSG:4284",
            "EPSG:43260",
            "EPSG:14326",
            "urn:ogc:def:crs:EPSG::32642",
            "WGS 84 / UTM zone 42N",
            "WGS 84 / Pseudo-Mercator",
            "WGS 84 / World Mercator (EPSG:3395)",
            "Pulkovo 1942",
            "urn:ogc:def:crs:OGC:1.3:CRS83",
            "4284",
            "",
        ] {
            let crs = json!({"type": "name", "properties": {"name": name}});
            assert_eq!(foreign(&crs).as_deref(), Some(name));
        }
        for crs in [
            json!({"type": "EPSG", "properties": {"code": 3857}}),
            json!({"type": "link", "properties": {"href": "http://example.org/crs"}}),
            json!({}),
            json!(true),
        ] {
            assert!(foreign(&crs).is_some(), "{crs}");
        }
    }
}
