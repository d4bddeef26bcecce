//! Typed addresses in a whole country: their search keeps nobody else waiting.

use std::time::{Duration, Instant};

use aula::app::{App, Limits};
use aula::chat::{Incoming, Input};
use aula::clock::Clock;
use aula::domain::directory::{Area, Precinct, Records};
use aula::domain::law::Law;
use aula::domain::{Both, Lang};
use aula::precincts::address::Answer;

use crate::postgres::engines;
use crate::town::{Town, morning};

/// Streets that every town has, so that each text concerns every precinct.
const STREETS: [&str; 6] = [
    "Абая",
    "Сатпаева",
    "Ауэзова",
    "Жамбыла",
    "Гагарина",
    "Пушкина",
];
const PRECINCTS: usize = 1_500;

fn both(text: &str) -> Both {
    Both {
        kk: text.to_owned(),
        ru: text.to_owned(),
    }
}

fn country() -> Records {
    let precinct = |at: usize| {
        let streets = STREETS.map(|name| format!("ул. {name} {}-{}", at % 90 + 1, at % 90 + 9));
        Precinct {
            code: format!("P-{at}"),
            name: both(&format!("№ {at}")),
            area: "A".to_owned(),
            station: None,
            territory: both(&streets.join("; ")),
            borders: None,
        }
    };
    Records {
        areas: vec![Area {
            code: "A".to_owned(),
            parent: None,
            name: both("A"),
            duty_phone: None,
        }],
        precincts: (0..PRECINCTS).map(precinct).collect(),
        ..Records::default()
    }
}

/// Another text each time.
fn crossing(at: usize) -> String {
    let (one, other) = (STREETS[at % 6], STREETS[(at + 1 + at / 6 % 5) % 6]);
    format!("угол {one} и {other}, дом {at}")
}

fn says(update: i64, account: i64, text: &str) -> Incoming {
    Incoming {
        update,
        chat: account,
        private: true,
        account,
        tag: None,
        input: Input::Text(text.to_owned()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_of_one_person_keep_nobody_waiting() {
    for engine in engines().await {
        let name = engine.name;
        let town = Town::on(engine).await;
        for account in 1..=2 {
            town.resident(account, Lang::Ru).await;
        }
        let mut tx = town.app.store.begin().await.unwrap();
        tx.replace_records(&country()).await.unwrap();
        tx.commit().await.unwrap();
        town.app.reload().await.unwrap();
        let once = Instant::now();
        town.app.directory().find(&crossing(1_000));
        let once = once.elapsed();
        let batch: Vec<Incoming> = (1_000..)
            .zip(0..30)
            .map(|(update, at)| says(update, 1, &crossing(at)))
            .collect();
        let others = async {
            let mut worst = Duration::ZERO;
            for update in 2_000..2_010 {
                tokio::time::sleep(once).await;
                let begun = Instant::now();
                town.app.take(&[says(update, 2, "1")]).await.unwrap();
                worst = worst.max(begun.elapsed());
            }
            worst
        };
        let one = async {
            let begun = Instant::now();
            town.app.take(&batch).await.unwrap();
            begun.elapsed()
        };
        let (took, waited) = tokio::join!(one, others);
        println!("{name}: one search {once:?}, thirty {took:?}, another person {waited:?}");
        assert!(waited < (once * 8).max(Duration::from_millis(100)));
        assert!(took > waited * 2, "the searches are too quick to tell");
        // All of them are answered, none is taken for too many.
        assert_eq!(town.drain(1).await.len(), 30);
    }
}

#[tokio::test]
async fn a_chat_stays_in_order_and_the_house_finds_its_street() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        for account in 1..=2 {
            town.resident(account, Lang::Ru).await;
        }
        let find = |update, account| Incoming {
            input: Input::Command {
                name: "find".to_owned(),
                arg: String::new(),
            },
            ..says(update, account, "")
        };
        let batch = [
            find(100, 1),
            find(101, 2),
            says(102, 1, "улица Абая"),
            says(103, 1, "7"),
            says(104, 2, "улица Абая, 7"),
        ];
        town.app.take(&batch).await.unwrap();
        let directory = town.app.directory();
        assert!(directory.remembers("улица Абая, 7") && directory.remembers("улица Абая"));
        let Answer::Sure(code) = directory.find("улица Абая, 7") else {
            panic!("the town has this house");
        };
        let name = &directory.precinct(&code).unwrap().name.ru;
        let said = town.drain(1).await;
        let last = &said[said.len() - 1].text;
        assert!(last.contains(name), "{last}");
    }
}

#[tokio::test]
async fn what_was_asked_for_is_remembered_by_one_directory_only() {
    let engine = crate::postgres::Engine::memory().await;
    let clock = Clock::fixed(morning(), 1);
    let app = App::new(
        engine.store.clone(),
        clock,
        Law::embedded(),
        Limits::default(),
    );
    let app = app.await.unwrap();
    app.directory().find("улица Абая, 7");
    assert!(app.directory().remembers("улица Абая, 7"));
    app.reload().await.unwrap();
    assert!(!app.directory().remembers("улица Абая, 7"));
}
