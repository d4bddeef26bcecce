//! Five thousand groups, in front of a server that tells whoever is too fast to wait: they are
//! bound, and a notice goes out to them while the bot is put out of some and silenced in others,
//! some become another group, and some ask without end.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aula::app::act::posts;
use aula::app::{App, Done};
use aula::chat::{Beside, Incoming, Input};
use aula::demo::town;
use aula::domain::notice::NewNotice;
use aula::domain::{
    Account, Action, Actor, Both, Chat, Lang, PersonVerb, PostVerb, PrecinctCode, Role, UpdateId,
};

use super::Bot;
use crate::botapi::limits::{Limits, Rate};
use crate::botapi::{BotApi, ChatKind, Keep, Settings};
use crate::postgres::Engine;

const GROUPS: i64 = 5_000;
/// The number of a group as Telegram gives it.
const FIRST: i64 = -1_000_000_005_000;
const LAST: i64 = FIRST + GROUPS - 1;
/// Notices a second, twenty times what is usual: the server lets through twenty times as many in
/// all, and as few as ever to one group.
const TIMES: u32 = 20;
const RATE: u32 = 25 * TIMES;
const LONG: Duration = Duration::from_secs(120);
const MINUTE: Duration = Duration::from_secs(60);
const AUTHOR: i64 = 61;
const PRECINCT: &str = "P-12";
const NOTICE: &str = "Ертең су болмайды";

/// When each chat was told something, and how often the notice.
type Heard = Arc<Mutex<HashMap<i64, (Vec<Instant>, u64)>>>;

async fn server(heard: &Heard) -> BotApi {
    let heard = heard.clone();
    let api = BotApi::start(Settings {
        keep: Keep::Counts,
        hook: Some(Arc::new(move |_, sent| {
            if sent.method == "sendMessage" {
                let mut heard = heard.lock().unwrap();
                let (at, notices) = heard.entry(sent.chat_id).or_default();
                at.push(sent.at);
                *notices += u64::from(sent.text.contains(NOTICE));
            }
        })),
        ..Settings::default()
    })
    .await;
    let limits = Limits::official();
    let faster = |rate: Rate| Rate {
        every: rate.every / TIMES,
        burst: rate.burst,
    };
    api.set_limits(Limits {
        overall: limits.overall.map(faster),
        ..limits
    });
    for group in FIRST..=LAST {
        api.chat(group, ChatKind::Supergroup);
        api.member(group, leader(group), "administrator");
    }
    api
}

/// Whoever leads a group.
fn leader(group: i64) -> i64 {
    1_000_000 + group - FIRST
}

/// An inspector, who has written before.
async fn author(app: &App) -> Actor {
    let says = |update: i64, arg: String| Incoming {
        update: UpdateId::first(update),
        chat: Chat::first(AUTHOR),
        private: true,
        account: Account::first(AUTHOR),
        tag: None,
        input: Input::Command {
            name: "start".to_owned(),
            arg,
        },
        beside: Beside::default(),
    };
    app.take(&[says(1, String::new())]).await.unwrap();
    for verb in [PersonVerb::ChooseLanguage(Lang::Kk), PersonVerb::Consent] {
        let done = app.act(&person(app).await, Action::Person(verb)).await;
        assert!(done.unwrap().is_ok());
    }
    let post = posts::named(&app.directory(), Role::Inspector, PRECINCT).unwrap();
    let invite = Action::Post(PostVerb::Invite { post, days: 7 });
    let done = app.act(&Actor::Operator, invite).await.unwrap();
    let Ok(Done::Invited { token }) = done else {
        panic!("{done:?}");
    };
    app.take(&[says(2, format!("j-{token}"))]).await.unwrap();
    person(app).await
}

async fn person(app: &App) -> Actor {
    let mut tx = app.store.read().await.unwrap();
    let person = tx.person(Account::first(AUTHOR)).await.unwrap();
    tx.rollback().await.unwrap();
    Actor::Person(person.unwrap())
}

