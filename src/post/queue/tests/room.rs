//! Nobody waits for what is said to others.

use super::super::fetch::EACH_OF_CROWD;
use super::*;

#[test]
fn a_chat_holds_twenty_answers_and_the_outbox_the_rest() {
    let mut bench = Bench::new(25);
    let many: Vec<Letter> = (0..60).map(|n| answer(&format!("{n:02}"), 1)).collect();
    let back = bench.back(&many, 0);
    assert_eq!(back.len(), 40);
    assert_eq!(back[0], ("20".into(), 0));
    // Somebody else is answered at once.
    bench.take_in(&[answer("x", 2)], 1);
    assert_eq!(keys(&bench.go(1)), ["00", "x"]);
    bench.end(answer("00", 1), sent(), 2);
    let order = bench.send_all(2);
    assert_eq!((order.len(), order[0].as_str()), (19, "01"));
    assert_eq!(bench.fetch(3), [1]);
    let next: Vec<String> = (20..40).map(|n| format!("{n:02}")).collect();
    bench.found(1, &next, false, 4);
    assert_eq!(bench.send_all(5), next);
    assert_eq!(bench.fetch(6), [1]);
}

#[test]
fn what_goes_first_passes_all_that_waits() {
    let mut bench = Bench::new(25);
    let first = |key: &str| Letter {
        priority: 0,
        ..answer(key, 1)
    };
    let many: Vec<Letter> = (0..30).map(|n| answer(&format!("{n:02}"), 1)).collect();
    assert_eq!(bench.back(&many, 0).len(), 10);
    let out = bench.go(0);
    assert_eq!(keys(&out), ["00"]);
    assert!(bench.back(&[first("p")], 1).is_empty());
    // The chat is full again: its last answer makes room.
    assert_eq!(bench.back(&[first("q")], 1), [("19".into(), 0)]);
    bench.end(out[0].clone(), sent(), 2);
    let order = bench.send_all(3);
    assert_eq!(order[..3], ["p", "q", "01"]);
}

#[test]
fn a_newer_message_for_a_slot_takes_the_place_of_an_older_one() {
    let mut bench = Bench::new(25);
    let card = |key: &str| Letter {
        slot: Some("case:1".into()),
        ..answer(key, 1)
    };
    bench.take_in(&[answer("a", 1), card("b"), answer("c", 1)], 0);
    let now = bench.now(1);
    let reports = bench.queue.take_in(vec![card("d")], now);
    assert_eq!(
        (reports[0].letter.key.as_str(), &reports[0].end),
        ("b", &End::Replaced)
    );
    assert_eq!(bench.send_all(2), ["a", "d", "c"]);
}

#[test]
fn of_a_crowd_each_gets_a_turn() {
    let mut bench = Bench::new(25);
    let chats: Vec<Chat> = (1..=300).map(Chat::first).collect();
    bench.queue.waiting(&chats, bench.now(0));
    let (some, each) = bench.queue.fetch_next(32, bench.now(0));
    assert_eq!((some.len(), each), (32, EACH_OF_CROWD));
    let mut few = Bench::new(25);
    let two = [1, 2].map(Chat::first);
    few.queue.waiting(&two, few.now(0));
    assert_eq!(few.queue.fetch_next(32, few.now(0)), (two.to_vec(), ROOM));
}

#[test]
fn calls_that_take_long_leave_room_for_others() {
    let mut bench = Bench::new(25);
    let slow: Vec<Letter> = (1..=200).map(|n| answer(&n.to_string(), n)).collect();
    bench.take_in(&slow, 0);
    assert_eq!(bench.go(0).len(), 32);
    bench.take_in(&[answer("x", 900)], 10);
    assert!(bench.go(10).is_empty());
    assert_eq!(bench.queue.wake_at(), Some(bench.now(1_000).at));
    // Those of the first second are long ones now.
    assert_eq!(bench.go(1_000).len(), 32);
    assert_eq!(bench.go(2_000).len() + bench.go(3_000).len(), 64);
    assert_eq!(bench.queue.in_flight(), 128);
    bench.end(slow[0].clone(), sent(), 15_000);
    let more = answer("more", 1);
    bench.take_in(&[more], 15_000);
    // Chats known to be slow leave a quarter of the places to the others.
    let next = bench.go(15_000);
    assert_eq!(keys(&next), ["129"]);
}
