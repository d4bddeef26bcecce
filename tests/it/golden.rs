//! Files that say what is expected. `UPDATE_GOLDEN=1` writes them anew, and the change is read in
//! the commit.

use std::path::PathBuf;

/// A file of the folder `tests`.
pub fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", name].iter().collect()
}

pub fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Fails with the lines that differ.
pub fn check(name: &str, actual: &str) {
    let expected = std::fs::read_to_string(path(name)).unwrap_or_default();
    if expected == actual {
        return;
    }
    if updating() {
        std::fs::write(path(name), actual).unwrap();
        return;
    }
    let changes = changes(&expected, actual);
    panic!("tests/{name} says otherwise; if this is meant, UPDATE_GOLDEN=1:\n{changes}");
}

/// The part that differs, with two lines of what stands around it.
fn changes(expected: &str, actual: &str) -> String {
    const AROUND: usize = 2;
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(&new).take_while(same).count();
    let rest = old.len().min(new.len()) - head;
    let backwards = old.iter().rev().zip(new.iter().rev());
    let tail = backwards.take(rest).take_while(same).count();
    let mut lines = Vec::new();
    let mut say = |mark: char, part: &[&str]| {
        lines.extend(part.iter().map(|line| format!("{mark} {line}")));
    };
    say(' ', &old[head.saturating_sub(AROUND)..head]);
    say('-', &old[head..old.len() - tail]);
    say('+', &new[head..new.len() - tail]);
    let after = old.len() - tail;
    say(' ', &old[after..(after + AROUND).min(old.len())]);
    lines.join("\n")
}

#[test]
fn changes_are_shown_with_what_stands_around_them() {
    let shown = changes("a\nb\nc\nd\ne\nf", "a\nb\nc\nx\ny\ne\nf");
    assert_eq!(shown, "  b\n  c\n- d\n+ x\n+ y\n  e\n  f");
    assert_eq!(changes("a", "a\nb"), "  a\n+ b");
}
