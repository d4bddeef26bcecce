//! KML 2.2: placemarks with polygons, wherever in the tree of folders they lie.
//!
//! Properties are those of `ExtendedData` (`Data` or `SchemaData`); where none is named `code`, the
//! placemark's own name is the code, as drawing by hand gives it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::outline::Parts;
use super::super::problem::Reason;
use super::archive::MOST_FEATURES;
use super::{Feature, Features, TOO_MANY};

pub fn features(text: &str) -> Features {
    let unreadable = |error: &dyn std::fmt::Display| Reason::Unreadable(error.to_string());
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    let (mut any, mut open) = (false, 0_usize);
    loop {
        match reader.read_event().map_err(|error| unreadable(&error))? {
            Event::Start(tag) => {
                any |= tag.local_name().as_ref() == b"kml";
                open += 1;
                state.open(&tag)?;
            }
            Event::End(tag) => {
                open = open.saturating_sub(1);
                state.close(tag.local_name().as_ref())?;
            }
            Event::Empty(tag) => {
                state.open(&tag)?;
                state.close(tag.local_name().as_ref())?;
            }
            Event::Text(piece) => {
                let piece = piece.decode().map_err(|error| unreadable(&error))?;
                state.text.push_str(&piece);
            }
            Event::CData(piece) => {
                let piece = piece.decode().map_err(|error| unreadable(&error))?;
                state.text.push_str(&piece);
            }
            Event::GeneralRef(name) => state.text.push_str(&entity(&name)?),
            // The parser does not mind tags that stay open.
            Event::Eof if open > 0 => return Err(unreadable(&"the file is cut off")),
            Event::Eof => break,
            _ => {}
        }
    }
    if !any {
        return Err(Reason::Unreadable("no <kml> in it".to_string()));
    }
    Ok(state.features.into_iter().map(Ok).collect())
}

/// A character by its number or one of the five names that XML itself has; others need a document
/// type, and what that could pull in is not wanted here.
fn entity(name: &BytesRef) -> Result<String, Reason> {
    let character = name.resolve_char_ref().ok().flatten();
    let text = match (character, &**name) {
        (Some(character), _) => return Ok(character.to_string()),
        (_, b"amp") => "&",
        (_, b"lt") => "<",
        (_, b"gt") => ">",
        (_, b"quot") => "\"",
        (_, b"apos") => "'",
        (_, other) => {
            let name = String::from_utf8_lossy(other).into_owned();
            return Err(Reason::Unreadable(format!("unknown entity &{name};")));
        }
    };
    Ok(text.to_string())
}

/// Where the reader stands, and what has been found.
#[derive(Default)]
struct State {
    features: Vec<Feature>,
    placemark: Option<Placemark>,
    /// The text since the last tag.
    text: String,
    /// Inside a `Polygon`: its shell and holes so far.
    polygon: Option<Vec<Vec<[f64; 2]>>>,
    /// The `name` of the `Data` or `SimpleData` that is open.
    data: Option<String>,
    /// Tags open inside the placemark: its own name is its child and no deeper.
    depth: usize,
}

#[derive(Default)]
struct Placemark {
    name: String,
    properties: HashMap<String, String>,
    parts: Parts,
    /// A geometry that is no polygon.
    other: Option<&'static str>,
    broken: bool,
}

impl State {
    fn open(&mut self, tag: &BytesStart) -> Result<(), Reason> {
        self.text.clear();
        match tag.local_name().as_ref() {
            b"Placemark" => {
                self.placemark = Some(Placemark::default());
                self.depth = 0;
                return Ok(());
            }
            b"Polygon" => self.polygon = Some(Vec::new()),
            b"Data" | b"SimpleData" => {
                let name = tag.try_get_attribute("name");
                let name = name.map_err(|error| Reason::Unreadable(error.to_string()))?;
                let name = name.map(|name| String::from_utf8_lossy(&name.value).into_owned());
                self.data = name.map(|name| name.trim().to_lowercase());
            }
            _ => {}
        }
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self, tag: &[u8]) -> Result<(), Reason> {
        let text = std::mem::take(&mut self.text);
        let own = self.depth == 1;
        self.depth = self.depth.saturating_sub(1);
        let Some(placemark) = &mut self.placemark else {
            return Ok(());
        };
        match tag {
            b"name" if own => placemark.name = text.trim().to_string(),
            b"value" | b"SimpleData" => {
                if let Some(name) = &self.data {
                    placemark
                        .properties
                        .insert(name.clone(), text.trim().to_string());
                }
            }
            b"coordinates" => {
                if let Some(rings) = &mut self.polygon {
                    match corners(&text) {
                        Some(ring) => rings.push(ring),
                        None => placemark.broken = true,
                    }
                }
            }
            // The shell comes first in every program's files, and the schema wants it so; a file
            // that has it otherwise is found by its "hole outside".
            b"Polygon" => placemark.parts.extend(self.polygon.take()),
            b"Data" => self.data = None,
            b"Point" => placemark.other = Some("Point"),
            b"LineString" => placemark.other = Some("LineString"),
            b"Placemark" => return self.finish(),
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Reason> {
        let Some(placemark) = self.placemark.take() else {
            return Ok(());
        };
        if self.features.len() >= MOST_FEATURES {
            return Err(TOO_MANY);
        }
        let mut properties = placemark.properties;
        if properties.get("code").is_none_or(String::is_empty) {
            properties.insert("code".to_string(), placemark.name);
        }
        let parts = match placemark.other {
            _ if placemark.broken => Err(Reason::BadCorner),
            // Programs add the point at which the name is written.
            Some(kind) if placemark.parts.is_empty() => Err(Reason::NotPolygon(kind.to_string())),
            None if placemark.parts.is_empty() => Err(Reason::NoGeometry),
            _ => Ok(placemark.parts),
        };
        let row = u64::try_from(self.features.len()).unwrap_or(u64::MAX) + 1;
        self.features.push(Feature {
            row,
            properties,
            parts,
        });
        Ok(())
    }
}

/// `lon,lat` or `lon,lat,height`, separated by white space.
fn corners(text: &str) -> Option<Vec<[f64; 2]>> {
    let corner = |piece: &str| {
        let mut numbers = piece.split(',').map(str::parse::<f64>);
        Some([numbers.next()?.ok()?, numbers.next()?.ok()?])
    };
    text.split_whitespace().map(corner).collect()
}
