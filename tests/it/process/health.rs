//! What machines ask over HTTP, and addresses that are taken.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::bot::{Home, PATIENCE};
use super::people::{NAME, People, SECRET, Way};
use super::{LONG, assert_good, server};
use crate::botapi::BotApi;

/// The status and the body, as soon as the bot listens.
pub async fn get(address: &str, path: &str) -> (u16, String) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let end = Instant::now() + PATIENCE;
    loop {
        match client.get(format!("http://{address}{path}")).send().await {
            Ok(answer) => return (answer.status().as_u16(), answer.text().await.unwrap()),
            Err(error) => assert!(Instant::now() < end, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Until the bot says that it is ready.
pub async fn ready(address: &str) {
    let end = Instant::now() + PATIENCE;
    loop {
        let (status, body) = get(address, "/readyz").await;
        if status == 200 {
            return;
        }
        assert!(Instant::now() < end, "{body}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn machines_are_answered_without_ids() {
    let people = People::new(3, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let address = home.listen();
    let for_machines = home.listen_for_metrics();
    let bot = home.start();
    for address in [&address, &for_machines] {
        assert_eq!(get(address, "/healthz").await, (200, "ok\n".to_owned()));
        ready(address).await;
    }
    people.begin(&api);
    people.finish(&api, LONG).await;
    let (status, metrics) = get(&for_machines, "/metrics").await;
    assert_eq!(status, 200);
    for name in [
        "bot_updates_total",
        "bot_handler_duration_seconds",
        "bot_api_requests_total",
        "bot_reports_open ",
        "bot_reports_untaken ",
        "bot_reports_overdue ",
        "bot_reports_oldest_untaken_seconds ",
        "bot_officers_joined ",
        "bot_subscribers ",
    ] {
        assert!(metrics.contains(name), "{name} is missing:\n{metrics}");
    }
    // Names and labels; a figure may hold any digits.
    let labels: Vec<&str> = metrics
        .lines()
        .filter_map(|line| line.rsplit_once(' '))
        .map(|(name, _)| name)
        .collect();
    for id in ["700000", "700001", SECRET, NAME, api.token()] {
        assert!(
            !labels.iter().any(|label| label.contains(id)),
            "the metrics tell {id}"
        );
    }
    assert_eq!(get(&address, "/").await.0, 404);
    assert_eq!(get(&address, "/telegram").await.0, 404);
    assert_eq!(get(&address, "/metrics").await.0, 404);
    bot.stop().await;
    assert_good(&api, &home, 0).await;
}

#[tokio::test]
async fn not_ready_while_telegram_is_silent() {
    let people = People::new(1, 1, Way::Taps);
    let api: BotApi = server(&people);
    let mut home = Home::new(&api);
    let address = home.listen();
    api.stop();
    let bot = home.start();
    assert_eq!(get(&address, "/healthz").await.0, 200);
    let (status, why) = get(&address, "/readyz").await;
    assert_eq!((status, why.as_str()), (503, "Telegram is not heard\n"));
    bot.stop().await;
}

#[tokio::test]
async fn a_taken_address_is_one_clear_line() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let mut home = Home::new(&api);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for setting in ["LISTEN", "METRICS_LISTEN"] {
        home.set(setting, &address);
        let done = home.run(&["serve"]);
        home.set(setting, "");
        assert_eq!(done.code, 1);
        let lines: Vec<&str> = done.err.lines().collect();
        assert_eq!(lines.len(), 1, "{}", done.err);
        let setting = format!("AULA_{setting}:");
        let told = lines[0].contains(&setting) && lines[0].contains(&address);
        assert!(told, "{}", done.err);
    }
}
