//! Makes the database by playing, and writes it down as SQL that both engines read.

use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input};
use aula::clock::Clock;
use aula::demo::play::play;
use aula::domain::law::Law;
use aula::store::{Lane, Sent, Store, Tx};

use super::{FIRST, evening, names, read};
use crate::{golden, sql};

#[tokio::test]
async fn the_database_is_as_written() {
    let store = Store::open("sqlite://:memory:").await.unwrap();
    play(&read("0011.chat"), store.clone()).await.unwrap();
    in_the_middle(store.clone()).await;
    let mut tx = store.begin().await.unwrap();
    // What was sent long ago is gone; what is left is what may still be asked for.
    let sent = "delete from outbox where state = 'sent' and batch is null";
    sql::execute(&mut tx, sent).await;
    golden::check("before/0011.sql", &dump(&mut tx).await);
}

/// Of several notices one is stopped and one is sent by half; an officer is about to close.
async fn in_the_middle(store: Store) {
    let clock = Clock::fixed(evening() - jiff::SignedDuration::from_mins(20), 2);
    let app = App::new(store, clock, Law::embedded(), Limits::default());
    let app = app.await.unwrap();
    app.set_bot_name("aula_demo_bot");
    let mut updates = 8_000_000;
    let mut typed = async |who: &str, inputs: &[&str]| {
        for input in inputs {
            updates += 1;
            let at = names().iter().position(|name| name == who).unwrap();
            let account = FIRST + i64::try_from(at).unwrap();
            let input = match input.strip_prefix('/') {
                Some(name) => Input::Command {
                    name: name.to_owned(),
                    arg: String::new(),
                },
                None if input.starts_with("d:") => Input::Tap((*input).to_owned()),
                None => Input::Text((*input).to_owned()),
            };
            let incoming = Incoming {
                update: updates,
                chat: account,
                private: true,
                account,
                tag: None,
                input,
                beside: Beside::default(),
            };
            app.take(&[incoming]).await.unwrap();
        }
    };
    typed("Берік", &["/notice", "Су болмайды", "Воды не будет", "1"]).await;
    send(&app, Lane::Notice, 1).await;
    let mut tx = app.store.read().await.unwrap();
    let last = "select cast(max(id) as text) from notice";
    let stop = format!("d:stop:{}", sql::lines(&mut tx, last).await[0]);
    drop(tx);
    typed("Берік", &[&stop]).await;
    send(&app, Lane::Answer, 1_000).await;
    typed("Берік", &["/notice", "Жол жабық", "Дорога закрыта", "1"]).await;
    app.show_progress().await.unwrap();
    send(&app, Lane::Answer, 1_000).await;
    send(&app, Lane::Notice, 1).await;
    // Its sender dies.
    let now = app.clock.now();
    let mut tx = app.store.begin().await.unwrap();
    let held = tx.lease(Lane::Notice, now, now + aula::app::LEASE, 1);
    held.await.unwrap();
    tx.commit().await.unwrap();
    typed("Сергей", &["/reports"]).await;
    typed("Берік", &["№ 9", "2", "2"]).await;
}

async fn send(app: &App, lane: Lane, most: i64) {
    let now = app.clock.now();
    let mut tx = app.store.begin().await.unwrap();
    let letters = tx.lease(lane, now, now, most).await.unwrap();
    for (message, letter) in (7_000_000..).zip(letters) {
        let say: aula::chat::Say = serde_json::from_str(&letter.body).unwrap();
        let sent = Sent {
            key: letter.key,
            chat: letter.chat,
            batch: letter.batch.is_some(),
            message,
            slot: say.slot,
        };
        tx.mark_sent(&[sent], now).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Every row of every table, those first that others refer to.
async fn dump(tx: &mut Tx) -> String {
    let tables = "select name from sqlite_master
        where type = 'table' and name not like 'sqlite%' and name not like '_sqlx%'
            and name <> 'serving'
        order by (select count(*) from pragma_foreign_key_list(sqlite_master.name)), name";
    let mut out = String::from(
        "-- Made by playing 0011.chat at migration 11; see tests/it/before. Never written anew.\n",
    );
    for table in sql::lines(tx, tables).await {
        let of = |what: &str| format!("select {what} from pragma_table_info('{table}')");
        let columns = sql::lines(tx, &of("name")).await;
        let kinds = sql::lines(tx, &of("lower(type)")).await;
        let quoted = columns
            .iter()
            .zip(&kinds)
            .map(|(column, kind)| match kind.as_str() {
                "boolean" => format!("case when {column} then 'true' else 'false' end"),
                _ => format!("quote({column})"),
            });
        let row = quoted.collect::<Vec<_>>().join(" || ', ' || ");
        let all = format!("select '(' || {row} || ')' from {table} order by 1");
        let rows = sql::lines(tx, &all).await;
        if !rows.is_empty() {
            let (columns, rows) = (columns.join(", "), rows.join(",\n"));
            out.push_str(&format!(
                "\ninsert into {table} ({columns}) values\n{rows};\n"
            ));
        }
    }
    out
}
