//! KML 2.2: placemarks with polygons, wherever in the tree of folders they lie, and links to other files.
//!
//! Properties are those of `ExtendedData` (`Data` or `SchemaData`), and the placemark's own name, as
//! drawing by hand gives it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::outline::Parts;
use super::super::problem::Reason;
use super::archive::MOST_FEATURES;
use super::feature::{Feature, Line, TOO_MANY};

/// What a file holds.
pub struct Kml {
    pub features: Vec<Feature>,
    /// Addresses of other files, each once, in their order.
    pub links: Vec<String>,
}

pub fn read(text: &str) -> Result<Kml, Reason> {
    let unreadable = |error: &dyn std::fmt::Display| Reason::Unreadable(error.to_string());
    let mut reader = Reader::from_str(text);
    let mut state = KmlState::default();
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
    Ok(Kml {
        features: state.features,
        links: state.links,
    })
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
struct KmlState {
    features: Vec<Feature>,
    links: Vec<String>,
    /// Inside a `NetworkLink`, which alone means another map.
    linked: bool,
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
    /// Lines that end where they begin, in place of a polygon.
    lines: Parts,
    line: Line,
    /// The corners of the line that is open.
    last: Vec<[f64; 2]>,
    broken: Option<Reason>,
}

impl KmlState {
    fn open(&mut self, tag: &BytesStart) -> Result<(), Reason> {
        self.text.clear();
        match tag.local_name().as_ref() {
            b"Placemark" => {
                self.placemark = Some(Placemark::default());
                self.depth = 0;
                return Ok(());
            }
            b"Polygon" => self.polygon = Some(Vec::new()),
            b"NetworkLink" => self.linked = true,
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
        match tag {
            b"NetworkLink" => self.linked = false,
            b"href" if self.linked => self.link(text.trim())?,
            _ => {}
        }
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
            b"coordinates" => match (corners(&text), &mut self.polygon) {
                (Ok(ring), Some(rings)) => rings.push(ring),
                (Ok(line), None) => placemark.last = line,
                (Err(reason), Some(_)) => placemark.broken = Some(reason),
                (Err(_), None) => {}
            },
            // The shell comes first in every program's files, and the schema wants it so; a file
            // that has it otherwise is found by its "hole outside".
            b"Polygon" => placemark.parts.extend(self.polygon.take()),
            b"Data" => self.data = None,
            b"Point" => placemark.other = Some("Point"),
            b"LinearRing" if self.polygon.is_none() => {
                let ring = std::mem::take(&mut placemark.last);
                (placemark.lines, placemark.line) = (vec![vec![ring]], Line::Ring);
            }
            b"LineString" => {
                placemark.other = Some("LineString");
                let line = std::mem::take(&mut placemark.last);
                if line.len() > 3 && line.first() == line.last() && placemark.lines.is_empty() {
                    (placemark.lines, placemark.line) = (vec![vec![line]], Line::Closed);
                }
            }
            b"Placemark" => return self.finish(),
            _ => {}
        }
        Ok(())
    }

    fn link(&mut self, to: &str) -> Result<(), Reason> {
        if self.links.len() >= MOST_FEATURES {
            return Err(TOO_MANY);
        }
        if !to.is_empty() && !self.links.iter().rev().take(1_000).any(|it| it == to) {
            self.links.push(to.to_string());
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
        properties.insert("name".to_string(), placemark.name);
        let drawn = !placemark.parts.is_empty();
        let line = if drawn { Line::No } else { placemark.line };
        let parts = match (placemark.broken, placemark.other) {
            (Some(reason), _) => Err(reason),
            // Programs add the point at which the name is written.
            _ if drawn => Ok(placemark.parts),
            _ if line != Line::No => Ok(placemark.lines),
            (_, Some(kind)) => Err(Reason::NotPolygon(kind.to_string())),
            _ => Err(Reason::NoGeometry),
        };
        let row = u64::try_from(self.features.len()).unwrap_or(u64::MAX) + 1;
        self.features.push(Feature {
            row,
            properties,
            parts,
            line,
        });
        Ok(())
    }
}

/// `lon,lat` or `lon,lat,height`, separated by white space; with blanks after commas too, where every
/// comma then belongs to one corner.
fn corners(text: &str) -> Result<Vec<[f64; 2]>, Reason> {
    let corner = |piece: &str| {
        let mut numbers = piece.split(',').map(str::parse::<f64>);
        Some([numbers.next()?.ok()?, numbers.next()?.ok()?])
    };
    let plain: Option<Vec<[f64; 2]>> = text.split_whitespace().map(corner).collect();
    if let Some(plain) = plain {
        return Ok(plain);
    }
    let few = |piece: &&str| (2..=3).contains(&piece.split(',').count());
    let joined = without_blanks(text);
    let pieces: Vec<&str> = joined.split_whitespace().collect();
    let odd = pieces
        .iter()
        .find(|piece| !few(piece) || corner(piece).is_none());
    let Some(odd) = odd else {
        return Ok(pieces.into_iter().filter_map(corner).collect());
    };
    let blanks = joined.len() < text.trim().len() || !text.contains(',');
    Err(if blanks {
        Reason::CornerBlanks(odd.chars().take(40).collect())
    } else {
        Reason::BadCorner
    })
}

/// The same without blanks before and after commas.
fn without_blanks(text: &str) -> String {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    parts.join(",")
}
