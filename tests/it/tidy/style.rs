//! How files look.

use super::lexer::{block, lex};
use super::{Source, none, sources};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;

fn everywhere() -> Vec<Source> {
    let mut all = sources("src");
    all.append(&mut sources("tests"));
    all
}

#[test]
fn files_are_short() {
    let long = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > FILE_LINES).then(|| format!("{}: {lines} lines", source.path))
    };
    none(&everywhere().iter().filter_map(long).collect::<Vec<_>>());
}

#[test]
fn functions_are_short() {
    let mut problems = Vec::new();
    for source in everywhere() {
        // Test code too.
        let (code, _) = lex(&source.text);
        for (at, _) in code.match_indices("fn ") {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let head = &code[at..];
            let (Some(open), semicolon) = (head.find('{'), head.find(';')) else {
                continue;
            };
            if semicolon.is_some_and(|end| end < open) {
                continue;
            }
            let lines = head[..open + block(&head[open..])].lines().count();
            if lines > FUNCTION_LINES {
                let name: String = head.chars().take_while(|c| *c != '(').collect();
                let line = code[..at].lines().count();
                let path = &source.path;
                problems.push(format!("{path}:{line}: {name} has {lines} lines"));
            }
        }
    }
    none(&problems);
}

#[test]
fn every_room_says_what_it_is_for() {
    let silent = |source: &Source| {
        let room = source.path.ends_with("/mod.rs") || source.path == "src/lib.rs";
        (room && !source.text.starts_with("//! ")).then(|| format!("{}: no //!", source.path))
    };
    none(&everywhere().iter().filter_map(silent).collect::<Vec<_>>());
}

/// What does not belong in code that runs, and why.
const NEVER: &[(&str, &str)] = &[
    ("#[allow", "#[expect(…, reason)] says why"),
    ("#![allow", "#[expect(…, reason)] says why"),
    ("todo!", "finish it"),
    ("unimplemented!", "finish it"),
    ("dbg!", "log it"),
    (".unwrap()", "return the error"),
    ("unsafe ", "there is a safe way"),
    ("async_trait", "an enum does"),
    ("Box<dyn ", "an enum does"),
    ("impl Trait", "an enum does"),
];

#[test]
fn nothing_is_left_undone() {
    let mut problems = Vec::new();
    for source in sources("src") {
        for (line, code) in (1..).zip(source.code.lines()) {
            for (words, why) in NEVER.iter().filter(|(words, _)| code.contains(words)) {
                problems.push(format!("{}:{line}: {words}: {why}", source.path));
            }
        }
        let expects = source.code.matches(".expect(").count();
        let reasons = source.code.matches("clippy::expect_used").count();
        if expects > reasons {
            problems.push(format!("{}: .expect() without a reason", source.path));
        }
    }
    none(&problems);
}

/// Short forms and the words that they stand for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("msg", "message"),
    ("ctx", "context"),
    ("usr", "user"),
    ("btn", "button"),
    ("kb", "keyboard"),
    ("idx", "index"),
    ("cnt", "count"),
    ("tmp", "temporary"),
    ("mgr", "manager"),
    ("req", "request"),
    ("resp", "response"),
    ("cmd", "command"),
    ("evt", "event"),
    ("cb", "callback"),
    ("cfg", "config"),
    ("conn", "connection"),
    ("addr", "address"),
    ("desc", "description"),
    ("prev", "previous"),
    ("cur", "current"),
    ("val", "value"),
    ("ret", "result"),
];

#[test]
fn names_are_words() {
    let mut problems = Vec::new();
    for source in sources("src") {
        for (short, word) in ABBREVIATIONS {
            for line in source.lines_with(short) {
                let code = source.code.lines().nth(line - 1).unwrap_or_default();
                // Others' names are theirs.
                let others = ["#[cfg", "use hyper::"];
                if !others.iter().any(|it| code.trim_start().starts_with(it)) {
                    problems.push(format!("{}:{line}: {short}: {word}", source.path));
                }
            }
        }
    }
    none(&problems);
}
