//! The outline of a precinct: one grid, one winding, one stored form.

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use geo::{Coord, LineString, MultiPolygon, Polygon, orient::Direction, orient::Orient};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Puts every corner on the grid of [`on_grid`] and winds shells against the
/// clock and holes with it, as RFC 7946 says and real files often do not.
pub fn normalised(borders: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let snap = |ring: &LineString<f64>| {
        ring.coords()
            .map(|at| Coord {
                x: on_grid(at.x),
                y: on_grid(at.y),
            })
            .collect()
    };
    let parts = borders.iter().map(|part| {
        Polygon::new(
            snap(part.exterior()),
            part.interiors().iter().map(snap).collect(),
        )
    });
    MultiPolygon(parts.collect()).orient(Direction::Default)
}

/// The number on the 1e-7 degree grid; adding zero turns -0.0 into 0.0.
pub fn on_grid(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7 + 0.0
}

/// Stored as GeoJSON's own nested lists: parts, rings, corners, longitude first.
type Lists = Vec<Vec<Vec<[f64; 2]>>>;

pub fn serialize<S: Serializer>(
    borders: &Option<MultiPolygon<f64>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    borders.as_ref().map(lists).serialize(to)
}

pub fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<MultiPolygon<f64>>, D::Error> {
    let lists: Option<Lists> = Option::deserialize(from)?;
    Ok(lists.map(|parts| MultiPolygon(parts.into_iter().map(polygon).collect())))
}

/// Parts, rings and corners, longitude first.
pub fn lists(borders: &MultiPolygon<f64>) -> Lists {
    let ring = |ring: &LineString<f64>| ring.coords().map(|at| [at.x, at.y]).collect();
    let rings = |part: &Polygon<f64>| {
        std::iter::once(part.exterior())
            .chain(part.interiors())
            .map(ring)
            .collect()
    };
    borders.iter().map(rings).collect()
}

/// How [`to_text`] begins. Rows of before hold the nested lists as JSON and are read as well.
const COMPACT: &str = "b1:";

/// The stored form: `b1:` and base64 of numbers of variable length (LEB128, signs folded in): how
/// many parts; for each how many rings; for each how many corners, then for each corner the steps
/// east and north from the one before it, on the grid of 1e-7 degrees; a ring's last corner, which
/// repeats its first, is left out. A third of the size of JSON.
pub fn to_text(borders: &MultiPolygon<f64>) -> String {
    let mut bytes = Vec::new();
    put(&mut bytes, count(borders.0.len()));
    let mut from = (0, 0);
    for part in borders {
        put(&mut bytes, count(1 + part.interiors().len()));
        for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
            let corners = &ring.0[..ring.0.len().saturating_sub(1)];
            put(&mut bytes, count(corners.len()));
            for corner in corners {
                let at = (to_grid(corner.x), to_grid(corner.y));
                put(&mut bytes, i64::from(at.0) - i64::from(from.0));
                put(&mut bytes, i64::from(at.1) - i64::from(from.1));
                from = at;
            }
        }
    }
    format!("{COMPACT}{}", STANDARD_NO_PAD.encode(bytes))
}

/// Reads [`to_text`] back.
///
/// # Errors
/// The text is none of that kind, or cut off.
pub fn from_text(text: &str) -> Result<MultiPolygon<f64>> {
    let Some(text) = text.strip_prefix(COMPACT) else {
        let parts: Lists = serde_json::from_str(text)?;
        return Ok(MultiPolygon(parts.into_iter().map(polygon).collect()));
    };
    let bytes = STANDARD_NO_PAD.decode(text)?;
    let mut bytes = bytes.as_slice();
    let mut at = (0, 0);
    let parts = take_count(&mut bytes)?;
    let mut polygons = Vec::with_capacity(parts);
    for _ in 0..parts {
        let rings = take_count(&mut bytes)?;
        let mut lines = Vec::with_capacity(rings);
        for _ in 0..rings {
            let corners = take_count(&mut bytes)?;
            let mut ring = Vec::with_capacity(corners + 1);
            for _ in 0..corners {
                at = (at.0 + take(&mut bytes)?, at.1 + take(&mut bytes)?);
                let degrees = |on: i64| i32::try_from(on).map(from_grid);
                ring.push(Coord {
                    x: degrees(at.0)?,
                    y: degrees(at.1)?,
                });
            }
            ring.extend(ring.first().copied());
            lines.push(LineString(ring));
        }
        let mut lines = lines.into_iter();
        let shell = lines.next().unwrap_or_else(|| LineString(Vec::new()));
        polygons.push(Polygon::new(shell, lines.collect()));
    }
    Ok(MultiPolygon(polygons))
}

