//! Words by which somebody says that there is danger now: they are answered with 102, 112 and 111
//! wherever they come in. Data with examples in `danger.toml`, because people say it in many ways
//! and in two languages; how a word is written is the business of [`writing`].

use std::sync::LazyLock;

use serde::Deserialize;

use super::Lang;
use super::wording::index::{Candidates, PhraseIndex};
use super::wording::lexicon::Lexicon;
use super::wording::phrase::Phrase;
use super::wording::writing::{self, Sentence, readings};

/// A cry, as far as it is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cry {
    /// The language that it is in; None where it is of both or of none.
    pub lang: Option<Lang>,
}

/// Phrases, and what only looks like them.
#[derive(Clone, Debug, Default)]
pub struct Danger {
    phrases: Vec<Cried>,
    /// Mends a wrong letter in a long word.
    lexicon: Lexicon,
    /// Of all the phrases in it.
    index: PhraseIndex,
    harmless: Vec<Phrase>,
    /// Of each kind, beside what it is not heard.
    unless: Vec<Vec<Phrase>>,
    /// Who may be a victim, and who of them only owns something.
    persons: Vec<Phrase>,
    owners: Vec<Phrase>,
    /// What only a story begins with, and what says that it is none.
    stories: Vec<Phrase>,
    now: Vec<Phrase>,
}

/// What is cried.
#[derive(Clone, Debug)]
struct Cried {
    phrase: Phrase,
    lang: Option<Lang>,
    figurative: bool,
    /// The place of its excuses among those of all kinds.
    kind: Option<usize>,
}

/// One kind of danger, as the table has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerKind {
    pub key: String,
    kk: Vec<String>,
    ru: Vec<String>,
    /// Of no language in particular.
    #[serde(default)]
    any: Vec<String>,
    /// Said in jest as often: not heard from who laughs.
    #[serde(default)]
    figurative: bool,
    /// Not heard in a sentence that says this.
    #[serde(default)]
    unless: Vec<String>,
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
struct DangerTable {
    numbers: Vec<String>,
    laughter: Vec<String>,
    harmless: Harmless,
    told: Told,
    kind: Vec<DangerKind>,
}

/// Of what is long over or was only seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    stories: Vec<String>,
    now: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Harmless {
    persons: Vec<String>,
    owners: Vec<String>,
    phrases: Vec<String>,
}

const TABLE: &str = include_str!("danger.toml");

/// Letters of a word in which one may be wrong: short ones are near to too many others.
const LONG: usize = 8;

static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(built_in);

struct BuiltIn {
    danger: Danger,
    kinds: Vec<DangerKind>,
    /// The whole of a text.
    numbers: Vec<String>,
    /// Signs and letters, in small ones.
    laughter: Vec<String>,
}

#[expect(
    clippy::expect_used,
    reason = "the built-in table is constant, and a test reads it"
)]
fn built_in() -> BuiltIn {
    let table: DangerTable = toml::from_str(TABLE).expect("the built-in words of danger are valid");
    let mut danger = Danger::default();
    let read =
        |texts: &[String]| -> Vec<Phrase> { texts.iter().map(|it| Phrase::read(it)).collect() };
    for kind in &table.kind {
        let place = Some(danger.unless.len());
        danger.unless.push(read(&kind.unless));
        let all = [
            (&kind.kk, Some(Lang::Kk)),
            (&kind.ru, Some(Lang::Ru)),
            (&kind.any, None),
        ];
        for (phrases, lang) in all {
            let read = phrases.iter().map(|text| Cried {
                phrase: Phrase::read(text),
                lang,
                figurative: kind.figurative,
                kind: place,
            });
            danger.phrases.extend(read);
        }
    }
    danger.harmless = read(&table.harmless.phrases);
    danger.persons = read(&table.harmless.persons);
    danger.owners = read(&table.harmless.owners);
    danger.stories = read(&table.told.stories);
    danger.now = read(&table.told.now);
    let others = [
        &danger.harmless,
        &danger.persons,
        &danger.owners,
        &danger.stories,
        &danger.now,
    ];
    let others = others.into_iter().chain(&danger.unless).flatten();
    let mut lexicon = Lexicon::of(LONG, LONG);
    others.for_each(|it| lexicon.leave(it));
    danger
        .phrases
        .iter()
        .for_each(|it| lexicon.learn(&it.phrase));
    danger.lexicon = lexicon;
    danger.number();
    BuiltIn {
        danger,
        kinds: table.kind,
        numbers: table.numbers,
        laughter: table.laughter,
    }
}

/// The kinds of danger that are known.
pub fn kinds() -> &'static [DangerKind] {
    &BUILT_IN.kinds
}

