//! Answers to the question for updates that no server should give.

use std::time::Duration;

use super::{Bot, SOON, server};
use crate::botapi::limits::{Fault, FaultKind};
use crate::postgres::Engine;

fn ask(times: u32, kind: FaultKind) -> Fault {
    Fault {
        method: Some("getUpdates"),
        chat: None,
        times,
        kind,
    }
}

#[tokio::test]
async fn fewer_are_asked_for_when_the_answer_is_too_large() {
    let engine = Engine::file().await;
    let api = server().await;
    api.fault(ask(u32::MAX, FaultKind::HugeAbove(10)));
    for person in 1..=30 {
        api.push_text(person, "/start");
    }
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_count(30, 4 * SOON).await, "{}", api.count());
    // It went up again meanwhile, and down.
    bot.stop().await;
}

/// What is too large even alone cannot be: it is waited for, and asked for again.
#[tokio::test]
async fn one_update_that_is_too_large_is_waited_for() {
    let engine = Engine::file().await;
    let api = server().await;
    // 100, 50, 25, 12, 6, 3, 1, and 1 again after a pause.
    api.fault(ask(8, FaultKind::HugeAbove(0)));
    api.push_text(1, "/start");
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_count(1, 4 * SOON).await);
    bot.stop().await;
}

#[tokio::test]
async fn garbage_does_not_end_the_asking() {
    let garbage = [
        "",
        "null",
        "[]",
        "\u{0}",
        r#"{"ok":true}"#,
        r#"{"ok":true,"result":{}}"#,
        r#"{"ok":true,"result":"[]"}"#,
        r#"{"ok":false,"error_code":429,"parameters":{"retry_after":99999999999}}"#,
        r#"{"ok":false,"error_code":429,"parameters":{"retry_after":-1}}"#,
        r#"{"ok":false,"error_code":70000,"description":"x"}"#,
        r#"{"ok":true,"result":[null,1,"x",[],{}]}"#,
    ];
    for (person, text) in (1..).zip(garbage) {
        let (engine, api) = (Engine::file().await, server().await);
        api.fault(ask(1, FaultKind::Garbage(text)));
        api.push_text(person, "/start");
        let bot = Bot::polls(&engine, &api).await;
        assert!(
            api.wait_count(1, SOON + Duration::from_secs(3)).await,
            "{text}"
        );
        bot.stop().await;
    }
}
