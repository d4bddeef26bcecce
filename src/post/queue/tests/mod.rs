//! What may fly when, by the pure queue alone.

use super::*;
use crate::store::Turn;

mod group;
mod order;
mod room;

fn letter(key: &str, chat: i64, lane: Lane) -> Letter {
    Letter {
        key: key.to_owned(),
        chat: Chat::first(chat),
        lane: lane.number(),
        batch: None,
        body: "".into(),
        created_at: 0,
        seq: 0,
        not_before: 0,
        expires_at: None,
        attempts: 1,
        lease_until: 60_000,
        priority: 1,
        slot: None,
    }
}

fn answer(key: &str, chat: i64) -> Letter {
    letter(key, chat, Lane::Answer)
}

fn notice(key: &str, chat: i64) -> Letter {
    letter(key, chat, Lane::Notice)
}

struct Bench {
    queue: Queue,
    start: Instant,
}

impl Bench {
    fn new(rate: u32) -> Bench {
        let start = Instant::now();
        let queue = Queue::new(Pace::new(rate, start));
        Bench { queue, start }
    }

    fn now(&self, ms: u64) -> Now {
        Now {
            ms: ms.try_into().unwrap(),
            at: self.start + Duration::from_millis(ms),
        }
    }

    fn take_in(&mut self, letters: &[Letter], ms: u64) -> Vec<(String, u128)> {
        let now = self.now(ms);
        backs(&self.queue.take_in(letters.to_vec(), now))
    }

    /// All that set out now.
    fn go(&mut self, ms: u64) -> Vec<Letter> {
        let now = self.now(ms);
        let mut out = Vec::new();
        while let Some(step) = self.queue.next(now) {
            match step {
                QueueStep::Send { letter, .. } => out.push(*letter),
                QueueStep::Write(reports) => panic!("{reports:?}"),
            }
        }
        out
    }

    fn end(&mut self, letter: Letter, end: End, ms: u64) -> Vec<DeliveryReport> {
        let now = self.now(ms);
        self.queue.settle(&DeliveryReport::flown(letter, end), now)
    }
}

const NOBODY: [i64; 0] = [];

/// With the outbox behind it, in which everything is written down at once.
impl Bench {
    /// What is given back as these come.
    fn back(&mut self, letters: &[Letter], ms: u64) -> Vec<(String, u128)> {
        let now = self.now(ms);
        let reports = self.queue.take_in(letters.to_vec(), now);
        self.written(&reports, ms)
    }

    /// What is given back when this has ended so.
    fn end_all(&mut self, letter: Letter, end: End, ms: u64) -> Vec<(String, u128)> {
        let reports = self.end(letter, end, ms);
        self.written(&reports, ms)
    }

    fn written(&mut self, reports: &[DeliveryReport], ms: u64) -> Vec<(String, u128)> {
        let now = self.now(ms);
        for report in reports {
            assert!(self.queue.settle(report, now).is_empty());
        }
        backs(reports)
    }

    /// The chats that are to be fetched now.
    fn fetch(&mut self, ms: u64) -> Vec<i64> {
        let found = self.queue.fetch_next(10, self.now(ms));
        found.0.iter().map(|chat| chat.id).collect()
    }

    fn found<T: AsRef<str>>(&mut self, chat: i64, keys: &[T], all: bool, ms: u64) {
        let letters = keys.iter().map(|key| answer(key.as_ref(), chat)).collect();
        self.turn(chat, letters, all, ms);
    }

    fn turn(&mut self, chat: i64, letters: Vec<Letter>, all: bool, ms: u64) {
        let turn = Turn {
            chat: Chat::first(chat),
            letters,
            all,
            rests: None,
        };
        let now = self.now(ms);
        self.queue.fetched(Chat::first(chat), Some(turn), now);
    }

    /// Sends all that may go, one after another.
    fn send_all(&mut self, ms: u64) -> Vec<String> {
        let mut order = Vec::new();
        loop {
            let out = self.go(ms);
            if out.is_empty() {
                return order;
            }
            for letter in out {
                order.push(letter.key.clone());
                self.end(letter, sent(), ms);
            }
        }
    }
}

fn keys(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.key.as_str()).collect()
}

/// What goes back, with the milliseconds that it has to wait.
fn backs(reports: &[DeliveryReport]) -> Vec<(String, u128)> {
    let back = |report: &DeliveryReport| match report.end {
        End::Later { wait, .. } => (report.letter.key.clone(), wait.as_millis()),
        ref other => panic!("{other:?}"),
    };
    reports.iter().map(back).collect()
}

