//! What of the rules is heard in a text.

use std::collections::HashSet;

use super::rules::{Offence, Pattern, Phrases, RULES};
use super::when::{TimeTold, Timing};
use crate::domain::danger;
use crate::domain::law::Law;
use crate::domain::wording::index::Candidates;
use crate::domain::wording::phrase::Phrase;
use crate::domain::wording::writing::{Sentence, plain};

/// As many hints count: more of them name nothing.
const HINTS: i32 = 3;

/// So much speaks for an offence that is named, for one that is only hinted at, and for one of which
/// nothing but the scene is told.
const NAMED: i32 = 2;
const HINTED: i32 = 3;
const SCENE: i32 = 3;
const LAUGHTER: i32 = -2;
/// The key of the signal for a place that has no address.
const WHERE: &str = "where";

/// A kind for which so much less speaks is given beside the likeliest.
const NEAR: i32 = 2;

/// Words that may stand between the parts of what tells of an offence.
const BETWEEN: usize = 5;

/// What is heard in one reading of a text.
pub struct Hearing {
    sentences: Vec<(Sentence, Candidates)>,
    /// What may be in any of them.
    among: Candidates,
    words: usize,
    before: Vec<(&'static Pattern, &'static str)>,
    after: Vec<(&'static Pattern, &'static str)>,
    /// With how much speaks for each, and whether something names it; the most first.
    offences: Vec<(&'static str, i32, bool, &'static str)>,
    /// What is told of the scene, whatever happens there.
    around: i32,
    signals: Vec<&'static str>,
    /// Words that only say where.
    pub locating: usize,
    pub number: Option<i64>,
}

impl Hearing {
    pub fn new(sentences: Vec<Sentence>, text: &str) -> Hearing {
        let rules = &*RULES;
        let mend = |mut sentence: Sentence| {
            let words = sentence.words.into_iter();
            sentence.words = words.map(|it| rules.lexicon.mended(it)).collect();
            let among = rules.index.among(&sentence.words);
            (sentence, among)
        };
        let sentences: Vec<_> = sentences.into_iter().map(mend).collect();
        let mut among = Candidates::default();
        sentences.iter().for_each(|(_, it)| among.join(it));
        let mut heard = Hearing {
            words: sentences.iter().map(|(it, _)| it.words.len()).sum(),
            number: number(&sentences, text),
            sentences,
            among,
            before: Vec::new(),
            after: Vec::new(),
            offences: Vec::new(),
            around: if danger::laughs(text) { LAUGHTER } else { 0 },
            signals: Vec::new(),
            locating: 0,
        };
        let hear = |rule: &'static Pattern| Some((rule, heard.first(&[&rule.kk, &rule.ru])?));
        let before = rules.table.before.iter().filter_map(hear).collect();
        let after = rules.table.after.iter().filter_map(hear).collect();
        heard.before = before;
        heard.after = after;
        heard.locating = heard.locating();
        heard.take_harmless();
        heard.offences = heard.offences();
        for signal in &rules.table.signal {
            if heard.first(&[&signal.kk, &signal.ru]).is_some() {
                heard.around += signal.weight;
                heard.signals.push(signal.key.as_str());
            }
        }
        heard
    }

    pub fn is_nothing(&self) -> bool {
        self.before.is_empty() && self.after.is_empty() && self.offences.is_empty()
    }

