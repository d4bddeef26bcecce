//! The fields of requests: the four ways they come, what the official description forbids, and that ours is the official one.

use serde_json::{Value, json};

use super::{Bot, Outcome, answer};
use crate::botapi::schema;

#[tokio::test]
async fn the_extract_is_the_official_schema() -> Outcome {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/telegram/botapi-10.3-requests.schema.min.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!(
            "NOT COMPARED: {path} is not here, so methods.json may differ from the official schema"
        );
        return Ok(());
    };
    let official: Value = serde_json::from_str(&text)?;
    let ours: Value = serde_json::from_str(schema::EXTRACT)?;
    for part in ["methods", "$defs"] {
        let entries = ours[part].as_object().ok_or("no such part")?;
        assert!(entries.len() > 30, "{part}");
        for (name, entry) in entries {
            assert_eq!(entry, &official[part][name], "{part} {name}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_token_and_an_unknown_method() -> Outcome {
    let bot = Bot::plain().await;
    let wrong =
        answer(reqwest::Client::new().get(format!("{}/bot1:x/getMe", bot.api.url()))).await?;
    assert_eq!(
        (wrong.status, wrong.body),
        (
            401,
            json!({"ok": false, "error_code": 401, "description": "Unauthorized"})
        )
    );
    assert_eq!(bot.call("sendMassage", &json!({})).await?.status, 404);
    assert_eq!(bot.api.violations(), ["unknown method sendMassage"]);
    Ok(())
}

#[tokio::test]
async fn parameters_come_in_four_ways() -> Outcome {
    let bot = Bot::plain().await;
    let client = reqwest::Client::new();
    let markup = r#"{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}"#;
    let pairs = [
        ("chat_id", "5"),
        ("text", "a b&c"),
        ("disable_notification", "true"),
        ("reply_markup", markup),
    ];
    let query = reqwest::Url::parse_with_params(&bot.url("SENDMESSAGE"), pairs)?;
    assert_eq!(answer(client.get(query.clone())).await?.status, 200);
    let form = query.query().unwrap_or_default().to_owned();
    let posted = client
        .post(bot.url("SendMessage"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    assert_eq!(answer(posted).await?.status, 200);
    let boundary = "XX";
    let mut body = String::new();
    for (name, value) in pairs {
        body += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    assert_eq!(
        answer(multipart(&bot, "sendMessage", &body, boundary))
            .await?
            .status,
        200
    );
    let nested: Value = serde_json::from_str(markup)?;
    bot.call("sendMessage", &json!({"chat_id": 5, "text": "a b&c", "disable_notification": true, "reply_markup": nested})).await?;
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    let sent = bot.api.sent();
    assert_eq!(sent.len(), 4);
    for one in &sent {
        assert_eq!(
            (one.method, one.chat_id, one.text.as_str()),
            ("sendMessage", 5, "a b&c")
        );
        assert_eq!(one.params["reply_markup"], nested);
        assert_eq!(one.params["disable_notification"], true);
    }
    assert_eq!(bot.api.buttons(5), [("a".to_owned(), "b".to_owned())]);
    Ok(())
}

fn multipart(bot: &Bot, method: &str, parts: &str, boundary: &str) -> reqwest::RequestBuilder {
    let kind = format!("multipart/form-data; boundary={boundary}");
    reqwest::Client::new()
        .post(bot.url(method))
        .header("content-type", kind)
        .body(format!("{parts}--{boundary}--\r\n"))
}

#[tokio::test]
async fn files_are_uploaded_and_found_again() -> Outcome {
    let bot = Bot::plain().await;
    let part = |name: &str, value: &str| {
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = |name: &str| {
        format!(
            "--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"plan.ics\"\r\nContent-Type: text/calendar\r\n\r\nBEGIN\r\n"
        )
    };
    // As curl does it, and as teloxide does it.
    let direct = answer(multipart(
        &bot,
        "sendDocument",
        &(part("chat_id", "5") + &file("document")),
        "XX",
    ))
    .await?;
    let attached = answer(multipart(
        &bot,
        "sendDocument",
        &(part("chat_id", "5") + &part("document", "attach://f1") + &file("f1")),
        "XX",
    ))
    .await?;
    for sent in [&direct, &attached] {
        let document = &sent.body["result"]["document"];
        assert_eq!(
            (&document["file_name"], &document["mime_type"]),
            (&json!("plan.ics"), &json!("text/calendar")),
            "{}",
            sent.body
        );
        let found = bot
            .call("getFile", &json!({"file_id": document["file_id"]}))
            .await?;
        let path = found.body["result"]["file_path"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let url = format!("{}/file/bot{}/{path}", bot.api.url(), bot.api.token());
        assert_eq!(reqwest::get(url).await?.text().await?, "BEGIN");
    }
    let sent = bot.api.sent();
    let upload = sent
        .first()
        .and_then(|sent| sent.files.first())
        .ok_or("no upload")?;
    assert_eq!(
        (
            upload.field.as_str(),
            upload.name.as_str(),
            upload.mime.as_str(),
            &*upload.bytes
        ),
        ("document", "plan.ics", "text/calendar", &b"BEGIN"[..])
    );
    let again = bot.call("sendDocument", &json!({"chat_id": 6, "document": direct.body["result"]["document"]["file_id"], "caption": "c"})).await?;
    assert_eq!(again.body["result"]["caption"], "c");
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    answer(multipart(
        &bot,
        "sendDocument",
        &(part("chat_id", "5") + &part("document", "attach://f1") + &file("f1") + &file("f2")),
        "XX",
    ))
    .await?;
    assert_eq!(bot.api.violations(), ["sendDocument: unknown field \"f2\""]);
    Ok(())
}

/// A method, its parameters, and how the refusal begins.
type Case = (&'static str, Value, &'static str);

fn wrong_messages() -> Vec<Case> {
    vec![
        (
            "sendMessage",
            json!({"chat_id": 5, "text": "a", "colour": 1}),
            "can't parse request: unknown field \"colour\"",
        ),
        ("sendMessage", json!({"text": "a"}), "chat_id is empty"),
        (
            "sendMessage",
            json!({"chat_id": 5}),
            "message text is empty",
        ),
        (
            "sendMessage",
            json!({"chat_id": 5, "text": 7}),
            "can't parse request: text: a text is expected, not 7",
        ),
        (
            "sendMessage",
            json!({"chat_id": 5, "text": "a", "reply_markup": null}),
            "can't parse request: reply_markup: an object is expected, not null",
        ),
        (
            "sendMessage",
            json!({"chat_id": 5, "text": "a", "disable_notification": 3}),
            "can't parse request: disable_notification: true or false is expected, not 3",
        ),
    ]
}

fn wrong_others() -> Vec<Case> {
    let long = "я".repeat(201);
    vec![
        (
            "sendVenue",
            json!({"chat_id": 5, "latitude": 51.1, "longitude": 71.4, "title": "t"}),
            "can't parse request: required field \"address\" is missing",
        ),
        (
            "answerCallbackQuery",
            json!({"callback_query_id": "1", "text": long}),
            "can't parse request: text: 201 characters, not 0 to 200",
        ),
        (
            "deleteMessages",
            json!({"chat_id": 5, "message_ids": []}),
            "can't parse request: message_ids: 0 items, not 1 to 100",
        ),
        (
            "deleteMessages",
            json!({"chat_id": 5, "message_ids": [1.5]}),
            "can't parse request: message_ids.0: 1.5 is not an integer",
        ),
        (
            "sendMediaGroup",
            json!({"chat_id": 5, "media": [{"type": "photo", "media": "x"}]}),
            "can't parse request: media: 1 items, not 2 to 10",
        ),
        (
            "sendLocation",
            json!({"chat_id": 5, "latitude": 1, "longitude": 1, "horizontal_accuracy": 1501}),
            "can't parse request: horizontal_accuracy: 1501 is not within 0 to 1500",
        ),
        (
            "setMyDescription",
            json!({"description": "d".repeat(513)}),
            "can't parse request: description: 513 characters, not 0 to 512",
        ),
        (
            "setMyCommands",
            json!({"commands": [{"command": "a".repeat(33), "description": "d"}]}),
            "BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            json!({"commands": [{"command": "a", "description": ""}]}),
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            json!({"commands": [], "scope": {"type": "moon"}}),
            "can't parse request: scope",
        ),
    ]
}

#[tokio::test]
async fn fields_that_are_not_official_are_refused() -> Outcome {
    let bot = Bot::plain().await;
    let cases = [wrong_messages(), wrong_others()].concat();
    for (method, params, words) in &cases {
        let said = bot.refusal(method, params).await?;
        assert!(said.starts_with(words), "{method} {params}: {said}");
    }
    assert_eq!(bot.api.violations().len(), cases.len());
    assert_eq!(bot.api.count(), 0);
    Ok(())
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() -> Outcome {
    let bot = Bot::plain().await;
    let broken = reqwest::Client::new()
        .post(bot.url("getMe"))
        .header("content-type", "application/json")
        .body("{");
    assert_eq!(
        answer(broken).await?.body["description"],
        "Bad Request: can't parse JSON object"
    );
    let unknown = reqwest::Client::new()
        .post(bot.url("getMe"))
        .header("content-type", "text/plain")
        .body("x");
    assert_eq!(answer(unknown).await?.status, 400);
    assert_eq!(bot.api.violations().len(), 2);
    Ok(())
}