/// Degrees as a whole number of grid steps; 180 degrees are 1.8 thousand million, which an `i32` holds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float is cast to the nearest number that there is"
)]
pub fn to_grid(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}

/// The degrees of a whole number of grid steps, as [`on_grid`] writes them.
pub fn from_grid(steps: i32) -> f64 {
    f64::from(steps) / 1e7
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

fn put(bytes: &mut Vec<u8>, number: i64) {
    // The sign goes to the lowest bit, so that small steps are short both ways.
    let mut rest = (number << 1 ^ number >> 63).cast_unsigned();
    while rest >= 0x80 {
        bytes.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    bytes.push(rest.to_le_bytes()[0]);
}

fn take(bytes: &mut &[u8]) -> Result<i64> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first().context("borders are cut off")?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
        }
    }
    bail!("a number of borders is too long")
}

/// A count is never more than the bytes that are left: nothing is set aside for what is not there.
fn take_count(bytes: &mut &[u8]) -> Result<usize> {
    let count = usize::try_from(take(bytes)?)?;
    ensure!(count <= bytes.len(), "borders are cut off");
    Ok(count)
}

/// A polygon of a shell and its holes; open rings are closed.
pub fn polygon(rings: Vec<Vec<[f64; 2]>>) -> Polygon<f64> {
    let mut rings = rings.into_iter().map(LineString::from);
    let shell = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(shell, rings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    #[test]
    fn winding_and_grid_are_one() {
        // A shell and a hole both wound with the clock, as Kazakh files are.
        let shell = vec![
            [67.0, 47.0],
            [67.0, 48.0],
            [68.000_000_04, 48.0],
            [68.0, 47.0],
        ];
        let hole = vec![[67.4, 47.4], [67.4, 47.6], [67.6, 47.6], [67.6, 47.4]];
        let borders = normalised(&MultiPolygon(vec![polygon(vec![shell, hole])]));
        assert!((borders.signed_area() - 0.96).abs() < 1e-9);
        assert!(borders.0[0].exterior().coords().all(|at| at.x <= 68.0));
        assert_eq!(normalised(&borders), borders);
        assert_eq!(
            MultiPolygon(lists(&borders).into_iter().map(polygon).collect()),
            borders
        );
    }

    #[test]
    fn the_stored_form_is_read_back_and_the_old_one_too() {
        let ring = vec![[-180.0, -90.0], [180.0, -90.0], [0.000_000_1, 90.0]];
        let hole = vec![[67.1, 47.1], [67.2, 47.2], [67.1, 47.2]];
        let borders = normalised(&MultiPolygon(vec![
            polygon(vec![ring, hole.clone()]),
            polygon(vec![hole]),
        ]));
        let text = to_text(&borders);
        assert_eq!(from_text(&text).unwrap(), borders);
        let json = serde_json::to_string(&lists(&borders)).unwrap();
        assert_eq!(from_text(&json).unwrap(), borders);
        let none = MultiPolygon(Vec::new());
        assert_eq!(from_text(&to_text(&none)).unwrap(), none);
        for cut in COMPACT.len()..text.len() {
            assert!(from_text(&text[..cut]).is_err(), "{cut}");
        }
        // A count of a thousand million parts sets nothing aside.
        let mut bytes = Vec::new();
        put(&mut bytes, 1_000_000_000);
        let huge = format!("{COMPACT}{}", STANDARD_NO_PAD.encode(bytes));
        assert!(from_text(&huge).is_err());
    }
}
