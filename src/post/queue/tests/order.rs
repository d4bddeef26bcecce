//! What must wait keeps its order.

use super::*;

const NOTHING: [&str; 0] = [];

#[test]
fn a_chat_that_must_wait_takes_its_later_letters_along() {
    let mut bench = Bench::new(25);
    bench.take_in(
        &[
            answer("a", 1),
            answer("b", 1),
            notice("n", 1),
            answer("x", 2),
        ],
        0,
    );
    let out = bench.go(0);
    assert_eq!(keys(&out), ["a", "x"]);
    let back = bench.end_all(out[0].clone(), slow(5), 0);
    assert_eq!(back, [("b".into(), 5_000), ("n".into(), 5_000)]);
    // What comes meanwhile goes behind them, in time and, after it, in order.
    assert_eq!(bench.back(&[answer("c", 1)], 1_000), [("c".into(), 4_000)]);
    assert_eq!(bench.fetch(4_999), NOBODY);
    assert_eq!(bench.back(&[answer("d", 1)], 5_001), [("d".into(), 0)]);
    assert_eq!(bench.fetch(5_001), [1]);
    // The fetch has begun: "e" is given back meanwhile, and nothing goes before it.
    assert_eq!(bench.back(&[answer("e", 1)], 5_002), [("e".into(), 0)]);
    bench.found(1, &["a", "b", "c", "d"], true, 5_003);
    // After a complaint they go one by one, a second apart.
    assert_eq!(bench.send_all(5_010), ["a"]);
    assert_eq!(bench.queue.wake_at(), Some(bench.now(6_010).at));
    assert_eq!(bench.send_all(6_009), NOTHING);
    assert_eq!(bench.send_all(6_010), ["b"]);
    assert_eq!(bench.send_all(7_010), ["c"]);
    assert_eq!(bench.send_all(8_010), ["d"]);
    assert_eq!(bench.back(&[answer("f", 1)], 8_020), [("f".into(), 0)]);
    assert_eq!(bench.fetch(8_021), [1]);
    bench.found(1, &["e", "f"], true, 35_000);
    assert!(bench.take_in(&[answer("g", 1)], 35_000).is_empty());
    assert_eq!(bench.send_all(35_000), ["e", "f", "g"]);
}

#[test]
fn a_rest_by_another_clock_is_asked_about_again() {
    let mut bench = Bench::new(25);
    bench.queue.waiting(&[Chat::first(1)], bench.now(0));
    assert_eq!(bench.fetch(0), [1]);
    // The clock went back by a day while it rested.
    let turn = Turn {
        chat: Chat::first(1),
        letters: Vec::new(),
        all: false,
        rests: Some(86_400_000),
    };
    let now = bench.now(1);
    bench.queue.fetched(Chat::first(1), Some(turn), now);
    assert_eq!(bench.fetch(5_000), NOBODY);
    assert_eq!(bench.fetch(5_001), [1]);
    bench.found(1, &["a"], true, 5_002);
    assert_eq!(bench.send_all(5_003), ["a"]);
}

#[test]
fn rows_that_never_come_back_hold_nobody_up() {
    let mut bench = Bench::new(25);
    bench.take_in(&[answer("a", 1)], 0);
    let out = bench.go(0);
    bench.end_all(out[0].clone(), slow(1), 0);
    // Somebody erased the row.
    assert_eq!(bench.fetch(1_000), [1]);
    bench.found::<&str>(1, &[], true, 1_001);
    assert!(bench.take_in(&[answer("b", 1)], 1_500).is_empty());
    assert_eq!(bench.send_all(1_500), ["b"]);
}

#[test]
fn a_notice_that_was_given_back_goes_before_newer_ones() {
    let mut bench = Bench::new(25);
    bench.take_in(&[notice("a", 1)], 0);
    let out = bench.go(0);
    bench.end_all(out[0].clone(), slow(1), 0);
    assert_eq!(bench.take_in(&[notice("b", 1)], 1_500).len(), 1);
    // A look that began before "b" was given back says nothing of it.
    bench.queue.nothing_owed(bench.now(1_400).at);
    assert_eq!(bench.take_in(&[notice("c", 1)], 1_600).len(), 1);
    assert!(
        bench
            .take_in(&[notice("a", 1), notice("b", 1), notice("c", 1)], 2_000)
            .is_empty()
    );
    assert_eq!(keys(&bench.go(3_000)), ["a"]);
}