/// Binds all of them, no faster than they may be answered.
async fn bind(bot: &Bot, api: &BotApi) {
    let groups: Vec<i64> = (FIRST..=LAST).collect();
    let before = api.count();
    let mut asked = 0;
    for some in groups.chunks(20) {
        let begun = tokio::time::Instant::now();
        for group in some {
            let command = "/bind@aula_test_bot Достық даңғылы, 125";
            api.push_text_in(*group, leader(*group), command);
        }
        asked += some.len() as u64;
        assert!(api.wait_count(before + asked, LONG).await, "{asked}");
        tokio::time::sleep_until(begun + Duration::from_millis(40)).await;
    }
    let mut tx = bot.app.store.read().await.unwrap();
    let bound = tx.count_groups(&PrecinctCode::new(PRECINCT)).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(bound, GROUPS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_to_five_thousand_groups_is_nowhere_told_to_wait_and_nowhere_twice() {
    let engine = Engine::file().await;
    let mut tx = engine.store.begin().await.unwrap();
    tx.replace_records(&town::records()).await.unwrap();
    tx.commit().await.unwrap();
    let heard = Heard::default();
    let api = server(&heard).await;
    let bot = Bot::polls_at(&engine, &api, RATE).await;
    let author = author(&bot.app).await;
    let begun = Instant::now();
    bind(&bot, &api).await;
    println!("{GROUPS} groups bound in {:?}", begun.elapsed());

    let posted = Instant::now();
    let notice = NewNotice {
        precinct: PrecinctCode::new(PRECINCT),
        text: Both {
            kk: NOTICE.to_owned(),
            ru: String::new(),
        },
    };
    let send = Action::SendNotice(notice);
    assert!(bot.app.act(&author, send).await.unwrap().is_ok());
    bot.sender.wake();
    let told = |group: i64| {
        let heard = heard.lock().unwrap();
        let of = |group: i64| heard.get(&group).map_or(0, |(_, notices)| *notices);
        of(group) + of(group - GROUPS)
    };
    while (FIRST..=LAST).filter(|group| told(*group) > 0).count() < 500 {
        assert!(posted.elapsed() < LONG);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let lost = change(&api).await;

    let readers: Vec<i64> = (FIRST..=LAST).filter(|it| !lost.contains(it)).collect();
    let mut left = readers.len();
    while left > 0 {
        assert!(posted.elapsed() < LONG, "{left} are left");
        tokio::time::sleep(Duration::from_millis(250)).await;
        left = readers.iter().filter(|group| told(**group) == 0).count();
    }
    println!("the notice took {:?}", posted.elapsed());
    let most = (FIRST..=LAST).map(told).max();
    assert_eq!(most, Some(1), "somebody got it twice");
    for (group, (at, _)) in heard.lock().unwrap().iter() {
        for (from, first) in at.iter().enumerate() {
            let within = at[from..].iter().take_while(|it| **it - *first < MINUTE);
            assert!(within.count() <= 20, "{group}");
        }
    }
    assert_eq!(api.count_429(), 0, "{:?}", api.refusals().last());
    assert_eq!(api.violations(), Vec::<String>::new());
    bot.kill();
}

/// What happens to some groups while the notice goes out. Returns those that need not
/// get it soon.
async fn change(api: &BotApi) -> Vec<i64> {
    let mut lost = Vec::new();
    for (at, group) in (FIRST..=LAST).enumerate() {
        match at % 100 {
            1 => {
                api.push_my_status(group, leader(group), "member", "kicked");
                lost.push(group);
            }
            2 => {
                api.push_my_status(group, leader(group), "member", "muted");
                lost.push(group);
            }
            3 => api.migrate(group, group - GROUPS),
            // Its notice waits until there is room for it.
            4 if at < 1_000 => {
                lost.push(group);
                for asking in 0..30 {
                    api.push_text_in(group, 2_000_000 + asking, "/inspector@aula_test_bot");
                }
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            _ => {}
        }
    }
    lost
}
