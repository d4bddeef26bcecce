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
