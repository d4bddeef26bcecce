//! One chat, or many slow ones, and everybody else: nobody waits for what is said to others.

use std::time::{Duration, Instant};

use aula::domain::{Channel, Chat};
use aula::store::Outgoing;

use super::{Bot, SOON, answers, fault, row, server, texts, words};
use crate::botapi::limits::{FaultKind, Limits};
use crate::botapi::{BotApi, Settings};
use crate::postgres::{Engine, engines};

/// How long somebody waits for one answer; at most two seconds are allowed.
async fn asks(bot: &Bot, api: &BotApi, chat: i64) -> Duration {
    let begun = Instant::now();
    bot.say(&[row(&format!("q:{chat}"), chat, &words("answer"))])
        .await;
    let came = api.wait_until(|api| api.count_in(chat) > 0, SOON).await;
    assert!(came, "{chat} is never answered");
    begun.elapsed()
}

async fn latency(milliseconds: u64) -> BotApi {
    let settings = Settings {
        latency: Duration::from_millis(milliseconds),
        ..Settings::default()
    };
    BotApi::start(settings).await
}

#[tokio::test]
async fn four_thousand_answers_of_one_chat_keep_no_other_waiting() {
    for engine in engines().await {
        let api = latency(20).await;
        let bot = Bot::sends(&engine, &api, 25).await;
        for some in answers(1, 4_000).chunks(100) {
            bot.say(some).await;
        }
        let mut worst = Duration::ZERO;
        for chat in 100..140 {
            worst = worst.max(asks(&bot, &api, chat).await);
        }
        println!("{}: the worst of 40 waits {worst:?}", engine.name);
        assert!(worst < Duration::from_secs(1), "{worst:?}");
        // In their order, and none twice.
        assert!(api.wait_until(|api| api.count_in(1) >= 60, SOON).await);
        let said = texts(&api, 1);
        let expected: Vec<String> = (1..=said.len()).map(|n| n.to_string()).collect();
        assert_eq!(said, expected, "{}", engine.name);
        bot.kill();
    }
}

#[tokio::test]
async fn sixty_thousand_answers_that_an_earlier_life_left_silence_nobody() {
    for engine in engines().await {
        let rows: Vec<Outgoing> = answers(1, 60_000);
        let mut tx = engine.store.begin().await.unwrap();
        let now = jiff::Timestamp::now();
        tx.enqueue(&rows, now, None).await.unwrap();
        tx.commit().await.unwrap();
        let api = server().await;
        // Telegram wants a pause of one second after each.
        api.set_limits(Limits::official());
        let begun = Instant::now();
        let bot = Bot::sends(&engine, &api, 25).await;
        let mut worst = Duration::ZERO;
        for chat in 100..120 {
            worst = worst.max(asks(&bot, &api, chat).await);
        }
        let all = begun.elapsed();
        println!(
            "{}: the worst of 20 waits {worst:?}, {all:?} since the start",
            engine.name
        );
        assert!(worst < Duration::from_secs(1), "{worst:?}");
        bot.kill();
    }
}

#[tokio::test]
async fn a_backlog_that_cannot_go_out_costs_by_chats() {
    for (few, many) in engines().await.into_iter().zip(engines().await) {
        for (engine, rows) in [(&few, 40), (&many, 40_000)] {
            let mut tx = engine.store.begin().await.unwrap();
            let now = jiff::Timestamp::now();
            tx.enqueue(&answers(1, rows), now, None).await.unwrap();
            tx.commit().await.unwrap();
        }
        // The quickest of each: others keep this machine busy too.
        let (mut of_few, mut of_many) = (Duration::MAX, Duration::MAX);
        for _ in 0..50 {
            of_few = of_few.min(look(&few).await);
            of_many = of_many.min(look(&many).await);
        }
        let name = few.name;
        println!("{name}: a look at 40 rows of one chat: {of_few:?}, at 40,000: {of_many:?}");
        assert!(of_many < 4 * of_few, "{name}: {of_many:?}");
    }
}

async fn look(engine: &Engine) -> Duration {
    let mut tx = engine.store.read().await.unwrap();
    let begun = Instant::now();
    assert_eq!(
        tx.waiting_chats(Chat::first(i64::MIN), 500).await.unwrap(),
        [Chat::first(1)]
    );
    tx.next_notice(Channel::FIRST).await.unwrap();
    let took = begun.elapsed();
    tx.rollback().await.unwrap();
    took
}

#[tokio::test]
async fn forty_chats_whose_calls_take_long_keep_no_other_waiting() {
    let engine = Engine::file().await;
    let api = server().await;
    for chat in 1..=40 {
        fault(&api, chat, 1, FaultKind::Delay(Duration::from_secs(6)));
    }
    let bot = Bot::sends(&engine, &api, 25).await;
    let slow: Vec<Outgoing> = (1..=40).flat_map(|chat| answers(chat, 1)).collect();
    bot.say(&slow).await;
    let mut worst = Duration::ZERO;
    for chat in 100..110 {
        worst = worst.max(asks(&bot, &api, chat).await);
    }
    println!("the worst of ten waits {worst:?}");
    assert!(worst < Duration::from_secs(2), "{worst:?}");
    bot.kill();
}

#[tokio::test]
async fn what_goes_first_passes_three_hundred_that_wait() {
    for engine in engines().await {
        let api = latency(50).await;
        let bot = Bot::sends(&engine, &api, 25).await;
        bot.say(&answers(1, 300)).await;
        let begun = Instant::now();
        let first = Outgoing {
            first: true,
            ..row("first", 1, &words("a new report"))
        };
        bot.say(&[first]).await;
        let is_there = |api: &BotApi| texts(api, 1).iter().any(|text| text == "a new report");
        assert!(api.wait_until(is_there, SOON).await, "{}", engine.name);
        let took = begun.elapsed();
        println!("{}: after {took:?}", engine.name);
        assert!(took < Duration::from_secs(2), "{took:?}");
        bot.kill();
    }
}

/// A clock set back by an hour while a chat was told to wait: it waits as long as it was told to.
#[tokio::test]
async fn a_clock_that_goes_back_keeps_nobody_waiting() {
    for engine in engines().await {
        let mut tx = engine.store.begin().await.unwrap();
        let hour = jiff::SignedDuration::from_hours(1);
        let then = jiff::Timestamp::now() + hour;
        let late: Vec<Outgoing> = answers(1, 3)
            .into_iter()
            .map(|row| Outgoing {
                not_before: then,
                ..row
            })
            .collect();
        tx.enqueue(&late, then, None).await.unwrap();
        let leased = tx
            .lease_chat(Chat::first(1), then, then + hour, 1)
            .await
            .unwrap();
        assert_eq!(leased.letters.len(), 1);
        tx.commit().await.unwrap();
        let api = server().await;
        let bot = Bot::sends(&engine, &api, 25).await;
        let came = api.wait_until(|api| api.count_in(1) == 3, SOON).await;
        assert!(came, "{}: {:?}", engine.name, texts(&api, 1));
        bot.stop().await;
    }
}
