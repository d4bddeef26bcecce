//! Old and new street names: one step, per area. A freed name may go to another street, so renamings
//! are never chained.
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::places;
use crate::address::words::spell::{self, Slip};
use crate::address::words::tokens;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One renaming, as it stands on the day the book is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// An area around the precincts that are meant: by name, or by [`by_code`].
    pub area: String,
    pub name: OtherName,
}

/// Two names of one street, as they were written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherName {
    pub old: String,
    pub new: String,
    pub stage: RenamingStage,
}

/// How far a renaming has come. Only one in force is as good as the name itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenamingStage {
    InForce,
    /// Decided for a later day.
    Ahead,
    Proposed,
}

impl RenamingStage {
    pub fn name(self) -> &'static str {
        match self {
            RenamingStage::InForce => "in_force",
            RenamingStage::Ahead => "ahead",
            RenamingStage::Proposed => "proposed",
        }
    }
}

/// An area by its code instead of its name: two cities may have districts of one name.
pub fn by_code(code: &str) -> String {
    format!("{CODE}{code}")
}

/// No folded name begins with it.
const CODE: char = '#';

/// The key of an area around a precinct, which is given by name or by code.
pub fn area_key(area: &str) -> String {
    if area.starts_with(CODE) {
        area.to_owned()
    } else {
        places::area_key(area)
    }
}

/// Where another name of a key leads.
#[derive(Clone, Debug)]
pub struct RenamingStep {
    /// Keys of the area, as a precinct has them.
    pub areas: Vec<String>,
    pub keys: Vec<String>,
    /// What the street is called there: «Речной тупик».
    pub kind: Option<Kind>,
    pub name: OtherName,
}

/// The renamings by key, in both directions: territories may still carry the old name.
#[derive(Clone, Default)]
pub struct Renamed {
    steps: HashMap<String, Vec<RenamingStep>>,
    /// Keys by their consonants: the two languages spell names with other vowels.
    frames: HashMap<String, Vec<String>>,
}

impl Renamed {
    /// A shorter name with another vowel may be another name.
    pub const LONG: usize = 7;

    pub fn build(renamings: &[Renaming]) -> Renamed {
        let mut renamed = Renamed::default();
        for Renaming { area, name } in renamings {
            let areas: Vec<String> = area
                .split(['(', ')', ','])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(area_key)
                .collect();
            let named = |name: &str| (kind_of(name), name_keys(name));
            let (old, new) = (named(&name.old), named(&name.new));
            renamed.add(&areas, &old.1, &new, name);
            renamed.add(&areas, &new.1, &old, name);
        }
        for key in renamed.steps.keys().filter(|k| k.len() >= Self::LONG) {
            let same = renamed.frames.entry(spell::frame(key)).or_default();
            same.push(key.clone());
        }
        renamed
    }

    /// Lets the names that the renamings lead to be completed.
    pub fn each_target(&mut self, mut change: impl FnMut(&mut Vec<String>)) {
        for step in self.steps.values_mut().flatten() {
            change(&mut step.keys);
        }
    }

    /// The key of the table that a typed name is only spelt otherwise than.
    pub fn respelt(&self, typed: &str) -> Option<&str> {
        if typed.len() < Self::LONG || self.steps.contains_key(typed) {
            return None;
        }
        let same = self.frames.get(&spell::frame(typed))?.iter();
        let mut near = same.filter(|k| spell::slip(typed, k) == Some(Slip::Small));
        let one = near.next()?;
        near.next().is_none().then_some(one)
    }

    fn add(
        &mut self,
        areas: &[String],
        from: &[String],
        to: &(Option<Kind>, Vec<String>),
        name: &OtherName,
    ) {
        for key in from {
            let step = RenamingStep {
                areas: areas.to_vec(),
                keys: to.1.clone(),
                kind: to.0,
                name: name.clone(),
            };
            self.steps.entry(key.clone()).or_default().push(step);
        }
    }

    pub fn steps(&self, key: &str) -> &[RenamingStep] {
        self.steps.get(key).map_or(&[], Vec::as_slice)
    }
}

/// A street name without the word for the street, without case endings and with all letters folded:
/// what is left of «улица Абая» and of «Абай көшесі» is the same. Empty where no name is written.
pub fn bare_name(name: &str) -> String {
    let parts = bare_parts(name);
    parts.iter().map(|part| places::stem(&part.key)).collect()
}

/// The kind word of a name, if it has one.
fn kind_of(name: &str) -> Option<Kind> {
    tokens(name).iter().find_map(Token::kind)
}

/// The keys of a name.
fn name_keys(name: &str) -> Vec<String> {
    let parts = bare_parts(name);
    let mut keys = places::keys(&parts);
    keys.extend(places::loose_key(&parts));
    // «Панфилова» for «Ивана Панфилова».
    if let [first, last] = parts.as_slice()
        && first.first_name
    {
        keys.extend(places::word_keys(last));
    }
    keys
}

/// What stands in brackets or quotes only says where it is.
fn bare_parts(name: &str) -> Vec<places::NamePart> {
    let bare = name.split(['(', '«']).next().unwrap_or_default();
    let parts = places::parts(bare).into_iter();
    parts.filter(|part| !part.joins || part.initial).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_the_street_is_no_part_of_its_name() {
        assert_eq!(bare_name("улица Абая"), bare_name("Абай көшесі"));
        assert_ne!(bare_name("Абая"), bare_name("Абылай хана"));
        assert_ne!(bare_name("Мира"), bare_name("Бейбітшілік"));
        for nothing in ["", "улица", "көшесі", "—", "(Абая)"] {
            assert_eq!(bare_name(nothing), "", "{nothing}");
        }
    }
}
