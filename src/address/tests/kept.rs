//! What is understood of territories does not change unseen: counts and a hash of each list of them.
//! `AULA_TERRITORIES=folder` writes all of it there, so that two versions can be compared.
use super::train::real_lines_of_towns;
use crate::address::parse_territory;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::Path;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/territories.txt");

/// The lines of a list, each once, in its order.
fn lists() -> [(&'static str, Vec<String>); 2] {
    let mut own: Vec<String> = Vec::new();
    for line in include_str!("own.jsonl").lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_default();
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        if !own.contains(&text) {
            own.push(text);
        }
    }
    let real = real_lines_of_towns().into_iter().map(|line| line.text);
    [("own", own), ("train", real.collect())]
}

#[test]
fn territories_are_understood_as_before() {
    let kept = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    let mut out = String::new();
    for (name, texts) in lists() {
        let known = kept.lines().find(|line| line.starts_with(name));
        if texts.is_empty() {
            println!("PASSED OVER: the list {name} is not here");
            out.extend(known.map(|line| format!("{line}\n")));
            continue;
        }
        let (mut dump, mut items, mut left) = (String::new(), 0, 0);
        for text in &texts {
            let territory = parse_territory(text);
            items += territory.items.len();
            left += territory.not_understood.len();
            dump.push_str(&format!("{text}\n{territory:#?}\n\n"));
        }
        let hash = Sha256::digest(dump.as_bytes());
        let count = texts.len();
        out.push_str(&format!(
            "{name}: {count} territories, {items} items, {left} pieces not understood, {hash:x}\n"
        ));
        if let Some(folder) = std::env::var_os("AULA_TERRITORIES") {
            let path = Path::new(&folder).join(format!("{name}.txt"));
            std::fs::write(path, dump).expect("a folder to write to");
        }
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(GOLDEN, &out).expect("tests/territories.txt");
    }
    assert_eq!(
        out, kept,
        "tests/territories.txt; compare by AULA_TERRITORIES=folder"
    );
}
