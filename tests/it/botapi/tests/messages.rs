//! What is remembered: messages, edits, taps, files, settings; and what the numbers say.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Bot, Outcome};
use crate::botapi::{BotApi, Keep, Sent, Settings};

/// A bot that has answered with one message of two buttons: the bot, what it answered, the message and its buttons.
async fn answered() -> Result<(Bot, i64, i64, Value), Box<dyn std::error::Error>> {
    let bot = Bot::new(Settings {
        date: Some(1_795_000_000),
        ..Settings::default()
    })
    .await;
    let asked = bot.api.push_text(5, "/start abc");
    let markup = json!({"inline_keyboard": [[{"text": "Иә", "callback_data": "y"}, {"text": "a.kz", "url": "https://a.kz"}]]});
    let sent = bot.call("SendMessage", &json!({"chat_id": 5, "text": "one", "reply_markup": markup, "reply_parameters": {"message_id": asked}})).await?;
    let id = sent.body["result"]["message_id"]
        .as_i64()
        .unwrap_or_default();
    assert_eq!(
        (id, &sent.body["result"]["date"]),
        (asked + 1, &json!(1_795_000_000))
    );
    assert_eq!(sent.body["result"]["chat"]["type"], "private");
    assert_eq!(
        bot.api.buttons(5),
        [
            ("Иә".to_owned(), "y".to_owned()),
            ("a.kz".to_owned(), "https://a.kz".to_owned())
        ]
    );
    Ok((bot, asked, id, markup))
}

