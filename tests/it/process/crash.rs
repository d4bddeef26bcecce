//! `kill -9` while people converse: nothing is lost, nothing is doubled.

use super::bot::{Bot, Home};
use super::people::{People, Way};
use super::{LONG, alone, assert_good, full, homes, server};
use crate::botapi::BotApi;

const KILLS: usize = 3;
/// Buttons whose answer was under way when the process died; a phone stops their sign by itself.
const SPINNING: usize = 120;

/// 2,000 reports by 200 people at once with `AULA_FULL=1`.
#[tokio::test]
async fn three_kills_lose_and_double_nothing() {
    let _alone = alone().await;
    let people = People::new(full(200, 60), full(10, 3), Way::Taps);
    let api = server(&people);
    let home = Home::new(&api);
    kill_thrice(&api, &home, &people).await;
}

/// Takes a minute and is not alone for it: several processes may serve a PostgreSQL database, so what
/// a dead one was sending is taken over only when its lease has run out.
#[tokio::test]
async fn three_kills_lose_and_double_nothing_on_postgres() {
    let people = People::new(full(200, 40), full(10, 2), Way::Taps);
    let api = server(&people);
    let Some(home) = Home::on_postgres(&api).await else {
        return;
    };
    kill_thrice(&api, &home, &people).await;
}

pub async fn kill_thrice(api: &BotApi, home: &Home, people: &People) {
    let mut bot: Bot = home.start();
    people.begin(api);
    for kill in 1..=KILLS {
        let reports = people.total() * kill / (KILLS + 1);
        people.until(api, reports, LONG).await;
        bot.kill();
        bot = home.start();
    }
    people.finish(api, LONG).await;
    bot.stop().await;
    people.check(&home.store().await).await;
    let (most, all) = people.twice();
    println!("{all} messages came twice, {} taps again", people.again());
    assert!(most <= KILLS, "{most} messages came twice to one person");
    assert_good(api, home, KILLS * SPINNING).await;
}

#[tokio::test]
async fn without_a_crash_nothing_comes_twice() {
    let _alone = alone().await;
    for engine in 0..2 {
        let people = People::new(full(200, 30), 3, Way::Taps);
        let api = server(&people);
        let mut homes = homes(&api).await;
        if engine >= homes.len() {
            return;
        }
        let home = homes.swap_remove(engine);
        let bot = home.start();
        people.begin(&api);
        people.finish(&api, LONG).await;
        bot.stop().await;
        people.check(&home.store().await).await;
        assert_eq!((people.twice(), people.again()), ((0, 0), 0));
        let waits = people.waits();
        println!(
            "{} answers, half within {:?}",
            waits.len(),
            waits[waits.len() / 2]
        );
        assert_good(&api, &home, 0).await;
    }
}
