//! PICTURES: a map of an area and its precincts, posters. Bytes come out; where they go is the caller's.

pub mod map;
pub mod poster;
