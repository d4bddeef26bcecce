//! A typed address, read once, whoever asks what of it.
use super::answer::AddressMatch;
use super::book::cut;
use super::pieces::{self, PlacePiece};
use super::query::{self, Query, Run};
use super::spans::Span;
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::{fold, typed_tokens};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A typed address taken apart, whichever book is asked.
pub struct TypedAddress {
    pub text: String,
    pub query: Query,
    tokens: Vec<Token>,
    others: OnceLock<Vec<Query>>,
}

/// What one book understands of it.
pub struct ReadAddress {
    pub typed: Arc<TypedAddress>,
    pub answer: AddressMatch,
    pub spans: Vec<Span>,
}

impl TypedAddress {
    pub fn read(text: &str) -> TypedAddress {
        let text = cut(text);
        let tokens = typed_tokens(text);
        let composed = fold::composed(text);
        let query = match composed == text {
            true => query::of_tokens(text, &tokens),
            false => query::parse(text),
        };
        TypedAddress {
            text: text.to_owned(),
            query,
            tokens,
            others: OnceLock::new(),
        }
    }

    /// What it would be had the keyboard been in another layout.
    pub fn others(&self) -> &[Query] {
        let layouts = || {
            let layouts = [true, false].into_iter();
            layouts.filter_map(|kazakh| fold::other_layout(&self.text, kazakh))
        };
        self.others
            .get_or_init(|| layouts().map(|typed| query::parse(&typed)).collect())
    }

    /// Pieces that may be an address among other words, likeliest first: see [`pieces::pieces`].
    pub fn pieces(&self) -> Vec<Vec<PlacePiece>> {
        pieces::pieces(&self.tokens)
    }

    /// How many words stand beside a piece that say something else than where.
    pub fn words_beside(&self, piece: &Range<usize>) -> usize {
        pieces::words_beside(&self.tokens, piece)
    }

    /// Whether it has the shape of an address, known or not: a street or a micro-district is said by
    /// its kind, and little else.
    pub fn is_like_an_address(&self) -> bool {
        let (runs, units) = (&self.query.runs, &self.query.units);
        let said = |run: &Run| run.kind.is_some_and(|kind| !kind.is_area());
        let named = runs.iter().any(said) || units.iter().any(|u| u.kind != Kind::Unnamed);
        named && count(runs, |_| true) <= 4 && count(runs, |run| !said(run)) <= 1
    }

    /// How many words it has beside what the kinds of an address say.
    pub fn words_of_no_kind(&self) -> usize {
        count(&self.query.runs, |run| run.kind.is_none())
    }

    /// Whether it goes on inside of its house: to an entrance, a floor or a flat.
    pub fn goes_inside(&self) -> bool {
        self.query.inside
    }
}

impl ReadAddress {
    /// How many of the words are of no name that the book knows.
    pub fn unknown_words(&self) -> usize {
        let unknown = |s: &&Span| s.hits.is_empty() && s.area.is_none();
        let unknown = self.spans.iter().filter(unknown);
        unknown.map(|s| s.words.len()).sum()
    }
}

fn count(runs: &[Run], which: impl Fn(&Run) -> bool) -> usize {
    let runs = runs.iter().filter(|run| which(run));
    runs.map(|run| run.words.len()).sum()
}
