//! Updates that no bot expects harm nobody.

use serde_json::{Value, json};

use super::bot::Home;
use super::people::{NAME, People, SECRET, Way};
use super::{LONG, assert_good, homes, server};
use crate::botapi::BotApi;

#[tokio::test]
async fn poison_harms_nobody() {
    for engine in 0..2 {
        let people = People::new(4, 2, Way::Taps);
        let api = server(&people);
        let mut homes = homes(&api).await;
        if engine >= homes.len() {
            return;
        }
        let mut home = homes.swap_remove(engine);
        // The loudest log must be as silent about people as any other.
        home.set("LOG", "trace");
        // Before the bot has said what it wants to hear, the server passes on everything.
        poison(&api);
        people.begin(&api);
        let bot = home.start();
        people.until(&api, 2, LONG).await;
        poison(&api);
        people.finish(&api, LONG).await;
        answers_still(&api, &home).await;
        let confirmed = |api: &BotApi| api.pending() == 0;
        assert!(api.wait_until(confirmed, super::PATIENCE).await);
        bot.stop().await;
        people.check(&home.store().await).await;
        assert_good(&api, &home, 0).await;
    }
}

/// Whoever sent poison is answered like anybody.
async fn answers_still(api: &BotApi, home: &Home) {
    let before = api.count_in(51);
    api.push_text(51, "/help");
    let answered = |api: &BotApi| api.count_in(51) > before;
    assert!(
        api.wait_until(answered, super::PATIENCE).await,
        "{}",
        home.log()
    );
}

fn poison(api: &BotApi) {
    let from = json!({"id": 51, "is_bot": false, "first_name": NAME});
    let chat = json!({"id": 51, "type": "private", "first_name": NAME});
    let message = |fields: Value| {
        let mut message = json!({"message_id": 1, "date": 1, "from": from, "chat": chat});
        for (name, value) in fields.as_object().unwrap() {
            message[name] = value.clone();
        }
        json!({"message": message})
    };
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let updates = [
        json!({"message": "nonsense"}),
        json!({"message": null}),
        json!({"message": {"message_id": "one", "chat": 7}}),
        json!({}),
        json!({"quantum_message": {"from": from, "text": SECRET}}),
        json!({"edited_message": message(json!({"text": SECRET}))["message"]}),
        json!({"poll": {"id": "1", "question": SECRET}}),
        json!({"callback_query": {"id": "1", "from": from, "chat_instance": "1"}}),
        json!({"callback_query": {"id": "2", "from": from, "chat_instance": "1", "data": "x".repeat(5_000),
            "message": {"message_id": 1, "date": 0, "chat": chat}}}),
        json!({"callback_query": {"id": "3", "from": from, "chat_instance": "1", "data": "d:accept:99999999999999999999",
            "message": {"message_id": 1, "date": 0, "chat": chat}}}),
        json!({"my_chat_member": {"chat": chat, "from": from, "date": 0}}),
        message(json!({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}})),
        message(
            json!({"text": SECRET, "entities": [{"type": "date_time", "offset": 0, "length": 5, "unix_time": 1}]}),
        ),
        message(json!({"text": SECRET, "entities": "many"})),
        message(json!({"text": ""})),
        message(json!({"text": SECRET.repeat(40_000)})),
        message(json!({"text": "/start".repeat(700)})),
        message(json!({"text": "/start j-".to_owned() + &"z".repeat(4_000)})),
        message(json!({"text": "\u{0}\u{202e}\u{ffff} <b>&lt;</b>"})),
        message(json!({"location": {"latitude": 1e300, "longitude": -1e300}})),
        message(json!({"location": {"latitude": "north"}})),
        message(json!({"photo": []})),
        message(json!({"rich_message": {"blocks": deep}})),
        message(json!({"from": null, "text": SECRET})),
        message(json!({"from": {"id": 52, "is_bot": true, "first_name": "bot"}, "text": SECRET})),
        message(json!({"chat": {"id": -52, "type": "newkind"}, "text": SECRET})),
        message(json!({"migrate_to_chat_id": 51})),
    ];
    for update in updates {
        api.push(update);
    }
}
