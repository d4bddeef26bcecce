//! `aula backup`, `restore` and `move` killed at every moment: nothing is half there, and the next try
//! does it.

use std::path::Path;
use std::time::{Duration, Instant};

use aula::store::Store;

use super::bot::{Home, PATIENCE};
use super::keep::counts;
use crate::botapi::{BotApi, Settings};
use crate::postgres::Engine;
use crate::sql;

/// Rows that make each of the commands last.
const ROWS: usize = 30_000;

async fn fill(store: &Store, from: usize, rows: usize) {
    let mut tx = store.begin().await.unwrap();
    for some in (from..from + rows).collect::<Vec<_>>().chunks(500) {
        let values: Vec<String> = some.iter().map(|n| format!("({n}, {n})")).collect();
        let sql = format!(
            "insert into seen (update_id, at) values {}",
            values.join(", ")
        );
        sql::execute(&mut tx, &sql).await;
    }
    tx.commit().await.unwrap();
}

/// How long a command takes, and then kills at moments spread over that time.
fn killed_at(whole: Duration) -> Vec<Duration> {
    let parts = 1..=8;
    parts.map(|part| whole * part / 9).collect()
}

fn timed(home: &Home, args: &[&str]) -> Duration {
    let begun = Instant::now();
    let done = home.run(args);
    assert_eq!(done.code, 0, "{args:?}: {}", done.err);
    begun.elapsed()
}

async fn home() -> (BotApi, Home) {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    let store = home.store().await;
    fill(&store, 1, ROWS).await;
    store.close().await;
    (api, home)
}

async fn counts_of(path: &Path) -> String {
    counts(path).await.remove(0)
}

#[tokio::test]
async fn a_backup_is_whole_or_not_there() {
    let (_api, home) = home().await;
    let whole = counts_of(&home.path().join("aula.db")).await;
    let path = home.path().join("kept.db");
    let args = ["backup", path.to_str().unwrap()];
    let mut half_way = 0;
    for after in killed_at(timed(&home, &args)) {
        std::fs::remove_file(&path).ok();
        home.kill_after(&args, after);
        if path.exists() {
            assert_eq!(counts_of(&path).await, whole);
        } else {
            half_way += 1;
            timed(&home, &args);
            assert_eq!(counts_of(&path).await, whole);
        }
    }
    println!("backup: {half_way} of 8 kills came before its end");
    assert!(half_way > 1);
}

#[tokio::test]
async fn a_restored_database_is_the_old_or_the_new_one() {
    let (_api, home) = home().await;
    let path = home.path().join("kept.db");
    timed(&home, &["backup", path.to_str().unwrap()]);
    let database = home.path().join("aula.db");
    let new = counts_of(&path).await;
    let store = home.store().await;
    fill(&store, ROWS + 1, 100).await;
    store.close().await;
    let old = counts_of(&database).await;
    assert_ne!(old, new);
    let other = home.path().join("old.db");
    timed(&home, &["backup", other.to_str().unwrap()]);
    let args = ["restore", "--over", path.to_str().unwrap()];
    let back = ["restore", "--over", other.to_str().unwrap()];
    let whole = timed(&home, &args);
    timed(&home, &back);
    let mut half_way = 0;
    for after in killed_at(whole) {
        home.kill_after(&args, after);
        let there = counts_of(&database).await;
        assert!(there == old || there == new, "{there}: {old} or {new}");
        half_way += usize::from(there == old);
        timed(&home, &args);
        assert_eq!(counts_of(&database).await, new);
        timed(&home, &back);
        assert_eq!(counts_of(&database).await, old);
    }
    println!("restore: {half_way} of 8 kills came before its end");
    assert!(half_way > 1);
}