fn sent() -> End {
    End::Sent {
        message: 1,
        slot: None,
        upload: None,
    }
}

fn slow(seconds: u64) -> End {
    let wait = Duration::from_secs(seconds);
    let why = DelayReason::Slow(wait);
    End::Later { wait, why }
}

#[test]
fn a_chat_has_one_in_flight_in_order_and_answers_go_first() {
    let mut bench = Bench::new(25);
    bench.take_in(
        &[
            notice("n", 1),
            answer("a", 1),
            answer("b", 1),
            answer("c", 2),
        ],
        0,
    );
    let out = bench.go(0);
    assert_eq!(keys(&out), ["a", "c"]);
    assert!(bench.go(0).is_empty());
    assert!(bench.end(out[0].clone(), sent(), 10).is_empty());
    let out = bench.go(10);
    assert_eq!(keys(&out), ["b"]);
    bench.end(out[0].clone(), sent(), 20);
    // The notice waits a second after the answer.
    assert!(bench.go(900).is_empty());
    assert_eq!(bench.queue.wake_at(), Some(bench.now(1_020).at));
    assert_eq!(keys(&bench.go(1_020)), ["n"]);
}

#[test]
fn answers_are_not_paced_and_not_more_than_32_fly() {
    let mut bench = Bench::new(1);
    let many: Vec<Letter> = (1..=40).map(|n| answer(&n.to_string(), n)).collect();
    bench.take_in(&many, 0);
    let out = bench.go(0);
    assert_eq!(out.len(), 32);
    bench.end(out[0].clone(), sent(), 1);
    assert_eq!(bench.go(1).len(), 1);
}

#[test]
fn notices_keep_the_rate_and_eight_fly() {
    let mut bench = Bench::new(10);
    let many: Vec<Letter> = (1..=40).map(|n| notice(&n.to_string(), n)).collect();
    bench.take_in(&many, 0);
    let mut out = Vec::new();
    for ms in 0..1_000 {
        for letter in bench.go(ms) {
            bench.end(letter.clone(), sent(), ms);
            out.push(letter);
        }
    }
    assert!((10..=12).contains(&out.len()), "{}", out.len());
    // Nobody answers: no more than eight wait for an answer.
    let flying: usize = (1_000..10_000).map(|ms| bench.go(ms).len()).sum();
    assert_eq!(flying, 8);
    assert_eq!(bench.queue.wake_at(), None);
}

#[test]
fn a_short_lease_or_a_late_hour_keeps_a_letter_at_home() {
    let mut bench = Bench::new(25);
    let late = Letter {
        expires_at: Some(40_000),
        ..answer("late", 2)
    };
    bench.take_in(&[answer("a", 1), answer("b", 1), late], 0);
    let now = bench.now(40_000);
    let mut steps = Vec::new();
    while let Some(step) = bench.queue.next(now) {
        match step {
            QueueStep::Write(reports) => steps.extend(reports),
            QueueStep::Send { letter, .. } => panic!("{letter:?}"),
        }
    }
    assert_eq!(backs(&steps[..2]), [("a".into(), 0), ("b".into(), 0)]);
    assert_eq!(
        (&steps[2].letter.key, &steps[2].end),
        (&"late".to_owned(), &End::Expired)
    );
    assert_eq!(bench.queue.in_flight(), 0);
    // Leased again, it goes.
    let again = Letter {
        lease_until: 100_000,
        ..answer("a", 1)
    };
    for report in &steps {
        bench.queue.settle(report, now);
    }
    assert_eq!(bench.fetch(40_001), [1]);
    bench.turn(1, vec![again], true, 40_001);
    assert_eq!(keys(&bench.go(40_001)), ["a"]);
}

#[test]
fn a_letter_that_is_here_already_is_not_taken_twice() {
    let mut bench = Bench::new(25);
    bench.take_in(&[answer("a", 1), answer("a", 1)], 0);
    let out = bench.go(0);
    assert_eq!(keys(&out), ["a"]);
    bench.take_in(&[answer("a", 1)], 1);
    bench.end(out[0].clone(), sent(), 2);
    assert!(bench.go(2).is_empty());
}

