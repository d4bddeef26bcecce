//! A place as Telegram sends it: a pin, or a venue with its name.

use serde::Deserialize;

use super::tolerant::tolerant;
use crate::domain::{Place, Point};

#[derive(Deserialize)]
pub struct Location {
    latitude: f64,
    longitude: f64,
    #[serde(default, deserialize_with = "tolerant")]
    horizontal_accuracy: Option<f64>,
}

#[derive(Deserialize)]
pub struct Venue {
    location: Location,
    #[serde(default)]
    title: String,
    #[serde(default)]
    address: String,
}

impl Location {
    pub fn place(self) -> Option<Place> {
        Some(Place {
            point: Point::new(self.latitude, self.longitude)?,
            accuracy: self.horizontal_accuracy.filter(|metres| *metres > 0.0),
            title: None,
        })
    }
}

impl Venue {
    pub fn place(self) -> Option<Place> {
        let parts = [self.title, self.address];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let title = (!parts.is_empty()).then(|| parts.join(", "));
        Some(Place {
            title,
            ..self.location.place()?
        })
    }
}