#[tokio::test]
async fn a_move_is_all_or_nothing() {
    let (_api, home) = home().await;
    let database = home.path().join("aula.db");
    let source = counts_of(&database).await;
    let mut half_way = 0;
    let mut whole = None;
    for part in 0..=8 {
        let Some(server) = Engine::postgres().await else {
            return;
        };
        let args = ["move", "--to", server.url()];
        let Some(whole) = whole else {
            whole = Some(timed(&home, &args));
            continue;
        };
        home.kill_after(&args, whole * part / 9);
        // The server notices the end a little later.
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(counts_of(&database).await, source);
        let mut tx = server.store.read().await.unwrap();
        let there = sql::lines(&mut tx, "select cast(count(*) as text) from seen").await;
        tx.rollback().await.unwrap();
        let done = home.run(&args);
        if there == ["0"] {
            half_way += 1;
            assert_eq!(done.code, 0, "{}", done.err);
            assert!(done.out.contains("30000 rows, the same"), "{}", done.out);
        } else {
            assert_eq!(there, [ROWS.to_string()]);
            assert!(done.err.contains("is not empty"), "{}", done.err);
        }
    }
    println!("move to PostgreSQL: {half_way} of 8 kills came before its end");
    assert!(half_way > 1);
}

#[tokio::test]
async fn a_move_into_a_file_is_there_or_not() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let Some(home) = Home::on_postgres(&api).await else {
        return;
    };
    let store = home.store().await;
    fill(&store, 1, ROWS).await;
    store.close().await;
    let path = home.path().join("new.db");
    let to = format!("sqlite://{}", path.display());
    let args = ["move", "--to", &to];
    let mut half_way = 0;
    let whole = timed(&home, &args);
    let all = counts_of(&path).await;
    for after in killed_at(whole) {
        std::fs::remove_file(&path).ok();
        home.kill_after(&args, after);
        if !path.exists() {
            half_way += 1;
            timed(&home, &args);
        }
        assert_eq!(counts_of(&path).await, all);
    }
    println!("move into a file: {half_way} of 8 kills came before its end");
    assert!(half_way > 1);
}

/// The same on PostgreSQL, by its own programs.
#[tokio::test]
async fn on_postgres_too() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let Some(mut home) = Home::on_postgres(&api).await else {
        return;
    };
    let store = home.store().await;
    fill(&store, 1, ROWS).await;
    store.close().await;
    let path = home.path().join("kept.dump");
    let args = ["backup", path.to_str().unwrap()];
    for after in killed_at(timed(&home, &args)).into_iter().step_by(3) {
        std::fs::remove_file(&path).ok();
        home.kill_after(&args, after);
        if !path.exists() {
            // A program that outlives us has the file until it ends.
            until_done(&home, &args).await;
        }
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(b"PGDMP") && bytes.len() > 10_000);
    }
    refused_while_serving(&api, &home).await;
    let restore = ["restore", path.to_str().unwrap()];
    let done = home.run(&restore);
    assert!(done.err.contains("is not empty"), "{}", done.err);
    let mut half_way = 0;
    for part in 1..=6 {
        let server = Engine::empty_postgres().await.unwrap();
        home.set("DATABASE", server.url());
        home.kill_after(&restore, Duration::from_millis(60) * part);
        let first = home.path().join(format!("first-{part}"));
        let serves = home.run(&["export", first.to_str().unwrap()]);
        if serves.code != 0 {
            half_way += 1;
            until_done(&home, &restore).await;
        }
        let mut tx = server.store.read().await.unwrap();
        let there = sql::lines(&mut tx, "select cast(count(*) as text) from seen").await;
        assert_eq!(there, [ROWS.to_string()]);
        tx.rollback().await.unwrap();
        let folder = home.path().join(format!("out-{part}"));
        let done = home.run(&["export", folder.to_str().unwrap()]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    println!("restore on PostgreSQL: {half_way} of 6 kills came before its end");
    assert!(half_way > 1);
}

async fn refused_while_serving(api: &BotApi, home: &Home) {
    let bot = home.start();
    let serving = |_: &BotApi| home.log().contains(" serving");
    assert!(api.wait_until(serving, PATIENCE).await, "{}", home.log());
    for args in [
        ["restore", home.path().join("kept.dump").to_str().unwrap()].as_slice(),
        &["move", "--to", "sqlite://moved.db"],
    ] {
        let done = home.run(args);
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains("a bot serves"), "{}", done.err);
    }
    let done = home.run(&["check"]);
    assert!(done.out.contains("a bot serves now"), "{}", done.out);
    bot.stop().await;
    let done = home.run(&["check"]);
    assert!(
        done.out.contains("no bot serves now, Telegram was heard"),
        "{}",
        done.out
    );
}

async fn until_done(home: &Home, args: &[&str]) {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let done = home.run(args);
        if done.code == 0 {
            return;
        }
        assert!(Instant::now() < end, "{}", done.err);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
