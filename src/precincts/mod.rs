//! WHERE: which precinct a place belongs to, and who serves it.
//!
//! `directory` holds areas, stations, precincts and inspectors and
//! answers *who*; `locate` is its
//! index and answers *which precinct*, surely or not at all; `place_text` finds a point in what a
//! person pasted; `import` reads and checks a clerk's files and writes them back; `map` draws them.
//! Everything here is pure once loaded: no clock, no SQL, no network. Only `import` touches files.

pub mod address;
pub mod atlas;
pub mod directory;
pub mod import;
pub mod locate;
pub mod map;
mod memo;
mod metres;
mod place_text;
#[cfg(test)]
mod plain;
mod point;
mod streets;
mod told;

pub use crate::domain::Point;
pub use crate::domain::directory::{Area, Head, Inspector, Precinct, Records, Station};
pub use directory::{Acting, Directory, Post};
pub use locate::Located;
pub use place_text::{MapLink, Parsed, Service, View, place_text};
pub use told::beginning;
