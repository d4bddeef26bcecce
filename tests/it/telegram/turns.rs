//! What comes in by asking.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{Bot, SOON, server, texts};
use crate::botapi::limits::{Fault, FaultKind};
use crate::postgres::{Engine, engines};

#[tokio::test]
async fn a_conversation_from_the_first_word() {
    for engine in engines().await {
        let api = server().await;
        api.push_text(7, "/start");
        let begun = Instant::now();
        let bot = Bot::polls(&engine, &api).await;
        assert!(api.wait_count(1, SOON).await);
        let took = begun.elapsed();
        assert!(
            took < Duration::from_millis(200),
            "{took:?} on {}",
            engine.name
        );
        api.push_tap(7, 2, "o:help:");
        assert!(api.wait_count(2, SOON).await);
        assert!(
            api.wait_until(|api| api.unanswered().is_empty(), SOON)
                .await
        );
        assert!(bot.app.health.silent_for(bot.app.clock.now()).is_some());
        bot.stop().await;
        assert_eq!(api.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn two_hundred_people_at_once() {
    for engine in engines().await {
        let api = server().await;
        for person in 1..=200 {
            api.push_text(person, "/start");
        }
        let bot = Bot::polls(&engine, &api).await;
        assert!(api.wait_count(200, Duration::from_secs(20)).await);
        for person in 1..=200 {
            assert_eq!(texts(&api, person).len(), 1, "{person}");
        }
        assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
        bot.stop().await;
    }
}

#[tokio::test]
async fn strange_updates_are_acknowledged_and_others_answered() {
    let engine = Engine::file().await;
    let api = server().await;
    let chat = json!({"id": 7, "type": "private", "first_name": "A"});
    let from = json!({"id": 7, "is_bot": false, "first_name": "A"});
    api.push(
        json!({"message": {"message_id": 1, "date": 1, "chat": chat, "from": from,
        "voice": {"file_id": "F", "file_unique_id": "u", "duration": 1}}}),
    );
    api.push(json!({"message": "strange"}));
    api.push(json!({"callback_query": {"id": 5}}));
    api.push(json!({"message": {"message_id": 2, "date": 1, "chat": chat, "from": from,
        "text": "22:45", "entities": [{"type": "date_time", "offset": 0, "length": 5, "unix_time": 1}]}}));
    api.push_text(8, "/start");
    let bot = Bot::polls(&engine, &api).await;
    assert!(
        api.wait_until(|api| api.count_in(7) == 2 && api.count_in(8) == 1, SOON)
            .await
    );
    assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
    bot.stop().await;
}

#[tokio::test]
async fn what_was_taken_but_not_acknowledged_is_not_taken_twice() {
    let engine = Engine::file().await;
    let api = server().await;
    api.push_text(7, "/start");
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_count(1, SOON).await);
    assert!(bot.all_done().await);
    bot.kill();
    // It died before it could say "received", so Telegram tells it again.
    let update = json!({"update_id": 1000, "message": {"message_id": 1, "date": 1, "text": "/start",
        "chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": false}}});
    api.push(update);
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
    assert!(bot.all_done().await);
    assert_eq!(api.count(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn troubles_of_asking_pass() {
    let engine = Engine::file().await;
    let api = server().await;
    for kind in [
        FaultKind::ServerError,
        FaultKind::DropBefore,
        FaultKind::Retry429(1),
    ] {
        api.fault(Fault {
            method: Some("getUpdates"),
            chat: None,
            times: 1,
            kind,
        });
    }
    api.push_text(7, "/start");
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_count(1, Duration::from_secs(9)).await);
    bot.stop().await;
}

#[tokio::test]
async fn a_webhook_that_was_left_set_is_removed() {
    let engine = Engine::file().await;
    let api = server().await;
    let client = aula::telegram::Client::connect(&api.url(), &api.token().into()).unwrap();
    let request =
        aula::telegram::Request::new("setWebhook", &json!({"url": "https://127.0.0.1:8443/x"}));
    let set: bool = client.call(request.unwrap(), SOON).await.unwrap();
    assert!(set);
    let bot = Bot::polls(&engine, &api).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    api.push_text(7, "/start");
    assert!(api.wait_count(1, SOON).await);
    bot.stop().await;
}

#[tokio::test]
async fn a_group_that_moves_takes_its_rows_along() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::polls(&engine, &api).await;
    api.migrate(-5, -1_000_000_000_005);
    assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
    api.push_text_in(-1_000_000_000_005, 7, "/help@aula_test_bot");
    assert!(
        api.wait_until(|api| api.count_in(-1_000_000_000_005) == 1, SOON)
            .await
    );
    bot.stop().await;
    assert_eq!(api.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_token_is_fatal() {
    let engine = Engine::file().await;
    let api = server().await;
    let mut bot = Bot::sends(&engine, &api, 25).await;
    bot.client = aula::telegram::Client::connect(&api.url(), &"1:wrong".into()).unwrap();
    let asking = aula::telegram::poll(
        bot.app.clone(),
        bot.client.clone(),
        bot.sender.clone(),
        Default::default(),
    );
    let fault = tokio::time::timeout(SOON, asking)
        .await
        .unwrap()
        .unwrap_err();
    assert!(fault.to_string().contains("token") && !fault.to_string().contains("wrong"));
    bot.stop().await;
}

#[tokio::test]
async fn the_menu_is_published_in_both_languages_and_for_all_others() {
    let api = server().await;
    let client = aula::telegram::Client::connect(&api.url(), &api.token().into()).unwrap();
    aula::telegram::publish_menu(&client, "102").await;
    for method in ["setMyCommands", "setMyDescription", "setMyShortDescription"] {
        assert_eq!(api.stored(method).len(), 3, "{method}");
    }
    assert_eq!(api.violations(), Vec::<String>::new());
}
