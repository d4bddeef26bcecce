//! The conversations of `tests/chats`, played through the real application on every engine. A file
//! is its own expectation; `UPDATE_CHATS=1` writes what the bot says now, to be read in the diff.

use std::path::{Path, PathBuf};

use aula::demo::play::play;
use aula::store::Store;

use super::at_home::kept_from_groups;
use super::postgres::engines;

#[tokio::test]
async fn conversations_go_as_written() {
    let update = std::env::var_os("UPDATE_CHATS").is_some();
    let mut files = Vec::new();
    collect(Path::new("tests/chats"), &mut files);
    files.sort();
    assert!(files.len() > 20, "only {} conversations found", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let written = std::fs::read_to_string(path).unwrap();
        let said = on_sqlite(path, &written).await;
        if update {
            std::fs::write(path, &said).unwrap();
        } else if let Some(difference) = difference(&written, &said) {
            wrong.push(format!("{}: {difference}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The same words on every other engine.
#[tokio::test]
async fn conversations_are_the_same_on_every_engine() {
    let mut files = Vec::new();
    collect(Path::new("tests/chats"), &mut files);
    for path in &files {
        let written = std::fs::read_to_string(path).unwrap();
        for engine in engines().await {
            let said = play(&written, engine.store.clone()).await;
            let said = said.unwrap_or_else(|fault| panic!("{}: {fault:#}", path.display()));
            if let Some(difference) = difference(&written, &said) {
                panic!("{} on {}: {difference}", path.display(), engine.name);
            }
        }
    }
}

async fn on_sqlite(path: &Path, written: &str) -> String {
    let store = Store::open("sqlite://:memory:").await.unwrap();
    let said = play(written, store.clone()).await;
    let said = said.unwrap_or_else(|fault| panic!("{}: {fault:#}", path.display()));
    if let Err(found) = kept_from_groups(&said, &store).await {
        panic!("{}: of what happens at home: {found}", path.display());
    }
    said
}

/// The first line that differs, with what was expected there.
fn difference(written: &str, said: &str) -> Option<String> {
    let (mut written_lines, mut said_lines) = (written.lines(), said.lines());
    for number in 1.. {
        let (expected, got) = (written_lines.next(), said_lines.next());
        if expected.is_none() && got.is_none() {
            return None;
        }
        if expected.map(str::trim_end) != got.map(str::trim_end) {
            let shown = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
            return Some(format!(
                "line {number}\n  written: {}\n  said:    {}",
                shown(expected),
                shown(got)
            ));
        }
    }
    None
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "chat")
        {
            into.push(path);
        }
    }
}
