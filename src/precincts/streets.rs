//! Streets and houses of the directory as one book.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::address::{Book, OtherName, Renaming, RenamingStage, by_code};
use crate::domain::AreaCode;
use crate::domain::directory::{Records, RenamedStreet, Status};

/// Streets and houses of all precincts, with the areas around each, and the renamings as they stand
/// on a day.
pub(super) fn book(records: &Records, areas: &HashMap<AreaCode, usize>, today: Date) -> Book {
    let around = |code: &AreaCode| {
        let mut names: Vec<String> = Vec::new();
        let mut next = areas.get(code).map(|at| &records.areas[*at]);
        // A circle, which the import refuses, must not hang.
        for _ in 0..records.areas.len() {
            let Some(area) = next else { break };
            names.extend([area.name.kk.clone(), area.name.ru.clone()]);
            names.push(by_code(area.code.as_str()));
            next = area
                .parent
                .as_ref()
                .and_then(|code| areas.get(code))
                .map(|at| &records.areas[*at]);
        }
        names
    };
    let areas: Vec<Vec<String>> = records
        .precincts
        .iter()
        .map(|it| around(&it.area))
        .collect();
    let areas: Vec<Vec<&str>> = areas
        .iter()
        .map(|names| names.iter().map(String::as_str).collect())
        .collect();
    let sources = records.precincts.iter().zip(&areas).map(|(it, areas)| {
        let (kk, ru) = (it.territory.kk.as_str(), it.territory.ru.as_str());
        (it.code.as_str(), kk, ru, areas.as_slice())
    });
    let renamed = records.renamed.iter().map(|it| renaming(it, today));
    Book::build(sources, &renamed.collect::<Vec<_>>())
}

fn renaming(renamed: &RenamedStreet, today: Date) -> Renaming {
    let stage = match renamed.status {
        Status::Proposed => RenamingStage::Proposed,
        Status::InForce if renamed.ahead_of(today).is_some() => RenamingStage::Ahead,
        Status::InForce => RenamingStage::InForce,
    };
    Renaming {
        area: by_code(renamed.area.as_str()),
        name: OtherName {
            old: renamed.old.clone(),
            new: renamed.new.clone(),
            stage,
        },
    }
}

/// The next day on which a renaming comes into force.
pub(super) fn due(records: &Records, today: Date) -> Option<Date> {
    let ahead = records.renamed.iter().filter_map(|it| it.ahead_of(today));
    ahead.min()
}
