//! Typed addresses in a whole country: their search keeps nobody else waiting.

use std::time::{Duration, Instant};

use aula::address::AddressMatch;
use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input, Say};
use aula::clock::Clock;
use aula::domain::directory::{Area, Precinct, Records};
use aula::domain::law::{Law, Phone};
use aula::domain::{Account, AreaCode, Both, Channel, Chat, Lang, PrecinctCode, UpdateId};
use aula::store::Lane;
use aula::text::Words;
use tokio::sync::Mutex;

use crate::postgres::{Engine, engines};
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

/// Two searches at once are enough for a process, and these tests are one: each has its turn.
pub static TURN: Mutex<()> = Mutex::const_new(());

fn both(text: &str) -> Both {
    Both {
        kk: text.to_owned(),
        ru: text.to_owned(),
    }
}

pub fn country(precincts: usize) -> Records {
    let precinct = |at: usize| {
        let streets = STREETS.map(|name| format!("ул. {name} {}-{}", at % 90 + 1, at % 90 + 9));
        Precinct {
            code: PrecinctCode::new(format!("P-{at}")),
            name: both(&format!("№ {at}")),
            area: AreaCode::new("A"),
            station: None,
            territory: both(&streets.join("; ")),
            borders: None,
        }
    };
    Records {
        areas: vec![Area {
            code: AreaCode::new("A"),
            parent: None,
            name: both("A"),
            duty_phone: None,
        }],
        precincts: (0..precincts).map(precinct).collect(),
        ..Records::default()
    }
}

/// Another text each time.
pub fn crossing(at: usize) -> String {
    let (one, other) = (STREETS[at % 6], STREETS[(at + 1 + at / 6 % 5) % 6]);
    format!("угол {one} и {other}, дом {at}")
}

pub fn says(update: i64, account: i64, text: &str) -> Incoming {
    Incoming {
        update: UpdateId::first(update),
        chat: Chat::first(account),
        private: true,
        account: Account::first(account),
        tag: None,
        input: Input::Text(text.to_owned()),
        beside: Beside::default(),
    }
}

/// Two residents in a country, and a batch of so many crossings of the first.
async fn crossings(engine: Engine, precincts: usize, many: usize) -> (Town, Vec<Incoming>) {
    let town = in_country(engine, precincts, 2).await;
    let texts = (1_000..).zip(0..many);
    let batch = texts.map(|(update, at)| says(update, 1, &crossing(at)));
    (town, batch.collect())
}

/// So many residents in a country.
async fn in_country(engine: Engine, precincts: usize, residents: i64) -> Town {
    let town = Town::on(engine).await;
    for account in 1..=residents {
        town.resident(account, Lang::Ru).await;
    }
    let mut tx = town.app.store.begin().await.unwrap();
    tx.replace_records(&country(precincts)).await.unwrap();
    tx.commit().await.unwrap();
    town.app.reload().await.unwrap();
    town
}

/// The longest that the second of them waits for each of ten answers meanwhile.
async fn another_waits(town: &Town) -> Duration {
    let mut worst = Duration::ZERO;
    for update in 2_000..2_010 {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let begun = Instant::now();
        town.app.take(&[says(update, 2, "1")]).await.unwrap();
        worst = worst.max(begun.elapsed());
    }
    worst
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_of_one_person_keep_nobody_waiting() {
    let _turn = TURN.lock().await;
    for engine in engines().await {
        let name = engine.name;
        let (town, batch) = crossings(engine, 60, 30).await;
        let begun = Instant::now();
        let take = async {
            town.app.take(&batch).await.unwrap();
            begun.elapsed()
        };
        let (took, waited) = tokio::join!(take, another_waits(&town));
        println!("{name}: thirty crossings {took:?}, another person {waited:?}");
        // Inside one transaction, another person would wait for all of them.
        assert!(waited < took * 3 / 4, "{waited:?} of {took:?}");
        // All of them are answered, none is taken for too many.
        assert_eq!(town.drain(1).await.len(), 30);
    }
}

/// Each of these searches takes as long as no real one: there is an end to the patience.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_much_searched_for_is_told_to_come_again() {
    let _turn = TURN.lock().await;
    let (town, batch) = crossings(Engine::memory().await, 1_000, 100).await;
    let begun = Instant::now();
    let take = async {
        town.app.take(&batch).await.unwrap();
        begun.elapsed()
    };
    let (took, waited) = tokio::join!(take, another_waits(&town));
    println!("a hundred slow crossings {took:?}, another person {waited:?}");
    let too_fast = Words::new(Lang::Ru).too_fast(town.app.law.number(Phone::Police));
    let said = town.drain(1).await;
    assert_eq!(said.iter().filter(|say| say.text == too_fast).count(), 1);
    assert_eq!(said.last().unwrap().text, too_fast);
    assert!(said.len() > 2, "{}", said.len());
}

