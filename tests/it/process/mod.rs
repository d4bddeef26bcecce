//! The built binary as its operators and people meet it: a process of its own, a real server in
//! front of it, killed in the midst of its work.

mod bot;
mod broadcast;
mod clerk;
mod commands;
mod crash;
pub mod disk;
mod files;
mod flood;
mod health;
mod inspector;
mod introduction;
mod keep;
mod keep_back;
mod keep_kills;
mod log;
mod moves;
mod people;
mod places;
mod poison;
mod posters;
mod printing;
mod staff;
mod stop;
mod traces;
mod versions;
mod webhook;
mod whole;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};

use crate::botapi::{BotApi, Keep, Settings};
use bot::{Home, PATIENCE};
use people::People;

/// How long a crowd may take.
const LONG: Duration = Duration::from_secs(600);

/// The two engines, as far as they are installed.
async fn homes(api: &BotApi) -> Vec<Home> {
    let mut homes = vec![Home::new(api)];
    homes.extend(Home::on_postgres(api).await);
    homes
}

/// The full numbers with `AULA_FULL=1`; else fewer, so that `cargo test` stays short.
fn full(full: usize, short: usize) -> usize {
    if std::env::var_os("AULA_FULL").is_some() {
        full
    } else {
        short
    }
}

/// Tests that keep the whole machine busy run one after the other.
async fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::const_new(());
    ONE.lock().await
}

/// A server that calls these people.
fn server(people: &Arc<People>) -> BotApi {
    BotApi::start_on_own_thread(Settings {
        hook: Some(people.hook()),
        keep: Keep::Counts,
        ..Settings::default()
    })
}

/// Until the bot has taken and answered everything; before a stop it may still be underway.
async fn calm(api: &BotApi) {
    let calm = |api: &BotApi| api.pending() == 0 && api.unanswered().is_empty();
    assert!(
        api.wait_until(calm, PATIENCE).await,
        "{} pending, unanswered {:?}",
        api.pending(),
        api.unanswered()
    );
}

/// What must be true after every test: Telegram's rules were kept, no button spins, and the log
/// holds nothing of people and no token. A crash may leave a few buttons spinning.
async fn assert_good(api: &BotApi, home: &Home, spinning: usize) {
    let calm = |api: &BotApi| api.unanswered().len() <= spinning;
    assert!(
        api.wait_until(calm, PATIENCE).await,
        "{:?}",
        api.unanswered()
    );
    assert_eq!(api.violations(), Vec::<String>::new());
    assert_silent(api, &home.log());
}

fn assert_silent(api: &BotApi, log: &str) {
    let secret_half = api.token().split(':').nth(1).unwrap();
    for secret in [secret_half, people::SECRET, people::NAME] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "the log tells {secret}");
    }
}
