//! `aula backup` and `aula restore` by the built binary: while a bot serves, after it, and killed half
//! way.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use aula::chat::Say;
use aula::domain::{Account, Chat, PersonId, Time};
use aula::store::{Lane, Outgoing, Store};

use super::bot::{Home, PATIENCE};
use super::people::{People, Way};
use super::{LONG, calm, server};
use crate::botapi::{BotApi, Settings};
use crate::sql;

/// A file of this name in the home's folder.
fn file(home: &Home, name: &str) -> PathBuf {
    home.path().join(name)
}

fn backup(home: &Home, name: &str) -> PathBuf {
    let path = file(home, name);
    let done = home.run(&["backup", path.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    path
}

/// What there is in a SQLite file; it must be whole.
pub async fn counts(path: &Path) -> Vec<String> {
    let store = Store::connect(&format!("sqlite://{}", path.display())).await;
    let store = store.unwrap();
    let mut tx = store.read().await.unwrap();
    let sound = sql::lines(&mut tx, "pragma integrity_check").await;
    assert_eq!(sound, ["ok"], "{}", path.display());
    let sql = "select (select count(*) from person) || ' ' || (select count(*) from report) || ' ' \
               || (select count(*) from seen)";
    let counts = sql::lines(&mut tx, sql).await;
    tx.rollback().await.unwrap();
    store.close().await;
    counts
}

#[tokio::test]
async fn a_backup_of_a_serving_bot_is_whole() {
    let people = People::new(20, 3, Way::Taps);
    let api = server(&people);
    let home = Home::new(&api);
    let bot = home.start();
    people.begin(&api);
    let mut last = 0;
    for (n, part) in [(1, 10), (2, 30), (3, 60)] {
        people.until(&api, part, LONG).await;
        let path = backup(&home, &format!("kept-{n}.db"));
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert!(!file(&home, &format!("kept-{n}.db-wal")).exists());
        let counts = counts(&path).await.remove(0);
        let reports: usize = counts.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(reports >= part && reports >= last, "{counts}");
        last = reports;
        // Nothing is written over, unless it is said.
        let again = ["backup", path.to_str().unwrap()];
        let done = home.run(&again);
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains("is there already"), "{}", done.err);
        assert_eq!(home.run(&[&again[..], &["--over"]].concat()).code, 0);
        let done = home.run(&["restore", "--over", path.to_str().unwrap()]);
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains("stop the bot first"), "{}", done.err);
        let done = home.run(&["move", "--to", "sqlite://moved.db"]);
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains("a bot serves"), "{}", done.err);
    }
    people.finish(&api, LONG).await;
    bot.stop().await;
    // The last one holds what the database holds.
    let path = backup(&home, "kept.db");
    let there = counts(&file(&home, "aula.db")).await;
    assert_eq!(counts(&path).await, there);
    let done = home.run(&["restore", path.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("60 reports"), "{}", done.out);
    assert_eq!(counts(&file(&home, "aula.db")).await, there);
    assert!(file(&home, "aula.db.before-restore").exists());
    let bot = home.start();
    people.check(&home.store().await).await;
    bot.stop().await;
}

