//! The law table as it is written.

use jiff::civil::Date;
use serde::Deserialize;

use crate::domain::Both;
use crate::domain::calendar::Holiday;
use crate::domain::category::Category;
use crate::domain::hours::HoursRule;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LawTable {
    pub(super) checked: Date,
    pub(super) duty_desk: Both,
    pub(super) phones: Phones,
    pub(super) appeals: Appeals,
    pub(super) false_call: FalseCall,
    pub(super) alcohol: Alcohol,
    pub(super) deadlines: Deadlines,
    #[serde(default)]
    pub(super) danger: OwnWords,
    pub(super) mrp: Vec<Rate>,
    pub(super) hours: Vec<HoursRule>,
    pub(super) categories: Vec<Category>,
    #[serde(default)]
    pub(super) matters: Vec<Matter>,
    pub(super) calendar: Days,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhoneLine {
    pub number: String,
    pub name: Both,
    pub source: String,
    pub as_of: Option<Date>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FalseCall {
    pub article: String,
    pub title: Both,
    /// In monthly calculation indices.
    pub mrp: u32,
    pub source: String,
    pub as_of: Option<Date>,
}

/// In working days, as the law on appeals counts them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    pub answer_days: u32,
    pub forward_days: u32,
    pub source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phones {
    pub(super) police: PhoneLine,
    pub(super) rescue: PhoneLine,
    pub(super) fire: PhoneLine,
    pub(super) ambulance: PhoneLine,
    pub(super) family: PhoneLine,
    pub(super) gas: Option<PhoneLine>,
    pub(super) city: Option<PhoneLine>,
}

impl Phones {
    /// Every line by its key, the most urgent first.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &PhoneLine)> {
        let needed = [
            ("police", Some(&self.police)),
            ("rescue", Some(&self.rescue)),
            ("fire", Some(&self.fire)),
            ("ambulance", Some(&self.ambulance)),
            ("gas", self.gas.as_ref()),
            ("family", Some(&self.family)),
            ("city", self.city.as_ref()),
        ];
        needed
            .into_iter()
            .filter_map(|(key, line)| Some((key, line?)))
    }
}

/// Keys of the lines, those of which an operator may have none among them.
pub(super) const LINES: [&str; 7] = [
    "police",
    "rescue",
    "fire",
    "ambulance",
    "gas",
    "family",
    "city",
];

/// What is answered to those who ask whom to turn to, and what else is known of something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    pub key: String,
    /// In a few short sentences and without a figure: phones stand in their own table.
    pub text: Both,
    /// Keys of the lines to call, the first one first.
    #[serde(default)]
    pub phones: Vec<String>,
    /// The kind of report that it is about.
    pub report: Option<String>,
    /// It may be any kind of report.
    #[serde(default)]
    pub any_report: bool,
    /// The official system of appeals takes it.
    #[serde(default)]
    pub appeals: bool,
    /// The own inspector or the duty desk knows more.
    #[serde(default)]
    pub inspector: bool,
    /// It is told at the duty desk.
    #[serde(default)]
    pub desk: bool,
    /// Sources disagree on whom to call: no line is named.
    #[serde(default)]
    pub doubtful: bool,
    pub source: String,
    pub as_of: Option<Date>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Appeals {
    pub(super) name: Both,
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) doubtful: bool,
    pub(super) source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Alcohol {
    pub(super) buyer_age: u32,
    pub(super) source: String,
}

/// Words of danger of an operator's own, in the form of `danger.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnWords {
    pub(super) words: Vec<String>,
    pub(super) source: String,
}

/// The monthly calculation index of a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rate {
    pub(super) year: i16,
    pub(super) tenge: u32,
    pub(super) source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    pub(super) source: String,
    pub(super) days: Vec<Holiday>,
}
