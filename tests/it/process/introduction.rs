//! The bot learns its name and publishes its menu, on a network that is not at its best.

use std::time::Duration;

use super::bot::{Home, PATIENCE};
use super::people::{People, Way};
use super::{health, server};
use crate::botapi::{BotApi, Fault, FaultKind, Settings};

const GROUP: i64 = -5;

fn slow_or_broken(method: &'static str, times: u32, kind: FaultKind) -> Fault {
    Fault {
        method: Some(method),
        chat: None,
        times,
        kind,
    }
}

#[tokio::test]
async fn it_asks_for_its_name_until_it_is_told() {
    let api = BotApi::start_on_own_thread(Settings::default());
    api.fault(slow_or_broken("getMe", 2, FaultKind::ServerError));
    let home = Home::new(&api);
    let bot = home.start();
    // The menu comes after the name.
    let introduced = |api: &BotApi| api.count_of("setMyCommands") > 0;
    assert!(api.wait_until(introduced, PATIENCE).await);
    assert_eq!(api.count_of("getMe"), 1);
    // What was asked for is not asked again in private.
    api.push_text_in(GROUP, 7, "/report@aula_test_bot");
    let answered = |api: &BotApi| api.count_in(GROUP) == 1;
    assert!(api.wait_until(answered, PATIENCE).await);
    let (_, link) = api.buttons(GROUP).remove(0);
    assert_eq!(link, "https://t.me/aula_test_bot?start=report");
    bot.stop().await;
    super::assert_silent(&api, &home.log());
}

#[tokio::test]
async fn it_stops_before_it_is_introduced() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    for method in [
        "getMe",
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
    ] {
        let stall = FaultKind::Delay(Duration::from_secs(600));
        api.fault(slow_or_broken(method, u32::MAX, stall));
    }
    let mut home = Home::new(&api);
    let address = home.listen();
    let bot = home.start();
    health::ready(&address).await;
    bot.stop().await;
}
