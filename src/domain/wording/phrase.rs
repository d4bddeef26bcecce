//! A phrase of the table. Its parts, divided by ` + `, stand near each other in any order. A part is
//! one of several, divided by `/`: words beside each other. `a*` is all that begin so, `a~` also
//! with one letter wrong or run together with its neighbours; `*a` is all longer ones that end so; `#`
//! is any number; `= a` is all of a sentence.

use super::marks;
use super::writing::{nearly, plain};

/// Words that may stand between the parts of a phrase, and of one that says what is harmless.
const BETWEEN: usize = 3;
const BETWEEN_HARMLESS: usize = 1;
/// Letters of a word in which one may be wrong, and of one that holds it among others.
const LONG: usize = 7;
const GLUED: usize = 11;
/// Letters before an ending.
const STEM: usize = 3;
/// Stands for any number.
const NUMBER: &str = "#";

#[derive(Clone, Debug)]
pub struct Phrase {
    parts: Vec<Alternatives>,
    whole: bool,
    /// Among the phrases of its table, see [`super::index::PhraseIndex`].
    pub(super) number: usize,
}

/// One of these sequences of words.
type Alternatives = Vec<Vec<PhraseWord>>;

#[derive(Clone, Debug)]
struct PhraseWord {
    letters: String,
    form: Form,
}

/// What a word of a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Itself.
    Whole,
    /// Whatever begins so.
    Open,
    /// Whatever ends so.
    Ending,
    /// Also misspelled or glued.
    Loose,
    /// Any number.
    Number,
}

/// A part that was found: its first word, and the one behind its last.
type WordSpan = (usize, usize);

impl Phrase {
    pub fn read(text: &str) -> Phrase {
        let text = text.replace('-', " ");
        let (text, whole) = match text.strip_prefix("= ") {
            Some(text) => (text, true),
            None => (text.as_str(), false),
        };
        let words = |one: &str| one.split_whitespace().map(PhraseWord::read).collect();
        let part = |part: &str| part.split('/').map(words).collect();
        Phrase {
            parts: text.split(" + ").map(part).collect(),
            whole,
            number: 0,
        }
    }

    /// Of each part, the marks of which a sentence with it has one; nothing of a part that any may
    /// have.
    pub(super) fn marks(&self) -> Vec<Vec<u16>> {
        self.parts.iter().filter_map(marks_of).collect()
    }

    /// Whether each of its words has a letter: else it would be found anywhere.
    pub fn is_whole(&self) -> bool {
        let says = |word: &PhraseWord| !word.letters.is_empty();
        let mut all = self.parts.iter().flatten();
        all.all(|words| !words.is_empty() && words.iter().all(says))
    }

    pub fn within(&self, sentence: &[String]) -> bool {
        !self.found(sentence, BETWEEN).is_empty()
    }

    /// The same with so many words between its parts at most.
    pub fn within_words(&self, sentence: &[String], between: usize) -> bool {
        !self.found(sentence, between).is_empty()
    }

    /// Where it is found first: the place of its first word, and the one behind its last.
    pub fn at(&self, sentence: &[String]) -> Option<(usize, usize)> {
        let spans = self.found(sentence, BETWEEN).into_iter().next()?;
        let from = spans.iter().map(|(start, _)| *start).min()?;
        let to = spans.iter().map(|(_, end)| *end).max()?;
        Some((from, to))
    }

    /// Each word of it, and whether all that begin so are meant.
    pub fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        let words = self.parts.iter().flatten().flatten();
        let words = words.filter(|word| word.form != Form::Ending);
        words.map(|word| (word.letters.as_str(), word.form == Form::Open))
    }

    /// The places of the words that belong to it as something harmless, wherever it stands.
    pub fn places(&self, clause: &[String]) -> Vec<Vec<usize>> {
        let found = self.found(clause, BETWEEN_HARMLESS).into_iter();
        let places = |spans: Vec<WordSpan>| spans.into_iter().flat_map(|(start, end)| start..end);
        found.map(|spans| places(spans).collect()).collect()
    }

    /// Each occurrence: the first part with the nearest others.
    fn found(&self, sentence: &[String], between: usize) -> Vec<Vec<WordSpan>> {
        let Some((first, others)) = self.parts.split_first() else {
            return Vec::new();
        };
        let all_first = spans(first, sentence);
        if all_first.is_empty() {
            return Vec::new();
        }
        let with_length = |part: &Alternatives| {
            let longest = part.iter().map(Vec::len).max().unwrap_or_default();
            (longest, spans(part, sentence))
        };
        let others: Vec<(usize, Vec<WordSpan>)> = others.iter().map(with_length).collect();
        let mut found = Vec::new();
        for at in all_first {
            if self.whole && at != (0, sentence.len()) {
                continue;
            }
            let others = others.iter();
            let others = others.map(|(longest, all)| nearest(at, all, *longest, between));
            let others: Option<Vec<WordSpan>> = others.collect();
            if let Some(mut all) = others {
                all.push(at);
                found.push(all);
            }
        }
        found
    }
}

