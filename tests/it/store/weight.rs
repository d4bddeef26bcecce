//! What an announcement to many weighs: measured by hand, `--ignored --nocapture`.

use std::path::Path;
use std::time::Instant;

use aula::domain::meeting::NewMeeting;
use aula::domain::{Account, Action, Both, Chat, Lang, PersonId, PrecinctCode, Role};
use sqlx::{Connection, SqliteConnection};

use crate::postgres::{Engine, engines};
use crate::sql::lines;
use crate::town::{Town, morning};

const MANY: i64 = 20_000;
const OFFICER: i64 = 61;
/// Bytes that one reader may cost: a row, and its place in five indexes.
const EACH: u64 = 2_000;

/// With a calendar file, through the same door as an inspector's.
#[tokio::test]
#[ignore = "twenty thousand people take a while to be written"]
async fn an_announcement_to_twenty_thousand_writes_little() {
    for engine in engines().await {
        if engine.name == "sqlite memory" {
            continue;
        }
        let town = Town::on(engine).await;
        town.officer(OFFICER, Lang::Ru, Role::Inspector, "P-01")
            .await;
        subscribe(&town).await;
        let meeting = NewMeeting {
            precinct: PrecinctCode::new("P-01"),
            starts_at: morning() + jiff::SignedDuration::from_hours(240),
            venue: both("Школа № 2, актовый зал"),
            place: None,
            agenda: both(&"Вопросы двора. ".repeat(20)),
        };
        fold(&town.engine).await;
        let before = written(&town.engine).await;
        let begun = Instant::now();
        town.act(OFFICER, Action::Announce(meeting)).await.unwrap();
        let took = begun.elapsed();
        let after = written(&town.engine).await;
        let bytes = after.log - before.log;
        println!(
            "{}: {MANY} told in {took:?}; {bytes} bytes of log, {} of tables",
            town.engine.name,
            after.tables - before.tables
        );
        assert!(bytes < MANY.unsigned_abs() * EACH, "{bytes}");
    }
}

async fn subscribe(town: &Town) {
    let mut tx = town.app.store.begin().await.unwrap();
    for reader in 1..=MANY {
        let (id, number) = (PersonId::new(9_000_000 + reader), 1_000_000 + reader);
        let (account, chat) = (Account::first(number), Chat::first(number));
        tx.add_person(id, account, chat, morning()).await.unwrap();
        let lang = if reader % 2 == 0 { Lang::Kk } else { Lang::Ru };
        tx.set_lang(id, lang).await.unwrap();
        tx.subscribe(id, &PrecinctCode::new("P-01"), false, morning())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

fn both(text: &str) -> Both {
    let text = || text.to_owned();
    Both {
        kk: text(),
        ru: text(),
    }
}

/// A log that grows from nothing: else it is written over what was folded into the tables.
async fn fold(engine: &Engine) {
    if !engine.url().starts_with("sqlite:") {
        return;
    }
    let mut database = SqliteConnection::connect(engine.url()).await.unwrap();
    let fold = sqlx::raw_sql("pragma wal_checkpoint(truncate)");
    fold.execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

/// Bytes on disk.
struct Written {
    /// Of the log that goes before the tables.
    log: u64,
    tables: u64,
}

async fn written(engine: &Engine) -> Written {
    if let Some(path) = engine.url().strip_prefix("sqlite://") {
        let size = |path: &Path| path.metadata().map_or(0, |it| it.len());
        return Written {
            log: size(Path::new(&format!("{path}-wal"))),
            tables: size(Path::new(path)),
        };
    }
    let mut tx = engine.store.read().await.unwrap();
    let sql = "select cast(cast(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bigint) as text) \
               union all select cast(pg_total_relation_size('outbox') as text)";
    let numbers = lines(&mut tx, sql).await;
    tx.rollback().await.unwrap();
    let [log, tables] = [0, 1].map(|at: usize| numbers[at].parse().unwrap());
    Written { log, tables }
}
