//! A history has no limit, and nobody waits for it.

use std::time::{Duration, Instant};

use aula::chat::{Input, Screen, Tap};
use aula::domain::{Action, CaseVerb, Lang};

use super::{OFFICER, button, open, send, with_officers, words};
use crate::botapi::{BotApi, Settings};
use crate::postgres::{Engine, engines};
use crate::sql::execute;
use crate::telegram::Bot;
use crate::town::Town;

const LONG: i64 = 20_000;

/// Puts so many additions into the history of a report.
async fn lengthen(town: &Town, report: i64) {
    let mut tx = town.app.store.begin().await.unwrap();
    let sql = format!(
        "insert into report_event (id, report, at, seq, kind, text)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < {LONG})
         select i, {report}, 1795000000000, i, 'added', 'слово ' || i from n"
    );
    execute(&mut tx, &sql).await;
    tx.commit().await.unwrap();
}

/// Before, each addition to such a history took 190 milliseconds and more.
#[tokio::test]
async fn more_words_cost_the_same_however_many_there_are() {
    for engine in engines().await {
        let name = engine.name;
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(7, Lang::Ru).await;
        let report = send(&town, 7, "other", vec![words("шум")]).await;
        town.drain(0).await;
        let mut took = Vec::new();
        for long in [false, true] {
            if long {
                lengthen(&town, report.get()).await;
            }
            let begun = Instant::now();
            for _ in 0..20 {
                let notes = vec![words("ещё")];
                let again = false;
                town.act(7, Action::Case(report, CaseVerb::AddTo { notes, again }))
                    .await
                    .unwrap();
                open(&town, 7, Screen::MyReport(report)).await;
                open(&town, OFFICER, Screen::Case(report)).await;
                open(&town, OFFICER, Screen::Whole(report, 9)).await;
            }
            took.push(begun.elapsed());
        }
        println!("{name}: short {:?}, long {:?}", took[0], took[1]);
        let most = took[0] * 4 + Duration::from_secs(1);
        assert!(took[1] < most, "{name}: {took:?}");
    }
}

#[tokio::test]
async fn the_first_and_the_last_page_of_a_long_history_are_at_hand() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let report = send(&town, 7, "other", vec![words("самое первое")]).await;
    lengthen(&town, report.get()).await;
    town.drain(0).await;
    let card = open(&town, OFFICER, Screen::Case(report)).await;
    assert!(card[0].text.contains("самое первое") && card[0].text.contains("слово 20000"));
    assert!(card[0].text.contains("\n…\n"), "{}", card[0].text);
    let last = open(&town, OFFICER, Screen::Whole(report, LONG - 2)).await;
    assert!(last[0].text.contains("слово 20000"));
    assert!(button(&last, |it| matches!(it, Screen::Whole(_, to) if *to > LONG)).is_none());
    assert!(button(&last, |it| matches!(it, Screen::Whole(..))).is_some());
}

/// `/mydata` and the file of a history, through the real sender: all of it arrives.
#[tokio::test]
async fn long_files_arrive() {
    let engine = Engine::file().await;
    let town = Town::on(engine).await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let report = send(&town, 7, "other", vec![words("шум")]).await;
    lengthen(&town, report.get()).await;
    town.drain(0).await;
    town.command(7, "mydata", "").await;
    let tap = Tap::Open(Screen::WholeFile(report)).encode();
    town.take(OFFICER, Input::Tap(tap)).await;
    let mut tx = town.app.store.read().await.unwrap();
    let waits = crate::sql::lines(&mut tx, "select body from outbox").await;
    tx.rollback().await.unwrap();
    assert!(
        waits.iter().all(|body| body.len() < 1_000),
        "only what is to be made waits"
    );
    let api = BotApi::start(Settings::default()).await;
    let bot = Bot::sends(&town.engine, &api, 25).await;
    assert!(api.wait_count(3, Duration::from_secs(20)).await);
    assert!(bot.all_done().await);
    for (chat, name) in [
        (7, "aula-mydata.json"),
        (7, "aula-mydata.txt"),
        (OFFICER, "aula-1.txt"),
    ] {
        let sent = api.sent();
        let mut files = sent
            .iter()
            .filter(|it| it.chat_id == chat)
            .flat_map(|it| &it.files);
        let file = files.find(|file| file.name == name).unwrap();
        let content = std::str::from_utf8(&file.bytes).unwrap();
        for word in ["слово 1", "слово 20000"] {
            assert!(content.contains(word), "{name} lacks {word}");
        }
    }
    bot.stop().await;
}
