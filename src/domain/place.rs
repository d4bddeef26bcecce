//! Where something is.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{PlaceId, PrecinctCode, Time, country};

/// A place in degrees of WGS 84, as GPS and Telegram give it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Point {
    /// Degrees north of the equator, -90 to 90.
    pub lat: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub lon: f64,
}

impl Point {
    /// A point, or `None` where a number is not finite or out of range.
    pub fn new(lat: f64, lon: f64) -> Option<Point> {
        let valid = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        valid.then_some(Point { lat, lon })
    }

    /// The point with latitude and longitude exchanged, where that is a point at all.
    pub fn exchanged(self) -> Option<Point> {
        Point::new(self.lon, self.lat)
    }

    /// Is it in Kazakhstan, or in what is next to it? Only there to catch slips of the pen.
    pub fn in_kazakhstan(self) -> bool {
        country::holds(self.lat, self.lon)
    }

    /// Outside Kazakhstan as it stands, but inside with its numbers exchanged.
    pub fn looks_exchanged(self) -> bool {
        !self.in_kazakhstan() && self.exchanged().is_some_and(Point::in_kazakhstan)
    }
}

/// Latitude and longitude, as map applications take them: to a tenth of a metre.
impl fmt::Display for Point {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |degrees: f64| (degrees * 1e6).round() / 1e6 + 0.0;
        write!(to, "{}, {}", short(self.lat), short(self.lon))
    }
}

/// What a stored point looks like before its numbers are checked.
#[derive(Deserialize)]
struct Unchecked {
    lat: f64,
    lon: f64,
}

impl TryFrom<Unchecked> for Point {
    type Error = &'static str;

    fn try_from(raw: Unchecked) -> Result<Point, Self::Error> {
        Point::new(raw.lat, raw.lon).ok_or("latitude or longitude out of range")
    }
}

/// A place as a person gave it: a pin, a venue, a live location, a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub point: Point,
    /// Radius of uncertainty in metres as the phone reported it.
    pub accuracy: Option<f64>,
    /// Title or address of a venue.
    pub title: Option<String>,
}

/// A place whose precinct is settled: by a pin, by words, or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    pub precinct: PrecinctCode,
    pub place: Option<Place>,
    /// The address as it was typed.
    pub address: Option<String>,
}

/// Two pins nearer than this are the same place, in degrees: some 30 metres.
const NEAR: f64 = 0.000_3;

impl Spot {
    /// A precinct as a whole.
    pub fn whole(precinct: PrecinctCode) -> Spot {
        Spot {
            precinct,
            place: None,
            address: None,
        }
    }

    /// Whether it is more exact than its precinct.
    pub fn is_placed(&self) -> bool {
        self.place.is_some() || self.address.is_some()
    }

    /// Whether both are one pin, or the same words.
    pub fn is_same_place(&self, other: &Spot) -> bool {
        match (&self.place, &other.place) {
            (Some(a), Some(b)) => {
                let (lat, lon) = (a.point.lat - b.point.lat, a.point.lon - b.point.lon);
                lat.abs() < NEAR && lon.abs() < NEAR
            }
            (None, None) => self.address == other.address,
            _ => false,
        }
    }

    /// What names it: the address, or the title of a venue.
    pub fn words(&self) -> Option<&str> {
        let title = || self.place.as_ref()?.title.as_deref();
        self.address.as_deref().or_else(title)
    }
}

/// A place that a person has used before, and its name if it has one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownPlace {
    pub id: PlaceId,
    /// "Home", "mum"; None for a place that was only used lately.
    pub name: Option<String>,
    pub spot: Spot,
    /// When it was last searched for; unknown of those kept before this was asked.
    #[serde(default)]
    pub used: Option<Time>,
    /// The person lives there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub home: bool,
}

impl Place {
    pub fn at(point: Point) -> Place {
        Place {
            point,
            accuracy: None,
            title: None,
        }
    }
}
