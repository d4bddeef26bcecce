//! Webhook mode: the server delivers, one process or two take.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use super::bot::{Home, PATIENCE};
use super::crash::kill_thrice;
use super::people::{People, SECRET, Way};
use super::{LONG, alone, assert_good, full, health, server};
use crate::botapi::{BotApi, Fault, FaultKind};

pub const HOOK_SECRET: &str = "a-Secret_of-the-webhook-0123456789";
pub const PATH: &str = "/telegram/updates";

/// Listens, and tells the server to deliver to `public`, or to itself.
pub fn hook(home: &mut Home, public: Option<&str>) -> String {
    let address = home.listen();
    let url = format!("http://{}{PATH}", public.unwrap_or(&address));
    home.set("WEBHOOK_URL", &url)
        .set("WEBHOOK_SECRET", HOOK_SECRET);
    address
}

#[tokio::test]
async fn three_kills_lose_and_double_nothing() {
    let _alone = alone().await;
    let people = People::new(full(200, 40), full(10, 3), Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    hook(&mut home, None);
    kill_thrice(&api, &home, &people).await;
    assert!(!home.log().contains(HOOK_SECRET));
}

#[tokio::test]
async fn two_processes_serve_one_database() {
    let _alone = alone().await;
    let people = People::new(full(200, 30), full(10, 2), Way::Taps);
    let api = server(&people);
    let Some(mut home) = Home::on_postgres(&api).await else {
        return;
    };
    let balancer = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let public = balancer.local_addr().unwrap().to_string();
    let mut addresses = Vec::new();
    let mut bots = Vec::new();
    for _ in 0..2 {
        let address = hook(&mut home, Some(&public));
        addresses.push(address.parse().unwrap());
        bots.push((address.clone(), home.start()));
        health::ready(&address).await;
    }
    tokio::spawn(balance(balancer, addresses));
    people.begin(&api);
    // One after the other is stopped in order, killed, and started anew.
    for (third, number) in [(1, 0), (2, 1)] {
        people.until(&api, people.total() * third / 4, LONG).await;
        let (address, bot) = bots.remove(0);
        home.set("LISTEN", &address);
        if number == 0 {
            bot.stop().await;
        } else {
            drop(bot);
        }
        bots.push((address, home.start()));
    }
    people.finish(&api, LONG).await;
    for (_, bot) in bots {
        bot.stop().await;
    }
    people.check(&home.store().await).await;
    assert!(people.twice().0 <= 1, "{:?}", people.twice());
    assert_good(&api, &home, 120).await;
}

/// Hands each connection to the next process that takes it.
async fn balance(listener: TcpListener, to: Vec<SocketAddr>) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    loop {
        let Ok((mut from, _)) = listener.accept().await else {
            return;
        };
        let to = to.clone();
        tokio::spawn(async move {
            for _ in 0..to.len() {
                let next = NEXT.fetch_add(1, Ordering::Relaxed) % to.len();
                if let Ok(mut process) = TcpStream::connect(to[next]).await {
                    tokio::io::copy_bidirectional(&mut from, &mut process)
                        .await
                        .ok();
                    return;
                }
            }
        });
    }
}

