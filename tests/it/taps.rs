//! Buttons live for months: `tests/taps.txt` has the string of every one there ever was, and what
//! is meant by it. A string never changes and never leaves.

use aula::chat::Tap;

use crate::golden;

const FILE: &str = "taps.txt";

#[test]
fn strings_of_buttons_are_still_read() {
    let kept = std::fs::read_to_string(golden::path(FILE)).unwrap();
    let mut out = String::new();
    for line in kept.lines() {
        let data = line.split(' ').next().unwrap();
        let tap = Tap::parse(data).unwrap_or_else(|| panic!("{data} is not read"));
        assert_eq!(tap.encode(), data);
        out.push_str(&format!("{data:28} {tap:?}\n"));
    }
    golden::check(FILE, &out);
}
