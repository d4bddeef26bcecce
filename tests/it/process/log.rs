//! A log that cannot be written ends nobody and holds nobody up.

use std::fs::{File, OpenOptions};
use std::io::{PipeReader, Read, Write, pipe};
use std::time::{Duration, Instant};

use super::bot::{Bot, Home, PATIENCE};
use super::{health, people};
use crate::botapi::{BotApi, Settings};

/// Lines of a trace-level log that fill a pipe, and what waits to get there, many times over.
const MANY: i64 = 1_000;

fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

/// Whoever writes is answered, and what they write is logged in some way.
async fn serves(api: &BotApi, bot: &mut Bot, people: std::ops::Range<i64>) {
    let begun = Instant::now();
    let before = api.count();
    let count = u64::try_from(people.end - people.start).unwrap();
    for person in people {
        api.push_text(person, "/start");
    }
    let all = |api: &BotApi| api.count() >= before + count;
    let answered = api.wait_until(all, PATIENCE).await;
    assert!(bot.lives(), "it has ended");
    assert!(answered, "{} of {count}", api.count() - before);
    println!("{count} answered in {:?}", begun.elapsed());
}

#[tokio::test]
async fn nobody_reads_the_log_any_more() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("LOG", "debug");
    // Gone while it runs.
    let (reader, writer) = pipe().unwrap();
    let mut bot = home.start_after("true", writer.into());
    serves(&api, &mut bot, 1..5).await;
    drop(reader);
    serves(&api, &mut bot, 5..50).await;
    bot.stop().await;
    // Gone before it starts.
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let mut bot = home.start_after("true", writer.into());
    serves(&api, &mut bot, 50..90).await;
    bot.stop().await;
}

#[tokio::test]
async fn the_log_is_a_pipe_that_is_full() {
    let api = server();
    let mut home = Home::new(&api);
    let metrics = home.listen_for_metrics();
    home.set("LOG", "trace");
    let (reader, writer) = pipe().unwrap();
    let mut bot = home.start_after("true", writer.into());
    serves(&api, &mut bot, 1..MANY).await;
    let (_, shown) = health::get(&metrics, "/metrics").await;
    assert!(lost(&shown) > 0, "the pipe was not full");
    // Somebody reads on: it is told how much is missing, and the log goes on.
    let log = read_on(reader);
    serves(&api, &mut bot, MANY..MANY + 20).await;
    bot.stop().await;
    let log = log.join().unwrap();
    assert!(log.contains("lines of the log were lost"), "{}", log.len());
    assert!(log.contains("stopping"));
    assert!(!log.contains(people::NAME));
}

/// The end does not wait for a log that nobody reads.
#[tokio::test]
async fn a_full_pipe_does_not_hold_up_the_end() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("LOG", "trace");
    let (reader, writer) = pipe().unwrap();
    let mut bot = home.start_after("true", writer.try_clone().unwrap().into());
    serves(&api, &mut bot, 1..MANY).await;
    let begun = Instant::now();
    bot.stop().await;
    println!("stopped in {:?}", begun.elapsed());
    // A process that cannot begin says so in one line, or ends without.
    home.set("NOTICE_RATE", "31");
    let begun = Instant::now();
    let mut bot = home.start_after("true", writer.into());
    assert_eq!(bot.ended().await.code(), Some(2));
    println!("refused in {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(20));
    drop(reader);
}

#[tokio::test]
async fn the_disk_of_the_log_is_full() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("LOG", "trace");
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut bot = home.start_after("true", full.into());
    serves(&api, &mut bot, 1..50).await;
    bot.stop().await;
}

/// `ulimit -f`: the log may not grow, the database still may.
#[tokio::test]
async fn the_log_is_as_long_as_it_may_be() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("LOG", "debug");
    let mut log = File::create(home.log_path()).unwrap();
    log.write_all(&vec![b'\n'; 16 << 20]).unwrap();
    let log = OpenOptions::new()
        .append(true)
        .open(home.log_path())
        .unwrap();
    // In blocks of 512 bytes.
    let mut bot = home.start_after("ulimit -f 32768", log.into());
    serves(&api, &mut bot, 1..50).await;
    bot.stop().await;
    let length = std::fs::metadata(home.log_path()).unwrap().len();
    assert_eq!(length, 16 << 20);
}

/// What the log says is all there at the end, whole.
#[tokio::test]
async fn the_end_of_the_log_is_there() {
    let api = server();
    let home = Home::new(&api);
    let mut bot = home.start();
    serves(&api, &mut bot, 1..3).await;
    bot.stop().await;
    let log = home.log();
    assert!(log.contains("serving") && log.contains("stopping"), "{log}");
    assert!(log.ends_with('\n'));
}

fn read_on(mut reader: PipeReader) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut log = Vec::new();
        reader.read_to_end(&mut log).unwrap();
        String::from_utf8_lossy(&log).into_owned()
    })
}

/// Lines that were lost, as the metrics tell.
fn lost(metrics: &str) -> u64 {
    let count = metrics
        .lines()
        .find_map(|line| line.strip_prefix("bot_log_lines_lost_total "));
    count.map_or(0, |count| count.parse().unwrap())
}
