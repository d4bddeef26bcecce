//! Doing, by area: what each verb changes, once `perform` has permitted it.

pub mod broadcasts;
pub mod cases;
pub mod directory;
pub mod officers;
pub mod posts;
pub mod reports;
