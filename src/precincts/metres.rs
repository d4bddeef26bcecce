//! Square metres of an outline in degrees, and metres of a degree, on the WGS 84 ellipsoid.

use geo::{Area, BoundingRect, Coord, MultiPolygon, Polygon};

/// Half the equator's diameter in metres, and the square of the ellipsoid's eccentricity (WGS 84).
const EQUATOR: f64 = 6_378_137.0;
const ECCENTRICITY: f64 = 0.006_694_379_990_14;

/// The length in metres of a degree of longitude and of one of latitude, at a latitude.
pub fn of_degree(latitude: f64) -> (f64, f64) {
    let (sine, cosine) = latitude.to_radians().sin_cos();
    let flat = 1.0 - ECCENTRICITY * sine * sine;
    // The radii of curvature across and along the meridian.
    let across = EQUATOR / flat.sqrt();
    let along = EQUATOR * (1.0 - ECCENTRICITY) / flat.powf(1.5);
    ((across * cosine).to_radians(), along.to_radians())
}

/// The area in square metres, flat around the middle of each part: right to a few millionths for a
/// precinct of ten kilometres.
pub fn square(borders: &MultiPolygon<f64>) -> f64 {
    // The sum of nothing is a negative zero.
    borders.iter().map(square_of).sum::<f64>() + 0.0
}

/// The same of one part.
pub fn square_of(part: &Polygon<f64>) -> f64 {
    let (east, north) = of_degree(middle(part).y);
    part.unsigned_area() * east * north
}

/// How wide a part is if it is laid out as a band: twice its area over the length of its edge.
pub fn mean_width(part: &Polygon<f64>) -> f64 {
    let (east, north) = of_degree(middle(part).y);
    let length: f64 = part
        .exterior()
        .lines()
        .map(|line| (line.dx() * east).hypot(line.dy() * north))
        .sum();
    if length > 0.0 {
        2.0 * square_of(part) / length
    } else {
        0.0
    }
}

fn middle(part: &Polygon<f64>) -> Coord<f64> {
    part.bounding_rect()
        .map_or(Coord { x: 0.0, y: 0.0 }, |bounds| bounds.center())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_of_known_size() {
        // A thousandth of a degree each way at 45° N: 78.847 m by 111.132 m (NGA's tables).
        let (east, north) = of_degree(45.0);
        assert!((east - 78_846.8).abs() < 1.0, "{east}");
        assert!((north - 111_131.7).abs() < 1.0, "{north}");
        let square = geo::Rect::new((67.0, 44.9995), (67.001, 45.0005)).to_polygon();
        assert!((square_of(&square) - 8_762.4).abs() < 1.0);
        assert!((mean_width(&square) - 46.12).abs() < 0.1);
    }
}
