//! The table of rules, and what of it is heard in a text.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::intent::Intent;
use super::when::Timing;
use crate::domain::wording::index::{Candidates, PhraseIndex};
use crate::domain::wording::lexicon::Lexicon;
use crate::domain::wording::phrase::Phrase;

/// What speaks for an intent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    pub key: String,
    pub intent: Intent,
    pub about: Option<String>,
    pub kk: Phrases,
    pub ru: Phrases,
    /// At most so many words.
    pub most: Option<usize>,
    /// Not where a place is named.
    #[serde(default)]
    pub placeless: bool,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// What speaks for a kind of offence: what names it, and what only makes it likelier.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offence {
    pub category: String,
    pub kk: Phrases,
    pub ru: Phrases,
    #[serde(default)]
    pub hints: Phrases,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// What speaks for any offence, or against all of them, without naming one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    pub key: String,
    pub weight: i32,
    pub kk: Phrases,
    pub ru: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeWords {
    pub when: Timing,
    pub kk: Phrases,
    pub ru: Phrases,
}

/// Phrases as they are read, beside how they are written.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Phrases(pub Vec<(Phrase, String)>);

impl Phrases {
    /// Those that may be in a sentence.
    pub fn likely(&self, among: &Candidates) -> impl Iterator<Item = &(Phrase, String)> {
        let first = self.0.first().map(|(it, _)| it);
        among.of(first, self.0.len()).map(|at| &self.0[at])
    }
}

impl From<Vec<String>> for Phrases {
    fn from(texts: Vec<String>) -> Phrases {
        let read = |text: String| (Phrase::read(&text), text);
        Phrases(texts.into_iter().map(read).collect())
    }
}

/// Words that stand in many phrases, by the name that stands for them there: `{night}`.
#[derive(Deserialize)]
struct Sets {
    words: HashMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTable {
    #[serde(rename = "words")]
    _words: HashMap<String, Vec<String>>,
    /// Words before the number of a report, and the endings behind it.
    pub numbered: Vec<String>,
    pub ordinal: Vec<String>,
    /// What only looks like an offence.
    pub harmless: Phrases,
    /// What only says where, or who is looked for there.
    pub locating: Phrases,
    pub signal: Vec<Signal>,
    pub before: Vec<Pattern>,
    pub offence: Vec<Offence>,
    pub after: Vec<Pattern>,
    pub time: Vec<TimeWords>,
}

pub struct Rules {
    pub table: RuleTable,
    pub lexicon: Lexicon,
    pub index: PhraseIndex,
}

/// Letters of a word in which one may be wrong, and of the part of it that is in the table.
const LONG: usize = 6;
const STEM: usize = 7;

pub static RULES: LazyLock<Rules> = LazyLock::new(built_in);

#[expect(
    clippy::expect_used,
    reason = "the built-in table is constant, and a test reads it"
)]
fn built_in() -> Rules {
    let text = include_str!("meant.toml");
    let sets = toml::from_str(text).map(|it: Sets| it.words);
    let sets = sets.unwrap_or_default().into_iter();
    let text = sets.fold(text.to_owned(), |text, (name, words)| {
        text.replace(&format!("{{{name}}}"), &words.join("/"))
    });
    let mut table: RuleTable = toml::from_str(&text).expect("the rules are valid");
    let mut lexicon = Lexicon::of(LONG, STEM);
    let mut index = PhraseIndex::default();
    for said in table.all() {
        for (phrase, _) in &mut said.0 {
            lexicon.learn(phrase);
            index.add(phrase);
        }
    }
    Rules {
        table,
        lexicon,
        index,
    }
}

impl RuleTable {
    fn all(&mut self) -> impl Iterator<Item = &mut Phrases> {
        let rules = self.before.iter_mut().chain(&mut self.after);
        let rules = rules.flat_map(|it| [&mut it.kk, &mut it.ru]);
        let offences = self.offence.iter_mut();
        let offences = offences.flat_map(|it| [&mut it.kk, &mut it.ru, &mut it.hints]);
        let times = self.time.iter_mut();
        let times = times.flat_map(|it| [&mut it.kk, &mut it.ru]);
        let signals = self.signal.iter_mut();
        let signals = signals.flat_map(|it| [&mut it.kk, &mut it.ru]);
        let rules = rules.chain(offences).chain(times).chain(signals);
        rules.chain([&mut self.harmless, &mut self.locating])
    }
}

/// RuleExamples of a rule: what it is for, and what it is not.
pub struct RuleExamples {
    pub key: &'static str,
    pub intent: Intent,
    pub category: Option<&'static str>,
    pub yes: &'static [String],
    pub no: &'static [String],
}

/// The examples of every rule.
pub fn examples() -> impl Iterator<Item = RuleExamples> {
    let table = &RULES.table;
    let rules = table
        .before
        .iter()
        .chain(&table.after)
        .map(|it| RuleExamples {
            key: &it.key,
            intent: it.intent,
            category: None,
            yes: &it.yes,
            no: &it.no,
        });
    rules.chain(table.offence.iter().map(|it| RuleExamples {
        key: &it.category,
        intent: Intent::Report,
        category: Some(&it.category),
        yes: &it.yes,
        no: &it.no,
    }))
}

/// The kinds of offences that have words.
pub fn offences() -> impl Iterator<Item = &'static str> {
    RULES.table.offence.iter().map(|it| it.category.as_str())
}
