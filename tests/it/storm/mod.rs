//! Random people against the real app: every seed is a few hundred turns of residents, officers and
//! strangers, with crashes, repetitions and jumps of the clock. What must hold then is in `rules`.
//!
//! `STORM_SEEDS=1000..1200 cargo test storm` goes through other seeds than the few of every run.

mod faults;
mod human;
mod input;
mod kept;
mod keys;
mod office;
mod rules;
mod sealed;
mod told;
mod transport;
mod words;
mod world;

use std::collections::BTreeSet;
use std::ops::Range;

use aula::domain::Lang;

use crate::postgres::Engine;
use world::{Habits, World};

const TURNS: usize = 300;

/// Seeds of `STORM_SEEDS`, "7" or "100..200"; without it the given ones.
fn seeds(few: Range<u64>) -> Range<u64> {
    let Ok(wanted) = std::env::var("STORM_SEEDS") else {
        return few;
    };
    let number = |text: &str| {
        text.trim()
            .parse::<u64>()
            .expect("STORM_SEEDS=7 or 100..200")
    };
    match wanted.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => number(&wanted)..number(&wanted) + 1,
    }
}

/// Whether somebody asks for seeds that need not show everything.
fn few() -> bool {
    std::env::var_os("STORM_SEEDS").is_some()
}

/// Everything that a storm on one engine leaves to be looked at.
async fn storm(engine: Engine, seed: u64, habits: Habits) -> World {
    let mut world = World::new(engine, seed, habits).await;
    for turn in 0..TURNS {
        world.turn().await;
        if turn % 50 == 49 {
            rules::check(&mut world).await;
        }
    }
    world.settle().await;
    rules::check(&mut world).await;
    rules::nothing_is_owed(&world);
    world
}

/// All that a storm should have done, or it proves little.
const ACTIONS: [&str; 23] = [
    "accept",
    "add_to",
    "announce",
    "answer",
    "ask",
    "choose_language",
    "close",
    "consent",
    "end_post",
    "forget",
    "import",
    "invite",
    "join",
    "remark",
    "resume",
    "revoke",
    "send_notice",
    "send_report",
    "stop_notice",
    "subscribe",
    "take_back",
    "unsubscribe",
    "withdraw",
];

#[tokio::test]
async fn nothing_is_lost_and_nothing_happens_twice() {
    let (mut done, mut sealed) = (BTreeSet::new(), 0);
    for seed in seeds(1..25) {
        // Eight, and more only until everything was seen once.
        if !few() && seed > 8 && ACTIONS.iter().all(|it| done.contains(*it)) {
            break;
        }
        let mut world = storm(Engine::file().await, seed, Habits::rough(seed)).await;
        done.extend(rules::actions(&mut world).await);
        sealed += world.sealed;
    }
    let missing: Vec<_> = ACTIONS.iter().filter(|it| !done.contains(**it)).collect();
    assert!(few() || missing.is_empty(), "never does {missing:?}");
    assert!(few() || sealed > 0, "nothing ever happens at home");
}

/// What happens at home stays with each alone, also where all that people say is said in groups.
#[tokio::test]
async fn a_group_hears_nothing_of_a_report() {
    let (mut sealed, mut to_many) = (0, 0);
    for seed in seeds(51..54) {
        let world = storm(Engine::memory().await, seed, Habits::in_groups()).await;
        sealed += world.sealed;
        to_many += world.to_many;
    }
    let tried = sealed > 0 && to_many > 0;
    assert!(few() || tried, "{sealed} at home, {to_many} in groups");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_with_two_processes_on_postgres() {
    for seed in seeds(31..32) {
        if let Some(engine) = Engine::postgres().await {
            storm(engine, seed, Habits::shared(seed)).await;
        }
    }
}

/// Two storms that differ only in how a button is used say the same to the letter.
#[tokio::test]
async fn a_typed_number_is_its_button() {
    for seed in seeds(41..42) {
        let tapped = storm(Engine::memory().await, seed, Habits::calm(false)).await;
        let typed = storm(Engine::memory().await, seed, Habits::calm(true)).await;
        let (mut ids, mut others) = (Ids::default(), Ids::default());
        for (one, other) in tapped.said.iter().zip(&typed.said) {
            let pair = (ids.named(&one.1), others.named(&other.1));
            assert_eq!(pair.0, pair.1, "seed {seed}");
            assert_eq!(one.0, other.0, "seed {seed}");
        }
        assert_eq!(tapped.said.len(), typed.said.len(), "seed {seed}");
        assert!(tapped.said.len() > TURNS / 2);
        // In one language alone, half of it would prove nothing.
        for lang in Lang::ALL {
            let readers = tapped.people.iter().filter(|it| it.lang == Some(lang));
            assert!(
                few() || readers.count() >= 2,
                "seed {seed}: {}",
                lang.code()
            );
        }
    }
}

/// Numbers of records, which are drawn by chance, by the order in which they appear.
#[derive(Default)]
struct Ids(std::collections::HashMap<String, usize>);

impl Ids {
    /// The text with names in the place of such numbers.
    fn named(&mut self, text: &str) -> String {
        let mut named = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(|it: char| it.is_ascii_digit()) {
            named.push_str(&rest[..at]);
            let end = rest[at..].find(|it: char| !it.is_ascii_digit());
            let end = end.map_or(rest.len(), |end| at + end);
            let number = &rest[at..end];
            let count = self.0.len();
            match number.len() < 15 {
                true => named.push_str(number),
                false => {
                    let name = *self.0.entry(number.to_owned()).or_insert(count);
                    named.push_str(&format!("record {name}"));
                }
            }
            rest = &rest[end..];
        }
        named + rest
    }
}