/// Each chat of them is patient, and all together are not: the next batch, danger too, waits.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_have_much_searched_for_keep_the_next_batch_waiting_for_a_while_only() {
    const CHATS: i64 = 12;
    let _turn = TURN.lock().await;
    let town = in_country(Engine::memory().await, 2_500, CHATS).await;
    let directory = town.app.directory();
    let begun = Instant::now();
    directory.find(&crossing(2_500));
    let one = begun.elapsed();
    let text = |at: i64| {
        let text = crossing(usize::try_from(at).unwrap());
        says(10_000 + at, 1 + at % CHATS, &text)
    };
    let batch: Vec<Incoming> = (0..8 * CHATS).map(text).collect();
    let begun = Instant::now();
    town.app.take(&batch).await.unwrap();
    let took = begun.elapsed();
    println!("one slow crossing {one:?}, twelve times eight {took:?}");
    // The budget, the first of each chat two at once, and as much again for a busy machine.
    let bound = (Duration::from_secs(3) + one * 6) * 2;
    assert!(took < bound, "{took:?}, expected {bound:?}");
    let too_fast = Words::new(Lang::Ru).too_fast(town.app.law.number(Phone::Police));
    let now = town.app.clock.now();
    let mut tx = town.app.store.begin().await.unwrap();
    let letters = tx
        .lease(Lane::Answer, Channel::FIRST, now, now, 1_000)
        .await
        .unwrap();
    let mut cut_short = 0;
    for chat in 1..=CHATS {
        let own = letters.iter().filter(|it| it.chat == Chat::first(chat));
        let said: Vec<Say> = own
            .map(|it| serde_json::from_str(&it.body).unwrap())
            .collect();
        // The first is answered, and whoever has something left is told once, at the end.
        assert!(said.len() > 1 && said[0].text != too_fast, "{chat}");
        let told = said.iter().filter(|say| say.text == too_fast).count();
        // Somebody all of whose eight were answered in time has nothing left.
        let left = said.len() - told < 8;
        assert_eq!(told, usize::from(left), "{chat} of {}", said.len());
        assert_eq!(said.last().unwrap().text == too_fast, left);
        cut_short += usize::from(left);
    }
    assert!(cut_short > 0, "the budget was never reached");
}

/// Otherwise the turn would search for another text, within its transaction.
#[tokio::test]
async fn what_is_searched_for_has_nothing_that_cannot_be_seen() {
    let town = Town::memory().await;
    town.resident(1, Lang::Ru).await;
    town.command(1, "find", "").await;
    let typed = "улица\u{200b} Абая,\u{2060} 7";
    town.app.take(&[says(100, 1, typed)]).await.unwrap();
    let directory = town.app.directory();
    assert!(directory.remembers("улица Абая, 7"));
    assert!(!directory.remembers(typed));
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
        let AddressMatch::Sure(code) = directory.find("улица Абая, 7") else {
            panic!("the town has this house");
        };
        let name = &directory
            .precinct(&PrecinctCode::new(&code))
            .unwrap()
            .name
            .ru;
        let said = town.drain(1).await;
        let last = &said[said.len() - 1].text;
        assert!(last.contains(name), "{last}");
    }
}

#[tokio::test]
async fn what_was_asked_for_is_remembered_by_one_directory_only() {
    let engine = Engine::memory().await;
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
