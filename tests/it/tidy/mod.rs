//! The architecture, held over the sources: who may use whom and what, and how files look.

mod folders;
mod graph;
mod house;
mod lexer;
mod rooms;
mod style;

use std::path::{Path, PathBuf};

use lexer::{Literal, lex, without_tests};

/// A Rust file of `src` or `tests/it`.
pub struct Source {
    /// From the top of the repository, such as `src/app/mod.rs`.
    pub path: String,
    pub text: String,
    /// Without comments, the contents of literals and test code; line by line as in the text.
    pub code: String,
    /// Outside of test code.
    pub literals: Vec<Literal>,
}

impl Source {
    fn read(path: &Path) -> Source {
        let text = std::fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(root()).unwrap().display().to_string();
        let (code, mut literals) = lex(&text);
        let code = if path.ends_with("tests.rs") || path.contains("/tests/") {
            literals.clear();
            String::new()
        } else {
            without_tests(&code, &mut literals)
        };
        Source {
            path,
            text,
            code,
            literals,
        }
    }

    /// The first folder below `src`, or the file where it stands there by itself.
    pub fn room(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or_default();
        let room = below.split('/').next().unwrap_or_default();
        room.trim_end_matches(".rs")
    }

    /// Lines of code in which the name stands as a whole word, `a::b` among them.
    pub fn lines_with(&self, name: &str) -> Vec<usize> {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let mut lines = Vec::new();
        for (line, code) in (1..).zip(self.code.lines()) {
            let whole = |at: usize| {
                let before = code[..at].chars().next_back().is_some_and(part);
                let after = code[at + name.len()..].chars().next().is_some_and(part);
                !before && !after
            };
            if code.match_indices(name).any(|(at, _)| whole(at)) {
                lines.push(line);
            }
        }
        lines
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, in order.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

pub fn sources(folder: &str) -> Vec<Source> {
    let rust = |path: &PathBuf| path.extension().is_some_and(|it| it == "rs");
    let files = files(folder).into_iter().filter(rust);
    files.map(|path| Source::read(&path)).collect()
}

/// Fails once with everything that was found.
pub fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
