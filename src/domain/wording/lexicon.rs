//! The words of a table, by which a word with a wrong letter is mended.

use std::collections::{HashMap, HashSet};

use super::phrase::Phrase;
use super::writing::nearly;

/// Words in plain form.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Letters of a word in which one may be wrong, and of the part of it that is in the table.
    least: (usize, usize),
    whole: HashSet<String>,
    open: HashSet<String>,
    /// Letters of the longest part: of no word more are looked at.
    longest: usize,
    /// Long ones by their first letter, which is right.
    long: HashMap<u8, Vec<(String, bool)>>,
}

/// Letters of a part of a word that says something.
const SHORT: usize = 3;
/// Letters of a part of a word that only words of the table have.
const SURE: usize = 5;

impl Lexicon {
    /// Of words and of parts of words that have so many letters at least.
    pub fn of(word: usize, part: usize) -> Lexicon {
        Lexicon {
            least: (word, part),
            ..Lexicon::default()
        }
    }

    pub fn learn(&mut self, phrase: &Phrase) {
        for (word, open) in phrase.words() {
            self.add(word, open);
        }
    }

    /// The words of a phrase, to which none is mended.
    pub fn leave(&mut self, phrase: &Phrase) {
        for (word, open) in phrase.words() {
            self.keep(word, open);
        }
    }

    /// Whether it is new.
    fn keep(&mut self, word: &str, open: bool) -> bool {
        if open {
            self.longest = self.longest.max(word.len());
        }
        self.known(open).insert(word.to_owned())
    }

    fn known(&mut self, open: bool) -> &mut HashSet<String> {
        match open {
            true => &mut self.open,
            false => &mut self.whole,
        }
    }

    fn add(&mut self, word: &str, open: bool) {
        let (whole, part) = self.least;
        let least = if open { part } else { whole };
        let new = self.keep(word, open);
        if let Some(first) = word.bytes().next().filter(|_| new && word.len() >= least) {
            let long = self.long.entry(first).or_default();
            long.push((word.to_owned(), open));
        }
    }

    /// Whether a word in plain form is in the table.
    pub fn knows(&self, word: &str) -> bool {
        self.knows_from(word, SHORT)
    }

    /// The same where no short part of a word will do.
    pub fn surely_knows(&self, word: &str) -> bool {
        self.knows_from(word, SURE)
    }

    fn knows_from(&self, word: &str, least: usize) -> bool {
        let ends = least..=word.len().min(self.longest);
        let mut begins = ends.filter_map(|end| word.get(..end));
        self.whole.contains(word) || begins.any(|it| self.open.contains(it))
    }

    pub fn mended(&self, word: String) -> String {
        let first = word.bytes().next();
        let long = first.and_then(|it| self.long.get(&it));
        let Some(long) = long.filter(|_| word.len() >= self.least.0 && !self.knows(&word)) else {
            return word;
        };
        let meant = long.iter().find_map(|(known, open)| {
            if !open {
                return nearly(known, &word).then(|| known.clone());
            }
            let ends = [known.len(), known.len() - 1, known.len() + 1].into_iter();
            let mut parts = ends.filter_map(|end| Some((word.get(..end)?, word.get(end..)?)));
            let (_, ending) = parts.find(|(begin, _)| nearly(known, begin))?;
            Some(format!("{known}{ending}"))
        });
        meant.unwrap_or(word)
    }
}