    /// The rule that goes before offences.
    pub fn before(&self, placed: bool) -> Option<&'static Pattern> {
        self.fitting(&self.before, placed)
    }

    pub fn after(&self, placed: bool) -> Option<&'static Pattern> {
        self.fitting(&self.after, placed)
    }

    fn fitting(
        &self,
        rules: &[(&'static Pattern, &str)],
        placed: bool,
    ) -> Option<&'static Pattern> {
        let mut rules = rules.iter().map(|(rule, _)| *rule);
        rules.find(|it| it.most.is_none_or(|most| self.words <= most) && !(it.placeless && placed))
    }

    pub fn why(&self, rule: &Pattern) -> Vec<&'static str> {
        let all = self.before.iter().chain(&self.after);
        let spoke = all.filter(|(it, _)| it.key == rule.key);
        spoke
            .flat_map(|(rule, said)| [rule.key.as_str(), said])
            .collect()
    }

    pub fn why_offence(&self) -> Vec<&'static str> {
        let spoke = self.offences.iter().take(2);
        let spoke = spoke.flat_map(|(key, _, _, said)| [*key, said]);
        spoke.chain(self.signals.iter().copied()).collect()
    }

    /// Whether an offence is named, or enough speaks for one.
    pub fn is_offence(&self, placed: bool) -> bool {
        // An address, and words for where: one of them counts.
        let told = self.signals.contains(&WHERE);
        let around = self.around + i32::from(placed && !told);
        let least = |named: bool| if named { NAMED } else { HINTED };
        let mut offences = self.offences.iter();
        around >= SCENE
            || offences.any(|(_, score, named, _)| {
                // One weak hint is none: the same word may speak for the scene as well.
                let enough = *named || *score > 1;
                enough && score + around.min(*score + 1) >= least(*named)
            })
    }

    /// Whether what is told is no trouble.
    pub fn is_calm(&self) -> bool {
        self.around < 0
    }

    /// The likeliest kind, and the next one where as much speaks for it.
    pub fn categories(&self, law: &Law) -> Vec<&'static str> {
        let known = self
            .offences
            .iter()
            .filter(|it| law.category(it.0).is_some());
        let all: Vec<_> = known.collect();
        let Some((_, most, named, _)) = all.first() else {
            return Vec::new();
        };
        let near = all
            .iter()
            .filter(|(_, score, also, _)| score + NEAR >= *most && (*also || !named));
        near.take(2).map(|(key, ..)| *key).collect()
    }

    /// Timing it happens: of several times, what lasts goes before what is over.
    pub fn time(&self, text: &str) -> Option<TimeTold> {
        let mut best: Option<(Timing, (usize, usize))> = None;
        for time in &RULES.table.time {
            let all = [&time.kk, &time.ru].into_iter();
            for (phrase, _) in all.flat_map(|it| it.likely(&self.among)) {
                for (sentence, _) in &self.sentences {
                    let Some((from, to)) = phrase.at(&sentence.words) else {
                        continue;
                    };
                    let span = (sentence.at[from].0, sentence.at[to - 1].1);
                    let longer = |best: (usize, usize)| span.1 - span.0 > best.1 - best.0;
                    if best.is_none_or(|(when, at)| {
                        time.when < when || time.when == when && longer(at)
                    }) {
                        best = Some((time.when, span));
                    }
                }
            }
        }
        best.map(|(when, span)| TimeTold::read(when, text, span))
    }

    /// The first phrase of these that is said.
    fn first(&self, said: &[&'static Phrases]) -> Option<&'static str> {
        let mut all = said.iter().flat_map(|it| it.likely(&self.among));
        all.find(|(phrase, _)| self.says(phrase))
            .map(|(_, text)| text.as_str())
    }

    fn says(&self, phrase: &Phrase) -> bool {
        let mut sentences = self.sentences.iter();
        sentences.any(|(it, among)| among.holds(phrase) && phrase.within(&it.words))
    }

    /// The same of what is told at length.
    fn tells(&self, phrase: &Phrase) -> bool {
        let mut sentences = self.sentences.iter();
        sentences.any(|(it, among)| among.holds(phrase) && phrase.within_words(&it.words, BETWEEN))
    }

    fn locating(&self) -> usize {
        let all = self.sentences.iter().map(|(sentence, among)| {
            let phrases = RULES.table.locating.likely(among);
            let places = phrases.flat_map(|(it, _)| it.places(&sentence.words));
            places.flatten().collect::<HashSet<_>>().len()
        });
        all.sum()
    }

    /// An empty word fits nothing.
    fn take_harmless(&mut self) {
        for (sentence, among) in &mut self.sentences {
            for (phrase, _) in RULES.table.harmless.likely(among) {
                let places = phrase.places(&sentence.words);
                for at in places.into_iter().flatten() {
                    sentence.words[at].clear();
                }
            }
        }
    }

    fn offences(&self) -> Vec<(&'static str, i32, bool, &'static str)> {
        let weigh = |offence: &'static Offence| {
            let said = |said: &'static Phrases| {
                let all = said.likely(&self.among);
                all.filter(|(it, _)| self.tells(it))
            };
            let names: Vec<_> = said(&offence.kk).chain(said(&offence.ru)).collect();
            let hints: Vec<_> = said(&offence.hints).collect();
            let (_, first) = names.first().or(hints.first())?;
            let count = |said: usize| i32::try_from(said).unwrap_or(HINTS);
            let score = count(names.len()) * NAMED + count(hints.len()).min(HINTS);
            Some((
                offence.category.as_str(),
                score,
                !names.is_empty(),
                first.as_str(),
            ))
        };
        let mut all: Vec<_> = RULES.table.offence.iter().filter_map(weigh).collect();
        all.sort_by_key(|(_, score, named, _)| (!named, -score));
        all
    }
}

/// The number that is said to be one of a report.
fn number(sentences: &[(Sentence, Candidates)], text: &str) -> Option<i64> {
    let table = &RULES.table;
    let digits = |word: &str| {
        word.parse::<i64>()
            .ok()
            .filter(|it| *it > 0 && word.len() <= 6)
    };
    let signed = text.split(['№', '#']).nth(1).and_then(|rest| {
        let rest = rest.trim_start();
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        digits(&rest[..end])
    });
    let named = |words: &[String], at: usize| {
        let before = at
            .checked_sub(1)
            .map(|it| words[it].as_str())
            .unwrap_or_default();
        let behind = words.get(at + 1).map(String::as_str).unwrap_or_default();
        let begins = |it: &String| before.starts_with(plain(it).as_str());
        table.numbered.iter().any(begins) || table.ordinal.iter().any(|it| plain(it) == behind)
    };
    signed.or_else(|| {
        sentences.iter().find_map(|(it, _)| {
            let words = &it.words;
            (0..words.len()).find_map(|at| digits(&words[at]).filter(|_| named(words, at)))
        })
    })
}
