//! From the start of the program to its first answer, and the memory it then rests in.

use std::time::{Duration, Instant};

use crate::bot::Home;
use crate::botapi::{BotApi, Settings};
use crate::load::polls;
use crate::locate::records;
use crate::measure::{peak, rss, runtime};
use crate::table::{Table, median};

const TIMES: usize = 5;
const LONG: Duration = Duration::from_secs(60);
/// Long enough for everything that is done once.
const REST: Duration = Duration::from_secs(5);

pub fn run(table: &mut Table) {
    let api = || BotApi::start_on_own_thread(Settings::default());
    let server = api();
    let home = Home::new(&server);
    let times: Vec<f64> = (1..)
        .take(TIMES)
        .map(|chat| first_answer(&server, &home, chat))
        .collect();
    let value = format!("{:.0} ms", median(times) * 1_000.0);
    table.row(
        "start to first answer, an update waiting",
        &value,
        "< 200 ms",
    );
    let value = format!("{:.1} MiB", idle(&server, &home).0);
    table.row(
        "memory at rest, demo town of 44 precincts",
        &value,
        "< 40 MiB",
    );

    let server = api();
    let mut home = Home::bare(&server);
    // The made country fills a box around the real one.
    home.set("ONLY_KAZAKHSTAN", "false");
    home.import(&records());
    let times: Vec<f64> = (1..)
        .take(TIMES)
        .map(|chat| first_answer(&server, &home, chat))
        .collect();
    let (rest, most) = idle(&server, &home);
    let value = format!(
        "{rest:.1} MiB, {most:.1} MiB at most; start to first answer {:.0} ms",
        median(times) * 1_000.0
    );
    table.row(
        "memory at rest, a country of 6,500 precincts",
        &value,
        "loaded in < 1 s, < 150 MB",
    );
}

/// In seconds.
fn first_answer(api: &BotApi, home: &Home, chat: i64) -> f64 {
    api.push_text(chat, "/start");
    let begun = Instant::now();
    let bot = home.start();
    runtime().block_on(async {
        let answered = |api: &BotApi| api.count_in(chat) > 0;
        assert!(api.wait_until(answered, LONG).await, "{}", home.log());
        let took = begun.elapsed();
        bot.stop().await;
        took.as_secs_f64()
    })
}

/// At rest and at most, in MiB.
fn idle(api: &BotApi, home: &Home) -> (f64, f64) {
    let bot = home.start();
    runtime().block_on(async {
        polls(api).await;
        tokio::time::sleep(REST).await;
        let memory = (rss(bot.id()), peak(bot.id()));
        bot.stop().await;
        memory
    })
}
