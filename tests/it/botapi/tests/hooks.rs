//! Webhook mode: order within a chat, chats side by side, refusals, the secret, calls in the answer.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Bot, Outcome};
use crate::botapi::Settings;

/// The bot's end of a webhook.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Received>>);

#[derive(Default)]
struct Received {
    texts: Vec<(String, Instant)>,
    secrets: Vec<Option<String>>,
    /// Status, `Retry-After` and body of the next answers to a text; 200 where there are none.
    answers: HashMap<String, VecDeque<(u16, Option<u64>, String)>>,
    /// Answers take this long, and how many were open at once.
    slow: Duration,
    open: usize,
    most_open: usize,
}

impl Receiver {
    async fn start(&self) -> Result<String, std::io::Error> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/hook", listener.local_addr()?);
        let router = Router::new().fallback(receive).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(url)
    }

    fn lock(&self) -> MutexGuard<'_, Received> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn texts(&self) -> Vec<String> {
        self.lock()
            .texts
            .iter()
            .map(|(text, _)| text.clone())
            .collect()
    }

    fn answer(&self, text: &str, status: u16, retry_after: Option<u64>, body: &str) {
        self.lock()
            .answers
            .entry(text.to_owned())
            .or_default()
            .push_back((status, retry_after, body.to_owned()));
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: String) -> Response {
    let update: Value = serde_json::from_str(&body).unwrap_or_default();
    let text = update["message"]["text"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let (answer, slow) = {
        let mut received = receiver.lock();
        let secret = headers
            .get("X-Telegram-Bot-Api-Secret-Token")
            .and_then(|secret| secret.to_str().ok());
        received.secrets.push(secret.map(str::to_owned));
        received.texts.push((text.clone(), Instant::now()));
        received.open += 1;
        received.most_open = received.most_open.max(received.open);
        (
            received
                .answers
                .get_mut(&text)
                .and_then(VecDeque::pop_front),
            received.slow,
        )
    };
    tokio::time::sleep(slow).await;
    receiver.lock().open -= 1;
    let (status, retry_after, body) = answer.unwrap_or((200, None, String::new()));
    let mut response = (StatusCode::from_u16(status).unwrap_or_default(), body).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert("retry-after", seconds.into());
    }
    response
}

async fn delivered(bot: &Bot) -> bool {
    bot.api
        .wait_until(|api| api.pending() == 0, Duration::from_secs(10))
        .await
}

/// The texts of one chat, in their order.
fn of(texts: &[String], chat: char) -> Vec<&str> {
    let here = texts.iter().filter(|text| text.starts_with(chat));
    here.map(String::as_str).collect()
}

#[tokio::test]
async fn a_refused_update_holds_back_its_chat_only() -> Outcome {
    let bot = Bot::new(Settings {
        webhook_pause: Duration::from_millis(40),
        ..Settings::default()
    })
    .await;
    let receiver = Receiver::default();
    for _ in 0..3 {
        receiver.answer("a1", 500, None, "");
    }
    bot.api.push_text(1, "a1");
    let url = receiver.start().await?;
    bot.call(
        "setWebhook",
        &json!({"url": url, "secret_token": "s3cret_-"}),
    )
    .await?;
    bot.api.push_text(1, "a2");
    for text in ["b1", "b2"] {
        bot.api.push_text(2, text);
    }
    assert!(delivered(&bot).await, "{:?}", receiver.texts());
    let texts = receiver.texts();
    assert_eq!(of(&texts, 'a'), ["a1", "a1", "a1", "a1", "a2"]);
    assert_eq!(of(&texts, 'b'), ["b1", "b2"]);
    let times: Vec<Instant> = {
        let received = receiver.lock();
        assert!(
            received
                .secrets
                .iter()
                .all(|secret| secret.as_deref() == Some("s3cret_-"))
        );
        received
            .texts
            .iter()
            .filter(|(text, _)| text == "a1")
            .map(|(_, at)| *at)
            .collect()
    };
    let gaps: Vec<Duration> = times
        .windows(2)
        .map(|pair| pair[1].duration_since(pair[0]))
        .collect();
    // At once, then after growing pauses.
    assert!(
        gaps[0] < Duration::from_millis(40)
            && gaps[1] >= Duration::from_millis(40)
            && gaps[2] >= Duration::from_millis(80),
        "{gaps:?}"
    );
    let info = bot.call("getWebhookInfo", &json!({})).await?.body;
    assert_eq!(
        (
            &info["result"]["url"],
            &info["result"]["pending_update_count"]
        ),
        (&json!(url), &json!(0))
    );
    assert_eq!(
        info["result"]["last_error_message"],
        "Wrong response from the webhook: 500 Internal Server Error"
    );
    Ok(())
}

#[tokio::test]
async fn retry_after_is_honoured() -> Outcome {
    let bot = Bot::plain().await;
    let receiver = Receiver::default();
    receiver.answer("a", 503, Some(1), "");
    bot.call("setWebhook", &json!({"url": receiver.start().await?}))
        .await?;
    bot.api.push_text(1, "a");
    assert!(delivered(&bot).await);
    let received = receiver.lock();
    assert!(received.texts[1].1.duration_since(received.texts[0].1) >= Duration::from_millis(990));
    assert_eq!(received.secrets, [None, None]);
    Ok(())
}

#[tokio::test]
async fn chats_are_delivered_side_by_side_within_the_connections() -> Outcome {
    let bot = Bot::plain().await;
    let receiver = Receiver::default();
    receiver.lock().slow = Duration::from_millis(20);
    for chat in 1..=12 {
        bot.api.push_text(chat, "x");
    }
    bot.call(
        "setWebhook",
        &json!({"url": receiver.start().await?, "max_connections": 3}),
    )
    .await?;
    assert!(delivered(&bot).await);
    assert_eq!(receiver.lock().most_open, 3);
    assert_eq!(receiver.texts().len(), 12);
    Ok(())
}

#[tokio::test]
async fn an_answer_may_carry_a_call() -> Outcome {
    let bot = Bot::plain().await;
    let receiver = Receiver::default();
    receiver.answer(
        "a",
        200,
        None,
        r#"{"method":"sendMessage","chat_id":1,"text":"in the answer"}"#,
    );
    receiver.answer("b", 200, None, r#"{"method":"sendMassage"}"#);
    bot.call(
        "setWebhook",
        &json!({"url": receiver.start().await?, "drop_pending_updates": true}),
    )
    .await?;
    bot.api.push_text(1, "a");
    assert!(
        bot.api
            .wait_sent(1, |text| text == "in the answer")
            .await
            .is_some()
    );
    bot.api.push_text(1, "b");
    assert!(
        bot.api
            .wait_until(|api| !api.violations().is_empty(), Duration::from_secs(5))
            .await
    );
    assert_eq!(bot.api.violations(), ["unknown method sendMassage"]);
    bot.call("deleteWebhook", &json!({})).await?;
    bot.api.push_text(1, "c");
    let updates = bot.call("getUpdates", &json!({})).await?;
    assert_eq!(updates.body["result"][0]["message"]["text"], "c");
    assert_eq!(receiver.texts(), ["a", "b"]);
    Ok(())
}
