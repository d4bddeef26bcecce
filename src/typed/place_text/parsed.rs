//! What is found in a text that says a place.

use super::view::MapView;
use crate::domain::Point;

/// A map service whose links are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    TwoGis,
    Google,
    Yandex,
    OpenStreetMap,
    Apple,
    Waze,
    Bing,
    Here,
    MapsMe,
}

/// What a pasted text says of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// The place itself.
    Point(Point),
    /// A link that does not say where the place is.
    Link(MapLink),
}

/// A link to a map and nothing that is marked on it.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLink {
    pub service: Service,
    /// What the map shows; a short link hides even that.
    pub view: Option<MapView>,
    /// What may be an address: what was searched for, then what stands beside the link.
    pub words: Vec<String>,
}