#[test]
fn a_blocked_chat_and_a_wrong_text_take_the_rest_along() {
    let mut bench = Bench::new(25);
    let of = |key: &str, chat: i64, batch: &str| Letter {
        batch: Some(batch.to_owned()),
        ..notice(key, chat)
    };
    bench.take_in(&[answer("a", 1), answer("b", 1), of("n", 1, "n:1")], 0);
    let out = bench.go(0);
    let rest = bench.end(out[0].clone(), End::Blocked, 0);
    let ends: Vec<_> = rest
        .iter()
        .map(|r| (r.letter.key.as_str(), &r.end))
        .collect();
    assert_eq!(ends, [("b", &End::Blocked), ("n", &End::Blocked)]);
    bench.take_in(
        &[of("p", 3, "n:2"), of("q", 4, "n:2"), of("r", 5, "n:3")],
        1_000,
    );
    let out = bench.go(1_000);
    assert_eq!(keys(&out), ["p", "q"]);
    bench.end(out[1].clone(), sent(), 1_000);
    bench.take_in(&[of("s", 6, "n:2")], 1_000);
    let rest = bench.end(out[0].clone(), End::BadText, 1_000);
    let ends: Vec<_> = rest
        .iter()
        .map(|r| (r.letter.key.as_str(), &r.end))
        .collect();
    assert_eq!(ends, [("s", &End::Failed)]);
    assert_eq!(keys(&bench.go(2_000)), ["r"]);
}

#[test]
fn three_complaints_pause_notices_but_no_answers() {
    let mut bench = Bench::new(25);
    let many: Vec<Letter> = (1..=6).map(|n| notice(&n.to_string(), n)).collect();
    bench.take_in(&many, 0);
    let mut out = Vec::new();
    for ms in 0..100 {
        out.append(&mut bench.go(ms));
    }
    assert_eq!(out.len(), 3);
    assert!(bench.end(out[0].clone(), slow(5), 100).is_empty());
    assert!(bench.end(out[1].clone(), slow(5), 100).is_empty());
    let back = bench.end(out[2].clone(), slow(5), 100);
    let waiting = ["4", "5", "6"].map(|key| (key.to_owned(), 5_000));
    assert_eq!(backs(&back), waiting);
    bench.take_in(&[answer("a", 7)], 200);
    assert_eq!(keys(&bench.go(200)), ["a"]);
}

#[test]
fn what_went_wrong_is_counted_by_its_kind_until_the_end() {
    let mut bench = Bench::new(25);
    let past = |bench: &mut Bench, ms: u64, end: End| {
        if bench.fetch(ms) == [1] {
            bench.found(1, &["a"], true, ms);
        } else {
            bench.take_in(&[answer("a", 1)], ms);
        }
        let now = bench.now(ms);
        let Some(QueueStep::Send { letter, past }) = bench.queue.next(now) else {
            panic!("nothing sets out");
        };
        bench.end(*letter, end, ms);
        let Past {
            doubted,
            broken,
            muted,
            copied,
        } = past;
        assert_eq!(copied.count, 0);
        (doubted.count, broken.count, muted.count)
    };
    let mut ms = 0;
    let mut then = |bench: &mut Bench, why: DelayReason| {
        ms += 1_000;
        let wait = Duration::from_millis(500);
        past(bench, ms, End::Later { wait, why })
    };
    assert_eq!(then(&mut bench, DelayReason::Broken), (0, 0, 0));
    assert_eq!(then(&mut bench, DelayReason::Trouble), (0, 1, 0));
    assert_eq!(then(&mut bench, DelayReason::Order), (0, 1, 0));
    assert_eq!(then(&mut bench, DelayReason::Broken), (0, 1, 0));
    assert_eq!(then(&mut bench, DelayReason::Doubt), (0, 2, 0));
    assert_eq!(then(&mut bench, DelayReason::Muted), (1, 2, 0));
    assert_eq!(then(&mut bench, DelayReason::Trouble), (1, 2, 1));
    assert_eq!(past(&mut bench, 20_000, sent()), (1, 2, 1));
    assert!(bench.queue.past.is_empty());
}

#[test]
fn everything_is_given_back_at_the_end_and_idle_chats_are_forgotten() {
    let mut bench = Bench::new(25);
    bench.take_in(&[answer("a", 1), answer("b", 1), notice("n", 2)], 0);
    let out = bench.go(0);
    assert_eq!(keys(&out), ["a", "n"]);
    let now = bench.now(5);
    let back = bench.queue.empty(now);
    assert_eq!(backs(&back), [("b".into(), 0)]);
    for report in &back {
        bench.queue.settle(report, now);
    }
    for letter in out {
        bench.end(letter, sent(), 10);
    }
    // What was given back is fetched by whoever serves it next.
    assert_eq!(bench.fetch(15), [1]);
    bench.found::<&str>(1, &[], true, 16);
    let now = bench.now(20_000);
    bench.queue.sweep(now);
    assert!(bench.queue.chats.is_empty() && bench.queue.held.is_empty());
}
