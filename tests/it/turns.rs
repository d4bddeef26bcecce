//! Single turns that once went wrong.

use aula::app::Done;
use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input, Screen, Tap};
use aula::clock::Clock;
use aula::domain::law::Law;
use aula::domain::report::{NewReport, Note};
use aula::domain::{
    Account, Action, CaseVerb, Chat, Lang, PrecinctCode, Refusal, Role, Spot, UpdateId,
};

use crate::postgres::{Engine, engines};
use crate::town::{Town, morning};
use aula::text::Words;

fn report_in(precinct: &str, notes: Vec<Note>) -> Action {
    Action::SendReport(NewReport {
        category: "other".to_owned(),
        spot: Spot {
            precinct: PrecinctCode::new(precinct),
            place: None,
            address: None,
        },
        happening_now: false,
        whom: None,
        notes,
    })
}

/// An officer may not work on their own report, so neither do they read the desk's words on it.
#[tokio::test]
async fn nobody_reads_the_remarks_on_their_own_report() {
    let town = Town::memory().await;
    town.officer(1, Lang::Ru, Role::Inspector, "P-01").await;
    town.officer(2, Lang::Ru, Role::Supervisor, "D-1").await;
    let sent = town.act(1, report_in("P-01", Vec::new())).await;
    let Ok(Done::ReportSent { report, .. }) = sent else {
        panic!("{sent:?}");
    };
    let remark = Action::Case(report, CaseVerb::Remark("between us".to_owned()));
    assert!(town.act(2, remark.clone()).await.is_ok());
    assert_eq!(town.act(1, remark).await, Err(Refusal::OwnReport));
    for screen in [Screen::Desk, Screen::Case(report), Screen::MyReport(report)] {
        let tap = Tap::Open(screen.clone()).encode();
        town.take(1, Input::Tap(tap)).await;
        for say in town.drain(1).await {
            assert!(!say.text.contains("between us"), "{screen:?}");
        }
    }
}

fn asks_for_help(number: i64) -> Incoming {
    Incoming {
        update: UpdateId::first(number),
        chat: Chat::first(number),
        private: true,
        account: Account::first(number),
        tag: None,
        input: Input::Command {
            name: "help".to_owned(),
            arg: String::new(),
        },
        beside: Beside::default(),
    }
}

/// The database fails in the midst of a batch: those before are answered at once, and not only
/// when their lease has run out.
#[tokio::test]
async fn what_was_said_before_a_fault_is_handed_over() {
    let engine = Engine::memory().await;
    let limits = Limits {
        hand_over: true,
        ..Limits::default()
    };
    let clock = Clock::fixed(morning(), 1);
    let app = App::new(engine.store.clone(), clock, Law::embedded(), limits);
    let app = app.await.unwrap();
    let mut tx = app.store.begin().await.unwrap();
    crate::sql::execute(
        &mut tx,
        "create trigger away before insert on seen when new.update_id = 40
         begin select raise(abort, 'the disk is full'); end",
    )
    .await;
    tx.commit().await.unwrap();
    let batch: Vec<Incoming> = (1..=50).map(asks_for_help).collect();
    let mut letters = Vec::new();
    assert!(app.take_into(&batch, &mut letters).await.is_err());
    let mut chats: Vec<i64> = letters.iter().map(|letter| letter.chat.id).collect();
    chats.sort_unstable();
    assert_eq!(chats, (1..40).collect::<Vec<i64>>());
}

/// Whoever is forgotten hears nothing more, of what others said in the same moment neither.
#[tokio::test]
async fn nobody_is_told_of_after_being_forgotten() {
    let town = Town::memory().await;
    town.officer(1, Lang::Ru, Role::Inspector, "P-01").await;
    town.resident(2, Lang::Ru).await;
    let sent = town.act(2, report_in("P-01", Vec::new())).await;
    let Ok(Done::ReportSent { report, .. }) = sent else {
        panic!("{sent:?}");
    };
    // Both stand before their last tap.
    town.take(2, Input::Tap(Tap::Open(Screen::AddTo(report)).encode()))
        .await;
    town.take(2, Input::Text("снова шумят".to_owned())).await;
    town.command(1, "forget", "").await;
    town.drain(1).await;
    // Everything is erased by the whole words alone.
    let erase = Words::new(Lang::Ru).forget_yes();
    let last = |update: i64, account: i64, words: &str| Incoming {
        input: Input::Text(words.to_owned()),
        update: UpdateId::first(update),
        ..asks_for_help(account)
    };
    town.app
        .take(&[last(1_001, 2, "1"), last(1_002, 1, &erase)])
        .await
        .unwrap();
    let mut tx = town.app.store.begin().await.unwrap();
    assert_eq!(tx.person(Account::first(1)).await.unwrap(), None);
    let waiting = crate::sql::lines(&mut tx, "select body from outbox where chat = 1").await;
    tx.commit().await.unwrap();
    assert!(
        !waiting.iter().any(|body| body.contains("снова")),
        "{waiting:?}"
    );
    // The messenger's own list of commands is no word to anybody.
    let told = waiting.iter().filter(|body| !body.contains("commands"));
    assert_eq!(told.count(), 1, "only that it is done: {waiting:?}");
    assert!(!town.drain(2).await.is_empty());
}

/// Half a report of somebody who never came back does not lie about for ever.
#[tokio::test]
async fn what_was_left_lying_is_forgotten() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.resident(1, Lang::Ru).await;
        town.command(1, "report", "").await;
        town.take(1, Input::Text("2".to_owned())).await;
        town.take(1, Input::Text("мусор".to_owned())).await;
        let flow = async |town: &Town| {
            let mut tx = town.app.store.begin().await.unwrap();
            let kept = tx
                .conversation(Chat::first(1), Account::first(1), morning())
                .await
                .unwrap();
            tx.commit().await.unwrap();
            (kept.flow, kept.shown)
        };
        let before = flow(&town).await;
        town.app.tidy().await.unwrap();
        assert_eq!(flow(&town).await, before, "a day has not passed");
        town.app
            .clock
            .set(morning() + jiff::SignedDuration::from_hours(25));
        town.app.tidy().await.unwrap();
        let (flow, shown) = flow(&town).await;
        assert_eq!((flow.as_str(), shown.as_str()), ("dropped", ""));
        town.drain(1).await;
        town.take(1, Input::Text("шум".to_owned())).await;
        let told = town.drain(1).await;
        assert!(
            told[0].text.contains("сутки") || told[0].text.contains("суток"),
            "{told:?}"
        );
    }
}
