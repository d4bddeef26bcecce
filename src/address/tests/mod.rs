//! Labelled addresses: the project's own, and, where they are at hand, those of real lists.
mod beside;
mod complete;
mod directory;
mod fuzz;
mod kept;
pub mod lexed;
mod own;
mod surer;
mod train;
mod whole;

use super::{AddressMatch, Book, Renaming};
use std::collections::BTreeMap;

/// One labelled question: the only precinct's territory, what is typed, what is right.
pub struct Asked<'a> {
    pub text: &'a str,
    pub kazakh: bool,
    pub city: &'a str,
    pub query: &'a str,
}

/// `in`, `maybe` or `out`, as the labels say it.
pub fn ask(asked: &Asked, renamed: &[Renaming]) -> &'static str {
    let areas = [asked.city];
    let (kk, ru) = if asked.kazakh {
        (asked.text, "")
    } else {
        ("", asked.text)
    };
    let book = Book::build(std::iter::once(("p", kk, ru, &areas[..])), renamed);
    match book.find(asked.query) {
        AddressMatch::Sure(_) => "in",
        AddressMatch::Check(_) => "maybe",
        AddressMatch::Unknown { .. } => "out",
    }
}

/// Right answers and all answers, by kind of trap.
#[derive(Default)]
pub struct Table(BTreeMap<String, (usize, usize)>);

impl Table {
    pub fn add(&mut self, trap: &str, right: bool) {
        let row = self.0.entry(trap.to_owned()).or_default();
        row.0 += usize::from(right);
        row.1 += 1;
    }
    pub fn print(&self) {
        for (trap, (right, all)) in &self.0 {
            println!("{trap:22} {right:4} of {all}");
        }
    }
    pub fn totals(&self) -> (usize, usize) {
        self.0.values().fold((0, 0), |t, r| (t.0 + r.0, t.1 + r.1))
    }
}
