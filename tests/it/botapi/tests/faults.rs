//! Faults that are asked for, and limits of pace.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{Bot, Outcome};
use crate::botapi::{Fault, FaultKind, Limits, Rate, Settings};

fn once(kind: FaultKind) -> Fault {
    Fault {
        method: Some("SendMessage"),
        chat: None,
        times: 1,
        kind,
    }
}

#[tokio::test]
async fn each_fault_happens_as_often_as_asked() -> Outcome {
    let bot = Bot::plain().await;
    bot.api.fault(once(FaultKind::Retry429(7)));
    let answer = bot.say(5, "a").await?;
    assert_eq!(
        (answer.status, &answer.body["parameters"]["retry_after"]),
        (429, &json!(7))
    );
    assert_eq!(
        answer.body["description"],
        "Too Many Requests: retry after 7"
    );
    assert_eq!(bot.api.count_429(), 1);
    let blocked = "Forbidden: bot was blocked by the user";
    bot.api.fault(Fault {
        method: None,
        chat: Some(6),
        times: u32::MAX,
        kind: FaultKind::Forbidden(blocked.to_owned()),
    });
    bot.api.fault(once(FaultKind::BadRequest(
        "Bad Request: chat not found".to_owned(),
    )));
    bot.api.fault(Fault {
        times: 0,
        ..once(FaultKind::DropBefore)
    });
    for _ in 0..2 {
        let answer = bot.say(6, "a").await?;
        assert_eq!(
            (answer.status, answer.body["description"].as_str()),
            (403, Some(blocked))
        );
    }
    assert_eq!(
        bot.say(5, "a").await?.body["description"],
        "Bad Request: chat not found"
    );
    assert_eq!(bot.say(5, "a").await?.status, 200);
    bot.api.clear_faults();
    assert_eq!(bot.say(6, "a").await?.status, 200);
    bot.api.fault(once(FaultKind::ServerError));
    let page = reqwest::Client::new()
        .post(bot.url("sendMessage"))
        .json(&json!({"chat_id": 5, "text": "a"}))
        .send()
        .await?;
    assert_eq!(page.status().as_u16(), 500);
    assert!(page.text().await?.contains("<html>"));
    bot.api
        .fault(once(FaultKind::Delay(Duration::from_millis(50))));
    let begun = Instant::now();
    assert_eq!(bot.say(5, "a").await?.status, 200);
    assert!(begun.elapsed() >= Duration::from_millis(50));
    assert_eq!((bot.api.count(), bot.api.violations().len()), (3, 0));
    Ok(())
}

#[tokio::test]
async fn connections_close_before_or_after_the_deed() -> Outcome {
    let bot = Bot::plain().await;
    bot.say(5, "open").await?;
    bot.api.fault(once(FaultKind::DropBefore));
    assert!(bot.say(5, "lost").await.is_err());
    assert_eq!(bot.api.count(), 1);
    bot.api.fault(once(FaultKind::DropAfter));
    assert!(bot.say(5, "done in silence").await.is_err());
    assert_eq!(
        (bot.api.count(), bot.api.last_text(5).as_deref()),
        (2, Some("done in silence"))
    );
    assert_eq!(bot.say(5, "again").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_group_that_became_a_supergroup_stays_dead() -> Outcome {
    let bot = Bot::plain().await;
    let new = -1_000_000_000_777_i64;
    bot.api.fault(Fault {
        method: None,
        chat: Some(-7),
        times: 1,
        kind: FaultKind::Migrate(new),
    });
    for _ in 0..3 {
        let answer = bot.say(-7, "a").await?;
        assert_eq!(
            (
                answer.status,
                &answer.body["parameters"]["migrate_to_chat_id"]
            ),
            (400, &json!(new))
        );
        assert_eq!(
            answer.body["description"],
            "Bad Request: group chat was upgraded to a supergroup chat"
        );
    }
    assert_eq!(
        bot.say(new, "a").await?.body["result"]["chat"]["type"],
        "supergroup"
    );
    bot.api.migrate(-8, new - 1);
    assert_eq!(
        bot.say(-8, "a").await?.body["parameters"]["migrate_to_chat_id"],
        new - 1
    );
    let updates = bot.call("getUpdates", &json!({})).await?.body;
    assert_eq!(
        updates["result"][0]["message"]["migrate_to_chat_id"],
        new - 1
    );
    assert_eq!(updates["result"][1]["message"]["migrate_from_chat_id"], -8);
    Ok(())
}

#[tokio::test]
async fn sending_too_fast_is_refused() -> Outcome {
    let bot = Bot::new(Settings {
        limits: Limits::official(),
        ..Settings::default()
    })
    .await;
    for _ in 0..5 {
        assert_eq!(bot.say(5, "a").await?.status, 200);
    }
    let answer = bot.say(5, "a").await?;
    assert_eq!(
        (answer.status, &answer.body["parameters"]["retry_after"]),
        (429, &json!(1))
    );
    // Another chat is not touched by it, and edits are not counted.
    assert_eq!(bot.say(6, "a").await?.status, 200);
    assert_eq!(
        bot.call(
            "editMessageText",
            &json!({"chat_id": 5, "message_id": 1, "text": "b"})
        )
        .await?
        .status,
        200
    );
    bot.api.set_limits(Limits {
        overall: None,
        ..Limits::official()
    });
    for _ in 0..20 {
        assert_eq!(bot.say(-7, "a").await?.status, 200);
    }
    let answer = bot.say(-7, "a").await?;
    assert_eq!(
        (answer.status, &answer.body["parameters"]["retry_after"]),
        (429, &json!(3))
    );
    bot.api.set_limits(Limits {
        overall: Some(Rate {
            every: Duration::from_millis(50),
            burst: 3,
        }),
        private: None,
        group: None,
    });
    for chat in 10..13 {
        assert_eq!(bot.say(chat, "a").await?.status, 200);
    }
    assert_eq!(bot.say(13, "a").await?.status, 429);
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(bot.say(13, "a").await?.status, 200);
    assert_eq!((bot.api.count_429(), bot.api.count()), (3, 30));
    Ok(())
}

#[tokio::test]
async fn every_answer_takes_the_latency() -> Outcome {
    let bot = Bot::new(Settings {
        latency: Duration::from_millis(40),
        ..Settings::default()
    })
    .await;
    let begun = Instant::now();
    bot.call("getMe", &json!({})).await?;
    bot.say(5, "a").await?;
    assert!(begun.elapsed() >= Duration::from_millis(80));
    Ok(())
}
