//! Nothing of a territory is dropped silently: a word or number is in an item, is left as not understood,
//! or only joins and describes («ул.», «дома», «и»).
use super::fuzz::address_like;
use crate::address::parse_territory;
use crate::address::words::lex::TokenKind;
use crate::address::words::tables::Sign;
use crate::address::words::tokens;
use proptest::prelude::*;
use serde_json::Value;

/// What of the text is neither explained nor named as not understood.
fn dropped(text: &str) -> Vec<String> {
    let read = parse_territory(text);
    let mut kept: Vec<(usize, usize)> = read.items.iter().map(|i| i.span).collect();
    for piece in &read.not_understood {
        let starts = text
            .char_indices()
            .filter(|(at, _)| text[*at..].starts_with(piece.as_str()));
        kept.extend(starts.map(|(at, _)| (at, at + piece.len())));
    }
    let lost = tokens(text).into_iter().filter(|token| {
        let joins = match &token.what {
            TokenKind::Mark(_) => true,
            TokenKind::Word(w) => {
                w.kind.is_some() || w.role.is_some() || w.has(Sign::Title) || w.key.is_empty()
            }
            TokenKind::Number(_) => false,
        };
        !joins
            && !kept
                .iter()
                .any(|(from, to)| *from <= token.start && token.end <= *to)
    });
    lost.map(|t| text.get(t.start..t.end).unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn own_lines_lose_nothing() {
    for line in include_str!("own.jsonl").lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_default();
        let text = value["text"].as_str().unwrap_or_default();
        assert_eq!(dropped(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn real_lines_lose_nothing() {
    for text in super::train::real_texts() {
        assert_eq!(dropped(&text), Vec::<String>::new(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mixtures_lose_nothing(text in address_like()) {
        prop_assert_eq!(dropped(&text), Vec::<String>::new());
    }
}
