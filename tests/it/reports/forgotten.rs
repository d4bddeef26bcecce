//! Whoever is forgotten has still sent what they sent today, and nothing else is known of them.

use aula::app::Done;
use aula::domain::{Action, Lang, PersonVerb, Refusal};
use base64::Engine as _;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use super::{OFFICER, new, send, with_officers, words};
use crate::postgres::engines;
use crate::sql::{lines, places_of};
use crate::town::Town;

async fn forget(town: &Town, account: i64) {
    assert_eq!(
        town.act(account, Action::Person(PersonVerb::Forget)).await,
        Ok(Done::Forgotten)
    );
    town.drain(0).await;
}

async fn kept(town: &Town) -> (usize, usize) {
    let mut tx = town.app.store.read().await.unwrap();
    let hashes = lines(&mut tx, "select hash from forgotten_report").await;
    let salts = lines(&mut tx, "select salt from forgotten_salt").await;
    tx.rollback().await.unwrap();
    (hashes.len(), salts.len())
}

/// Before, twelve reports of one account in seven seconds.
#[tokio::test]
async fn to_be_forgotten_gives_no_new_reports() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        let mut taken = 0;
        for _ in 0..4 {
            town.resident(70_071, Lang::Ru).await;
            for _ in 0..3 {
                let send = Action::SendReport(new("other", vec![words("шум")]));
                match town.act(70_071, send).await {
                    Ok(_) => taken += 1,
                    Err(refusal) => assert!(matches!(refusal, Refusal::TooManyReports(_))),
                }
            }
            forget(&town, 70_071).await;
            town.app
                .clock
                .set(town.app.clock.now() + SignedDuration::from_hours(1));
        }
        assert_eq!(taken, 3, "{}", town.engine.name);
        // Another account is another person.
        town.resident(70_072, Lang::Ru).await;
        send(&town, 70_072, "other", vec![words("шум")]).await;
    }
}

/// However many an operator allows.
#[tokio::test]
async fn a_high_limit_is_no_higher_for_whoever_is_forgotten() {
    let mut town = Town::memory().await;
    town.app.limits.reports_per_day = 110;
    with_officers(&town).await;
    let mut taken = 0;
    for _ in 0..2 {
        town.resident(70_074, Lang::Ru).await;
        for _ in 0..112 {
            let send = Action::SendReport(new("other", vec![words("шум")]));
            match town.act(70_074, send).await {
                Ok(_) => taken += 1,
                Err(refusal) => assert!(matches!(refusal, Refusal::TooManyReports(_))),
            }
        }
        forget(&town, 70_074).await;
    }
    assert_eq!(taken, 110);
}

/// The same for what is always taken: it stays as silent as it was.
#[tokio::test]
async fn to_be_forgotten_makes_nothing_loud() {
    let town = Town::memory().await;
    with_officers(&town).await;
    let mut loud = 0;
    for _ in 0..3 {
        town.resident(70_071, Lang::Ru).await;
        for _ in 0..3 {
            send(&town, 70_071, "home", vec![words("здесь")]).await;
        }
        loud += town
            .drain(OFFICER)
            .await
            .iter()
            .filter(|say| !say.silent)
            .count();
        forget(&town, 70_071).await;
    }
    assert_eq!(loud, 3);
}

/// After a day neither hash nor salt is left, and the person may send again at that very moment.
#[tokio::test]
async fn a_day_later_nothing_is_known() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(70_071, Lang::Ru).await;
        for _ in 0..3 {
            send(&town, 70_071, "other", vec![words("шум")]).await;
        }
        let sent = town.app.clock.now();
        forget(&town, 70_071).await;
        assert_eq!(kept(&town).await, (3, 1));
        let at = |ms: i64| town.app.clock.set(sent + SignedDuration::from_millis(ms));
        let day = 24 * 60 * 60 * 1_000;
        let again = async || {
            let send = Action::SendReport(new("other", vec![words("шум")]));
            town.act(70_071, send).await.is_ok()
        };
        at(day - 1_000);
        town.app.tidy().await.unwrap();
        town.resident(70_071, Lang::Ru).await;
        assert!(!again().await, "{}", town.engine.name);
        at(day);
        assert!(again().await);
        town.app.tidy().await.unwrap();
        assert_eq!(kept(&town).await.0, 0);
        at(day + 60 * 60 * 1_000);
        town.app.tidy().await.unwrap();
        assert_eq!(kept(&town).await, (0, 0));
    }
}

/// The number stands nowhere, and neither its hash nor that of the whole row without the salt.
#[tokio::test]
async fn the_account_is_not_to_be_found() {
    let town = Town::memory().await;
    town.resident(612_345_678, Lang::Ru).await;
    send(&town, 612_345_678, "other", vec![words("шум")]).await;
    forget(&town, 612_345_678).await;
    let mut tx = town.app.store.read().await.unwrap();
    assert_eq!(places_of(&mut tx, 612_345_678).await, Vec::<String>::new());
    let hashes = lines(&mut tx, "select hash from forgotten_report").await;
    tx.rollback().await.unwrap();
    let coder = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    for plain in ["612345678", " 612345678"] {
        assert!(!hashes.contains(&coder.encode(Sha256::digest(plain))));
    }
    // Two people who are forgotten at once, and one twice: all hashes differ but those of one.
    for account in [612_345_678, 612_345_679] {
        town.resident(account, Lang::Ru).await;
        send(&town, account, "other", vec![words("шум")]).await;
        forget(&town, account).await;
    }
    assert_eq!(kept(&town).await, (3, 1));
}
