//! Renamed streets: a known area, two names that differ, and no row twice.

use std::collections::{HashMap, HashSet};

use super::drafts::{Drafts, Written};
use super::problem::{Problem, Reason};
use crate::address::bare_name;
use crate::domain::directory::RenamedStreet;

pub(super) fn check(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let areas: HashSet<&str> = (drafts.areas.iter())
        .map(|area| area.value.code.as_str())
        .collect();
    let mut first: HashMap<(&str, &str, &str), u64> = HashMap::new();
    for found in &drafts.renamed {
        let row = &found.value;
        // Empty cells are already reported as empty.
        if !row.area.as_str().is_empty() && !areas.contains(row.area.as_str()) {
            refuse(
                found,
                "area",
                Reason::UnknownArea(row.area.to_string()),
                problems,
            );
        }
        names(found, problems);
        let key = (row.area.as_str(), row.old.as_str(), row.new.as_str());
        // Another status or date beside it would contradict it.
        match first.get(&key) {
            Some(before) => {
                let reason = Reason::DoubledRow(*before);
                problems.push(Problem::row(&found.file, found.row, reason));
            }
            None => {
                first.insert(key, found.row);
            }
        }
    }
}

fn names(found: &Written<RenamedStreet>, problems: &mut Vec<Problem>) {
    let (old, new) = (&found.value.old, &found.value.new);
    for (column, name) in [("old", old), ("new", new)] {
        if !name.is_empty() && bare_name(name).is_empty() {
            refuse(found, column, Reason::NoName(name.clone()), problems);
        }
    }
    let bare = bare_name(new);
    if !bare.is_empty() && bare == bare_name(old) {
        refuse(found, "new", Reason::SameName(old.clone()), problems);
    }
}

fn refuse(
    found: &Written<RenamedStreet>,
    column: &str,
    reason: Reason,
    problems: &mut Vec<Problem>,
) {
    problems.push(Problem::cell(&found.file, found.row, column, reason));
}
