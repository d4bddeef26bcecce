//! What a storm writes to be sent, by its keys and never its words: `tests/keys.txt`.

use std::collections::BTreeMap;

use aula::demo::play::play;
use aula::store::{Store, Tx};
use sha2::{Digest, Sha256};

use super::world::Habits;
use super::{Ids, storm};
use crate::golden;
use crate::postgres::Engine;
use crate::sql;

/// SQLite writes down what is added to the outbox, before it is sent and forgotten.
const WATCH: &str = "
    create table written (lane bigint, priority bigint, chat bigint, key text, batch text,
        slot text, kind text);
    create trigger writing after insert on outbox begin
        insert into written values (new.lane, new.priority, new.chat, new.key, new.batch, new.slot,
            case when new.batch is not null then '-' else
                coalesce((select key from json_each(new.body, '$.attachment')), 'words') end);
    end;";
const WRITTEN: &str = "select lane || '.' || priority || ' ' || chat || ' ' || key || ' '
        || coalesce(batch, '-') || ' ' || coalesce(slot, '-') || ' '
        || kind
    from written order by rowid";
/// What the audit says, of which kind of actor.
const AUDIT: &str = "select actor || ' ' || action || ' ' || subject || ' ' || outcome from audit";

async fn watch(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    sql::execute(&mut tx, WATCH).await;
    tx.commit().await.unwrap();
}

/// Digits as one `N`.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for c in line.chars() {
        match c.is_ascii_digit() {
            true if shape.ends_with('N') => {}
            true => shape.push('N'),
            false => shape.push(c),
        }
    }
    shape
}

/// Every row, numbers of records by the order in which they appear.
async fn written(tx: &mut Tx) -> Vec<String> {
    let mut ids = Ids::default();
    let rows = sql::lines(tx, WRITTEN).await;
    rows.iter().map(|row| ids.named(row)).collect()
}

fn counted(lines: impl Iterator<Item = String>) -> String {
    let mut counts = BTreeMap::<String, usize>::new();
    for line in lines {
        *counts.entry(line).or_default() += 1;
    }
    let lines = counts
        .iter()
        .map(|(line, count)| format!("{count:6} {line}\n"));
    lines.collect()
}

#[tokio::test]
async fn keys_and_batches_are_as_before() {
    let mut out = String::from("# lane.priority chat key batch slot kind\n\n# first-day.chat\n");
    let store = Store::open("sqlite://:memory:").await.unwrap();
    watch(&store).await;
    let day = std::fs::read_to_string(golden::path("chats/first-day.chat")).unwrap();
    play(&day, store.clone()).await.unwrap();
    let mut tx = store.read().await.unwrap();
    for row in written(&mut tx).await {
        out.push_str(&row);
        out.push('\n');
    }
    drop(tx);
    let mut audit = Vec::new();
    for seed in 1..9 {
        let engine = Engine::memory().await;
        watch(&engine.store).await;
        let habits = Habits {
            hand_over: seed % 2 == 1,
            typed: None,
            ..Habits::calm(false)
        };
        let world = storm(engine, seed, habits).await;
        let mut tx = world.engine.store.read().await.unwrap();
        let rows = written(&mut tx).await;
        let hash = Sha256::digest(rows.join("\n").as_bytes());
        out.push_str(&format!("\n# seed {seed}: {} rows, {hash:x}\n", rows.len()));
        let shapes = rows.iter().map(|row| shape(&row.replace("record ", "")));
        out.push_str(&counted(shapes));
        audit.extend(sql::lines(&mut tx, AUDIT).await);
    }
    golden::check("keys.txt", &out);
    let lines: std::collections::BTreeSet<String> = audit.iter().map(|line| shape(line)).collect();
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    golden::check("audit.txt", &format!("# who did what to what\n{lines}"));
}
