//! Connections by the thousand that begin a request and wait: nobody else waits for them.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::bot::{Bot, Home, PATIENCE};
use super::people::{People, Way};
use super::webhook::{HOOK_SECRET, PATH, hook, post};
use super::{LONG, assert_good, health, server};
use crate::botapi::BotApi;

/// Descriptors that the bot may have, and connections that are made to it.
const DESCRIPTORS: usize = 1_024;
const STRANGERS: usize = 1_100;
/// An update on a new connection is to be taken within this.
const SOON: Duration = Duration::from_secs(2);

fn start(home: &Home) -> Bot {
    let log = std::fs::File::create(home.log_path()).unwrap();
    home.start_after(&format!("ulimit -n {DESCRIPTORS}"), log.into())
}

/// Connections with half a head each; what could not be made is left out.
async fn half_heads(address: &str, count: usize) -> Vec<TcpStream> {
    let mut lines = Vec::new();
    for _ in 0..count {
        let Ok(mut line) = TcpStream::connect(address).await else {
            println!("this process has no descriptor left for {}", lines.len());
            break;
        };
        line.write_all(b"POST / HTTP/1.1\r\nhost: x\r\n").await.ok();
        lines.push(line);
    }
    lines
}

#[tokio::test]
async fn half_heads_keep_no_update_waiting() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let address = hook(&mut home, None);
    let bot = start(&home);
    health::ready(&address).await;
    let set = |api: &BotApi| api.count_of("setWebhook") == 1;
    assert!(api.wait_until(set, PATIENCE).await);
    // It has proved itself before they come.
    let mut known = TcpStream::connect(&address).await.unwrap();
    assert!(deliver(&mut known, 100).await);
    let mut lines = half_heads(&address, STRANGERS).await;
    let mut worst = Duration::ZERO;
    for number in 1..=20 {
        let begun = Instant::now();
        assert_eq!(post(&address, Some(HOOK_SECRET), number).await, Some(200));
        worst = worst.max(begun.elapsed());
        // They come again and again.
        lines.extend(half_heads(&address, 20).await);
    }
    println!(
        "{} strangers, an update waits {worst:?} at most",
        lines.len()
    );
    assert!(worst < SOON, "{worst:?}");
    assert!(deliver(&mut known, 101).await, "it was given up");
    // Health is asked in between, without a secret.
    assert_eq!(health::get(&address, "/healthz").await.0, 200);
    let answered = |api: &BotApi| api.count() >= 22;
    assert!(api.wait_until(answered, PATIENCE).await);
    drop(lines);
    bot.stop().await;
    let log = home.log();
    let told = log.matches("are given up").count();
    assert_eq!(told, 1, "once a minute: {log}");
    assert_good(&api, &home, 0).await;
}

/// Posts an update on a connection that stays open; whether it was taken.
async fn deliver(line: &mut TcpStream, number: i64) -> bool {
    let person = 60 + number;
    let update = format!(
        r#"{{"update_id":{number},"message":{{"message_id":1,"date":1,"text":"/help","from":{{"id":{person},"is_bot":false,"first_name":"Resident"}},"chat":{{"id":{person},"type":"private","first_name":"Resident"}}}}}}"#
    );
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nhost: x\r\nx-telegram-bot-api-secret-token: {HOOK_SECRET}\r\ncontent-length: {}\r\n\r\n",
        update.len()
    );
    let taken = async {
        line.write_all(head.as_bytes()).await?;
        line.write_all(update.as_bytes()).await?;
        let mut answer = [0; 4_096];
        let long = line.read(&mut answer).await?;
        std::io::Result::Ok(answer[..long].starts_with(b"HTTP/1.1 200"))
    };
    let taken = tokio::time::timeout(PATIENCE, taken).await;
    taken.unwrap().unwrap_or(false)
}

/// A bot that asks for updates has descriptors left for its calls.
#[tokio::test]
async fn half_heads_take_nothing_from_a_bot_that_asks() {
    let people = People::new(40, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let addresses = [home.listen(), home.listen_for_metrics()];
    let bot = start(&home);
    let mut lines = Vec::new();
    for address in &addresses {
        health::ready(address).await;
        lines.extend(half_heads(address, STRANGERS).await);
    }
    let begun = Instant::now();
    people.begin(&api);
    people.finish(&api, LONG).await;
    println!(
        "{} strangers, 40 people in {:?}",
        lines.len(),
        begun.elapsed()
    );
    for address in &addresses {
        health::ready(address).await;
    }
    let (_, metrics) = health::get(&addresses[1], "/metrics").await;
    assert!(metrics.contains("bot_connections_given_up_total"));
    bot.stop().await;
    assert_good(&api, &home, 0).await;
}

#[tokio::test]
async fn half_a_head_is_waited_for_ten_seconds() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let address = home.listen();
    let bot = home.start();
    health::ready(&address).await;
    let mut lines = half_heads(&address, 1).await;
    // Whoever sends a letter now and then is no better.
    let mut slow = half_heads(&address, 1).await.pop().unwrap();
    let begun = Instant::now();
    let trickle = async {
        while slow.write_all(b"x: y\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    let ended = async { lines[0].read(&mut [0; 100]).await };
    let both = async { tokio::join!(trickle, ended) };
    let (_, read) = tokio::time::timeout(PATIENCE, both).await.unwrap();
    assert_eq!(read.unwrap_or(0), 0, "nothing is said to it");
    let waited = begun.elapsed();
    assert!((9..30).contains(&waited.as_secs()), "{waited:?}");
    bot.stop().await;
}
