//! Limits that are more than fields: texts after parsing, keyboards, links, places, names.

use serde_json::{Value, json};

use super::{Bot, Outcome};
use crate::botapi::ChatKind;

async fn refused(cases: &[(&str, Value, &str)]) -> Outcome {
    let bot = Bot::plain().await;
    for (method, params, words) in cases {
        assert_eq!(
            &bot.refusal(method, params).await?,
            words,
            "{method} {params}"
        );
    }
    assert_eq!(bot.api.violations().len(), cases.len());
    Ok(())
}

fn html(text: &str) -> Value {
    json!({"chat_id": 5, "text": text, "parse_mode": "HTML"})
}

#[tokio::test]
async fn texts_are_measured_after_their_entities() -> Outcome {
    let bot = Bot::plain().await;
    let longest = format!("<b>{}</b>&amp;", "ү".repeat(4095));
    let sent = bot.call("sendMessage", &html(&longest)).await?;
    assert_eq!(sent.status, 200, "{}", sent.body);
    assert_eq!(bot.say(5, &"😀".repeat(2048)).await?.status, 200);
    let rich = "<b>a</b> &lt;i&gt; &#1179;&#x49B; & &quot; <a href='https://aula.kz?a=1&amp;b=2'>l</a> <tg-time unix=\"1647531900\" format=\"wDT\">22:45</tg-time> <span class=\"tg-spoiler\">s</span>";
    let sent = bot.call("sendMessage", &html(rich)).await?;
    assert_eq!(sent.body["result"]["text"], "a <i> ққ & \" l 22:45 s");
    assert_eq!(
        bot.api.last_text(5).as_deref(),
        Some("a <i> ққ & \" l 22:45 s")
    );
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    refused(&[
        ("sendMessage", json!({"chat_id": 5, "text": "😀".repeat(2049)}), "message is too long"),
        ("sendMessage", html("<b> </b>"), "message text is empty"),
        ("sendDocument", json!({"chat_id": 5, "document": "x", "caption": "a".repeat(1025)}), "message caption is too long"),
        ("sendMediaGroup", json!({"chat_id": 5, "media": [{"type": "photo", "media": "x", "caption": "a".repeat(1025)}, {"type": "photo", "media": "y"}]}), "message caption is too long"),
        ("sendMessage", html("<b>a"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("sendMessage", html("a</b>"), "can't parse entities: Unexpected end tag at byte offset 1"),
        ("sendMessage", html("<b>a</i>"), "can't parse entities: Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
        ("sendMessage", html("қ <br>"), "can't parse entities: Unsupported start tag \"br\" at byte offset 3"),
        ("sendMessage", html("1 < 2"), "can't parse entities: Unclosed start tag at byte offset 2"),
        ("sendMessage", html("<span>a</span>"), "can't parse entities: Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("sendMessage", html("<tg-time>a</tg-time>"), "can't parse entities: Tag \"tg-time\" must have a correct attribute \"unix\" at byte offset 0"),
        ("sendMessage", html(&"<b>a</b>".repeat(101)), "101 entities, and the server forgets those after 100"),
        ("sendMessage", json!({"chat_id": 5, "text": "a", "parse_mode": "BBCode"}), "unsupported parse_mode"),
    ])
    .await
}

fn inline(rows: &Value) -> Value {
    json!({"chat_id": 5, "text": "a", "reply_markup": {"inline_keyboard": rows}})
}

#[tokio::test]
async fn keyboards_have_limits() -> Outcome {
    let button = json!({"text": "a", "callback_data": "ү".repeat(32)});
    let row = |length: usize| Value::from(vec![button.clone(); length]);
    let bot = Bot::plain().await;
    let full = bot
        .call("sendMessage", &inline(&Value::from(vec![row(8); 12])))
        .await?;
    assert_eq!(
        (full.status, bot.api.buttons(5).len()),
        (200, 96),
        "{}",
        full.body
    );
    let link = |url: &str| inline(&json!([[{"text": "a", "url": url}]]));
    assert_eq!(
        bot.call(
            "sendMessage",
            &link("https://t.me/aula_test_bot?start=Ab_-9")
        )
        .await?
        .status,
        200
    );
    refused(&[
        ("sendMessage", inline(&json!([row(9)])), "reply markup is too long"),
        ("sendMessage", inline(&Value::from(vec![row(1); 101])), "reply markup is too long"),
        ("sendMessage", inline(&json!([[{"text": "a", "callback_data": "ү".repeat(33)}]])), "BUTTON_DATA_INVALID"),
        ("sendMessage", inline(&json!([[{"text": "a", "callback_data": ""}]])), "BUTTON_DATA_INVALID"),
        ("sendMessage", inline(&json!([[{"text": "a"}]])), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ("sendMessage", inline(&json!([[{"text": "a", "callback_data": "b", "url": "https://a.kz"}]])), "can't parse inline keyboard button: 2 actions, not one"),
        ("sendMessage", inline(&json!([[{"text": "", "callback_data": "b"}]])), "can't parse inline keyboard button: text must be non-empty"),
        ("sendMessage", link("a.kz"), "BUTTON_URL_INVALID"),
        ("sendMessage", link("https://t.me/aula_test_bot?start="), "start payload of 0 characters, not 1 to 64"),
        ("sendMessage", link(&format!("https://t.me/aula_test_bot?startgroup={}", "a".repeat(65))), "start payload of 65 characters, not 1 to 64"),
        ("sendMessage", html("<a href=\"https://t.me/aula_test_bot?start=a.b\">x</a>"), "start payload has other characters than A-Z, a-z, 0-9, _ and -"),
        ("sendMessage", json!({"chat_id": 5, "text": "a", "reply_markup": {"keyboard": [[{"text": "a", "request_location": true, "request_contact": true}]]}}), "keyboard button can ask for one thing only"),
        ("sendMessage", json!({"chat_id": 5, "text": "a", "reply_markup": {"keyboard": [[{"text": ""}]]}}), "keyboard button text must be non-empty"),
        ("sendMessage", json!({"chat_id": 5, "text": "a", "reply_markup": {"keyboard": [[{"text": "a"}]], "input_field_placeholder": "p".repeat(65)}}), "can't parse request: reply_markup.input_field_placeholder: 65 characters, not 1 to 64"),
    ])
    .await
}

#[tokio::test]
async fn some_buttons_are_for_private_chats_only() -> Outcome {
    let bot = Bot::plain().await;
    bot.api.chat(9, ChatKind::Group);
    let asking = |chat: i64, what: &str| json!({"chat_id": chat, "text": "a", "reply_markup": {"keyboard": [[{"text": "a", what: true}]]}});
    assert_eq!(
        bot.call("sendMessage", &asking(5, "request_location"))
            .await?
            .status,
        200
    );
    assert_eq!(
        bot.refusal("sendMessage", &asking(-9, "request_location"))
            .await?,
        "location can be requested in private chats only"
    );
    assert_eq!(
        bot.refusal("sendMessage", &asking(9, "request_contact"))
            .await?,
        "phone number can be requested in private chats only"
    );
    let app = json!({"chat_id": -9, "text": "a", "reply_markup": {"keyboard": [[{"text": "a", "web_app": {"url": "https://a.kz"}}]]}});
    assert_eq!(
        bot.refusal("sendMessage", &app).await?,
        "this button can be used in private chats only"
    );
    assert_eq!(bot.api.violations().len(), 3);
    Ok(())
}

#[tokio::test]
async fn places_names_and_settings() -> Outcome {
    let place = |latitude: f64| json!({"chat_id": 5, "latitude": latitude, "longitude": 71.4, "title": "t", "address": ""});
    refused(&[
        ("sendVenue", place(91.0), "invalid geo point specified"),
        ("sendVenue", place(51.0), "address must be non-empty"),
        ("sendLocation", json!({"chat_id": 5, "latitude": 1, "longitude": 1, "live_period": 59}), "wrong live location period specified"),
        ("sendContact", json!({"chat_id": 5, "phone_number": "", "first_name": "a"}), "phone_number must be non-empty"),
        ("sendChatAction", json!({"chat_id": 5, "action": "dancing"}), "wrong parameter action in request"),
        ("setMyCommands", json!({"commands": [{"command": "Report", "description": "d"}]}), "BOT_COMMAND_INVALID"),
        ("setMyName", json!({"name": "Aula", "language_code": "kaz"}), "invalid language code specified"),
        ("getUpdates", json!({"limit": 101}), "limit is 1 to 100"),
        ("getUpdates", json!({"timeout": 51}), "timeout is 0 to 50 seconds"),
        ("setWebhook", json!({"url": "ftp://a.kz"}), "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", json!({"url": "https://a.kz:444/x"}), "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ("setWebhook", json!({"url": "https://a.kz", "secret_token": "a b"}), "secret token contains unallowed characters"),
        ("setWebhook", json!({"url": "https://a.kz", "max_connections": 101}), "max_connections is 1 to 100"),
        ("editMessageText", json!({"text": "a", "chat_id": 5}), "message identifier is not specified"),
        ("editMessageText", json!({"chat_id": 5, "message_id": 1}), "message text is empty"),
        ("sendMediaGroup", json!({"chat_id": 5, "media": [{"type": "photo", "media": "x"}, {"type": "document", "media": "y"}]}), "documents and audio files can't be mixed with other media types in an album"),
        ("answerInlineQuery", json!({"inline_query_id": "1", "results": [{"type": "article", "id": "", "title": "t", "input_message_content": {"message_text": "m"}}]}), "RESULT_ID_INVALID"),
    ])
    .await
}
