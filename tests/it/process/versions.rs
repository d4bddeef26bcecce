//! Databases of another version, copied files, databases that are away: told in words, and left as they
//! are by whoever only reads.

use std::path::Path;
use std::time::{Duration, Instant};

use aula::store::Store;
use sqlx::migrate::Migrator;

use super::bot::{Bot, Home, PATIENCE};
use crate::botapi::{BotApi, Settings};
use crate::postgres::Engine;
use crate::sql;

/// The version that the tests know as an older one.
const OLD: i64 = 8;

fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

/// Makes a database of the older version.
pub async fn older(store: &Store) {
    let all = sqlx::migrate!("./migrations");
    let old = all.iter().filter(|it| it.version <= OLD).cloned().collect();
    let old = Migrator::with_migrations(old);
    match store {
        Store::Sqlite { writer, .. } => old.run(writer).await.unwrap(),
        Store::Postgres(pool) => old.run(pool).await.unwrap(),
    }
    let mut tx = store.begin().await.unwrap();
    let row = "insert into seen (update_id, at) values (1, 1)";
    sql::execute(&mut tx, row).await;
    tx.commit().await.unwrap();
}

/// What `check` says of it.
fn pending() -> String {
    let all = sqlx::migrate!("./migrations");
    let count = all.iter().filter(|it| it.version > OLD).count();
    format!("schema {OLD}, {count} migrations are pending")
}

/// `serve` says by its code that starting it again does not help.
fn refused(args: &[String]) -> i32 {
    if args[0] == "serve" { 3 } else { 1 }
}

async fn version(store: &Store) -> i64 {
    store.schema().await.unwrap().version
}

/// Every command that only reads.
fn readers(home: &Home) -> Vec<Vec<String>> {
    let out = home.path().join("out").display().to_string();
    let picture = home.path().join("town.svg").display().to_string();
    let all: [&[&str]; 7] = [
        &["find", "Абая", "1"],
        &["locate", "47", "67"],
        &["map", &picture],
        &["export", &out],
        &["staff"],
        &["staff", "end", "inspector", "I-01"],
        &["invite", "--role", "inspector", "--scope", "P-01"],
    ];
    let owned = |args: &&[&str]| args.iter().map(|it| (*it).to_owned()).collect();
    all.iter().map(owned).collect()
}

fn run(home: &Home, args: &[String]) -> super::bot::Output {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    home.run(&args)
}

