//! Letters, words and numbers of addresses in both languages and every spelling.

pub mod fold;
pub mod houses;
pub mod join;
pub mod join_numbers;
pub mod kind;
pub mod lex;
pub mod noise;
pub mod places;
pub mod spell;
pub mod spelt;
pub mod tables;
pub mod upcoming;

/// Cuts a text into tokens, then joins what belongs together («м-он», «24 корпус 1», «196 б»).
pub fn tokens(text: &str) -> Vec<lex::Token> {
    join::all(text, lex::cut(text))
}

/// The same of what a resident types, who may spell the number of a house.
pub fn typed_tokens(text: &str) -> Vec<lex::Token> {
    join::all(text, spelt::in_figures(lex::cut(text)))
}
