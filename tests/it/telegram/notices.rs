//! Broadcasts: their rate, their lane, what stops them.

use std::time::{Duration, Instant};

use aula::app::{App, Limits};
use aula::clock::Clock;
use aula::domain::law::Law;
use aula::domain::{Channel, Chat, Lang, Time};
use aula::post::mark;
use aula::post::report::DeliveryReport;
use aula::store::{Lane, Letter, Outgoing};

use super::{Bot, SOON, answers, fault, notices, row, server, texts, words};
use crate::botapi::limits::{self, FaultKind};
use crate::postgres::{Engine, engines};

#[tokio::test]
async fn notices_keep_their_rate_and_answers_do_not_wait_for_them() {
    let engine = Engine::file().await;
    let api = server().await;
    api.set_limits(limits::Limits::official());
    let bot = Bot::sends(&engine, &api, 25).await;
    bot.write(&notices("n:1", 1..=80, &words("notice"))).await;
    let begun = Instant::now();
    bot.sender.wake();
    assert!(api.wait_count(20, SOON).await);
    let asked = Instant::now();
    bot.say(&answers(500, 1)).await;
    assert!(api.wait_until(|api| api.count_in(500) == 1, SOON).await);
    assert!(asked.elapsed() < Duration::from_millis(300));
    assert!(api.wait_count(81, SOON).await);
    let took = begun.elapsed().as_secs_f64();
    assert!((3.0..4.0).contains(&took), "{took}");
    assert!(bot.all_done().await);
    assert_eq!((api.count_429(), bot.progress("n:1").await.sent), (0, 80));
    bot.stop().await;
}

#[tokio::test]
async fn two_parts_for_one_person_come_a_second_apart_and_in_order() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let mut rows = notices("m:1", 1..=3, &words("words"));
    for chat in 1..=3 {
        rows.push(Outgoing {
            key: format!("m:1/1/{chat}"),
            batch: Some("m:1+".into()),
            seq: 1,
            ..notices("m:1", chat..=chat, &words("pin")).remove(0)
        });
    }
    bot.write(&rows).await;
    bot.sender.wake();
    assert!(api.wait_count(6, SOON).await);
    for chat in 1..=3 {
        assert_eq!(texts(&api, chat), ["words", "pin"]);
        let sent = api.sent();
        let at: Vec<Instant> = sent
            .iter()
            .filter(|s| s.chat_id == chat)
            .map(|s| s.at)
            .collect();
        assert!(at[1] - at[0] >= Duration::from_secs(1));
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_wrong_text_stops_its_broadcast_and_no_other() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 10).await;
    bot.write(&notices("n:1", 1..=40, &words("<b>never closed")))
        .await;
    bot.write(&notices("n:2", 101..=103, &words("right"))).await;
    bot.sender.wake();
    assert!(bot.all_done().await);
    let progress = bot.progress("n:1").await;
    assert_eq!((progress.sent, progress.waiting), (0, 0));
    assert!(progress.failed >= 1 && progress.failed + progress.stopped == 40);
    assert_eq!(bot.progress("n:2").await.sent, 3);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_too_late_is_not_sent() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let past = Clock::System.now() - Duration::from_secs(1);
    let mut rows = notices("m:1", 1..=2, &words("too late"));
    rows[0].expires_at = Some(past);
    bot.write(&rows).await;
    bot.sender.wake();
    assert!(bot.all_done().await);
    let progress = bot.progress("m:1").await;
    assert_eq!((api.count(), progress.sent, progress.failed), (1, 1, 1));
    bot.stop().await;
}

#[tokio::test]
async fn many_complaints_pause_notices_but_no_answers() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 20).await;
    for chat in 1..=3 {
        fault(&api, chat, 1, FaultKind::Retry429(2));
    }
    bot.write(&notices("n:1", 1..=12, &words("notice"))).await;
    let begun = Instant::now();
    bot.sender.wake();
    assert!(api.wait_until(|api| api.count_429() == 3, SOON).await);
    let quiet = api.count();
    bot.say(&answers(500, 1)).await;
    assert!(
        api.wait_until(|api| api.count_in(500) == 1, Duration::from_millis(500))
            .await
    );
    assert!(api.count() <= quiet + 4);
    assert!(api.wait_count(13, Duration::from_secs(8)).await);
    assert!(begun.elapsed() >= Duration::from_secs(2));
    assert!(bot.all_done().await);
    bot.stop().await;
}

#[tokio::test]
async fn a_broadcast_survives_a_process_that_dies() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 30).await;
    bot.write(&notices("n:1", 1..=60, &words("notice"))).await;
    bot.sender.wake();
    assert!(api.wait_count(20, SOON).await);
    // The process is gone: nothing is finished, nothing is given back.
    bot.kill();
    let sent_by_the_first = api.count();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let next = Bot::sends(&engine, &api, 30).await;
    assert!(next.all_done().await);
    assert_eq!(next.progress("n:1").await.sent, 60);
    let twice = api.count() - 60;
    assert!(twice <= 8, "{twice} of {sent_by_the_first}");
    next.stop().await;
}

#[tokio::test]
async fn a_row_that_does_not_read_harms_nobody() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let broken = Outgoing {
        body: "{".into(),
        ..row("broken", 1, &words(""))
    };
    bot.say(&[broken]).await;
    bot.say(&answers(1, 1)).await;
    assert!(bot.all_done().await);
    assert_eq!(texts(&api, 1), ["1"]);
    bot.stop().await;
}

/// Nobody sends: the author's chat was told to wait.
#[tokio::test]
async fn the_author_of_a_broadcast_is_told_one_thing_at_a_time() {
    for engine in engines().await {
        let (store, clock) = (engine.store.clone(), Clock::System);
        let app = App::new(store, clock, Law::embedded(), Limits::default());
        let app = app.await.unwrap();
        let now = app.clock.now();
        let mut tx = app.store.begin().await.unwrap();
        tx.watch("n:1", Chat::first(77), Lang::Ru, now)
            .await
            .unwrap();
        let rows = notices("n:1", 1..=20, &words("notice"));
        tx.enqueue(&rows, now, None).await.unwrap();
        tx.commit().await.unwrap();
        let until = now + Duration::from_secs(60);
        for letter in lease(&app, Lane::Notice, until).await {
            done(&app, letter).await;
            app.show_progress().await.unwrap();
        }
        // It is on its way, and still the only one.
        let mut renewals = lease(&app, Lane::Answer, until).await;
        assert_eq!(renewals.len(), 1, "{}", engine.name);
        app.show_progress().await.unwrap();
        assert_eq!(lease(&app, Lane::Answer, until).await, []);
        done(&app, renewals.remove(0)).await;
        app.show_progress().await.unwrap();
        let [last] = <[_; 1]>::try_from(lease(&app, Lane::Answer, until).await).unwrap();
        assert!(last.body.contains(&"▓".repeat(10)), "{}", last.body);
        done(&app, last).await;
        app.show_progress().await.unwrap();
        assert_eq!(lease(&app, Lane::Answer, until).await, []);
    }
}

async fn done(app: &App, letter: Letter) {
    let mut tx = app.store.begin().await.unwrap();
    let sent = DeliveryReport::sent(letter, 1, None);
    mark::note(app, &mut tx, &[sent]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lease(app: &App, lane: Lane, until: Time) -> Vec<Letter> {
    let mut tx = app.store.begin().await.unwrap();
    let now = app.clock.now();
    let letters = tx.lease(lane, Channel::FIRST, now, until, 99).await;
    tx.commit().await.unwrap();
    letters.unwrap()
}
