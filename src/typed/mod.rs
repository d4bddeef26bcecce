//! WHAT PEOPLE TYPE: dates and times as they are said, coordinates and links of maps as they are
//! pasted, and what somebody means who was asked nothing. Pure, and of no conversation: what was read
//! is given back, whatever it is for.

pub mod dates;
pub mod meant;
mod place_text;

pub use place_text::{MapLink, MapView, Parsed, Service, place_text};
