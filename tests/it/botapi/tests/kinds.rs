//! Each kind of message answers with its content.

use serde_json::{Value, json};

use super::{Bot, Outcome};

#[tokio::test]
async fn places_and_contacts_come_back() -> Outcome {
    let bot = Bot::plain().await;
    let place = json!({"chat_id": 5, "latitude": 51.1, "longitude": 71.4, "title": "Пункт", "address": "Абай 1"});
    assert_eq!(
        bot.call("sendVenue", &place).await?.body["result"]["venue"]["address"],
        "Абай 1"
    );
    assert_eq!(
        bot.call(
            "sendLocation",
            &json!({"chat_id": 5, "latitude": 51.1, "longitude": 71.4})
        )
        .await?
        .body["result"]["location"]["latitude"],
        51.1
    );
    assert_eq!(
        bot.call(
            "sendContact",
            &json!({"chat_id": 5, "phone_number": "102", "first_name": "P"})
        )
        .await?
        .body["result"]["contact"]["phone_number"],
        "102"
    );
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn files_and_albums_come_back() -> Outcome {
    let bot = Bot::plain().await;
    for (method, kind) in [
        ("sendPhoto", "photo"),
        ("sendVideo", "video"),
        ("sendVoice", "voice"),
        ("sendAudio", "audio"),
        ("sendVideoNote", "video_note"),
        ("sendAnimation", "animation"),
    ] {
        let sent = bot
            .call(method, &json!({"chat_id": 5, kind: "file-1"}))
            .await?;
        assert!(
            sent.body["result"][kind].to_string().contains("file-1"),
            "{}",
            sent.body
        );
    }
    let media: Vec<Value> = ["a", "b", "c"]
        .iter()
        .map(|id| json!({"type": "photo", "media": id, "caption": id}))
        .collect();
    let album = bot
        .call("sendMediaGroup", &json!({"chat_id": 5, "media": media}))
        .await?;
    assert_eq!(album.body["result"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        album.body["result"][0]["media_group_id"],
        album.body["result"][2]["media_group_id"]
    );
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_not_copied() -> Outcome {
    let bot = Bot::plain().await;
    bot.say(5, "one").await?;
    let copied = bot
        .call(
            "copyMessage",
            &json!({"chat_id": 6, "from_chat_id": 5, "message_id": 1}),
        )
        .await?;
    assert_eq!(copied.body["result"], json!({"message_id": 1}));
    assert_eq!(
        bot.refusal(
            "forwardMessage",
            &json!({"chat_id": 6, "from_chat_id": 5, "message_id": 99})
        )
        .await?,
        "message to forward not found"
    );
    assert_eq!(
        bot.refusal(
            "sendDocument",
            &json!({"chat_id": 5, "document": "attach://x"})
        )
        .await?,
        "wrong file identifier/HTTP URL specified"
    );
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_file_of_a_person_is_found() -> Outcome {
    let bot = Bot::plain().await;
    let shared = bot.api.push_media(5, "photo", b"jpeg", "look");
    let updates = bot.call("getUpdates", &json!({})).await?;
    let message = &updates.body["result"][0]["message"];
    assert_eq!(
        (&message["message_id"], &message["caption"]),
        (&json!(shared), &json!("look"))
    );
    assert_eq!(
        bot.call(
            "getFile",
            &json!({"file_id": message["photo"][0]["file_id"]})
        )
        .await?
        .body["result"]["file_size"],
        4
    );
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    Ok(())
}
