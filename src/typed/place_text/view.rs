//! What a map shows: the middle of a screen is where somebody looked, not the place that was meant.

use super::link::Link;
use super::numbers::{free, number};
use crate::domain::Point;

/// The middle of a map on somebody's screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapView {
    pub point: Point,
    /// Metres from the middle to the edge of a telephone's screen; `None` where the link does not
    /// say how near the map is.
    pub radius: Option<f64>,
}

/// Metres from the middle within which the place is likely to be; from further away a view shows a
/// whole quarter. At this latitude it is about zoom 16.
const WIDEST: f64 = 350.0;

/// Half the width of a telephone's screen, in the pixels that maps are drawn in.
const HALF_SCREEN: f64 = 180.0;

/// Metres of the equator on one pixel of a map of 256 pixels, as all the services draw them.
const EQUATOR_PIXEL: f64 = 156_543.03;

/// From a photograph of the street the house that was meant is on one of its sides.
const STREET: f64 = 50.0;

/// Metres of one degree of latitude.
const DEGREE: f64 = 111_320.0;

impl MapView {
    pub(super) fn wide(point: Point) -> MapView {
        MapView {
            point,
            radius: None,
        }
    }

    pub(super) fn street(point: Point) -> MapView {
        MapView {
            point,
            radius: Some(STREET),
        }
    }

    /// By the zoom as the link writes it.
    pub(super) fn zoomed(point: Point, zoom: Option<&str>) -> MapView {
        let zoom = zoom.and_then(number).map(|(zoom, _)| zoom);
        let pixel = |zoom: f64| EQUATOR_PIXEL * point.lat.to_radians().cos() / zoom.exp2();
        MapView {
            point,
            radius: zoom.map(|zoom| HALF_SCREEN * pixel(zoom)),
        }
    }

    /// By the height of what is shown, in metres or in degrees.
    pub(super) fn high(point: Point, metres: f64) -> MapView {
        MapView {
            point,
            radius: Some(metres / 2.0),
        }
    }

    pub(super) fn spanning(point: Point, degrees: f64) -> MapView {
        MapView::high(point, degrees * DEGREE)
    }

    /// The accuracy in metres with which it is a place after all; `None` where it shows too much.
    pub fn accuracy(&self) -> Option<f64> {
        self.radius.filter(|radius| *radius <= WIDEST)
    }
}

/// What one link says.
#[derive(Debug, Default)]
pub(super) struct LinkContent {
    pub place: Option<Point>,
    pub view: Option<MapView>,
    pub words: Option<String>,
}

impl LinkContent {
    /// What a person typed: coordinates, or words.
    pub fn typed(text: &str) -> LinkContent {
        match free(text) {
            Some(place) => LinkContent::place(place),
            None => LinkContent {
                words: (!text.trim().is_empty()).then(|| text.trim().to_owned()),
                ..LinkContent::default()
            },
        }
    }

    pub fn place(place: Point) -> LinkContent {
        LinkContent {
            place: Some(place),
            ..LinkContent::default()
        }
    }

    /// The parameters of these names, each as a person typed it: the first coordinates, else the
    /// first words.
    pub fn any(link: &Link, names: &[&str]) -> LinkContent {
        let given = names.iter().filter_map(|name| link.get(name));
        LinkContent::first(given.map(LinkContent::typed))
    }

    /// The first that has a place, else the first that has words.
    pub fn first(all: impl Iterator<Item = LinkContent>) -> LinkContent {
        let mut words = None;
        for said in all {
            if said.place.is_some() {
                return said;
            }
            words = words.or(said.words);
        }
        LinkContent {
            words,
            ..LinkContent::default()
        }
    }

    pub fn or_view(self, view: impl FnOnce() -> Option<MapView>) -> LinkContent {
        let view = self.view.or_else(|| match self.place {
            Some(_) => None,
            None => view(),
        });
        LinkContent { view, ..self }
    }
}
