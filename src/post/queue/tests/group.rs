//! Groups are sent no more than they may be.

use std::collections::HashMap;

use super::super::in_chat::{IN_MINUTE, NOTICES_IN_MINUTE};
use super::*;

const MINUTE: u64 = 60_000;

fn at_button(key: &str, chat: i64) -> Letter {
    answer(&format!("{key}/tap"), chat)
}

#[test]
fn a_group_that_moved_keeps_its_order() {
    let mut bench = Bench::new(25);
    bench.take_in(&[answer("a", -1), answer("b", -1), notice("n", -1)], 0);
    let out = bench.go(0);
    let now = bench.now(1);
    let report = DeliveryReport {
        moved: Some(Chat::first(-100)),
        ..DeliveryReport::flown(out[0].clone(), sent())
    };
    assert!(bench.queue.settle(&report, now).is_empty());
    let out = bench.go(1);
    assert_eq!((out[0].key.as_str(), out[0].chat.id), ("b", -100));
    bench.end(out[0].clone(), sent(), 2);
    // Groups get their notices three seconds apart.
    assert!(bench.go(2_900).is_empty());
    assert_eq!(bench.go(3_002)[0].chat.id, -100);
}

#[test]
fn twenty_a_minute_and_a_button_does_not_wait() {
    let mut bench = Bench::new(25);
    let many: Vec<Letter> = (10..30).map(|n| answer(&n.to_string(), -1)).collect();
    bench.take_in(&many, 0);
    assert_eq!(bench.send_all(0).len(), IN_MINUTE);
    bench.take_in(&[answer("a", -1), answer("b", -1)], 1_000);
    assert!(bench.go(1_000).is_empty());
    bench.take_in(&[answer("c", -1), at_button("press", -1)], 2_000);
    assert_eq!(bench.send_all(2_000), ["press/tap"]);
    assert!(bench.go(59_999).is_empty());
    assert_eq!(bench.queue.wake_at(), Some(bench.now(MINUTE).at));
    // It has told a private chat as much, and more.
    let many: Vec<Letter> = (10..30).map(|n| answer(&n.to_string(), 1)).collect();
    bench.take_in(&many, 3_000);
    assert_eq!(bench.send_all(3_000).len(), IN_MINUTE);
    bench.take_in(&[answer("x", 1)], 3_001);
    assert_eq!(bench.send_all(3_001), ["x"]);
    // Their leases have run short meanwhile.
    let now = bench.now(MINUTE);
    let Some(QueueStep::Write(back)) = bench.queue.next(now) else {
        panic!("nothing goes back");
    };
    assert_eq!(backs(&back).len(), 3);
    bench.written(&back, MINUTE);
    assert_eq!(bench.fetch(MINUTE), [-1]);
    let fresh = ["a", "b", "c"].map(|key| Letter {
        lease_until: 200_000,
        ..answer(key, -1)
    });
    bench.turn(-1, fresh.to_vec(), true, MINUTE);
    assert_eq!(bench.send_all(MINUTE), ["a", "b", "c"]);
}

#[test]
fn a_button_is_answered_while_the_group_rests() {
    let mut bench = Bench::new(25);
    bench.take_in(&[answer("a", -1)], 0);
    let out = bench.go(0);
    bench.end_all(out[0].clone(), slow(30), 1);
    assert_eq!(bench.back(&[answer("b", -1)], 2).len(), 1);
    assert!(bench.back(&[at_button("press", -1)], 3).is_empty());
    assert_eq!(bench.send_all(3), ["press/tap"]);
}

#[test]
fn notices_leave_room_to_whoever_asks() {
    let mut bench = Bench::new(25);
    let many: Vec<Letter> = (10..25).map(|n| answer(&n.to_string(), -1)).collect();
    bench.take_in(&many, 0);
    assert_eq!(bench.send_all(0).len(), NOTICES_IN_MINUTE);
    let notice = |key, chat| Letter {
        lease_until: 200_000,
        ..notice(key, chat)
    };
    bench.take_in(&[notice("n", -1), notice("m", -2)], 10_000);
    assert_eq!(bench.send_all(10_000), ["m"]);
    bench.take_in(&[answer("a", -1)], 20_000);
    assert_eq!(bench.send_all(20_000), ["a"]);
    assert!(bench.go(59_000).is_empty());
    assert_eq!(bench.send_all(MINUTE), ["n"]);
}

/// What waits in the outbox, by chat.
#[derive(Default)]
struct Outbox(HashMap<i64, VecDeque<Letter>>);

impl Outbox {
    /// Notes what was given back.
    fn keep(&mut self, bench: &mut Bench, reports: Vec<DeliveryReport>, ms: u64) {
        bench.written(&reports, ms);
        for DeliveryReport { letter, .. } in reports {
            self.0.entry(letter.chat.id).or_default().push_back(letter);
        }
    }

    fn bring(&mut self, bench: &mut Bench, ms: u64) {
        let (chats, each) = bench.queue.fetch_next(32, bench.now(ms));
        for chat in chats {
            let waits = self.0.entry(chat.id).or_default();
            let some: Vec<Letter> = waits.drain(..each.min(waits.len())).collect();
            let all = waits.is_empty();
            bench.turn(chat.id, some, all, ms);
        }
    }
}

#[test]
fn whatever_comes_no_group_gets_more_than_twenty_a_minute() {
    const GROUPS: i64 = 40;
    const EACH: usize = 90;
    let mut bench = Bench::new(25);
    let mut outbox = Outbox::default();
    let mut heard: HashMap<i64, Vec<(u64, String)>> = HashMap::new();
    let long = |letter: Letter| Letter {
        lease_until: i64::MAX,
        ..letter
    };
    let mut ms = 0;
    let said = |heard: &HashMap<i64, Vec<_>>| heard.values().map(Vec::len).sum::<usize>();
    while said(&heard) < (EACH + 1) * 40 {
        assert!(ms < 20 * MINUTE, "{} of all", said(&heard));
        // Each group asks ninety times in half a minute, and a notice comes.
        let round = ms / 300;
        if ms % 300 == 0 && round < EACH as u64 {
            for group in 1..=GROUPS {
                let letter = long(answer(&format!("{group}/{round:02}"), -group));
                let now = bench.now(ms);
                let back = bench.queue.take_in(vec![letter], now);
                outbox.keep(&mut bench, back, ms);
            }
        }
        if ms == 9_000 {
            let all: Vec<Letter> = (1..=GROUPS)
                .map(|group| long(notice(&format!("n{group}"), -group)))
                .collect();
            assert!(bench.take_in(&all, ms).is_empty());
        }
        outbox.bring(&mut bench, ms);
        for letter in bench.go(ms) {
            let of = heard.entry(letter.chat.id).or_default();
            of.push((ms, letter.key.clone()));
            bench.end(letter, sent(), ms);
        }
        ms += 100;
    }
    for (group, all) in heard {
        assert_eq!(all.len(), EACH + 1, "{group}");
        for (at, (ms, _)) in all.iter().enumerate() {
            let within = all[at..].iter().take_while(|(it, _)| *it < ms + MINUTE);
            let within = within.count();
            assert!(within <= IN_MINUTE, "{group}: {within} from {ms} on");
        }
        let answers: Vec<&String> = all.iter().map(|(_, key)| key).collect();
        let answers: Vec<_> = answers.iter().filter(|key| !key.starts_with('n')).collect();
        assert!(answers.is_sorted(), "{group}: {answers:?}");
    }
}