#[tokio::test]
async fn messages_are_edited() -> Outcome {
    let (bot, asked, id, markup) = answered().await?;
    let not_modified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
    let same = json!({"chat_id": 5, "message_id": id, "text": "one", "reply_markup": markup});
    assert_eq!(bot.refusal("editMessageText", &same).await?, not_modified);
    let new = bot
        .call(
            "editMessageText",
            &json!({"chat_id": 5, "message_id": id, "text": "two"}),
        )
        .await?;
    assert_eq!(new.body["result"]["text"], "two");
    assert_eq!(
        (bot.api.last_text(5).as_deref(), bot.api.buttons(5).len()),
        (Some("two"), 0)
    );
    bot.call(
        "editMessageReplyMarkup",
        &json!({"chat_id": 5, "message_id": id, "reply_markup": markup}),
    )
    .await?;
    assert_eq!(
        (bot.api.last_text(5).as_deref(), bot.api.buttons(5).len()),
        (Some("two"), 2)
    );
    assert_eq!(
        bot.refusal(
            "editMessageText",
            &json!({"chat_id": 5, "message_id": 99, "text": "x"})
        )
        .await?,
        "message to edit not found"
    );
    assert_eq!(
        bot.refusal(
            "editMessageText",
            &json!({"chat_id": 5, "message_id": asked, "text": "x"})
        )
        .await?,
        "message can't be edited"
    );
    assert_eq!(
        bot.refusal(
            "editMessageCaption",
            &json!({"chat_id": 5, "message_id": id, "caption": "x"})
        )
        .await?,
        "there is no caption in the message to edit"
    );
    let methods: Vec<&str> = bot.api.calls().iter().map(|call| call.method).collect();
    assert_eq!(
        methods,
        ["sendMessage", "editMessageText", "editMessageReplyMarkup"]
    );
    assert_eq!(bot.api.refusals().len(), 4);
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn messages_are_pinned_and_deleted() -> Outcome {
    let (bot, asked, id, _) = answered().await?;
    assert_eq!(
        bot.call("pinChatMessage", &json!({"chat_id": 5, "message_id": id}))
            .await?
            .body["result"],
        true
    );
    assert_eq!(
        bot.call("deleteMessage", &json!({"chat_id": 5, "message_id": id}))
            .await?
            .body["result"],
        true
    );
    assert_eq!(
        bot.refusal("deleteMessage", &json!({"chat_id": 5, "message_id": id}))
            .await?,
        "message to delete not found"
    );
    assert_eq!(
        bot.refusal("pinChatMessage", &json!({"chat_id": 5, "message_id": id}))
            .await?,
        "message to pin not found"
    );
    let reply = json!({"chat_id": 5, "text": "x", "reply_parameters": {"message_id": id}});
    assert_eq!(
        bot.refusal("sendMessage", &reply).await?,
        "message to be replied not found"
    );
    bot.call(
        "deleteMessages",
        &json!({"chat_id": 5, "message_ids": [asked, 77]}),
    )
    .await?;
    assert_eq!(bot.api.sent().len(), 1);
    let methods: Vec<&str> = bot.api.calls().iter().map(|call| call.method).collect();
    assert_eq!(
        methods,
        [
            "sendMessage",
            "pinChatMessage",
            "deleteMessage",
            "deleteMessages"
        ]
    );
    assert_eq!(bot.api.refusals().len(), 3);
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    bot.api.forget();
    assert_eq!(
        (bot.api.calls().len(), bot.api.count(), bot.api.count_in(5)),
        (0, 1, 1)
    );
    Ok(())
}

#[tokio::test]
async fn taps_are_answered_in_time() -> Outcome {
    let bot = Bot::new(Settings {
        callback_ttl: Duration::from_millis(60),
        ..Settings::default()
    })
    .await;
    bot.say(5, "choose").await?;
    let tap = bot.api.push_tap(5, 1, "y");
    assert_eq!(bot.api.unanswered(), std::slice::from_ref(&tap));
    let updates = bot.call("getUpdates", &json!({})).await?;
    let query = &updates.body["result"][0]["callback_query"];
    assert_eq!(
        (&query["id"], &query["data"], &query["message"]["text"]),
        (&json!(tap), &json!("y"), &json!("choose"))
    );
    let answer = json!({"callback_query_id": tap});
    assert_eq!(
        bot.call("answerCallbackQuery", &answer).await?.body["result"],
        true
    );
    assert_eq!(bot.api.unanswered(), Vec::<String>::new());
    tokio::time::sleep(Duration::from_millis(70)).await;
    let too_old = "query is too old and response timeout expired or query ID is invalid";
    assert_eq!(bot.refusal("answerCallbackQuery", &answer).await?, too_old);
    assert_eq!(
        bot.refusal("answerCallbackQuery", &json!({"callback_query_id": "none"}))
            .await?,
        too_old
    );
    bot.api.push_tap_in(-9, 5, 1, "group");
    let updates = bot.call("getUpdates", &json!({"offset": 1001})).await?;
    assert_eq!(
        updates.body["result"][0]["callback_query"]["message"]["chat"]["type"],
        "group"
    );
    Ok(())
}

#[tokio::test]
async fn the_bot_its_chats_and_its_settings() -> Outcome {
    let bot = Bot::plain().await;
    let me = bot.call("getMe", &json!({})).await?;
    assert_eq!(
        (&me.body["result"]["username"], &me.body["result"]["id"]),
        (&json!("aula_test_bot"), &json!(123_456_789))
    );
    bot.api.member(-9, 5, "administrator");
    let member = bot
        .call("getChatMember", &json!({"chat_id": -9, "user_id": 5}))
        .await?;
    assert_eq!(
        (
            &member.body["result"]["status"],
            &member.body["result"]["can_be_edited"]
        ),
        (&json!("administrator"), &json!(false))
    );
    assert_eq!(
        bot.call("getChat", &json!({"chat_id": -1_000_000_000_009_i64}))
            .await?
            .body["result"]["type"],
        "supergroup"
    );
    for language in ["kk", "ru"] {
        let commands = json!({"commands": [{"command": "report", "description": language}], "language_code": language});
        bot.call("setMyCommands", &commands).await?;
    }
    bot.call("deleteMyCommands", &json!({"language_code": "kk"}))
        .await?;
    let stored = bot.api.stored("setMyCommands");
    assert_eq!(
        (stored.len(), &stored[0]["commands"][0]["description"]),
        (1, &json!("ru"))
    );
    assert_eq!(
        bot.call(
            "setChatMenuButton",
            &json!({"menu_button": {"type": "commands"}})
        )
        .await?
        .body["result"],
        true
    );
    assert_eq!(
        bot.call("sendChatAction", &json!({"chat_id": 5, "action": "typing"}))
            .await?
            .body["result"],
        true
    );
    assert_eq!(
        (bot.api.sent().len(), bot.api.count_of("sendChatAction")),
        (0, 1)
    );
    assert_eq!(
        bot.refusal("sendMessage", &json!({"chat_id": "@nobody", "text": "a"}))
            .await?,
        "chat not found"
    );
    Ok(())
}

#[tokio::test]
async fn numbers_only_with_a_hook() -> Outcome {
    let seen = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&seen);
    let hook = move |api: &BotApi, sent: &Sent| {
        counter.fetch_add(sent.n, Ordering::SeqCst);
        api.push_tap(sent.chat_id, sent.message_id, "next");
    };
    let settings = Settings {
        keep: Keep::Counts,
        hook: Some(Arc::new(hook)),
        ..Settings::default()
    };
    let bot = Bot::of(BotApi::start_on_own_thread(settings));
    for chat in [5, 6, 5] {
        bot.say(chat, "hello").await?;
    }
    assert!(bot.api.wait_count(3, Duration::from_secs(5)).await);
    assert!(!bot.api.wait_count(4, Duration::from_millis(5)).await);
    assert_eq!(
        (bot.api.count_in(5), bot.api.sent().len(), bot.api.pending()),
        (2, 0, 3)
    );
    assert_eq!(seen.load(Ordering::SeqCst), 1 + 2 + 3);
    let same = json!({"chat_id": 5, "message_id": 1, "text": "hello"});
    let said = bot.refusal("editMessageText", &same).await?;
    assert!(said.starts_with("message is not modified: "), "{said}");
    bot.api.stop();
    assert!(bot.say(5, "anyone?").await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_test_waits_for_what_is_sent() -> Outcome {
    let bot = Bot::plain().await;
    let api = bot.api.clone();
    let waiting = tokio::spawn(async move {
        api.wait_sent(5, |text| text.contains("two"))
            .await
            .map(|sent| sent.message_id)
    });
    bot.call("sendMessage", &json!({"chat_id": 5, "text": "one"}))
        .await?;
    bot.call(
        "sendMessage",
        &json!({"chat_id": 5, "text": "<b>t</b>wo", "parse_mode": "HTML"}),
    )
    .await?;
    assert_eq!(waiting.await?, Some(2));
    let sent = bot.api.sent();
    assert!(sent.iter().is_sorted_by_key(|sent| sent.at));
    Ok(())
}