#[tokio::test]
async fn only_the_secret_opens_and_only_a_commit_confirms() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let address = hook(&mut home, None);
    let bot = home.start();
    health::ready(&address).await;
    let set = |api: &BotApi| api.count_of("setWebhook") == 1;
    assert!(api.wait_until(set, PATIENCE).await);

    for wrong in [None, Some("wrong"), Some(""), Some(&HOOK_SECRET[1..])] {
        let status = post(&address, wrong, 1).await.unwrap();
        assert_eq!(status, 403, "{wrong:?}");
    }
    // Whoever knows the secret is heard.
    assert_eq!(post(&address, Some(HOOK_SECRET), 2).await, Some(200));
    let answered = |api: &BotApi| api.count_in(62) == 1;
    assert!(api.wait_until(answered, PATIENCE).await);
    assert_eq!(api.count_in(61), 0, "a stranger was heard");
    // The same update again is confirmed and does nothing.
    assert_eq!(post(&address, Some(HOOK_SECRET), 2).await, Some(200));

    // Somebody else is writing: no commit, so no confirmation.
    let store = home.store().await;
    let writing = store.begin().await.unwrap();
    assert_eq!(post(&address, Some(HOOK_SECRET), 3).await, None);
    writing.rollback().await.unwrap();
    let answered = |api: &BotApi| api.count_in(63) == 1;
    assert!(api.wait_until(answered, PATIENCE).await);
    assert_eq!(post(&address, Some(HOOK_SECRET), 3).await, Some(200));
    bot.stop().await;
    assert_eq!((api.count_in(62), api.count_in(63)), (1, 1));
    assert!(!home.log().contains(HOOK_SECRET));
    assert_good(&api, &home, 0).await;
}

/// Posts an update of the person `60 + number`; `None` if there is no answer within two seconds.
pub async fn post(address: &str, secret: Option<&str>, number: i64) -> Option<u16> {
    let person = 60 + number;
    let update = json!({"update_id": number, "message": {
        "message_id": 1, "date": 1, "text": format!("/help {SECRET}"),
        "from": {"id": person, "is_bot": false, "first_name": "Resident"},
        "chat": {"id": person, "type": "private", "first_name": "Resident"}}});
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = client
        .post(format!("http://{address}{PATH}"))
        .json(&update)
        .timeout(Duration::from_secs(2));
    if let Some(secret) = secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let answer = request.send().await.ok()?;
    Some(answer.status().as_u16())
}

#[tokio::test]
async fn polling_takes_a_webhook_away() {
    let people = People::new(2, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    hook(&mut home, None);
    let bot = home.start();
    let set = |api: &BotApi| api.count_of("setWebhook") == 1;
    assert!(api.wait_until(set, PATIENCE).await);
    bot.stop().await;
    home.set("WEBHOOK_URL", "")
        .set("WEBHOOK_SECRET", "")
        .set("LISTEN", "");
    let bot = home.start();
    people.begin(&api);
    people.finish(&api, LONG).await;
    bot.stop().await;
    people.check(&home.store().await).await;
    assert_good(&api, &home, 0).await;
}

#[tokio::test]
async fn half_a_request_does_not_hold_up_the_stop() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let address = hook(&mut home, None);
    let bot = home.start();
    health::ready(&address).await;
    let mut lines = Vec::new();
    let head = format!("POST {PATH} HTTP/1.1\r\nhost: x\r\n");
    let secret = format!("x-telegram-bot-api-secret-token: {HOOK_SECRET}\r\n");
    for begun in [
        head.clone(),
        format!("{head}{secret}content-length: 9\r\n\r\n{{"),
    ] {
        let mut line = TcpStream::connect(&address).await.unwrap();
        line.write_all(begun.as_bytes()).await.unwrap();
        lines.push(line);
    }
    // Connections are taken in the order in which they came.
    assert_eq!(health::get(&address, "/healthz").await.0, 200);
    bot.stop().await;
    drop(lines);
}

#[tokio::test]
async fn the_last_taps_are_answered_before_it_stops() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let address = hook(&mut home, None);
    let bot = home.start();
    health::ready(&address).await;
    let set = |api: &BotApi| api.count_of("setWebhook") == 1;
    assert!(api.wait_until(set, PATIENCE).await);
    api.fault(Fault {
        method: Some("answerCallbackQuery"),
        chat: None,
        times: u32::MAX,
        kind: FaultKind::Delay(Duration::from_secs(1)),
    });
    api.push_tap(61, 1, "menu");
    assert!(api.wait_until(|api| api.pending() == 0, PATIENCE).await);
    bot.stop().await;
    assert_good(&api, &home, 0).await;
}
