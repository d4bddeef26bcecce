//! WHERE: which precinct a place belongs to, and who serves it.
//!
//! `directory` holds areas, stations, precincts and inspectors and
//! answers *who*; `locate` is its
//! index and answers *which precinct*, surely or not at all. Everything here is pure: no clock, no
//! SQL, no network, no files.

pub mod atlas;
pub mod directory;
pub mod locate;
mod memo;
pub mod metres;
#[cfg(test)]
mod plain;
pub mod point;
mod streets;
mod told;

pub use crate::domain::Point;
pub use crate::domain::directory::{Area, Head, Inspector, Precinct, Records, Station};
pub use directory::{Acting, Directory, PrecinctPost};
pub use locate::Located;
pub use told::beginning;
