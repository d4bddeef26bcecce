//! The database goes away and comes back: what was sent meanwhile is answered soon after, and no
//! update is given up for it.

use std::time::{Duration, Instant};

use aula::store::Store;

use super::{Bot, SOON, server};
use crate::botapi::BotApi;
use crate::cable::Cable;
use crate::postgres::Engine;
use crate::process::disk::Disk;
use crate::sql::{execute, lines};

/// Twelve people write; returns the chats that were answered by `chat + 100` and more is not there.
fn twelve_write(api: &BotApi, from: i64) {
    for person in from..from + 12 {
        api.push_text(person, "/start");
    }
}

async fn all_answered(api: &BotApi, from: i64) -> Duration {
    let begun = Instant::now();
    let answered = |api: &BotApi| (from..from + 12).all(|person| api.count_in(person) > 0);
    assert!(api.wait_until(answered, SOON).await, "not within {SOON:?}");
    begun.elapsed()
}

async fn nothing_was_given_up(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let tried = lines(&mut tx, "select cast(update_id as text) from trouble").await;
    assert_eq!(tried, Vec::<String>::new());
}

#[tokio::test]
async fn a_cut_cable_costs_no_update() {
    let Some(engine) = Engine::postgres().await else {
        return;
    };
    let cable = Cable::to(&engine).await;
    let mut behind = Engine::postgres().await.unwrap();
    behind.store = Store::connect(cable.url()).await.unwrap();
    let api = server().await;
    let bot = Bot::polls(&behind, &api).await;
    twelve_write(&api, 1);
    all_answered(&api, 1).await;
    for round in 1..=3 {
        cable.cut();
        twelve_write(&api, round * 100);
        tokio::time::sleep(Duration::from_secs(2)).await;
        cable.mend();
        let took = all_answered(&api, round * 100).await;
        println!("answered {took:?} after the cable was mended");
    }
    nothing_was_given_up(&engine.store).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_locked_table_costs_no_update() {
    let Some(engine) = Engine::postgres().await else {
        return;
    };
    let mut hasty = Engine::postgres().await.unwrap();
    let url = format!("{}&options=-c%20lock_timeout%3D300", engine.url());
    hasty.store = Store::connect(&url).await.unwrap();
    let api = server().await;
    let bot = Bot::polls(&hasty, &api).await;
    let mut tx = engine.store.begin().await.unwrap();
    execute(&mut tx, "lock table seen in exclusive mode").await;
    twelve_write(&api, 1);
    tokio::time::sleep(Duration::from_secs(4)).await;
    tx.rollback().await.unwrap();
    let took = all_answered(&api, 1).await;
    println!("answered {took:?} after the table was free");
    nothing_was_given_up(&engine.store).await;
    bot.stop().await;
}

/// Every connection is ended over and over, in the midst of turns; the server is there all the time.
#[tokio::test]
async fn connections_that_are_ended_cost_no_update() {
    let Some(engine) = Engine::postgres().await else {
        return;
    };
    let aside = Engine::postgres().await.unwrap();
    let mut tx = engine.store.begin().await.unwrap();
    let database = lines(&mut tx, "select current_database()::text").await;
    tx.rollback().await.unwrap();
    let end_all = format!(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'",
        database[0]
    );
    let api = server().await;
    let bot = Bot::polls(&engine, &api).await;
    twelve_write(&api, 1);
    all_answered(&api, 1).await;
    for round in 1..=30 {
        twelve_write(&api, round * 100);
        for _ in 0..10 {
            let mut tx = aside.store.begin().await.unwrap();
            execute(&mut tx, &end_all).await;
            tx.rollback().await.unwrap();
            tokio::time::sleep(Duration::from_millis(9)).await;
        }
    }
    for round in 1..=30 {
        all_answered(&api, round * 100).await;
    }
    nothing_was_given_up(&engine.store).await;
    bot.stop().await;
}

/// What takes too long each time is a fault of its own: waiting for it would silence everybody.
#[tokio::test]
async fn what_is_broken_off_by_the_server_is_no_fault_of_it() {
    let Some(engine) = Engine::postgres().await else {
        return;
    };
    let mut tx = engine.store.begin().await.unwrap();
    execute(&mut tx, "set statement_timeout = 50").await;
    let fault = crate::sql::try_execute(&mut tx, "select pg_sleep(5)").await;
    assert!(!aula::store::is_away(&fault.unwrap_err()));
}

/// The tables lie on a disk that fills up, with rows that are too long for the room they have.
#[tokio::test]
async fn a_full_disk_of_the_server_costs_no_update() {
    let Some(disk) = Disk::mount("pg", 24) else {
        return;
    };
    let tables = disk.folder.join("tables");
    std::fs::create_dir(&tables).unwrap();
    let Some(engine) = Engine::postgres_on(&tables).await else {
        return;
    };
    let api = server().await;
    let bot = Bot::polls(&engine, &api).await;
    twelve_write(&api, 1);
    all_answered(&api, 1).await;
    // There is room on a page for tries: to count them by mistake does not fail by the same fault.
    let mut tx = engine.store.begin().await.unwrap();
    execute(
        &mut tx,
        "insert into trouble (update_id, tries, at) values (1, 1, 1)",
    )
    .await;
    execute(&mut tx, "delete from trouble").await;
    tx.commit().await.unwrap();
    disk.fill();
    // Until the tables have no free page left.
    let mut refused = None;
    for round in 0..2_000 {
        let mut tx = engine.store.begin().await.unwrap();
        let sql =
            format!("insert into upload (hash, file, at) values ('{round}', repeat('x', 900), 1)");
        match crate::sql::try_execute(&mut tx, &sql).await {
            Ok(()) => tx.commit().await.unwrap(),
            Err(fault) => refused = Some(fault),
        }
        if refused.is_some() {
            break;
        }
    }
    let refused = refused.expect("the disk never fills");
    assert_eq!(
        aula::store::why_away(&refused),
        "the disk of the database is full"
    );
    for chat in 100..400 {
        api.push_text(chat, "/start");
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let before = api.count();
    disk.free();
    let begun = Instant::now();
    let answered = |api: &BotApi| (100..400).all(|person| api.count_in(person) > 0);
    assert!(api.wait_until(answered, 2 * SOON).await);
    println!(
        "{before} before; all answered {:?} after the disk was freed",
        begun.elapsed()
    );
    nothing_was_given_up(&engine.store).await;
    bot.stop().await;
    engine.store.close().await;
}

/// SQLite says that the disk is full, rolls back by itself, and leaves sqlx with a transaction that
/// is none.
#[tokio::test]
async fn a_full_disk_leaves_a_sound_connection_behind() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::polls(&engine, &api).await;
    twelve_write(&api, 1);
    all_answered(&api, 1).await;
    let mut tx = engine.store.begin().await.unwrap();
    execute(&mut tx, "create table ballast (bytes blob)").await;
    tx.commit().await.unwrap();
    // The file may not grow any more on this connection, as on a disk that is full.
    let mut tx = engine.store.begin().await.unwrap();
    execute(&mut tx, "pragma max_page_count = 1").await;
    let fault = full(&mut tx).await;
    assert!(aula::store::is_away(&fault), "{fault:#}");
    assert_eq!(
        aula::store::why_away(&fault),
        "the disk of the database is full"
    );
    drop(tx);
    twelve_write(&api, 100);
    let took = all_answered(&api, 100).await;
    println!("answered {took:?} after the disk was full");
    nothing_was_given_up(&engine.store).await;
    bot.stop().await;
}

async fn full(tx: &mut aula::store::Tx) -> anyhow::Error {
    for _ in 0..1_000 {
        let sql = "insert into ballast (bytes) values (randomblob(4000))";
        if let Err(fault) = crate::sql::try_execute(tx, sql).await {
            return fault;
        }
    }
    panic!("the disk never fills");
}
