//! Metres around a point.

use crate::domain::Point;

/// One degree of latitude in metres, on a sphere of the earth's mean radius (6,371,008.8 m).
const METRES_PER_DEGREE: f64 = 111_195.08;

/// A flat frame in metres around a point (equirectangular): right to well under one per cent
/// within the 50 km it is used for.
#[derive(Clone, Copy)]
pub struct Frame {
    origin: geo::Coord<f64>,
    per_lon: f64,
}

impl Frame {
    pub fn around(point: Point) -> Frame {
        // At the poles a degree of longitude has no length; a floor keeps the boxes finite.
        let per_lon = METRES_PER_DEGREE * point.lat.to_radians().cos().max(1e-6);
        Frame {
            origin: geo::Coord {
                x: point.lon,
                y: point.lat,
            },
            per_lon,
        }
    }

    /// Metres east and north of the origin.
    pub fn metres(&self, at: geo::Coord<f64>) -> (f64, f64) {
        (
            (at.x - self.origin.x) * self.per_lon,
            (at.y - self.origin.y) * METRES_PER_DEGREE,
        )
    }

    /// Metres from the origin to a point, roughly where it is far.
    pub fn to(self, point: Point) -> f64 {
        let (east, north) = self.metres(geo::Coord {
            x: point.lon,
            y: point.lat,
        });
        east.hypot(north)
    }

    /// The box, in degrees (longitude first), that holds all within `reach` metres of the origin.
    pub fn reach(&self, reach: f64) -> rstar::AABB<[f64; 2]> {
        let (x, y) = (reach / self.per_lon, reach / METRES_PER_DEGREE);
        let (lon, lat) = (self.origin.x, self.origin.y);
        rstar::AABB::from_corners([lon - x, lat - y], [lon + x, lat + y])
    }

    /// Metres from the origin to the nearest point of a box in degrees.
    pub fn to_box(self, of: &rstar::AABB<[f64; 2]>) -> f64 {
        let (low, high) = (of.lower(), of.upper());
        let x = self.origin.x.clamp(low[0], high[0]);
        let y = self.origin.y.clamp(low[1], high[1]);
        let (east, north) = self.metres(geo::Coord { x, y });
        east.hypot(north)
    }

    /// Metres from the origin to the nearest point of a ring or line.
    pub fn to_line(self, line: &geo::LineString<f64>) -> f64 {
        let mut nearest = f64::INFINITY;
        let mut corners = line.coords().map(|at| self.metres(*at));
        let Some(mut from) = corners.next() else {
            return nearest;
        };
        for to in corners {
            let along = (to.0 - from.0, to.1 - from.1);
            let length = along.0 * along.0 + along.1 * along.1;
            let share = -(from.0 * along.0 + from.1 * along.1) / length;
            // A segment without length divides by zero: `max` turns its NaN into its start.
            #[expect(clippy::manual_clamp, reason = "clamp keeps a NaN")]
            let share = share.max(0.0).min(1.0);
            let foot = (from.0 + share * along.0, from.1 + share * along.1);
            nearest = nearest.min(foot.0 * foot.0 + foot.1 * foot.1);
            from = to;
        }
        nearest.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_finite_and_on_the_earth() {
        assert!(Point::new(43.2, 76.9).is_some());
        for (lat, lon) in [
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
            (90.1, 0.0),
            (0.0, -180.5),
        ] {
            assert_eq!(Point::new(lat, lon), None);
        }
        assert!(serde_json::from_str::<Point>(r#"{"lat":43.2,"lon":76.9}"#).is_ok());
        assert!(serde_json::from_str::<Point>(r#"{"lat":143.2,"lon":76.9}"#).is_err());
    }

    #[test]
    fn exchanged_numbers_are_recognised_where_they_can_be() {
        assert!(
            Point {
                lat: 76.9,
                lon: 43.2
            }
            .looks_exchanged()
        );
        assert!(
            !Point {
                lat: 43.2,
                lon: 76.9
            }
            .looks_exchanged()
        );
        // Both orders lie in the box around Uralsk: the declared order stands.
        assert!(
            !Point {
                lat: 51.2,
                lon: 51.4
            }
            .looks_exchanged()
        );
    }

    #[test]
    fn distances_are_metres() {
        let frame = Frame::around(Point {
            lat: 47.0,
            lon: 67.0,
        });
        let line: geo::LineString<f64> = vec![(67.001, 46.0), (67.001, 48.0)].into();
        let metres = frame.to_line(&line);
        assert!((metres - 75.83).abs() < 0.05, "{metres}");
        let dot: geo::LineString<f64> = vec![(67.0, 47.001), (67.0, 47.001)].into();
        assert!((frame.to_line(&dot) - 111.2).abs() < 0.1);
    }
}
