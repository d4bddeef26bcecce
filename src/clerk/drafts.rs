//! Rows that are right each for itself, before the whole is checked.

use crate::domain::directory::{Area, Head, Inspector, Precinct, Records, RenamedStreet, Station};

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Written<T> {
    pub file: String,
    pub row: u64,
    pub value: T,
}

/// Rows that are right each for itself, before the whole is checked.
#[derive(Debug, Default)]
pub struct Drafts {
    pub read: Present,
    pub areas: Vec<Written<Area>>,
    pub stations: Vec<Written<Station>>,
    pub precincts: Vec<Written<Precinct>>,
    pub inspectors: Vec<Written<Inspector>>,
    pub heads: Vec<Written<Head>>,
    pub renamed: Vec<Written<RenamedStreet>>,
}

/// Which tables were read: codes that another one would have are not missed in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Present {
    pub areas: bool,
    pub stations: bool,
    pub precincts: bool,
    pub inspectors: bool,
}

impl Drafts {
    pub fn into_records(self) -> Records {
        fn values<T>(found: Vec<Written<T>>) -> Vec<T> {
            found.into_iter().map(|found| found.value).collect()
        }
        Records {
            areas: values(self.areas),
            stations: values(self.stations),
            precincts: values(self.precincts),
            inspectors: values(self.inspectors),
            heads: values(self.heads),
            renamed: values(self.renamed),
        }
    }
}
