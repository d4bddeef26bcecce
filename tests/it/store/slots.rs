//! The message that stands in a slot, and files that Telegram already holds.

use aula::domain::{Channel, Chat};
use aula::store::Sent;

use super::{add_reader, minute, outgoing};
use crate::postgres::engines;

#[tokio::test]
async fn the_newest_message_stands_in_a_slot() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        add_reader(&mut tx, 7, None).await;
        let rows = [outgoing("a", 7, 0), outgoing("b", 7, 1)];
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        assert_eq!(tx.slot(Chat::first(7), "case:1").await.unwrap(), None);
        for (key, message) in [("a", 100), ("b", 101)] {
            let sent = Sent {
                key: key.to_owned(),
                chat: Chat::first(7),
                batch: false,
                message,
                slot: Some("case:1".to_owned()),
            };
            tx.mark_sent(&[sent], minute(1)).await.unwrap();
            assert_eq!(
                tx.slot(Chat::first(7), "case:1").await.unwrap(),
                Some(message)
            );
        }
        assert_eq!(tx.slot(Chat::first(8), "case:1").await.unwrap(), None);
        assert_eq!(tx.slot(Chat::first(7), "case:2").await.unwrap(), None);
        tx.clear_slot(Chat::first(7), "case:1").await.unwrap();
        assert_eq!(
            tx.slot(Chat::first(7), "case:1").await.unwrap(),
            None,
            "{}",
            engine.name
        );
    }
}

#[tokio::test]
async fn an_upload_is_found_by_its_hash() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        assert_eq!(tx.upload(Channel::FIRST, "h").await.unwrap(), None);
        tx.add_upload(Channel::FIRST, "h", "file-1", minute(1))
            .await
            .unwrap();
        tx.add_upload(Channel::FIRST, "h", "file-2", minute(2))
            .await
            .unwrap();
        tx.add_upload(Channel::FIRST, "old", "file-3", minute(0))
            .await
            .unwrap();
        assert_eq!(
            tx.upload(Channel::FIRST, "h").await.unwrap().as_deref(),
            Some("file-2")
        );
        tx.tidy_outbox(minute(1), 100).await.unwrap();
        assert_eq!(tx.upload(Channel::FIRST, "old").await.unwrap(), None);
        assert!(
            tx.upload(Channel::FIRST, "h").await.unwrap().is_some(),
            "{}",
            engine.name
        );
    }
}

#[tokio::test]
async fn old_slots_are_forgotten() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        add_reader(&mut tx, 7, None).await;
        for (name, at) in [("old", 1), ("new", 5)] {
            let sent = Sent {
                key: name.to_owned(),
                chat: Chat::first(7),
                batch: false,
                message: 1,
                slot: Some(name.to_owned()),
            };
            tx.mark_sent(&[sent], minute(at)).await.unwrap();
        }
        tx.tidy_outbox(minute(3), 100).await.unwrap();
        assert_eq!(tx.slot(Chat::first(7), "old").await.unwrap(), None);
        assert_eq!(
            tx.slot(Chat::first(7), "new").await.unwrap(),
            Some(1),
            "{}",
            engine.name
        );
    }
}

/// Somebody is forgotten while a card is on its way to them.
#[tokio::test]
async fn whoever_is_forgotten_has_no_slots() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let sent = Sent {
            key: "a".to_owned(),
            chat: Chat::first(7),
            batch: false,
            message: 1,
            slot: Some("case:1".to_owned()),
        };
        let person = add_reader(&mut tx, 7, None).await;
        tx.forget_person(person, Chat::first(7)).await.unwrap();
        tx.mark_sent(&[sent], minute(1)).await.unwrap();
        assert_eq!(
            tx.slot(Chat::first(7), "case:1").await.unwrap(),
            None,
            "{}",
            engine.name
        );
    }
}
