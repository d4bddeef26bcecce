//! Buttons live for months: `tests/taps.txt` has the string of every one there ever was, and what
//! is meant by it. A string never changes and never leaves.

use aula::chat::Tap;

use crate::golden;

const FILE: &str = "taps.txt";

#[test]
fn strings_of_buttons_are_still_read() {
    let kept = std::fs::read_to_string(golden::path(FILE)).unwrap();
    for line in kept.lines() {
        let data = line.split(' ').next().unwrap();
        let tap = Tap::parse(data).unwrap_or_else(|| panic!("{data} is not read"));
        assert_eq!(tap.encode(), data);
        // The screen or the verb; how its argument is held may change.
        let means = |text: &str| {
            let words = text.split(|it: char| !it.is_ascii_alphabetic());
            words.take(2).collect::<Vec<_>>().join(" ")
        };
        let told = line[data.len()..].trim();
        assert_eq!(means(&format!("{tap:?}")), means(told), "{data}");
    }
}
