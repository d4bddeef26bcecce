//! Real lines with labels, when the shared folder is beside the project. They are read, never copied.
use super::{Asked, Table, ask};
use crate::address::{OtherName, Renaming, RenamingStage};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

const SHARED: &str = "../shared/data";

#[test]
fn real_lines() {
    score(&Path::new(SHARED).join("addresses/train"));
}

/// Any other folder of the same form: `AULA_ADDRESSES=/path cargo test --lib address -- --ignored --nocapture`.
#[test]
#[ignore = "asks for AULA_ADDRESSES"]
fn other_lines() {
    let Ok(root) = std::env::var("AULA_ADDRESSES") else {
        println!("PASSED OVER: AULA_ADDRESSES names no folder");
        return;
    };
    score(Path::new(&root));
}

/// Asks every query of a folder and prints what is wrong, by kind of trap.
fn score(root: &Path) {
    let (Ok(territories), Ok(queries)) = (
        std::fs::read_to_string(root.join("territories.jsonl")),
        std::fs::read_to_string(root.join("queries.jsonl")),
    ) else {
        println!(
            "PASSED OVER: {} is not here, real lines were not asked",
            root.display()
        );
        return;
    };
    let parse = |line: &str| serde_json::from_str::<Value>(line).unwrap_or_default();
    let territories: HashMap<String, Value> = territories
        .lines()
        .map(parse)
        .map(|t| (t["id"].as_str().unwrap_or_default().to_owned(), t))
        .collect();
    let renamed = renamings();
    let (mut strict, mut labels) = (Table::default(), Table::default());
    let (mut lenient, mut intruders) = (0, 0);
    for query in queries.lines().map(parse) {
        let text = |key: &str| query[key].as_str().unwrap_or_default();
        let Some(territory) = territories.get(text("territory")) else {
            continue;
        };
        let line = |key: &str| territory[key].as_str().unwrap_or_default();
        let asked = Asked {
            text: line("text"),
            kazakh: line("lang") == "kk",
            city: line("city"),
            query: text("query"),
        };
        let got = ask(&asked, &renamed);
        // A street without houses is the whole street.
        let expect = if text("bare") == "line" {
            "in"
        } else {
            text("expect")
        };
        let also = query["also_ok"]
            .as_array()
            .is_some_and(|a| a.iter().any(|v| v == got));
        strict.add(trap(text("why")), got == expect);
        labels.add(&format!("label {expect}"), got == expect);
        lenient += usize::from(got == expect || also);
        if text("expect") == "out" && got == "in" {
            println!("an outsider answered sure: {query}");
            intruders += 1;
        }
        if got != expect {
            println!(
                "{} ## {} want {expect} got {got}{}",
                asked.text,
                asked.query,
                if also { " (also right)" } else { "" }
            );
        }
    }
    strict.print();
    labels.print();
    let (right, all) = strict.totals();
    println!("strict {right}, lenient {lenient} of {all}, outsiders answered sure {intruders}");
    assert_eq!(intruders, 0);
    assert!(right * 100 >= all * 95, "{right} of {all}");
}

/// A published line with its city and all that is asked of it, whatever the answer.
pub struct Line {
    pub id: String,
    pub city: String,
    pub text: String,
    pub kazakh: bool,
    pub queries: Vec<String>,
}

pub fn real_lines_of_towns() -> Vec<Line> {
    let root = Path::new(SHARED).join("addresses/train");
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_default();
    let (territories, queries) = (read("territories.jsonl"), read("queries.jsonl"));
    let value = |line: &str| serde_json::from_str::<Value>(line).unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut lines: Vec<Line> = territories
        .lines()
        .map(value)
        .map(|it| Line {
            id: text(&it, "id"),
            city: text(&it, "city"),
            text: text(&it, "text"),
            kazakh: it["lang"] == "kk",
            queries: Vec::new(),
        })
        .collect();
    for query in queries.lines().map(value) {
        let of = text(&query, "territory");
        let of = lines.iter_mut().find(|line| line.id == of);
        of.into_iter()
            .for_each(|line| line.queries.push(text(&query, "query")));
    }
    lines
}

/// The territories themselves, when they are at hand.
pub fn real_texts() -> Vec<String> {
    let path = Path::new(SHARED).join("addresses/train/territories.jsonl");
    let lines = std::fs::read_to_string(path).unwrap_or_default();
    let text = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap_or_default();
        value["text"].as_str().unwrap_or_default().to_owned()
    };
    lines.lines().map(text).collect()
}

/// Groups the reviewer's remarks into kinds of trap.
fn trap(why: &str) -> &str {
    let kinds = [
        "list separator",
        "letter",
        "slash",
        "typo",
        "latin",
        "kazakh",
        "russian",
        "renamed",
        "corner",
        "boundary",
        "segment",
        "flat",
        "swapped",
        "near name",
        "city",
        "micro-district",
        "other street",
        "range",
        "prefix",
        "whole",
    ];
    kinds
        .into_iter()
        .find(|k| why.contains(k))
        .unwrap_or("other")
}

fn renamings() -> Vec<Renaming> {
    let table = std::fs::read_to_string(Path::new(SHARED).join("kz/streets_renamed.csv"))
        .unwrap_or_default();
    let mut out = Vec::new();
    for line in table.lines().skip(1) {
        let cells = cells(line);
        if let [city, _, old, new, _, status, ..] = cells.as_slice() {
            let stage = match status.as_str() {
                "proposed" => RenamingStage::Proposed,
                _ => RenamingStage::InForce,
            };
            let (old, new) = (old.clone(), new.clone());
            out.push(Renaming {
                area: city.clone(),
                name: OtherName { old, new, stage },
            });
        }
    }
    out
}

/// The cells of one line; a quoted cell may hold commas.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}
