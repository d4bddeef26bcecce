//! How to import, and how far an import is.

use crate::domain::directory::Records;

/// How to import.
pub struct Options<'a> {
    /// Make valid outlines of those that are not, and say so.
    pub repair: bool,
    /// Take places outside Kazakhstan too.
    pub anywhere: bool,
    /// The directory that the import would replace, where there is one.
    pub in_force: Option<&'a Records>,
    /// Told what is being done, how much of it is done, and of how much.
    pub progress: &'a dyn Fn(Phase, usize, usize),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            repair: false,
            anywhere: false,
            in_force: None,
            progress: &|_, _, _| {},
        }
    }
}

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Read,
    Check,
    Overlaps,
    Gaps,
}
