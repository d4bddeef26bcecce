//! Streets and houses of the directory as one book.

use std::collections::HashMap;

use super::address::Book;
use crate::domain::directory::Records;

/// Streets and houses of all precincts, with the names of the areas around each.
pub(super) fn book(records: &Records, areas: &HashMap<String, usize>) -> Book {
    let around = |code: &str| {
        let mut names: Vec<&str> = Vec::new();
        let mut next = areas.get(code).map(|at| &records.areas[*at]);
        // A circle, which the import refuses, must not hang.
        for _ in 0..records.areas.len() {
            let Some(area) = next else { break };
            names.extend([area.name.kk.as_str(), area.name.ru.as_str()]);
            next = area
                .parent
                .as_ref()
                .and_then(|code| areas.get(code))
                .map(|at| &records.areas[*at]);
        }
        names
    };
    let areas: Vec<Vec<&str>> = records
        .precincts
        .iter()
        .map(|it| around(&it.area))
        .collect();
    let sources = records.precincts.iter().zip(&areas).map(|(it, areas)| {
        let (kk, ru) = (it.territory.kk.as_str(), it.territory.ru.as_str());
        (it.code.as_str(), kk, ru, areas.as_slice())
    });
    Book::build(sources, &[])
}