/// Of `all`, which stand in the order of their beginnings, the nearest one that is near enough.
fn nearest(at: WordSpan, all: &[WordSpan], longest: usize, between: usize) -> Option<WordSpan> {
    let from = at.0.saturating_sub(between + longest);
    let from = all.partition_point(|(start, _)| *start < from);
    let near = all[from..]
        .iter()
        .take_while(|(start, _)| *start <= at.1 + between);
    let near = near.filter_map(|other| Some((gap(at, *other)?, *other)));
    let near = near.filter(|(gap, _)| *gap <= between).min();
    near.map(|(_, other)| other)
}

fn spans(part: &Alternatives, sentence: &[String]) -> Vec<WordSpan> {
    let mut spans = Vec::new();
    for at in 0..sentence.len() {
        let here = &sentence[at..];
        let fitting = part.iter().filter(|words| fits(words, here));
        spans.extend(fitting.map(|words| (at, at + words.len())));
    }
    spans
}

/// Words between two parts; None where they overlap.
fn gap(one: WordSpan, other: WordSpan) -> Option<usize> {
    other
        .0
        .checked_sub(one.1)
        .or_else(|| one.0.checked_sub(other.1))
}

/// The marks of a part: one of its alternatives begins with a word that leaves it.
fn marks_of(part: &Alternatives) -> Option<Vec<u16>> {
    let first = part.iter().filter_map(|words| words.first());
    let mut marks: Vec<u16> = first.map(PhraseWord::mark).collect::<Option<_>>()?;
    marks.sort_unstable();
    marks.dedup();
    Some(marks)
}

fn fits(words: &[PhraseWord], sentence: &[String]) -> bool {
    words.len() <= sentence.len() && words.iter().zip(sentence).all(|(word, at)| word.fits(at))
}

impl PhraseWord {
    fn read(text: &str) -> PhraseWord {
        let mut letters = match text {
            NUMBER => NUMBER.to_owned(),
            _ => plain(&text.trim_matches(['*', '~']).to_lowercase()),
        };
        let form = match () {
            () if text == NUMBER => Form::Number,
            () if text.starts_with('*') => Form::Ending,
            () if text.ends_with('*') => Form::Open,
            () if text.ends_with('~') && letters.len() >= LONG => Form::Loose,
            () => Form::Whole,
        };
        // «сознани*» is also «сознание», where the last two letters are one sound.
        if form == Form::Open && letters.len() > 4 && letters.ends_with('i') {
            letters.pop();
        }
        PhraseWord { letters, form }
    }

    /// The mark of the sentences that it may be in, unless it may stand within another word.
    fn mark(&self) -> Option<u16> {
        let letters = self.letters.as_bytes();
        match self.form {
            Form::Whole => Some(marks::whole(letters)),
            Form::Number => Some(marks::number()),
            Form::Open => marks::beginning(letters),
            Form::Ending | Form::Loose => None,
        }
    }

    /// An empty word fits nothing.
    fn fits(&self, word: &str) -> bool {
        match self.form {
            Form::Whole => !word.is_empty() && word == self.letters,
            Form::Open => word.starts_with(&self.letters),
            Form::Ending => {
                word.len() >= self.letters.len() + STEM && word.ends_with(&self.letters)
            }
            Form::Number => !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit()),
            Form::Loose => {
                !word.is_empty()
                    && (nearly(&self.letters, word)
                        || (word.len() >= GLUED && word.contains(&self.letters)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_words_and_forms() {
        let within = |phrase: &str, text: &str| {
            let words: Vec<String> = text.split_whitespace().map(plain).collect();
            Phrase::read(phrase).within(&words)
        };
        assert!(within("fire", "a fire here"));
        assert!(!within("fire", "a fireplace"));
        assert!(within("fir*", "a fireplace"));
        assert!(within("out of breath", "he is out of breath"));
        assert!(!within("out of breath", "out of his breath"));
        assert!(within("dog/cat + bit*", "bitten by that dog"));
        assert!(!within(
            "dog + bites",
            "a dog that never in all its life bites"
        ));
        assert!(within("*ing", "barking dogs") && !within("*ing", "a ring"));
        assert!(within("= help", "help"));
        assert!(!within("= help", "help me"));
        assert!(!within("helpingly~", "helps"));
        assert!(within("helpingly~", "helpinly") && within("helpingly~", "sohelpinglynow"));
        assert!(within("a dog/the cat + bit*", "the cat has bitten"));
        assert!(!within("a dog/the cat + bit*", "a cat has bitten"));
        assert!(within("# dogs", "12 dogs") && !within("# dogs", "many dogs"));
    }
}