#[tokio::test]
async fn an_older_database_is_brought_up_to_date_by_serve_alone() {
    let api = server();
    let mut home = Home::bare(&api);
    home.set("BOT_NAME", "aula_test_bot");
    let store = home.store().await;
    older(&store).await;
    store.close().await;
    for args in readers(&home) {
        let done = run(&home, &args);
        assert_eq!(done.code, 1, "{args:?}: {}", done.out);
        let words = format!("older version of aula (schema {OLD};");
        assert!(done.err.contains(&words), "{args:?}: {}", done.err);
    }
    let done = home.run(&["check"]);
    assert!(done.out.contains(&pending()), "{}", done.out);
    let store = home.store().await;
    assert_eq!(version(&store).await, OLD);
    store.close().await;

    let bot = serves(&api, &home, 1).await;
    assert!(
        home.log().contains("the directory is empty"),
        "{}",
        home.log()
    );
    assert!(home.log().contains("aula.db.schema-8"), "{}", home.log());
    bot.stop().await;
    // The way back.
    let kept = home.path().join("aula.db.schema-8");
    let url = format!("sqlite://{}", kept.display());
    let store = Store::connect(&url).await.unwrap();
    assert_eq!(version(&store).await, OLD);
    let mut tx = store.read().await.unwrap();
    let seen = sql::lines(&mut tx, "select cast(at as text) from seen").await;
    assert_eq!(seen, ["1"]);
    tx.rollback().await.unwrap();
    store.close().await;
    // What was kept is put back and brought up to date with it.
    let done = home.run(&["restore", "--over", kept.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    serves(&api, &home, 2).await.stop().await;
}

/// Starts the bot for the given time and waits until it serves.
pub async fn serves(api: &BotApi, home: &Home, times: usize) -> Bot {
    let bot = home.start();
    let serving = |_: &BotApi| home.log().matches(" serving").count() >= times;
    assert!(api.wait_until(serving, PATIENCE).await, "{}", home.log());
    bot
}

/// By pg_dump; where that is missing nothing is brought up to date without being told to.
#[tokio::test]
async fn an_older_database_on_postgres() {
    let api = server();
    let mut home = Home::bare(&api);
    let Some(engine) = Engine::empty_postgres().await else {
        return;
    };
    older(&engine.store).await;
    home.set("DATABASE", engine.url());
    let done = home.run(&["check"]);
    assert!(done.out.contains(&pending()), "{}", done.out);
    // No program is found without a PATH.
    home.set_path("/nowhere");
    let done = home.run(&["serve"]);
    assert_eq!(done.code, 3, "{}", done.err);
    for words in [
        "pg_dump is not installed",
        "--no-backup",
        "nothing was changed",
    ] {
        assert!(done.err.contains(words), "{words}: {}", done.err);
    }
    let done = home.run(&["backup", "kept.dump"]);
    assert!(
        done.err.contains("pg_dump is not installed"),
        "{}",
        done.err
    );
    assert_eq!(version(&engine.store).await, OLD);
    home.set_path("");
    let bot = serves(&api, &home, 1).await;
    bot.stop().await;
    let dumps = std::fs::read_dir(home.path()).unwrap();
    let names = dumps.map(|it| it.unwrap().file_name().into_string().unwrap());
    let kept = names.filter(|name| name.ends_with(".dump.schema-8"));
    assert_eq!(kept.count(), 1);
}

#[tokio::test]
async fn a_newer_database_is_named() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("BOT_NAME", "aula_test_bot");
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    let row =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
               values (99, 'later', true, x'00', 0)";
    sql::execute(&mut tx, row).await;
    tx.commit().await.unwrap();
    store.close().await;
    let mut all = readers(&home);
    all.push(vec!["serve".to_owned()]);
    all.push(vec!["check".to_owned()]);
    all.push(vec!["import".to_owned(), "town".to_owned()]);
    for args in all {
        let done = run(&home, &args);
        let said = format!("{}{}", done.out, done.err);
        assert_eq!(done.code, refused(&args), "{args:?}: {said}");
        assert!(
            said.contains("newer version of aula (schema 99;"),
            "{args:?}: {said}"
        );
    }
}

pub fn copy(home: &Home, from: &str, to: &Path) {
    std::fs::copy(home.path().join(from), to).unwrap();
}

/// `cp aula.db` of a bot that serves.
#[tokio::test]
async fn a_copy_without_its_log_is_not_taken_for_whole() {
    let api = server();
    let home = Home::new(&api);
    let bot = home.start();
    let before = api.count_in(51);
    api.push_text(51, "/start");
    let answered = |api: &BotApi| api.count_in(51) > before;
    assert!(api.wait_until(answered, PATIENCE).await);
    let mut there = Home::bare(&api);
    let file = there.path().join("aula.db");
    copy(&home, "aula.db", &file);
    let words = "copied while a bot served it, without its -wal";
    let mut all = readers(&there);
    all.push(vec!["serve".to_owned()]);
    all.push(vec!["check".to_owned()]);
    all.push(vec!["import".to_owned(), "town".to_owned()]);
    all.push(vec!["backup".to_owned(), "kept.db".to_owned()]);
    there.set("BOT_NAME", "aula_test_bot");
    std::fs::create_dir_all(there.path().join("town")).unwrap();
    there.files("town", &aula::demo::town::records());
    for args in all {
        let done = run(&there, &args);
        let said = format!("{}{}", done.out, done.err);
        assert_eq!(done.code, refused(&args), "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
    }
    // Whole copies are whole: with the log, and one that SQLite made.
    copy(&home, "aula.db-wal", &there.path().join("aula.db-wal"));
    let done = there.run(&["check"]);
    assert!(!done.out.contains(words), "{}", done.out);
    assert_eq!(there.run(&["staff"]).code, 0);
    let done = there.run(&["import", "town"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let done = there.run(&["check"]);
    assert!(!done.out.contains(words), "{}", done.out);
    let kept = there.path().join("kept.db");
    assert_eq!(home.run(&["backup", kept.to_str().unwrap()]).code, 0);
    std::fs::rename(&kept, &file).unwrap();
    let done = there.run(&["check"]);
    assert!(!done.out.contains(words), "{}", done.out);
    let done = home.run(&["check"]);
    assert!(done.out.contains("a bot serves now"), "{}", done.out);
    bot.stop().await;
    // Nor is one of a bot that has stopped, or that was killed and whose log is there.
    copy(&home, "aula.db", &file);
    let done = there.run(&["check"]);
    assert!(!done.out.contains(words), "{}", done.out);
    assert!(done.out.contains("no bot serves now"), "{}", done.out);
    let mut bot = serves(&api, &home, 2).await;
    bot.kill();
    let done = home.run(&["check"]);
    assert!(!done.out.contains(words), "{}", done.out);
    serves(&api, &home, 3).await.stop().await;
}

/// Its reason at once, and not "pool timed out" after ten seconds.
#[test]
fn a_database_that_is_away_is_named() {
    let api = server();
    let mut home = Home::bare(&api);
    let secret = "Pa55-word";
    let url = format!("postgres://me:{secret}@127.0.0.1:1/aula");
    home.set("DATABASE", &url).set("BOT_NAME", "aula_test_bot");
    let folder = home.files("town", &aula::demo::town::records());
    let mut all = readers(&home);
    all.push(vec!["serve".to_owned()]);
    all.push(vec!["check".to_owned()]);
    all.push(vec!["import".to_owned(), folder.display().to_string()]);
    all.push(vec!["backup".to_owned(), "kept.dump".to_owned()]);
    for args in all {
        let begun = Instant::now();
        let done = run(&home, &args);
        let said = format!("{}{}", done.out, done.err);
        assert_eq!(done.code, 1, "{args:?}: {said}");
        assert!(
            said.contains("cannot connect to PostgreSQL"),
            "{args:?}: {said}"
        );
        assert!(said.contains("refused"), "{args:?}: {said}");
        assert!(!said.contains(secret), "{args:?}: {said}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{args:?}");
    }
}
