//! Files: those of a broadcast go over the wire once, those of one person leave no trace.

use std::time::Duration;

use aula::store::Outgoing;

use super::{Bot, SOON, fault, file, notices, row, server};
use crate::botapi::BotApi;
use crate::botapi::limits::FaultKind;
use crate::postgres::Engine;
use crate::sql::lines;

fn uploads(api: &BotApi) -> usize {
    let sent = api.sent();
    sent.iter().filter(|sent| !sent.files.is_empty()).count()
}

#[tokio::test]
async fn a_file_of_a_broadcast_is_uploaded_once() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let meeting = file("a.ics", "A");
    bot.say(&notices("m:1", 1..=5, &meeting)).await;
    assert!(api.wait_count(5, SOON).await && bot.all_done().await);
    bot.stop().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    bot.say(&notices("m:1", 6..=6, &meeting)).await;
    assert!(api.wait_count(6, SOON).await && bot.all_done().await);
    // Telegram forgot it.
    let forgotten = "Bad Request: wrong file identifier/HTTP URL specified";
    fault(&api, 7, 1, FaultKind::BadRequest(forgotten.to_owned()));
    bot.say(&notices("m:1", 7..=7, &meeting)).await;
    assert!(api.wait_count(7, SOON).await && bot.all_done().await);
    bot.say(&notices("m:1", 8..=8, &meeting)).await;
    assert!(api.wait_count(8, SOON).await && bot.all_done().await);
    assert_eq!(uploads(&api), 2);
    bot.stop().await;
}

#[tokio::test]
async fn what_one_person_asked_for_is_not_remembered() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    for key in ["one", "two"] {
        bot.say(&[row(key, 7, &file("mydata.json", "{}"))]).await;
    }
    assert!(api.wait_count(2, SOON).await && bot.all_done().await);
    let mut tx = bot.app.store.read().await.unwrap();
    let kept = lines(&mut tx, "select hash from upload").await;
    tx.rollback().await.unwrap();
    assert_eq!((kept, uploads(&api)), (Vec::new(), 2));
    bot.stop().await;
}

#[tokio::test]
async fn a_slow_upload_holds_up_no_other_file() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, 1, 1, FaultKind::Delay(Duration::from_secs(12)));
    bot.say(&notices("m:1", 1..=2, &file("a.ics", "A"))).await;
    bot.say(&notices("m:2", 3..=3, &file("a.ics", "B"))).await;
    assert!(api.wait_count(1, 4 * SOON).await);
    assert_eq!(api.count_in(3), 1, "the other file came first");
    assert!(api.wait_count(3, 4 * SOON).await);
    assert_eq!(uploads(&api), 2);
    bot.stop().await;
}

#[tokio::test]
async fn a_lease_is_not_outlived_by_somebodys_upload() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    fault(&api, 1, 1, FaultKind::Delay(Duration::from_secs(5)));
    // The second sets out with little time to spare, and another process takes it over.
    let rows = notices("m:1", 1..=2, &file("a.ics", "A"));
    let now = bot.app.clock.now();
    let lease = |row: &Outgoing, seconds| row.letter(now, now + Duration::from_secs(seconds));
    let mut tx = bot.app.store.begin().await.unwrap();
    for (row, seconds) in rows.iter().zip([60, 90]) {
        let until = now + Duration::from_secs(seconds);
        let row = std::slice::from_ref(row);
        tx.enqueue(row, now, Some(until)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let ours = vec![lease(&rows[0], 60), lease(&rows[1], 28)];
    bot.sender.hand(ours, false).await;
    assert!(api.wait_count(1, 2 * SOON).await);
    // What is in flight ends before it stops.
    bot.stop().await;
    assert_eq!((api.count_in(1), api.count_in(2)), (1, 0));
}
