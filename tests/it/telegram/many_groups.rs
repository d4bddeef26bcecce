//! Five thousand groups, in front of a server that tells whoever is too fast to wait.

use std::time::{Duration, Instant};

use super::{Bot, answers, notices, words};
use crate::botapi::limits::{Limits, Rate};
use crate::botapi::{BotApi, ChatKind, Keep, Settings};
use crate::postgres::Engine;

const GROUPS: i64 = 5_000;
/// The number of a group as Telegram gives it.
const FIRST: i64 = -1_000_000_005_000;
const LAST: i64 = FIRST + GROUPS - 1;
/// Notices a second, ten times what is usual: the server lets through ten times as many in all, and
/// as few as ever to one group.
const RATE: u32 = 250;
const LONG: Duration = Duration::from_secs(90);

async fn server() -> BotApi {
    let api = BotApi::start(Settings {
        keep: Keep::Counts,
        ..Settings::default()
    })
    .await;
    let limits = Limits::official();
    let tenfold = |rate: Rate| Rate {
        every: rate.every / 10,
        burst: rate.burst,
    };
    api.set_limits(Limits {
        overall: limits.overall.map(tenfold),
        ..limits
    });
    for group in FIRST..=LAST {
        api.chat(group, ChatKind::Supergroup);
    }
    api
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_to_five_thousand_groups_is_nowhere_told_to_wait_and_nowhere_twice() {
    let (engine, api) = (Engine::file().await, server().await);
    let bot = Bot::sends(&engine, &api, RATE).await;
    bot.write(&notices("n:1", FIRST..=LAST, &words("notice")))
        .await;
    let begun = Instant::now();
    bot.sender.wake();
    assert!(api.wait_count(500, LONG).await);

    // While it goes out the bot is put out of some groups, silenced in others, some become another
    // one, and some ask more than they can be answered.
    let (mut put_out, mut silenced, mut moved, mut asking) = (vec![], vec![], vec![], vec![]);
    for (at, group) in (FIRST..=LAST).enumerate() {
        match at % 100 {
            1 => put_out.push(group),
            2 => silenced.push(group),
            3 => moved.push(group),
            4 if asking.len() < 10 => asking.push(group),
            _ => {}
        }
    }
    for group in &put_out {
        api.push_my_status(*group, 1, "member", "kicked");
    }
    for group in &silenced {
        api.push_my_status(*group, 1, "member", "muted");
    }
    for group in &moved {
        api.migrate(*group, *group - GROUPS);
    }
    for group in &asking {
        bot.say(&answers(*group, 25)).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let sent = |group: i64| api.count_in(group) + api.count_in(group - GROUPS);
    let lost = |group: &i64| put_out.contains(group) || silenced.contains(group);
    let readers: Vec<i64> = (FIRST..=LAST).filter(|group| !lost(group)).collect();
    let mut left = readers.len();
    while left > 0 {
        assert!(begun.elapsed() < LONG, "{left} are left");
        tokio::time::sleep(Duration::from_millis(250)).await;
        left = readers.iter().filter(|group| sent(**group) == 0).count();
    }
    let took = begun.elapsed();
    println!("{} messages in {took:?}", api.count());
    for group in FIRST..=LAST {
        let most = match asking.contains(&group) {
            true => 20 * (1 + took.as_secs() / 60),
            false => 1,
        };
        assert!(sent(group) <= most, "{group}: {}", sent(group));
    }
    assert_eq!(api.count_429(), 0, "{:?}", api.refusals().last());
    assert_eq!(api.violations(), Vec::<String>::new());
    bot.kill();
}
