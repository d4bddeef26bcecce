//! Long polling: offsets, limits, waiting, kinds, conflicts; and the updates that people make.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Bot, Outcome};
use crate::botapi::Settings;

fn ids(body: &Value) -> Vec<i64> {
    body["result"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|update| update["update_id"].as_i64())
        .collect()
}

#[tokio::test]
async fn an_offset_forgets_what_is_below_it() -> Outcome {
    let bot = Bot::new(Settings {
        first_update_id: 10,
        ..Settings::default()
    })
    .await;
    for text in ["a", "b", "c", "d"] {
        bot.api.push_text(5, text);
    }
    assert_eq!(
        ids(&bot.call("GetUpdates", &json!({})).await?.body),
        [10, 11, 12, 13]
    );
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"limit": 2})).await?.body),
        [10, 11]
    );
    assert_eq!(bot.api.pending(), 4);
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"offset": 12})).await?.body),
        [12, 13]
    );
    assert_eq!(bot.api.pending(), 2);
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"offset": 0})).await?.body),
        [12, 13]
    );
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"offset": -1})).await?.body),
        [13]
    );
    assert_eq!(bot.api.pending(), 1);
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"offset": 14})).await?.body),
        Vec::<i64>::new()
    );
    // A week without updates: the next id is any number.
    assert_eq!(
        bot.api
            .push(json!({"update_id": 500, "message": {"message_id": 9, "chat": {"id": 5}}})),
        500
    );
    assert_eq!(bot.api.push_raw(r#"{"poll": {"id": "1"}}"#)?, 501);
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"offset": 14})).await?.body),
        [500, 501]
    );
    assert_eq!(bot.api.push_text(5, "after 9"), 10);
    Ok(())
}

#[tokio::test]
async fn a_poll_waits_and_wakes_at_once() -> Outcome {
    let bot = Bot::plain().await;
    let begun = Instant::now();
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"timeout": 1})).await?.body),
        Vec::<i64>::new()
    );
    assert!(begun.elapsed() >= Duration::from_millis(990));
    let api = bot.api.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        api.push_text(5, "now");
    });
    let begun = Instant::now();
    assert_eq!(
        ids(&bot.call("getUpdates", &json!({"timeout": 50})).await?.body),
        [1000]
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
    Ok(())
}

#[tokio::test]
async fn the_older_of_two_polls_ends_in_conflict() -> Outcome {
    let bot = Bot::plain().await;
    let params = json!({"timeout": 50});
    let newer = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let api = bot.api.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            api.push_text(5, "a");
        });
        bot.call("getUpdates", &params).await
    };
    let (older, newer) = tokio::join!(bot.call("getUpdates", &params), newer);
    let older = older?;
    assert_eq!(older.status, 409);
    assert_eq!(
        older.body["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
    assert_eq!(ids(&newer?.body), [1000]);
    bot.call("setWebhook", &json!({"url": "http://127.0.0.1:9/"}))
        .await?;
    let barred = bot.call("getUpdates", &json!({})).await?;
    assert_eq!(
        (
            barred.status,
            barred.body["description"]
                .as_str()
                .unwrap_or_default()
                .starts_with("Conflict: can't use getUpdates")
        ),
        (409, true)
    );
    bot.call("deleteWebhook", &json!({})).await?;
    assert_eq!(ids(&bot.call("getUpdates", &json!({})).await?.body), [1000]);
    Ok(())
}

#[tokio::test]
async fn kinds_that_nobody_asked_for_are_not_kept() -> Outcome {
    let bot = Bot::plain().await;
    let reaction = json!({"message_reaction": {"chat": {"id": 5}, "message_id": 1}});
    assert_eq!(bot.api.push(reaction.clone()), 0);
    bot.call(
        "getUpdates",
        &json!({"allowed_updates": ["message_reaction"]}),
    )
    .await?;
    assert_eq!(bot.api.push(reaction.clone()), 1000);
    bot.api.push_text(5, "unheard");
    // Unnamed, the list stays.
    assert_eq!(ids(&bot.call("getUpdates", &json!({})).await?.body), [1000]);
    bot.call("getUpdates", &json!({"allowed_updates": []}))
        .await?;
    assert_eq!(bot.api.push(reaction), 0);
    Ok(())
}

#[tokio::test]
async fn updates_look_like_the_official_ones() -> Outcome {
    let bot = Bot::plain().await;
    bot.api.set_date(1_795_000_000);
    bot.api
        .user(5, &json!({"language_code": "kk", "first_name": "Айгүл"}));
    bot.api.push_text(5, "/start p-1 x");
    bot.api.push_text_in(-9, 5, "сәлем");
    bot.api.push_location(5, 51.1, 71.4);
    bot.api.push_contact(5, 6, "+77010000000");
    bot.api.push_my_status(5, 5, "member", "kicked");
    let answer = bot.call("getUpdates", &json!({})).await?.body;
    let updates = &answer["result"];
    let first = &updates[0]["message"];
    assert_eq!(
        first["from"],
        json!({"id": 5, "is_bot": false, "first_name": "Айгүл", "language_code": "kk"})
    );
    assert_eq!(
        first["entities"],
        json!([{"type": "bot_command", "offset": 0, "length": 6}])
    );
    assert_eq!(
        (&first["date"], &first["chat"]["id"]),
        (&json!(1_795_000_000), &json!(5))
    );
    let second = &updates[1]["message"];
    assert_eq!(
        (&second["chat"]["type"], &second["entities"]),
        (&json!("group"), &Value::Null)
    );
    assert_eq!(
        updates[2]["message"]["location"],
        json!({"latitude": 51.1, "longitude": 71.4})
    );
    assert_eq!(updates[3]["message"]["contact"]["user_id"], 6);
    assert_eq!(
        updates[4]["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    Ok(())
}
