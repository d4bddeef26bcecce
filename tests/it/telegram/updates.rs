//! Updates as Telegram sends them: what somebody said to the bot is answered, where it was said;
//! all else is met with silence.

use serde_json::{Value, json};

use super::{Bot, SOON, server, texts};
use crate::botapi::{BotApi, ChatKind};
use crate::postgres::Engine;

const GROUP: i64 = -2_001;

/// A message as it comes, with these fields beside the usual ones.
fn push(api: &BotApi, chat: &Value, from: &Value, fields: &Value) {
    let mut message = json!({"message_id": 1, "date": 1, "chat": chat, "from": from});
    for (name, value) in fields.as_object().into_iter().flatten() {
        message[name] = value.clone();
    }
    api.push(json!({"message": message}));
}

fn private() -> (Value, Value) {
    (
        json!({"id": 5, "type": "private", "first_name": "A"}),
        json!({"id": 5, "is_bot": false, "first_name": "A", "language_code": "ru"}),
    )
}

/// Waits until all that was pushed is taken and answered.
async fn settle(bot: &Bot, api: &BotApi) {
    assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
    assert!(bot.all_done().await);
}

#[tokio::test]
async fn service_messages_of_any_kind_are_not_answered() {
    let (engine, api) = (Engine::file().await, server().await);
    let bot = Bot::polls(&engine, &api).await;
    let (chat, from) = private();
    for fields in [
        json!({"gift": {"gift": {"id": "1", "star_count": 15}}}),
        json!({"proximity_alert_triggered": {"traveler": from, "watcher": from, "distance": 50}}),
        json!({"users_shared": {"request_id": 1, "users": [{"user_id": 7}]}}),
        json!({"chat_owner_changed": {"new_owner": {"id": 7, "is_bot": false, "first_name": "C"}}}),
        json!({"successful_payment": {"currency": "XTR", "total_amount": 1}}),
        json!({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}),
        json!({"general_forum_topic_hidden": {}}),
        json!({"a_kind_of_next_year": {"x": [1]}}),
    ] {
        push(&api, &chat, &from, &fields);
    }
    api.push(json!({"an_update_of_next_year": {"id": 1}}));
    api.push(
        json!({"channel_post": {"message_id": 1, "date": 1, "text": "/report",
        "chat": {"id": -1009, "type": "channel", "title": "C"}}}),
    );
    settle(&bot, &api).await;
    assert_eq!(api.count(), 0);
    push(
        &api,
        &chat,
        &from,
        &json!({"sticker": {"file_id": "F", "file_unique_id": "u"}}),
    );
    settle(&bot, &api).await;
    assert_eq!(api.count_in(5), 1, "a person said something");
    bot.stop().await;
}

#[tokio::test]
async fn in_a_group_the_person_is_answered_and_the_post_is_not() {
    let (engine, api) = (Engine::file().await, server().await);
    let kinds = [-2_001, -2_002, -2_003, -2_004, -2_005];
    for group in kinds {
        api.chat(group, ChatKind::Supergroup);
    }
    let bot = Bot::polls(&engine, &api).await;
    let group = |id: i64| json!({"id": id, "type": "supergroup", "title": "G", "is_forum": true});
    let post = json!({"id": -1009, "type": "channel", "title": "C"});
    let anonymous = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group"});
    let channel = json!({"id": 136_817_688, "is_bot": true, "first_name": "Channel"});
    let telegram = json!({"id": 777_000, "is_bot": false, "first_name": "Telegram"});
    let (_, member) = private();
    let said = json!({"sender_chat": group(-2_001), "text": "/start@aula_test_bot"});
    push(&api, &group(-2_001), &anonymous, &said);
    let said = json!({"sender_chat": post, "text": "/help"});
    push(&api, &group(-2_002), &channel, &said);
    let said =
        json!({"sender_chat": post, "is_automatic_forward": true, "text": "/report о встрече"});
    push(&api, &group(-2_003), &telegram, &said);
    let said = json!({"message_thread_id": 17, "is_topic_message": true, "text": "/help"});
    push(&api, &group(-2_004), &member, &said);
    push(
        &api,
        &group(-2_005),
        &member,
        &json!({"text": "/help@other_bot"}),
    );
    settle(&bot, &api).await;
    let counts = kinds.map(|group| api.count_in(group));
    assert_eq!(counts, [1, 1, 0, 1, 0]);
    // Whose language nobody knows reads both.
    let both = &texts(&api, -2_001)[0];
    assert!(
        both.contains("Мен тек пәрмендерді") && both.contains("Я вижу только команды"),
        "{both}"
    );
    let sent = api.sent();
    let topic = |chat: i64| {
        let sent = sent.iter().find(|sent| sent.chat_id == chat).unwrap();
        sent.params["message_thread_id"].as_i64()
    };
    assert_eq!((topic(-2_001), topic(-2_004)), (None, Some(17)));
    assert_eq!(api.violations(), Vec::<String>::new());
    bot.stop().await;
}

#[tokio::test]
async fn danger_is_heard_beside_pictures_and_in_groups() {
    let (engine, api) = (Engine::file().await, server().await);
    api.chat(GROUP, ChatKind::Supergroup);
    let bot = Bot::polls(&engine, &api).await;
    let (chat, from) = private();
    let file = |kind: &str| json!({kind: {"file_id": "F1", "file_unique_id": "u1", "duration": 3}});
    for (kind, caption) in [
        ("video", "Помогите, он бьёт жену, дом 10"),
        ("voice", "Көмектесіңдер, әйелін ұрып жатыр"),
        ("document", "gjvjubnt"),
    ] {
        let mut fields = file(kind);
        fields["caption"] = caption.into();
        push(&api, &chat, &from, &fields);
    }
    settle(&bot, &api).await;
    let all = texts(&api, 5);
    let phones = all
        .iter()
        .filter(|text| text.contains("102") && text.contains("112"));
    assert!(
        phones.count() >= 3 && all[0].starts_with("🚨 102 · 112"),
        "{all:?}"
    );

    // In a group the phones alone, once, whatever is told to the bot there.
    let group = json!({"id": GROUP, "type": "supergroup", "title": "G"});
    for said in [
        json!({"text": "/report муж бьет меня"}),
        json!({"text": "@aula_test_bot насилуют"}),
        json!({"photo": [{"file_id": "F", "file_unique_id": "u", "width": 1, "height": 1}],
            "caption": "@aula_test_bot өрт шықты"}),
        json!({"text": "его бьют, а бот тут ни при чём"}),
    ] {
        push(&api, &group, &from, &said);
    }
    settle(&bot, &api).await;
    let heard = texts(&api, GROUP);
    assert_eq!(
        heard,
        ["🚨 102 · 112 — дереу қоңырау шалыңыз · звоните сейчас же"]
    );
    bot.stop().await;
}
