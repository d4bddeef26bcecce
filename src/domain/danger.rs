//! Words by which somebody says that there is danger now: they are answered with 102, 112 and 111
//! wherever they come in. Data with examples in `danger.toml`, because people say it in many ways
//! and in two languages; how a word is written is the business of [`writing`].

mod phrase;
mod writing;

use std::sync::LazyLock;

use serde::Deserialize;

use super::Lang;
use phrase::{Begins, Phrase};
pub use writing::Keyboards;
use writing::{Sentence, readings};

/// A cry, as far as it is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cry {
    /// The language that it is in; None where it is of both or of none.
    pub lang: Option<Lang>,
}

/// Phrases, and what only looks like them.
#[derive(Clone, Debug, Default)]
pub struct Danger {
    phrases: Vec<(Phrase, Option<Lang>)>,
    harmless: Vec<Phrase>,
}

/// One kind of danger, as the table has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub key: String,
    kk: Vec<String>,
    ru: Vec<String>,
    /// Of no language in particular.
    #[serde(default)]
    any: Vec<String>,
    pub examples: Examples,
}

/// How people say it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    pub kk: Vec<String>,
    pub ru: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    keyboards: Keyboards,
    harmless: Harmless,
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Harmless {
    phrases: Vec<String>,
}

const TABLE: &str = include_str!("danger.toml");

static BUILT_IN: LazyLock<(Danger, Vec<Kind>, Keyboards)> = LazyLock::new(built_in);

#[expect(
    clippy::expect_used,
    reason = "the built-in table is constant, and a test reads it"
)]
fn built_in() -> (Danger, Vec<Kind>, Keyboards) {
    let table: Table = toml::from_str(TABLE).expect("the built-in words of danger are valid");
    let mut danger = Danger::default();
    for kind in &table.kind {
        let all = [
            (&kind.kk, Some(Lang::Kk)),
            (&kind.ru, Some(Lang::Ru)),
            (&kind.any, None),
        ];
        for (phrases, lang) in all {
            let read = phrases.iter().map(|text| (Phrase::read(text), lang));
            danger.phrases.extend(read);
        }
    }
    let harmless = table.harmless.phrases.iter();
    danger.harmless = harmless.map(|it| Phrase::read(it)).collect();
    (danger, table.kind, table.keyboards)
}

/// The kinds of danger that are known.
pub fn kinds() -> &'static [Kind] {
    &BUILT_IN.1
}

/// The keyboards on which people write.
pub fn keyboards() -> &'static Keyboards {
    &BUILT_IN.2
}

/// Hears the built-in words, and `more` of an operator's own.
pub fn heard(text: &str, more: &Danger) -> Option<Cry> {
    let danger = &BUILT_IN.0;
    let mut langs = Vec::new();
    for reading in readings(text, keyboards()) {
        for sentence in reading {
            let begins = Begins::of(&sentence.words);
            let said = danger.unsaid(sentence, &begins);
            let all = danger.phrases.iter().chain(&more.phrases);
            let found = all.filter(|(it, _)| it.may_be_among(&begins) && it.within(&said));
            langs.extend(found.map(|(_, lang)| *lang));
        }
    }
    if langs.is_empty() {
        return None;
    }
    let (kk, ru) = (
        langs.contains(&Some(Lang::Kk)) || writing::has_kazakh_letters(text),
        langs.contains(&Some(Lang::Ru)),
    );
    let lang = match (kk, ru) {
        (true, false) => Some(Lang::Kk),
        (false, true) => Some(Lang::Ru),
        _ => None,
    };
    Some(Cry { lang })
}

impl Danger {
    /// Phrases of an operator's own, each in the form of the built-in ones.
    pub fn of(phrases: &[String]) -> Danger {
        Danger {
            phrases: phrases.iter().map(|it| (Phrase::read(it), None)).collect(),
            harmless: Vec::new(),
        }
    }

    /// Whether each phrase says something.
    pub fn is_whole(&self) -> bool {
        let harmless = self.harmless.iter();
        let mut all = self.phrases.iter().map(|(it, _)| it).chain(harmless);
        all.all(Phrase::is_whole)
    }

    /// Without the words of what only looks like danger: an empty word fits nothing.
    fn unsaid(&self, sentence: Sentence, begins: &Begins) -> Vec<String> {
        let harmless = self.harmless.iter().filter(|it| it.may_be_among(begins));
        let mut taken = Vec::new();
        for phrase in harmless {
            for (from, to) in sentence.clauses() {
                let places = phrase.places(&sentence.words[from..to]);
                taken.extend(places.into_iter().map(|at| from + at));
            }
        }
        let mut words = sentence.words;
        for at in taken {
            words[at].clear();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert!(BUILT_IN.0.is_whole());
        assert!(kinds().len() >= 15);
    }

    #[test]
    fn what_only_looks_like_danger_hides_none() {
        let heard = |text| heard(text, &Danger::default()).is_some();
        assert!(!heard("Не горит фонарь."));
        assert!(heard("Не горит фонарь. Горит дом!"));
        assert!(!heard("дети взрывают петарды"));
        assert!(heard("взрывают петарды, убили человека"));
    }

    #[test]
    fn words_of_an_operator() {
        let own = Danger::of(&["мой пароль*".to_owned()]);
        assert!(heard("мой пароль забыт", &own).is_some());
        assert!(heard("мой пароль забыт", &Danger::default()).is_none());
        assert!(!Danger::of(&["—".to_owned()]).is_whole());
    }
}
