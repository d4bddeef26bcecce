//! The top level, and migrations that are never edited.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{files, none, root};
use crate::golden;

const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "benches",
    "deploy",
    "locales",
    "migrations",
    "src",
    "target",
    "tests",
];

#[test]
fn the_top_level_stays_short() {
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !name.starts_with('.') && !TOP.contains(&name.as_str()) {
            problems.push(format!("{name} does not belong at the top"));
        }
    }
    none(&problems);
}

const FILE: &str = "migrations.txt";

/// A database remembers what it has been through by these sums: an edited migration keeps every
/// installation from starting. A new migration is added to the list; a line never changes.
#[test]
fn migrations_are_never_edited() {
    let listed = std::fs::read_to_string(golden::path(FILE)).unwrap_or_default();
    let listed: BTreeMap<&str, &str> = listed
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name, sum))
        .collect();
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for path in files("migrations") {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let sum = Sha256::digest(std::fs::read(&path).unwrap());
        let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        if listed.get(name.as_str()).is_some_and(|old| *old != sum) {
            problems.push(format!("{name} was edited: write another migration"));
        }
        lines.push(format!("{sum}  {name}\n"));
    }
    for name in listed.keys() {
        if !lines
            .iter()
            .any(|line| line.ends_with(&format!("  {name}\n")))
        {
            problems.push(format!("{name} is gone"));
        }
    }
    none(&problems);
    golden::check(FILE, &lines.concat());
}
