//! Posters of precincts: on what paper, how old the last one is, and where they hang.

use super::named::named;
use super::{HungId, PrecinctCode, Time};

named! {
    pub enum Paper {
        A4 = "a4",
        A5 = "a5",
        /// 90 by 50 mm, a business card.
        Card = "card",
    }
}

/// A poster that hangs, as its inspector wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HungPoster {
    pub id: HungId,
    /// House and entrance in words.
    pub place: String,
    pub since: Time,
}

/// Of the poster that was made last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosterAge {
    Never,
    /// It says what is true.
    Current(Time),
    /// Somebody else serves the precinct now, or its borders or words are others.
    Outdated(Time),
}

impl PosterAge {
    pub fn name(self) -> &'static str {
        match self {
            PosterAge::Never => "never",
            PosterAge::Current(_) => "current",
            PosterAge::Outdated(_) => "outdated",
        }
    }

    /// When it was made.
    pub fn made(self) -> Option<Time> {
        match self {
            PosterAge::Never => None,
            PosterAge::Current(at) | PosterAge::Outdated(at) => Some(at),
        }
    }
}

/// The posters of a precinct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterDesk {
    pub precinct: PrecinctCode,
    pub age: PosterAge,
    /// How often their code was opened in [`OPENED_DAYS`]; by whom, nobody knows.
    pub opened: i64,
    /// How many are known to hang.
    pub hung: i64,
}

pub const OPENED_DAYS: i64 = 30;

/// UTF-16 units of the place of a poster.
pub const PLACE_CHARS: usize = 100;
/// Places of a precinct that are kept.
pub const PLACES: i64 = 200;
