//! Updates that were seen, troubles, and where each conversation stands.

use std::time::Duration;

use aula::domain::{Account, Chat, UpdateId};
use aula::store::Conversation;

use super::minute;
use crate::postgres::{Engine, engines};

#[tokio::test]
async fn an_update_is_taken_once() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        assert!(tx.mark_seen(UpdateId::first(7), minute(1)).await.unwrap());
        assert!(!tx.mark_seen(UpdateId::first(7), minute(2)).await.unwrap());
        tx.rollback().await.unwrap();
        let mut tx = engine.begin().await;
        assert!(
            tx.mark_seen(UpdateId::first(7), minute(3)).await.unwrap(),
            "rolled back"
        );
        tx.commit().await.unwrap();
        let mut tx = engine.begin().await;
        assert!(!tx.mark_seen(UpdateId::first(7), minute(4)).await.unwrap());
    }
}

/// Two processes get the same update at once: the second waits for the first to decide.
#[tokio::test]
async fn the_same_update_in_two_transactions_at_once() {
    for engine in engines().await {
        let mut first = engine.begin().await;
        assert!(
            first
                .mark_seen(UpdateId::first(7), minute(1))
                .await
                .unwrap()
        );
        let store = engine.store.clone();
        let second = tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            let fresh = tx.mark_seen(UpdateId::first(7), minute(1)).await.unwrap();
            tx.commit().await.unwrap();
            fresh
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(
            !second.is_finished(),
            "{}: it must wait for the first",
            engine.name
        );
        first.commit().await.unwrap();
        assert!(!second.await.unwrap(), "{}", engine.name);
    }
}

#[tokio::test]
async fn old_updates_and_troubles_are_forgotten() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        for n in 1..=4 {
            tx.mark_seen(UpdateId::first(n), minute(n)).await.unwrap();
            assert_eq!(
                tx.count_trouble(UpdateId::first(n), minute(n))
                    .await
                    .unwrap(),
                1
            );
        }
        assert_eq!(
            tx.count_trouble(UpdateId::first(4), minute(9))
                .await
                .unwrap(),
            2
        );
        assert_eq!(tx.tidy_seen(minute(3), 100).await.unwrap(), 2);
        assert!(tx.mark_seen(UpdateId::first(2), minute(9)).await.unwrap());
        assert!(!tx.mark_seen(UpdateId::first(3), minute(9)).await.unwrap());
        assert_eq!(
            tx.count_trouble(UpdateId::first(2), minute(9))
                .await
                .unwrap(),
            1
        );
        assert_eq!(
            tx.count_trouble(UpdateId::first(3), minute(9))
                .await
                .unwrap(),
            2
        );
    }
}

#[tokio::test]
async fn a_conversation_belongs_to_a_person_in_a_chat() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let new = tx
            .conversation(Chat::first(-5), Account::first(7), minute(1))
            .await
            .unwrap();
        assert_eq!(
            (new.flow.as_str(), new.step, new.shown.as_str()),
            ("", 0, "")
        );
        let to = Conversation {
            flow: "\"menu\"".to_owned(),
            step: 3,
            shown: "[]".to_owned(),
            updated_at: minute(2).as_millisecond(),
        };
        tx.save_conversation(Chat::first(-5), Account::first(7), &to)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = engine.begin().await;
        assert_eq!(
            tx.conversation(Chat::first(-5), Account::first(7), minute(3))
                .await
                .unwrap(),
            to,
            "{}",
            engine.name
        );
        for (chat, account) in [(-5, 8), (7, 7)] {
            let other = tx
                .conversation(Chat::first(chat), Account::first(account), minute(3))
                .await
                .unwrap();
            assert_eq!(other.flow, "", "{}", engine.name);
        }
    }
}

/// The turns of one conversation follow each other, those of two do not wait.
#[tokio::test]
async fn loading_a_conversation_locks_it() {
    let Some(engine) = Engine::postgres().await else {
        return;
    };
    let mut first = engine.begin().await;
    first
        .conversation(Chat::first(7), Account::first(7), minute(1))
        .await
        .unwrap();
    first.commit().await.unwrap();
    let mut first = engine.begin().await;
    let mut here = first
        .conversation(Chat::first(7), Account::first(7), minute(2))
        .await
        .unwrap();
    let mut other = engine.begin().await;
    other
        .conversation(Chat::first(8), Account::first(8), minute(2))
        .await
        .unwrap();
    let store = engine.store.clone();
    let second = tokio::spawn(async move {
        let mut tx = store.begin().await.unwrap();
        tx.conversation(Chat::first(7), Account::first(7), minute(3))
            .await
            .unwrap()
            .step
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!second.is_finished(), "it must wait for the first");
    here.step = 9;
    first
        .save_conversation(Chat::first(7), Account::first(7), &here)
        .await
        .unwrap();
    first.commit().await.unwrap();
    assert_eq!(
        second.await.unwrap(),
        9,
        "and then sees what the first has left"
    );
}