/// Hears the built-in words, and `more` of an operator's own.
pub fn heard(text: &str, more: &Danger) -> Option<Cry> {
    if is_number(text) {
        return Some(Cry { lang: None });
    }
    let danger = &BUILT_IN.danger;
    let laughs = laughs(text);
    let mut langs = Vec::new();
    let readings = readings(text);
    let now = danger.is_now(&readings);
    for reading in readings {
        for mut sentence in reading {
            let words = sentence.words.into_iter();
            sentence.words = words.map(|it| danger.lexicon.mended(it)).collect();
            let among = danger.index.among(&sentence.words);
            let own = more.index.among(&sentence.words);
            let excused = danger.excused(&sentence.words, &among);
            let over = !now && danger.is_story(&sentence.words, &among);
            let said = danger.unsaid(sentence, &among);
            let all = danger.cried(&among).chain(more.cried(&own));
            let found = all.filter(|it| {
                let excused = it.kind.is_some_and(|it| over || excused[it]);
                let figurative = laughs && it.figurative;
                !excused && !figurative && it.phrase.within(&said)
            });
            langs.extend(found.map(|it| it.lang));
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

/// Whether whoever wrote this laughs.
pub fn laughs(text: &str) -> bool {
    let text = text.to_lowercase();
    BUILT_IN
        .laughter
        .iter()
        .any(|it| text.contains(it.as_str()))
}

/// Whether the text is nothing but the number of an emergency service.
fn is_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    BUILT_IN.numbers.iter().any(|it| it == text)
}

impl Cried {
    fn of(text: &str) -> Cried {
        Cried {
            phrase: Phrase::read(text),
            lang: None,
            figurative: false,
            kind: None,
        }
    }
}

impl Danger {
    /// Phrases of an operator's own, each in the form of the built-in ones.
    pub fn of(phrases: &[String]) -> Danger {
        let mut danger = Danger {
            phrases: phrases.iter().map(|it| Cried::of(it)).collect(),
            ..Danger::default()
        };
        danger.number();
        danger
    }

    /// Takes every phrase into the index, each list in a row.
    fn number(&mut self) {
        let lists = [
            &mut self.harmless,
            &mut self.persons,
            &mut self.owners,
            &mut self.stories,
            &mut self.now,
        ];
        let lists = lists.into_iter().chain(&mut self.unless).flatten();
        let cried = self.phrases.iter_mut().map(|it| &mut it.phrase);
        for phrase in lists.chain(cried) {
            self.index.add(phrase);
        }
    }

    /// What may be cried in a sentence.
    fn cried(&self, among: &Candidates) -> impl Iterator<Item = &Cried> {
        let first = self.phrases.first().map(|it| &it.phrase);
        let all = among.of(first, self.phrases.len());
        all.map(|at| &self.phrases[at])
    }

    /// Whether each phrase says something.
    pub fn is_whole(&self) -> bool {
        let others = [&self.harmless, &self.persons, &self.owners];
        let phrases = self.phrases.iter().map(|it| &it.phrase);
        let mut all = phrases.chain(others.into_iter().flatten());
        all.all(Phrase::is_whole)
    }

    /// For each kind, whether the sentence says beside what it is not heard.
    fn excused(&self, words: &[String], among: &Candidates) -> Vec<bool> {
        let says = |all: &Vec<Phrase>| likely(all, among).any(|it| it.within(words));
        self.unless.iter().map(says).collect()
    }

    /// Whether it begins like a story: years ago, in a film.
    fn is_story(&self, words: &[String], among: &Candidates) -> bool {
        likely(&self.stories, among).any(|it| it.within(words))
    }

    /// Whether anything in the text is going on.
    fn is_now(&self, readings: &[Vec<Sentence>]) -> bool {
        readings.iter().flatten().any(|sentence| {
            let among = self.index.among(&sentence.words);
            likely(&self.now, &among).any(|it| it.within(&sentence.words))
        })
    }

    /// Without the words of what only looks like danger: an empty word fits nothing. Where somebody
    /// else than the phrase names stands in the clause, it may be about them.
    fn unsaid(&self, sentence: Sentence, among: &Candidates) -> Vec<String> {
        let persons = self.persons_in(&sentence.words, among);
        let mut taken = Vec::new();
        for phrase in likely(&self.harmless, among) {
            for (from, to) in sentence.clauses() {
                let here = persons.iter().filter(|at| (from..to).contains(*at));
                let here: Vec<usize> = here.map(|at| at - from).collect();
                for places in phrase.places(&sentence.words[from..to]) {
                    if here.iter().all(|person| places.contains(person)) {
                        taken.extend(places.into_iter().map(|at| from + at));
                    }
                }
            }
        }
        let mut words = sentence.words;
        for at in taken {
            words[at].clear();
        }
        words
    }

    /// The places of those who may be a victim.
    fn persons_in(&self, words: &[String], among: &Candidates) -> Vec<usize> {
        let places = |phrases: &[Phrase]| -> Vec<usize> {
            let phrases = likely(phrases, among);
            phrases.flat_map(|it| it.places(words)).flatten().collect()
        };
        let owners = places(&self.owners);
        let mut persons = places(&self.persons);
        persons.retain(|at| !owners.contains(at));
        persons
    }
}

/// Of a list of phrases those that may be in a sentence.
fn likely<'p>(all: &'p [Phrase], among: &Candidates) -> impl Iterator<Item = &'p Phrase> {
    among.of(all.first(), all.len()).map(|at| &all[at])
}

#[cfg(test)]
mod tests;
