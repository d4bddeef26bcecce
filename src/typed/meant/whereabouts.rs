//! Where something is, among other words: what may be an address is asked of the town's search.

use std::ops::Range;
use std::sync::Arc;

use super::rules::RULES;
use crate::address::{self, PlacePiece, TypedAddress};
use crate::domain::wording::writing::{on_cyrillic_keys, plain};
use crate::typed::place_text;

/// What the search says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceFit {
    No,
    /// The street at least.
    Perhaps,
    Surely,
}

/// The town that words may speak of.
#[derive(Clone, Copy)]
pub struct Town<'a> {
    /// Whether words are a name of it, spelt right. Cheap.
    pub knows: &'a dyn Fn(&str) -> bool,
    /// A text taken apart.
    pub typed: &'a dyn Fn(&str) -> Arc<TypedAddress>,
    /// The search for an address.
    pub find: &'a dyn Fn(&str) -> PlaceFit,
}

/// The words of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    pub words: String,
    pub fit: PlaceFit,
    /// Where they stand in the text, in bytes; None where the text was typed on another keyboard.
    span: Option<(usize, usize)>,
}

impl Whereabouts {
    /// Whether it is more than a street.
    pub fn has_house(&self) -> bool {
        self.fit > PlaceFit::No && self.words.contains(|it: char| it.is_ascii_digit())
    }
}

/// Searches that one message may cost beside those for names that the town knows.
const SEARCHES: usize = 3;
/// Letters of a name that is looked for misspelt.
const LONG: usize = 5;
/// Words of a text that is looked for as a whole, and of one that has the shape of an address.
const FEW: usize = 2;
const SHORT: usize = 3;

/// The place that a text names.
pub fn found(text: &str, town: &Town<'_>) -> Option<Whereabouts> {
    if place_text(text).is_some() {
        return Some(point(text));
    }
    let typed = among(text, town).map(|(words, fit, span)| Whereabouts {
        words,
        fit,
        span: Some(span),
    });
    typed.or_else(|| {
        let text = on_cyrillic_keys(text)?;
        let (words, fit, _) = among(&text, town)?;
        let span = None;
        Some(Whereabouts { words, fit, span })
    })
}

/// The text without its place, and how many words of it say something else than where.
pub fn rest(text: &str, place: Option<&Whereabouts>, town: &Town<'_>) -> (String, usize) {
    let span = place.map(|it| it.span.unwrap_or((0, text.len())));
    let (from, to) = span.unwrap_or((0, 0));
    let mut rest = text.to_owned();
    let blank: String = text[from..to].chars().map(|_| ' ').collect();
    if place.is_some_and(|it| it.span.is_some()) {
        rest.replace_range(from..to, &blank);
    }
    let beside = match place.is_some_and(|it| it.span.is_none()) {
        // On another keyboard: what is beside the words that were read.
        true => {
            let all = text.split_whitespace().count();
            let read = place.map_or(0, |it| it.words.split_whitespace().count());
            all.saturating_sub(read)
        }
        false => words_beside(text, &(from..to), town),
    };
    (rest, beside)
}

/// How many words stand beside a piece that say something else than where; all of a long end do.
fn words_beside(text: &str, piece: &Range<usize>, town: &Town<'_>) -> usize {
    let end = &text[address::cut(text).len()..];
    (town.typed)(text).words_beside(piece) + end.split_whitespace().count()
}

/// A text in which nothing else was understood, taken for a place as a whole.
pub fn nothing_else(text: &str, town: &Town<'_>) -> Option<Whereabouts> {
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = text.contains(|it: char| it.is_ascii_digit());
    let said = words.iter().any(|word| is_word(word));
    let few = words.len() <= FEW && !said && text.chars().count() >= LONG;
    let fit = match few && (digits || words.len() == 1) {
        true => (town.find)(text),
        false => PlaceFit::No,
    };
    let typed = (town.typed)(text);
    // «Гагарина 18», which the town does not have.
    let shaped = || {
        let whole = |it: &PlacePiece| it.house && words_beside(text, &it.span, town) == 0;
        !said && typed.pieces().iter().flatten().any(whole)
    };
    let short = digits || words.len() <= SHORT;
    (fit > PlaceFit::No || short && (typed.is_like_an_address() || shaped())).then(|| Whereabouts {
        words: text.trim().to_owned(),
        fit,
        span: Some((0, text.len())),
    })
}

/// Coordinates or a link: a link's own words, else the text.
fn point(text: &str) -> Whereabouts {
    let link = text.find("http").map(|from| {
        let rest = &text[from..];
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        (from, from + end)
    });
    let numbers = || {
        let digit = |c: char| c.is_ascii_digit();
        let (from, to) = (text.find(digit)?, text.rfind(digit)?);
        Some((from, to + 1))
    };
    let (from, to) = link.or_else(numbers).unwrap_or((0, text.len()));
    Whereabouts {
        words: text[from..to].to_owned(),
        fit: PlaceFit::Surely,
        span: Some((from, to)),
    }
}

type Sighting = (String, PlaceFit, (usize, usize));

fn among(text: &str, town: &Town<'_>) -> Option<Sighting> {
    let all = (town.typed)(text).pieces();
    let known = all.iter().find_map(|group| of_group(text, group, town));
    known.or_else(|| misspelt(text, &all, town))
}

/// The longest of the wordings that is sure; else the first that is possible.
fn of_group(text: &str, group: &[PlacePiece], town: &Town<'_>) -> Option<Sighting> {
    let mut best: Option<Sighting> = None;
    for piece in group {
        if !(town.knows)(&text[piece.name.clone()]) {
            continue;
        }
        let found = read(text, piece, town);
        let better = match (&best, &found) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(best), Some(found)) => found.1 == PlaceFit::Surely || found.1 > best.1,
        };
        if better {
            best = found;
        }
    }
    best
}

/// What only a search can tell: a name with a wrong letter beside a house or the word for a street.
fn misspelt(text: &str, all: &[Vec<PlacePiece>], town: &Town<'_>) -> Option<Sighting> {
    let told = all.iter().filter(|group| group[0].house || group[0].firm);
    let named = |piece: &&PlacePiece| {
        let name = &text[piece.name.clone()];
        let mut words = name.split_whitespace();
        let said = words.any(is_word);
        piece.firm || !said && name.chars().count() >= LONG
    };
    let tried = told.filter_map(|group| group.iter().find(named));
    let found = tried
        .take(SEARCHES)
        .map(|piece| (piece, read(text, piece, town)));
    let mut shaped = None;
    for (piece, found) in found {
        if found.is_some() {
            return found;
        }
        // It says that it is an address, and the search does not know it.
        if shaped.is_none() && piece.firm && piece.house {
            let span = piece.span.clone();
            shaped = Some((
                text[span.clone()].to_owned(),
                PlaceFit::No,
                (span.start, span.end),
            ));
        }
    }
    shaped
}

fn read(text: &str, piece: &PlacePiece, town: &Town<'_>) -> Option<Sighting> {
    let words = &text[piece.span.clone()];
    let fit = (town.find)(words);
    let span = (piece.span.start, piece.span.end);
    (fit > PlaceFit::No).then(|| (words.to_owned(), fit, span))
}

/// Whether a word is one of the rules.
fn is_word(word: &str) -> bool {
    RULES.lexicon.surely_knows(&plain(&word.to_lowercase()))
}
