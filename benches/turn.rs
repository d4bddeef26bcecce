//! One turn: an update taken, its effect and its answer committed; without Telegram.

use std::time::Instant;

use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input};
use aula::clock::Clock;
use aula::domain::law::Law;
use aula::domain::{Account, Action, Actor, Chat, UpdateId};
use aula::store::Store;

use crate::measure::runtime;
use crate::postgres::Engine;
use crate::table::Table;

const TURNS: i64 = 4_000;
/// As many as one question for updates may bring.
const BATCH: usize = 100;

pub fn run(table: &mut Table) {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite://{}", folder.path().join("aula.db").display());
        let postgres = Engine::postgres().await;
        let mut stores = vec![
            ("SQLite in memory", "sqlite://:memory:".to_owned()),
            ("SQLite file, every commit on disk", file),
        ];
        stores.extend(
            postgres
                .iter()
                .map(|engine| ("PostgreSQL", engine.url().to_owned())),
        );
        for (name, url) in stores {
            let store = Store::open(&url).await.unwrap();
            let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
            let app = app.await.unwrap();
            let town = Action::Import(Box::new(aula::demo::town::records()));
            app.act(&Actor::Operator, town).await.unwrap().unwrap();
            let alone = measure(&app, 1, 1).await;
            let together = measure(&app, 1_000_001, BATCH).await;
            let value = format!("{alone:.0}, in batches {together:.0}");
            table.row(&format!("turns a second, {name}"), &value, "");
            app.store.close().await;
        }
    });
}

/// Turns a second: people who look for help, each turn an answer.
async fn measure(app: &App, first: i64, batch: usize) -> f64 {
    let turn = |update: i64| Incoming {
        update: UpdateId::first(update),
        chat: Chat::first(1_000 + update % 200),
        private: true,
        account: Account::first(1_000 + update % 200),
        tag: Some("kk".to_owned()),
        input: Input::Command {
            name: "help".to_owned(),
            arg: String::new(),
        },
        beside: Beside::default(),
    };
    let turns: Vec<Incoming> = (first..first + TURNS).map(turn).collect();
    let begun = Instant::now();
    for batch in turns.chunks(batch) {
        app.take(batch).await.unwrap();
    }
    let turns = i32::try_from(TURNS).map_or(0.0, f64::from);
    turns / begun.elapsed().as_secs_f64()
}