/// Rows that wait: one now, one in an hour.
async fn say(home: &Home, words: &str) {
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    let now = aula::clock::Clock::System.now();
    let row = |end: &str, lane, not_before: Time| Outgoing {
        key: format!("t:{words}/{end}"),
        chat: Chat::first(51),
        lane,
        batch: None,
        body: serde_json::to_string(&Say::text(format!("{words} {end}"))).unwrap(),
        seq: 0,
        not_before,
        expires_at: None,
        first: false,
        slot: None,
    };
    let hour = jiff::SignedDuration::from_hours(1);
    let rows = [
        row("now", Lane::Answer, now),
        row("later", Lane::Notice, now + hour),
    ];
    tx.enqueue(&rows, now, None).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

fn heard(api: &BotApi, words: &str) -> usize {
    let sent = api.sent();
    sent.iter().filter(|it| it.text == words).count()
}

/// Serves until a question is answered, so that what waits is sent too.
async fn serve_a_while(api: &BotApi, home: &Home) {
    let bot = home.start();
    let before = api.count_in(51);
    api.push_text(51, "/help");
    let answered = |api: &BotApi| api.count_in(51) > before;
    assert!(api.wait_until(answered, PATIENCE).await, "{}", home.log());
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    calm(api).await;
    bot.stop().await;
}

async fn waits(home: &Home) -> Vec<String> {
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let sql = "select key || ' ' || state from outbox where key like 't:%' order by key";
    let rows = sql::lines(&mut tx, sql).await;
    tx.rollback().await.unwrap();
    store.close().await;
    rows
}

#[tokio::test]
async fn what_was_said_after_the_backup_is_not_said_again() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    serve_a_while(&api, &home).await;
    say(&home, "first").await;
    let kept = backup(&home, "kept.db");
    let kept = kept.to_str().unwrap();
    serve_a_while(&api, &home).await;
    assert_eq!(heard(&api, "first now"), 1);

    // The database that is there knows what was said and what was not.
    let done = home.run(&["restore", kept]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(
        done.err.contains("is newer") && done.err.contains("--over"),
        "{}",
        done.err
    );
    let done = home.run(&["restore", "--over", kept]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("not said again: 1 "), "{}", done.out);
    let rows = ["t:first/later waiting", "t:first/now unknown"];
    assert_eq!(waits(&home).await, rows);
    serve_a_while(&api, &home).await;
    assert_eq!(heard(&api, "first now"), 1);

    // Nobody knows.
    let lost = |end: &str| std::fs::remove_file(file(&home, &format!("aula.db{end}")));
    lost("").unwrap();
    assert_eq!(home.run(&["restore", kept]).code, 0);
    serve_a_while(&api, &home).await;
    assert_eq!(heard(&api, "first now"), 1);

    // Somebody knows that it was not: the bot has stood still since.
    say(&home, "second").await;
    let kept = backup(&home, "other.db");
    lost("").unwrap();
    let done = home.run(&["restore", "--say-what-waits", kept.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    serve_a_while(&api, &home).await;
    assert_eq!(
        (heard(&api, "first now"), heard(&api, "second now")),
        (1, 1)
    );
    assert_eq!(api.violations(), Vec::<String>::new());
}

/// Who was forgotten since the backup, and whose post ended, is not there again.
#[tokio::test]
async fn what_ended_after_the_backup_stays_ended() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    let now = aula::clock::Clock::System.now();
    for account in [61, 62, 63] {
        tx.add_person(
            PersonId::new(account),
            Account::first(account),
            Chat::first(account),
            now,
        )
        .await
        .unwrap();
    }
    for (account, code) in [(61, "I-01"), (62, "I-02")] {
        let post = aula::domain::Post {
            role: aula::domain::Role::Inspector,
            scope: aula::domain::Scope::parse("inspector", code.to_owned()).unwrap(),
        };
        tx.add_post(PersonId::new(account), &post, None, now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
    let kept = backup(&home, "kept.db");
    let done = home.run(&["staff", "end", "inspector", "I-01"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    tx.forget_person(PersonId::new(63), Chat::first(63))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let done = home.run(&["restore", "--over", kept.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    let told = "1 people forgotten, 1 posts and invitations ended";
    assert!(done.out.contains(told), "{}", done.out);
    let done = home.run(&["staff"]);
    assert!(
        done.out.contains("posts: 1") && done.out.contains("I-02"),
        "{}",
        done.out
    );
    assert_eq!(
        counts(&file(&home, "aula.db")).await[0].split(' ').next(),
        Some("2")
    );
}

#[test]
fn what_is_no_backup_is_refused() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    let before = std::fs::read(file(&home, "aula.db")).unwrap();
    let other = file(&home, "other");
    for (bytes, words) in [
        (&b"hello"[..], "is no backup of aula"),
        (b"", "is no backup of aula"),
        (b"SQLite format 3\0 and nothing", "aula:"),
        (b"PGDMP\x01", "of PostgreSQL"),
    ] {
        std::fs::write(&other, bytes).unwrap();
        let done = home.run(&["restore", "--over", other.to_str().unwrap()]);
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains(words), "{words}: {}", done.err);
    }
    let done = home.run(&["restore", "--over", "aula.db"]);
    assert!(done.err.contains("the database itself"), "{}", done.err);
    let done = home.run(&["backup", "--over", "aula.db"]);
    assert!(done.err.contains("the database itself"), "{}", done.err);
    assert_eq!(std::fs::read(file(&home, "aula.db")).unwrap(), before);
    assert!(!file(&home, "aula.db.partial").exists());
}
