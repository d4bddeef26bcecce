//! One person or one group that sends without end, and everybody else.

use std::time::{Duration, Instant};

use aula::domain::Lang;
use aula::domain::law::{Law, Phone};
use aula::text::Words;

use super::{Bot, SOON, texts};
use crate::botapi::{BotApi, Settings};
use crate::postgres::{Engine, engines};
use crate::searches::{country, crossing, says};

/// Whoever floods.
const ONE: i64 = 1;
const OTHERS: i64 = 40;

async fn slow_server() -> BotApi {
    let latency = Duration::from_millis(50);
    BotApi::start(Settings {
        latency,
        ..Settings::default()
    })
    .await
}

/// How long each of the others waits for an answer while `flood` is pushed, the longest last.
async fn waits(api: &BotApi, flood: impl Fn(i64), times: i64) -> Vec<Duration> {
    // No faster than updates can be asked for at all: a hundred in each call of the slow server.
    let pause = Duration::from_millis(60 + times.unsigned_abs() / 100);
    let mut asked = Vec::new();
    for other in 1..=OTHERS {
        let each = times / OTHERS;
        ((other - 1) * each..other * each).for_each(&flood);
        asked.push(Instant::now());
        api.push_text(1_000 + other, "/start");
        tokio::time::sleep(pause).await;
    }
    let all = |api: &BotApi| (1..=OTHERS).all(|other| api.count_in(1_000 + other) > 0);
    assert!(api.wait_until(all, Duration::from_secs(60)).await);
    let sent = api.sent();
    let mut waits: Vec<Duration> = (1_001..)
        .zip(asked)
        .map(|(chat, asked)| {
            let first = sent.iter().find(|sent| sent.chat_id == chat).unwrap();
            first.at.duration_since(asked)
        })
        .collect();
    waits.sort();
    waits
}

fn told(name: &str, what: &str, waits: &[Duration]) {
    let [half, worst] = [waits.len() / 2, waits.len() - 1].map(|at| waits[at]);
    println!(
        "{name}: {what}: of {OTHERS} others half waited {half:?} at most, the worst {worst:?}"
    );
}

#[tokio::test]
async fn four_thousand_messages_of_one_person_delay_nobody() {
    for engine in engines().await {
        let api = slow_server().await;
        let bot = Bot::polls(&engine, &api).await;
        let push = |n: i64| {
            api.push_text(ONE, &format!("message {n}"));
        };
        let waits = waits(&api, push, 4_000).await;
        told(engine.name, "4,000 messages of one person", &waits);
        assert!(waits[waits.len() - 1] < Duration::from_secs(2), "{waits:?}");
        // Danger is heard through all of it, and by words beside a picture too.
        let phones = Law::embedded().number(Phone::Family).to_owned();
        let dangers = |api: &BotApi| {
            let heard = texts(api, ONE);
            heard.iter().filter(|it| it.contains(&phones)).count()
        };
        let before = dangers(&api);
        api.push_text(ONE, "меня убивают");
        let heard = |api: &BotApi| dangers(api) > before;
        assert!(api.wait_until(heard, Duration::from_secs(30)).await);
        assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
        // Which goes before the rest; that follows.
        let many = |api: &BotApi| api.count_in(ONE) > 100;
        assert!(api.wait_until(many, Duration::from_secs(30)).await);
        let answers = texts(&api, ONE);
        let too_fast = Words::new(Lang::Kk).too_fast(Law::embedded().number(Phone::Police));
        let said = answers.iter().filter(|it| **it == too_fast).count();
        assert_eq!(said, 1);
        println!("{}: {} answers to that person", engine.name, answers.len());
        assert!((100..400).contains(&answers.len()), "{}", answers.len());
        bot.stop().await;
        assert_eq!(api.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn ten_thousand_commands_in_a_group_are_one_hint() {
    for engine in engines().await {
        let api = slow_server().await;
        let bot = Bot::polls(&engine, &api).await;
        let group = -1_000_000_000_005;
        let push = |n: i64| {
            api.push_text_in(group, 1 + n % 50, "/report@aula_test_bot");
        };
        let waits = waits(&api, push, 10_000).await;
        told(engine.name, "10,000 commands in a group", &waits);
        assert!(waits[waits.len() - 1] < Duration::from_secs(2), "{waits:?}");
        assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
        assert!(bot.all_done().await);
        assert_eq!(api.count_in(group), 1);
        bot.stop().await;
    }
}

#[tokio::test]
async fn taps_that_are_not_taken_do_not_spin() {
    let engine = Engine::file().await;
    let api = BotApi::start(Settings::default()).await;
    api.push_text(ONE, "/start");
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_count(1, SOON).await);
    for _ in 0..300 {
        api.push_tap(ONE, 2, "o:emergency-not");
    }
    let done = |api: &BotApi| api.pending() == 0 && api.unanswered().is_empty();
    assert!(api.wait_until(done, SOON).await);
    assert!(bot.all_done().await);
    // The screen with the phones opens whatever else was pressed.
    let before = api.count_in(ONE);
    let emergency = aula::chat::Tap::Open(aula::chat::Screen::Emergency);
    api.push_tap(ONE, 2, &emergency.encode());
    assert!(api.wait_until(|api| api.count_in(ONE) > before, SOON).await);
    bot.stop().await;
}

/// Each of these searches takes as long here as the dear ones of a whole country do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_crossings_of_one_person_delay_nobody() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        tx.replace_records(&country(120)).await.unwrap();
        tx.commit().await.unwrap();
        let api = BotApi::start(Settings::default()).await;
        let bot = Bot::polls(&engine, &api).await;
        for (update, words) in (1..).zip(["hello", "2", "1"]) {
            bot.app.take(&[says(update, ONE, words)]).await.unwrap();
        }
        for at in 0..200 {
            api.push_text(ONE, &crossing(at));
        }
        let asked = Instant::now();
        api.push_text(2, "/start");
        assert!(api.wait_until(|api| api.count_in(2) > 0, SOON).await);
        let waited = asked.elapsed();
        println!("{}: behind 200 crossings {waited:?}", engine.name);
        assert!(waited < Duration::from_secs(3), "{waited:?}");
        bot.stop().await;
    }
}
