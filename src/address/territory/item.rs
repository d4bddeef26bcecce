//! What is understood of a territory: its items, each a street, micro-district or area.
use crate::address::words::houses::{House, Rule};
use crate::address::words::kind::Kind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A territory as it was understood, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Territory {
    pub items: Vec<Item>,
    /// Pieces of the text that no item explains, as written. Never dropped silently.
    pub not_understood: Vec<String>,
}

/// One street, micro-district or area of the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    pub kind: Kind,
    pub name: Name,
    /// The micro-district or part of the town that the text puts the street in.
    pub within: Option<Name>,
    pub extent: Extent,
    /// Streets of one crossing have one number; 0 when it is in none.
    pub crossing: u32,
    /// Byte range of the text that it was read from.
    pub span: (usize, usize),
}

/// A name as written; a micro-district may also have a number («Самал-2»), or only a number («12а»).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Name {
    pub text: String,
    /// Digits and letter of a micro-district («31Б»), empty when it has none.
    pub number: String,
}

/// How much of the street or micro-district is meant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Extent {
    Whole,
    Houses(Vec<Rule>),
    /// Some of it, but no house numbers say which; `rules` can still exclude a side of the street.
    Part {
        why: Part,
        rules: Vec<Rule>,
    },
}

/// Why only a part is meant, and why an answer asks to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// «от … до …», «между … и …».
    Segment,
    /// The street ends or borders the described place: «до ул. Абая».
    Edge,
    Corner,
    /// «частично», «участки», «часть».
    Partly,
    /// «между домами 8 и 13».
    Between,
    /// The contour of the territory runs along it.
    Boundary,
    /// Only named buildings are given.
    Venue,
    /// It only says where the streets after it are.
    Around,
    /// «и т. д.»: the list goes on.
    Open,
    /// «центральная часть».
    Vague,
}

impl Name {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.number.is_empty()
    }
}

/// «Самал», «Самал-2», «12а».
impl fmt::Display for Name {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = !self.text.is_empty() && !self.number.is_empty();
        let dash = if joined { "-" } else { "" };
        write!(to, "{}{dash}{}", self.text, self.number)
    }
}

impl Extent {
    pub fn is_whole(&self) -> bool {
        *self == Extent::Whole
    }
}

/// The folded number of a micro-district: «31Б» is "31b".
pub fn unit_number(house: &House) -> Name {
    Name {
        text: String::new(),
        number: house.unit(),
    }
}
