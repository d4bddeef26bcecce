//! Which phrases of a table are worth looking for: of thousands, a sentence has words of a few.

use std::ops::Range;

use super::marks::{Left, MARKS};
use super::phrase::Phrase;

/// What holds one bit for each phrase.
const BITS: usize = 64;

/// The phrases of one table, by the words that a sentence with them has.
#[derive(Clone, Debug)]
pub struct PhraseIndex {
    /// Of each phrase, for each part that not every sentence may have, the marks of which a sentence
    /// with it has one. The part with the fewest marks comes first.
    marks: Vec<Vec<Vec<u16>>>,
    /// By a mark, the phrases whose first part has it.
    by_mark: Vec<Vec<usize>>,
    /// Phrases that may be in any sentence.
    anywhere: Vec<usize>,
}

impl Default for PhraseIndex {
    fn default() -> PhraseIndex {
        PhraseIndex {
            marks: Vec::new(),
            by_mark: vec![Vec::new(); MARKS],
            anywhere: Vec::new(),
        }
    }
}

impl PhraseIndex {
    /// Takes a phrase in, and numbers it: phrases of a list have numbers in a row.
    pub fn add(&mut self, phrase: &mut Phrase) {
        let number = self.marks.len();
        phrase.number = number;
        let mut marks = phrase.marks();
        marks.sort_by_key(Vec::len);
        match marks.first() {
            Some(first) => first
                .iter()
                .for_each(|it| self.by_mark[usize::from(*it)].push(number)),
            None => self.anywhere.push(number),
        }
        self.marks.push(marks);
    }

    /// The phrases that may be in a sentence of these words.
    pub fn among(&self, words: &[String]) -> Candidates {
        if self.marks.is_empty() {
            return Candidates::default();
        }
        let left = Left::by(words);
        let mut found = Candidates(vec![0; self.marks.len().div_ceil(BITS)]);
        self.anywhere.iter().for_each(|it| found.add(*it));
        for mark in &left.all {
            for phrase in &self.by_mark[usize::from(*mark)] {
                let mut parts = self.marks[*phrase].iter();
                if parts.all(|marks| marks.iter().any(|it| left.has(*it))) {
                    found.add(*phrase);
                }
            }
        }
        found
    }
}

/// Phrases that may be in a sentence, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Candidates(Vec<u64>);

impl Candidates {
    /// Those of so many phrases from the first one on, by their places among these.
    pub fn of(&self, first: Option<&Phrase>, count: usize) -> impl Iterator<Item = usize> {
        let from = first.map_or(0, |it| it.number);
        let numbers: Range<usize> = from..from + count;
        numbers.filter(|it| self.has(*it)).map(move |it| it - from)
    }

    pub fn holds(&self, phrase: &Phrase) -> bool {
        self.has(phrase.number)
    }

    /// Puts those of another sentence in.
    pub fn join(&mut self, other: &Candidates) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        let all = self.0.iter_mut().zip(&other.0);
        all.for_each(|(it, other)| *it |= other);
    }

    fn add(&mut self, number: usize) {
        self.0[number / BITS] |= 1 << (number % BITS);
    }

    fn has(&self, number: usize) -> bool {
        let bits = self.0.get(number / BITS);
        bits.is_some_and(|it| it & (1 << (number % BITS)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::wording::writing::plain;

    /// Phrases that are found are candidates, and of the others few are.
    #[test]
    fn what_is_found_is_a_candidate() {
        let texts = [
            "fire",
            "fir*",
            "out of breath",
            "dog/cat + bit*",
            "*ing",
            "= help",
            "helpingly~",
            "# dogs",
            "wolf",
            "wolv*",
            "a wolf/the bear + bit*",
        ];
        let mut index = PhraseIndex::default();
        let mut phrases: Vec<Phrase> = texts.iter().map(|it| Phrase::read(it)).collect();
        phrases.iter_mut().for_each(|it| index.add(it));
        for (text, likely) in [
            ("a fire here", vec!["fire", "fir*"]),
            ("he is out of breath", vec!["out of breath"]),
            ("the cat bites", vec!["dog/cat + bit*"]),
            ("12 dogs barking", vec!["*ing", "# dogs"]),
            ("helpinly", vec!["helpingly~"]),
        ] {
            let words: Vec<String> = text.split(' ').map(plain).collect();
            let among = index.among(&words);
            let at: Vec<usize> = among.of(phrases.first(), phrases.len()).collect();
            let found = |it: &&Phrase| it.within(&words);
            let found: Vec<usize> = phrases.iter().filter(found).map(|it| it.number).collect();
            assert!(found.iter().all(|it| at.contains(it)), "{text}: {at:?}");
            let named: Vec<&str> = found.iter().map(|it| texts[*it]).collect();
            assert_eq!(named, likely, "{text}");
            // Those that may be anywhere, one that begins with a usual word, and those found.
            assert!(at.len() <= found.len() + 3, "{text}: {at:?}");
        }
        let last = &phrases[9..];
        let words = [plain("wolves")];
        let at: Vec<usize> = index.among(&words).of(last.first(), last.len()).collect();
        assert_eq!(at, [0]);
    }
}
