//! What the house has yet to lose, in `tests/house.txt`: circles of files, type names that are
//! written twice, edges that reach the store by themselves, ids that
//! are bare numbers. That list only ever gets shorter.
//!
//! One circle is no accident. A conversation answers with what follows, and what follows may be any
//! other conversation, or the same one with more in it: [`Flow`] is made of all of them, and each
//! names it. Taken apart, every conversation would be two files, what it keeps and what it does.
//!
//! [`Flow`]: aula::flow::Flow

use std::collections::BTreeMap;

use super::graph::{arrows, circles};
use super::rooms::EDGES;
use super::{Source, none, sources};
use crate::golden;

const FILE: &str = "house.txt";

#[test]
fn the_house_only_gets_tidier() {
    let sources = sources("src");
    let arrows = arrows(&sources);
    let mut lines = Vec::new();
    for circle in circles(&arrows) {
        let paths = circle.iter().map(|at| sources[*at].path.as_str());
        lines.push(format!("circle {}", paths.collect::<Vec<_>>().join(" ")));
    }
    for (name, paths) in types(&sources) {
        if paths.len() > 1 {
            lines.push(format!("name {name} {}", paths.join(" ")));
        }
    }
    for (source, used) in sources.iter().zip(&arrows) {
        let store = |at: &usize| sources[*at].room() == "store";
        if EDGES.contains(&source.room()) && used.iter().any(store) {
            lines.push(format!("store {}", source.path));
        }
    }
    for source in &sources {
        for name in bare(source) {
            lines.push(format!("bare {} {name}", source.path));
        }
    }
    golden::check(FILE, &(lines.join("\n") + "\n"));
}

/// What a number names that has a type of its own.
const NUMBERED: [&str; 14] = [
    "account", "author", "chat", "chats", "id", "meeting", "notice", "officer", "person", "place",
    "reader", "report", "update", "updates",
];

/// Where such a number stands bare: only the store and the edges know it so.
fn bare(source: &Source) -> Vec<&str> {
    let types = ["src/domain/chat.rs", "src/domain/id.rs"].contains(&source.path.as_str());
    if types || source.room() == "store" || EDGES.contains(&source.room()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for line in source.code.lines() {
        for (at, kind) in line.match_indices(": ") {
            let part = |c: char| c.is_alphanumeric() || c == '_';
            let name = line[..at].rsplit(|c| !part(c)).next().unwrap_or_default();
            let of = line[at + kind.len()..].split([',', ')', ';', '=']).next();
            let numbers = |it: &str| it.split(|c| !part(c)).any(|word| word == "i64");
            if NUMBERED.contains(&name) && of.is_some_and(numbers) {
                found.push(name);
            }
        }
    }
    found
}

/// Where each struct, enum and alias is written.
fn types(sources: &[Source]) -> BTreeMap<String, Vec<&str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for source in sources {
        for line in source.code.lines() {
            // Below others stand the types of a trait, which have their names from there.
            let alias = line.starts_with("type ") || line.starts_with("pub");
            let words: Vec<&str> = line.split_whitespace().collect();
            for pair in words.windows(2) {
                if pair[0] == "struct" || pair[0] == "enum" || (pair[0] == "type" && alias) {
                    let end = |c: char| !(c.is_alphanumeric() || c == '_');
                    let name = pair[1].split(end).next().unwrap_or_default();
                    if !name.is_empty() {
                        found.entry(name.to_owned()).or_default().push(&source.path);
                    }
                }
            }
        }
    }
    found
}

/// What is said and what is asked next is worked out from what is known, without waiting.
#[test]
fn what_is_said_is_worked_out_purely() {
    let mut problems = Vec::new();
    for source in sources("src") {
        if ["flow", "show"].contains(&source.room()) {
            for name in ["async", "await", "tokio", "store", "app", "clock"] {
                for line in source.lines_with(name) {
                    problems.push(format!("{}:{line}: {name}", source.path));
                }
            }
        }
    }
    none(&problems);
}
