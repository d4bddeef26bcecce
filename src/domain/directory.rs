//! The rows of the directory: what clerks write, the database keeps and the index reads.

use std::fmt;
use std::str::FromStr;

use geo::MultiPolygon;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::named::named;
use super::{
    AreaCode, Both, HeadCode, InspectorCode, Point, Post, PrecinctCode, Scope, StationCode, borders,
};

/// The rows of the directory, as imported and as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Records {
    pub areas: Vec<Area>,
    pub stations: Vec<Station>,
    pub precincts: Vec<Precinct>,
    pub inspectors: Vec<Inspector>,
    #[serde(default)]
    pub heads: Vec<Head>,
    /// In the order of their file.
    #[serde(default)]
    pub renamed: Vec<RenamedStreet>,
}

/// A region, city or district with its duty desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    pub code: AreaCode,
    /// The code of the area around it.
    pub parent: Option<AreaCode>,
    pub name: Both,
    pub duty_phone: Option<String>,
}

/// A precinct police point (учаскелік полиция пункті) that residents can visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Station {
    pub code: StationCode,
    pub address: Both,
    pub point: Option<Point>,
    pub phone: Option<String>,
    /// Reception hours in words; empty where not published.
    pub hours: Both,
}

/// The territory of one post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Precinct {
    pub code: PrecinctCode,
    pub name: Both,
    /// The code of its area.
    pub area: AreaCode,
    /// The code of its station.
    pub station: Option<StationCode>,
    /// Streets and houses in words; empty where not published.
    pub territory: Both,
    /// Degrees WGS 84, longitude first; `None` where only the list of houses is known.
    #[serde(with = "borders")]
    pub borders: Option<MultiPolygon<f64>>,
}

/// An inspector, and whom he or she stands in for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspector {
    pub code: InspectorCode,
    pub name: String,
    pub rank: Both,
    pub phone: Option<String>,
    /// The codes of the own precincts.
    pub precincts: Vec<PrecinctCode>,
    /// The code of the inspector whose own precincts are served too, or of one precinct; where a
    /// code is both, the inspector is meant. One step only: not those whom that one stands in for.
    pub acting_for: Option<String>,
    /// The last day of standing in; `None` is until further notice.
    pub until: Option<Date>,
}

/// Who heads the local police of an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub code: HeadCode,
    pub name: String,
    pub rank: Both,
    pub phone: Option<String>,
    /// The code of the area.
    pub area: AreaCode,
}

/// What tells the person behind a code from whoever has it next: only if both differ is it
/// somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    pub phone: Option<String>,
}

impl Records {
    /// Whose code a post has; None where that is nobody's in particular, or not there.
    pub fn identity(&self, post: &Post) -> Option<Identity> {
        let (name, phone) = match &post.scope {
            Scope::Inspector(code) => {
                let found = self.inspectors.iter().find(|it| it.code == *code)?;
                (&found.name, &found.phone)
            }
            Scope::Head(code) => {
                let found = self.heads.iter().find(|it| it.code == *code)?;
                (&found.name, &found.phone)
            }
            Scope::Area(_) | Scope::Lapsed(_) => return None,
        };
        let (name, phone) = (name.clone(), phone.clone());
        Some(Identity { name, phone })
    }
}

/// A street that got another name, or is to get one. One step only: the new name may be the old
/// one of another street.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenamedStreet {
    /// The code of the area it lies in: all precincts in it or below it.
    pub area: AreaCode,
    /// As people write it, in either language, with or without the word for the street.
    pub old: String,
    pub new: String,
    pub status: Status,
    /// Since when the new name is in force; `None` where nobody wrote it down.
    pub since: Option<Since>,
}

named! {
    /// Whether a renaming has been decided.
    #[derive(Default)]
    pub enum Status {
        #[default]
        InForce = "in_force",
        Proposed = "proposed",
    }
}

/// A day, or only its year: of most renamings no more is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    Year(i16),
    Day(Date),
}

impl Since {
    /// The first day on which the name may be in force.
    pub fn first_day(self) -> Date {
        match self {
            Since::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MAX),
            Since::Day(day) => day,
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Since::Year(year) => write!(to, "{year:04}"),
            Since::Day(day) => write!(to, "{day}"),
        }
    }
}

/// Four digits are a year.
impl FromStr for Since {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Since, jiff::Error> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse().ok().filter(|_| digits) {
            Some(year) => Ok(Since::Year(year)),
            None => text.parse().map(Since::Day),
        }
    }
}

impl RenamedStreet {
    /// The day on which it comes into force, if that is still ahead.
    pub fn ahead_of(&self, today: Date) -> Option<Date> {
        let first = self.since.map(Since::first_day);
        first.filter(|day| self.status == Status::InForce && *day > today)
    }
}
