//! Groups: who is in them, what the bot may there, and what waits for a moment only.

use serde_json::{Value, json};

use super::{Bot, Outcome};

const GROUP: i64 = -1_000_000_000_007;

#[tokio::test]
async fn the_bot_may_what_its_status_lets_it() -> Outcome {
    let bot = Bot::plain().await;
    assert_eq!(bot.say(GROUP, "one").await?.status, 200);
    for (old, new, said) in [
        (
            "member",
            "muted",
            "Bad Request: not enough rights to send text messages to the chat",
        ),
        (
            "muted",
            "kicked",
            "Forbidden: bot was kicked from the supergroup chat",
        ),
    ] {
        bot.api.push_my_status(GROUP, 5, old, new);
        assert_eq!(bot.say(GROUP, "two").await?.body["description"], said);
    }
    bot.api.push_my_status(GROUP, 5, "kicked", "administrator");
    assert_eq!(bot.say(GROUP, "three").await?.status, 200);
    let updates = bot.call("getUpdates", &json!({})).await?.body;
    let muted = &updates["result"][0]["my_chat_member"]["new_chat_member"];
    assert_eq!(
        (&muted["status"], &muted["can_send_messages"]),
        (&json!("restricted"), &json!(false))
    );
    // In a private chat it is only told.
    bot.api.push_my_status(5, 5, "member", "kicked");
    assert_eq!(bot.say(5, "one").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn ranks_and_those_who_lead() -> Outcome {
    let bot = Bot::plain().await;
    for (user, status) in [(5, "creator"), (6, "administrator"), (7, "kicked")] {
        bot.api.member(GROUP, user, status);
    }
    for (user, status) in [
        (5, "creator"),
        (6, "administrator"),
        (7, "kicked"),
        (8, "member"),
    ] {
        let asked = json!({"chat_id": GROUP, "user_id": user});
        let member = bot.call("getChatMember", &asked).await?.body;
        assert_eq!(member["result"]["status"], status);
    }
    let asked = json!({"chat_id": GROUP});
    let leaders = bot.call("getChatAdministrators", &asked).await?.body;
    let mut leaders: Vec<i64> = leaders["result"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it["user"]["id"].as_i64())
        .collect();
    leaders.sort_unstable();
    assert_eq!(leaders, [5, 6]);
    assert_eq!(bot.api.violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_forum_has_its_topics() -> Outcome {
    let bot = Bot::plain().await;
    bot.api.forum(GROUP, &[17]);
    let said = |topic| json!({"chat_id": GROUP, "text": "x", "message_thread_id": topic});
    assert_eq!(bot.call("sendMessage", &said(17)).await?.status, 200);
    assert_eq!(
        bot.refusal("sendMessage", &said(18)).await?,
        "message thread not found"
    );
    let sent = bot.say(GROUP, "in general").await?.body;
    assert_eq!(sent["result"]["chat"]["is_forum"], true);
    Ok(())
}

#[tokio::test]
async fn what_is_said_at_a_button_is_kept() -> Outcome {
    let bot = Bot::plain().await;
    bot.say(GROUP, "one").await?;
    let tap = bot.api.push_tap_in(GROUP, 5, 1, "x");
    let answer = |text: &str| json!({"callback_query_id": tap, "text": text});
    bot.call("answerCallbackQuery", &answer("сөз")).await?;
    assert_eq!(bot.api.said_at(&tap), ["сөз"]);
    let long = bot
        .call("answerCallbackQuery", &answer(&"ә".repeat(201)))
        .await?;
    assert_eq!((long.status, bot.api.violations().len()), (400, 1));
    let unknown = json!({"callback_query_id": "1"});
    let refused = bot.refusal("answerCallbackQuery", &unknown).await?;
    assert!(refused.starts_with("query is too old"), "{refused}");
    Ok(())
}

#[tokio::test]
async fn an_inline_query_is_answered_by_its_number() -> Outcome {
    let bot = Bot::plain().await;
    let query = bot.api.push_inline(5, "Абая 12", Some((43.2, 76.9)));
    let updates = bot.call("getUpdates", &json!({})).await?.body;
    let asked = &updates["result"][0]["inline_query"];
    assert_eq!(
        (&asked["query"], &asked["location"]["latitude"]),
        (&json!("Абая 12"), &json!(43.2))
    );
    let result = |id: &str| {
        json!({"type": "article", "id": id, "title": "T",
            "input_message_content": {"message_text": "<b>x</b>", "parse_mode": "HTML"}})
    };
    let answer = |results: &[Value]| json!({"inline_query_id": query, "results": results});
    let both = answer(&[result("1"), result("2")]);
    assert_eq!(bot.call("answerInlineQuery", &both).await?.status, 200);
    assert_eq!(bot.api.inline_answers(&query), [both]);
    let twice = answer(&[result("1"), result("1")]);
    assert_eq!(
        bot.refusal("answerInlineQuery", &twice).await?,
        "RESULT_ID_DUPLICATE"
    );
    let mut start = answer(&[]);
    start["button"] = json!({"text": "x", "start_parameter": "no spaces"});
    assert_eq!(
        bot.refusal("answerInlineQuery", &start).await?,
        "START_PARAM_INVALID"
    );
    let unknown = json!({"inline_query_id": "1", "results": []});
    let refused = bot.refusal("answerInlineQuery", &unknown).await?;
    assert!(refused.starts_with("query is too old"), "{refused}");
    Ok(())
}
