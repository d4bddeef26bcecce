//! A database of before: `tests/before/0011.sql` is what the program of migration 11 left after
//! playing `0011.chat` (and, after it, what commit `ccec2e0` does in `make.rs`). Brought up to date, it shows every reader what `shown.txt` says, on every
//! engine.

mod look;

use std::path::Path;

use aula::app::{App, Limits};
use aula::clock::Clock;
use aula::demo::script::{Deed, ScriptLine, read_line};
use aula::domain::Time;
use aula::domain::law::Law;
use aula::store::Store;
use sqlx::migrate::Migrator;

use crate::postgres::Engine;
use crate::{golden, sql};
use look::Looker;

/// The last migration that the database has been through.
const VERSION: i64 = 11;
/// Accounts of the people of a play count from here.
const FIRST: i64 = 1_001;

/// Half an hour after the last thing that happened, in the evening.
fn evening() -> Time {
    "2026-12-14T15:00:00Z".parse().unwrap()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(golden::path(&format!("before/{name}"))).unwrap()
}

/// Those who appear in the play, in the order in which they do.
fn names() -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in read("0011.chat").lines() {
        let Ok(ScriptLine::Act { who, deed, .. }) = read_line(line) else {
            continue;
        };
        if !matches!(deed, Deed::Invite(_)) && !names.contains(&who) {
            names.push(who);
        }
    }
    names
}

async fn migrate(store: &Store, all: &Migrator) {
    match store {
        Store::Sqlite { writer, .. } => all.run(writer).await.unwrap(),
        Store::Postgres(pool) => all.run(pool).await.unwrap(),
    }
}

/// The database as it was, then brought up to date.
async fn upgraded(store: Store) -> Store {
    let all = sqlx::migrate!("./migrations");
    let old = all.iter().filter(|it| it.version <= VERSION).cloned();
    migrate(&store, &Migrator::with_migrations(old.collect())).await;
    let mut tx = store.begin().await.unwrap();
    sql::execute(&mut tx, &read("0011.sql")).await;
    tx.commit().await.unwrap();
    migrate(&store, &all).await;
    store
}

async fn shown(store: Store) -> String {
    let clock = Clock::fixed(evening(), 3);
    let app = App::new(store, clock, Law::embedded(), Limits::default());
    let app = app.await.unwrap();
    app.set_bot_name("aula_demo_bot");
    let mut looker = Looker::new(app, names());
    looker.everything().await;
    looker.out
}

#[tokio::test]
async fn a_database_of_before_shows_the_same() {
    assert!(Path::new("tests/before/0011.sql").exists());
    let store = Store::connect("sqlite::memory:").await.unwrap();
    golden::check("before/shown.txt", &shown(upgraded(store).await).await);
}

#[tokio::test]
async fn a_database_of_before_shows_the_same_on_postgres() {
    if let Some(engine) = Engine::empty_postgres().await {
        let store = upgraded(engine.store.clone()).await;
        golden::check("before/shown.txt", &shown(store).await);
    }
}
