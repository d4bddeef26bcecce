//! The table as anyone can read it: `tests/cases.txt`; `UPDATE_GOLDEN=1` writes it anew.

use super::{MOVES, who};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases.txt");

#[test]
fn the_table_is_as_written() {
    let mut out = String::from("How a report moves: what is not here is refused.\n");
    for it in &MOVES {
        let from: Vec<&str> = it.from.iter().map(|state| state.name()).collect();
        out.push_str(&format!(
            "\n{:?} by {:?} -> {}\n    from   {}\n    needs  {:?}\n    waits  {:?}\n    tells  {:?}\n    event  {}\n",
            it.step,
            it.who,
            it.to.name(),
            from.join(" "),
            it.needs,
            it.waits,
            it.tells,
            it.event.name()
        ));
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(GOLDEN, &out).expect("tests/cases.txt");
    }
    assert_eq!(out, std::fs::read_to_string(GOLDEN).unwrap_or_default());
}

#[test]
fn what_is_over_does_not_move() {
    for it in &MOVES {
        assert!(it.from.iter().all(|state| state.open()), "{:?}", it.step);
        assert_eq!(who(it.step), Some(it.who), "{:?}", it.step);
    }
}
