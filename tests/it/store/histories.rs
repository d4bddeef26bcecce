//! Histories from their end and by pages; pushes; what a forgotten person has sent.

use aula::domain::case::{Event, EventKind};
use aula::domain::report::{Media, MediaKind};
use aula::domain::{Account, Chat, PersonId, ReportId};
use aula::store::Pushed;
use jiff::SignedDuration;

use super::{add_reader, minute, report};
use crate::postgres::engines;

#[tokio::test]
async fn a_history_is_read_from_either_end() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        tx.add_report(&report(1, 1, person)).await.unwrap();
        for number in 0..10 {
            let remark = number % 3 == 2;
            let event = Event {
                at: minute(1),
                kind: if remark {
                    EventKind::Remark
                } else {
                    EventKind::Added
                },
                by: None,
                text: Some(number.to_string()),
                media: (number % 4 == 1).then(|| Media {
                    kind: MediaKind::Photo,
                    file: format!("file {number}"),
                }),
                data: None,
            };
            // Ids of one millisecond have no order.
            tx.add_event(100 - number, ReportId::new(1), &event)
                .await
                .unwrap();
        }
        let numbers = |found: Vec<(i64, Event)>| -> Vec<i64> {
            for (number, event) in &found {
                assert_eq!(event.text, Some(number.to_string()));
            }
            found.into_iter().map(|(number, _)| number).collect()
        };
        let from = tx.events_from(ReportId::new(1), 4, false, 3).await.unwrap();
        assert_eq!(numbers(from), [4, 5, 6], "{}", engine.name);
        let from = tx.events_from(ReportId::new(1), 4, true, 9).await.unwrap();
        assert_eq!(numbers(from), [4, 6, 7, 9]);
        let before = tx
            .events_before(ReportId::new(1), 6, false, 2)
            .await
            .unwrap();
        assert_eq!(numbers(before), [4, 5]);
        let before = tx
            .events_before(ReportId::new(1), i64::MAX, true, 3)
            .await
            .unwrap();
        assert_eq!(numbers(before), [6, 7, 9]);
        assert_eq!(
            tx.events_from(ReportId::new(2), 0, false, 9).await.unwrap(),
            []
        );
        let files = tx.last_media(ReportId::new(1), 2).await.unwrap();
        let files: Vec<_> = files.into_iter().filter_map(|it| it.text).collect();
        assert_eq!(files, ["5", "9"]);
        assert_eq!(tx.count_media(ReportId::new(1), 99).await.unwrap(), 3);
        assert_eq!(tx.count_media(ReportId::new(1), 2).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_push_is_renewed_for_a_while() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let hold = SignedDuration::from_mins(10);
        let mut push = async |chat, name: &str, at| {
            let pushed = tx.push(chat, name, minute(at), hold).await.unwrap();
            (pushed.anew, pushed.said)
        };
        assert_eq!(
            push(Chat::first(7), "news:1", 0).await,
            (true, 1),
            "{}",
            engine.name
        );
        assert_eq!(push(Chat::first(7), "news:1", 5).await, (false, 2));
        assert_eq!(push(Chat::first(7), "news:2", 5).await, (true, 1));
        assert_eq!(push(Chat::first(8), "news:1", 5).await, (true, 1));
        assert_eq!(push(Chat::first(7), "news:1", 9).await, (false, 3));
        assert_eq!(push(Chat::first(7), "news:1", 10).await, (true, 1));
        // The clock went back.
        assert_eq!(push(Chat::first(7), "news:1", 2).await, (true, 1));
        assert_eq!(tx.tidy_pushes(minute(5)).await.unwrap(), 1);
        let anew = Pushed {
            anew: true,
            said: 1,
        };
        let again = tx
            .push(Chat::first(7), "news:1", minute(3), hold)
            .await
            .unwrap();
        assert_eq!(again, anew, "{}", engine.name);
    }
}

#[tokio::test]
async fn hashes_and_salts_die() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        for (salt, at) in [("old", 1), ("new", 5)] {
            tx.add_salt(salt, minute(at)).await.unwrap();
        }
        assert_eq!(tx.salts(minute(0)).await.unwrap(), ["new", "old"]);
        assert_eq!(tx.salts(minute(1)).await.unwrap(), ["new"]);
        for (id, hash, at, private) in [(1, "a", 1, true), (2, "a", 5, false), (3, "b", 4, true)] {
            tx.keep_forgotten(id, hash, minute(at), private)
                .await
                .unwrap();
        }
        let all = tx.forgotten("a", minute(0), 9).await.unwrap();
        assert_eq!(
            all,
            [(minute(5), false), (minute(1), true)],
            "{}",
            engine.name
        );
        assert_eq!(tx.forgotten("a", minute(1), 9).await.unwrap().len(), 1);
        assert_eq!(tx.forgotten("a", minute(0), 1).await.unwrap().len(), 1);
        assert_eq!(tx.tidy_forgotten(minute(4), minute(1)).await.unwrap(), 2);
        assert_eq!(tx.salts(minute(0)).await.unwrap(), ["new"]);
        assert_eq!(tx.forgotten("b", minute(0), 9).await.unwrap(), []);
        let person = add_reader(&mut tx, 9, None).await;
        assert_eq!(tx.account(person).await.unwrap(), Some(Account::first(9)));
        assert_eq!(tx.account(PersonId::new(1)).await.unwrap(), None);
    }
}
