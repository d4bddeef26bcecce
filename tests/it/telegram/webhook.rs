//! What comes in by being told.

use std::sync::Arc;
use std::time::{Duration, Instant};

use aula::app::{App, Limits};
use aula::clock::Clock;
use aula::config::Webhook;
use aula::domain::Time;
use aula::domain::law::Law;
use aula::telegram::{Client, Sender};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{Bot, SOON, server, texts};
use crate::postgres::engines;

const SECRET: &str = "a-secret_of-the-tests";

async fn listen(bot: &Bot) -> Webhook {
    serve(&bot.app, &bot.client, &bot.sender).await
}

async fn serve(app: &Arc<App>, client: &Client, sender: &Sender) -> Webhook {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let hook = Webhook {
        url: format!("http://{}/telegram", listener.local_addr().unwrap()),
        secret: SECRET.into(),
    };
    let page = aula::telegram::webhook(app.clone(), client.clone(), sender.clone(), &hook);
    let (router, _) = page.unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    hook
}

const UPDATE: &str = r#"{"update_id":1,"message":{"message_id":1,"date":1,"text":"/start","chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false}}}"#;

async fn post(hook: &Webhook, secret: Option<&str>, body: String) -> u16 {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut post = http.post(&hook.url).body(body);
    if let Some(secret) = secret {
        post = post.header("x-telegram-bot-api-secret-token", secret);
    }
    post.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn updates_are_answered_and_acknowledged() {
    for engine in engines().await {
        let api = server().await;
        let bot = Bot::sends(&engine, &api, 25).await;
        let hook = listen(&bot).await;
        let stop = Default::default();
        aula::telegram::set_webhook(&bot.client, &hook, &stop)
            .await
            .unwrap();
        for person in 1..=60 {
            api.push_text(person, "/start");
            api.push_text(person, "/help");
        }
        assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
        assert!(api.wait_count(120, SOON).await, "{}", engine.name);
        for person in 1..=60 {
            let texts = texts(&api, person);
            assert!(texts.len() == 2 && texts[0] != texts[1], "{person}");
        }
        assert!(bot.app.health.silent_for(bot.app.clock.now()).is_some());
        bot.stop().await;
        assert_eq!(api.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn strangers_are_sent_away_and_nonsense_is_acknowledged() {
    let api = server().await;
    let engine = crate::postgres::Engine::file().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let hook = listen(&bot).await;
    let post = async |secret, body| post(&hook, secret, body).await;
    let update = UPDATE;
    assert_eq!(post(None, update.into()).await, 403);
    assert_eq!(post(Some("another"), update.into()).await, 403);
    assert_eq!(
        (api.count(), bot.app.health.silent_for(bot.app.clock.now())),
        (0, None)
    );
    for nonsense in ["", "{", "[]", r#"{"update_id":5,"of_next_year":{}}"#] {
        assert_eq!(post(Some(SECRET), nonsense.into()).await, 200, "{nonsense}");
    }
    assert_eq!(post(Some(SECRET), "x".repeat(2 << 20)).await, 413);
    assert_eq!(post(Some(SECRET), update.into()).await, 200);
    // Told twice, taken once.
    assert_eq!(post(Some(SECRET), update.into()).await, 200);
    assert!(bot.all_done().await);
    assert_eq!(api.count(), 1);
    bot.app.store.close().await;
    let another = update.replace("\"update_id\":1", "\"update_id\":2");
    assert_eq!(post(Some(SECRET), another).await, 503);
}

/// The status of a request whose body never comes.
async fn without_a_body(hook: &Webhook, secret: &str) -> String {
    let address = hook.url.trim_start_matches("http://");
    let (address, _) = address.split_once('/').unwrap();
    let mut line = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /telegram HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\nx-telegram-bot-api-secret-token: {secret}\r\n\r\n{{"
    );
    line.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; "HTTP/1.1 200".len()];
    line.read_exact(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn nobody_is_waited_for_long_and_a_stranger_not_at_all() {
    let api = server().await;
    let engine = crate::postgres::Engine::file().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let hook = listen(&bot).await;
    let begun = Instant::now();
    let strangers = without_a_body(&hook, "another");
    let strangers = tokio::time::timeout(Duration::from_secs(8), strangers).await;
    assert_eq!(strangers.unwrap(), "HTTP/1.1 403");
    let slow = without_a_body(&hook, SECRET);
    let slow = tokio::time::timeout(Duration::from_secs(60), slow).await;
    assert_eq!(slow.unwrap(), "HTTP/1.1 408");
    assert!(begun.elapsed() >= Duration::from_secs(10));
    bot.stop().await;
}

#[tokio::test]
async fn a_panic_ends_an_update_and_not_the_webhook() {
    for engine in engines().await {
        let api = server().await;
        let limits = Limits {
            hand_over: true,
            ..Limits::default()
        };
        // There is no lease behind the end of time.
        let clock = Clock::fixed(Time::MAX, 1);
        let app = App::new(engine.store.clone(), clock, Law::embedded(), limits);
        let app = Arc::new(app.await.unwrap());
        let client = Client::connect(&api.url(), &api.token().into()).unwrap();
        let (sender, _) = Sender::start(app.clone(), client.clone(), 25, Default::default())
            .await
            .unwrap();
        let hook = serve(&app, &client, &sender).await;
        assert_eq!(post(&hook, Some(SECRET), UPDATE.into()).await, 503);
        app.clock.set(Clock::System.now());
        assert_eq!(post(&hook, Some(SECRET), UPDATE.into()).await, 200);
        assert!(api.wait_count(1, SOON).await, "{}", engine.name);
    }
}
