//! A notice on its way: how fast the outbox empties when nothing holds it back, and how much of
//! the allowed rate is used when Telegram's does.

use std::sync::Arc;
use std::time::{Duration, Instant};

use aula::app::{App, Limits};
use aula::clock::Clock;
use aula::domain::law::Law;
use aula::domain::{Account, Chat, Lang, PersonId, PrecinctCode};
use aula::store::Store;
use aula::telegram::{Client, Sender};
use tokio_util::sync::CancellationToken;

use crate::botapi::{self, BotApi, Keep, Settings};
use crate::measure::runtime;
use crate::table::Table;

const LONG: Duration = Duration::from_secs(300);
/// The chat of the first reader.
const FIRST: i64 = 800_000;
const MANY: i64 = 10_000;
/// At Telegram's rate, for twenty seconds.
const FEW: i64 = 500;
const RATE: u32 = 25;

pub fn run(table: &mut Table) {
    let unlimited = botapi::Limits::default();
    let took = send(MANY, u32::MAX, unlimited);
    let rows = f64::from(u32::try_from(MANY).unwrap_or_default());
    table.row(
        "notices of 10,000, no limit: a second",
        &format!("{:.0}", rows / took),
        "",
    );

    let took = send(FEW, RATE, botapi::Limits::official());
    // The first leaves at once, so there are as many pauses as notices but one.
    let best = f64::from(u32::try_from(FEW - 1).unwrap_or_default()) / f64::from(RATE);
    let value = format!("{:.1} % of 25 a second", 100.0 * best / took);
    table.row(
        "share of the allowed rate used, 500 notices",
        &value,
        "98 %",
    );
}

/// Sends so many notices; returns the seconds from the first to the last.
fn send(count: i64, rate: u32, limits: botapi::Limits) -> f64 {
    let api = BotApi::start_on_own_thread(Settings {
        limits,
        keep: Keep::Counts,
        ..Settings::default()
    });
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let bot = builder.worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("aula.db").display());
    let app = bot.block_on(app(&url));
    bot.block_on(write(&app, count));
    let stop = CancellationToken::new();
    let client = Client::connect(&api.url(), &api.token().to_owned().into()).unwrap();
    let started = bot.block_on(Sender::start(Arc::clone(&app), client, rate, stop.clone()));
    let (_sender, sending) = started.unwrap();
    let took = runtime().block_on(async {
        let first = |api: &BotApi| api.count() > 0;
        assert!(api.wait_until(first, LONG).await);
        let begun = Instant::now();
        let all = u64::try_from(count).unwrap_or_default();
        assert!(api.wait_count(all, LONG).await, "{} of {all}", api.count());
        begun.elapsed()
    });
    stop.cancel();
    bot.block_on(sending).unwrap().unwrap();
    assert_eq!((api.count_429(), api.violations().len()), (0, 0));
    for chat in FIRST..FIRST + count {
        assert_eq!(api.count_in(chat), 1, "{chat}");
    }
    took.as_secs_f64()
}

async fn app(url: &str) -> Arc<App> {
    let store = Store::open(url).await.unwrap();
    let limits = Limits {
        hand_over: true,
        ..Limits::default()
    };
    let app = App::new(store, Clock::System, Law::embedded(), limits).await;
    Arc::new(app.unwrap())
}

/// The readers, and a row for each of them.
async fn write(app: &App, count: i64) {
    let (now, here) = (app.clock.now(), PrecinctCode::new("P-05"));
    let mut tx = app.store.begin().await.unwrap();
    for (id, chat) in (1..).zip(FIRST..FIRST + count) {
        tx.add_person(
            PersonId::new(id),
            Account::first(chat),
            Chat::first(chat),
            now,
        )
        .await
        .unwrap();
        tx.set_lang(PersonId::new(id), Lang::Kk).await.unwrap();
        tx.set_consent(PersonId::new(id), now).await.unwrap();
        tx.subscribe(PersonId::new(id), &here, true, now)
            .await
            .unwrap();
    }
    let body = r#"{"text":"<b>Су</b> болмайды"}"#;
    let rows = tx
        .broadcast("n:1", 0, &here, Lang::Kk, body, now, None)
        .await
        .unwrap();
    assert_eq!(i64::try_from(rows).unwrap_or_default(), count);
    tx.commit().await.unwrap();
}
