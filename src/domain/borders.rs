//! The outline of a precinct: one grid, one winding, one stored form.

use geo::{Coord, MultiPolygon, Polygon, orient::Direction, orient::Orient};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Puts every corner on the grid of [`on_grid`] and winds shells against the
/// clock and holes with it, as RFC 7946 says and real files often do not.
pub fn normalised(borders: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let snap = |ring: &geo::LineString<f64>| {
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
    let ring = |ring: &geo::LineString<f64>| ring.coords().map(|at| [at.x, at.y]).collect();
    let rings = |part: &Polygon<f64>| {
        std::iter::once(part.exterior())
            .chain(part.interiors())
            .map(ring)
            .collect()
    };
    borders.iter().map(rings).collect()
}

/// The stored form: the nested lists as JSON.
pub fn to_text(borders: &MultiPolygon<f64>) -> Result<String, serde_json::Error> {
    serde_json::to_string(&lists(borders))
}

/// Reads [`to_text`] back.
pub fn from_text(text: &str) -> Result<MultiPolygon<f64>, serde_json::Error> {
    let parts: Lists = serde_json::from_str(text)?;
    Ok(MultiPolygon(parts.into_iter().map(polygon).collect()))
}

/// A polygon of a shell and its holes; open rings are closed.
pub fn polygon(rings: Vec<Vec<[f64; 2]>>) -> Polygon<f64> {
    let mut rings = rings.into_iter().map(geo::LineString::from);
    let shell = rings.next().unwrap_or_else(|| geo::LineString(Vec::new()));
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
}
