//! The audit and the counters.

use super::minute;
use crate::postgres::engines;
use aula::domain::PersonId;

#[tokio::test]
async fn the_audit_is_read_in_the_order_of_time() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let lines = [
            (3, 2, "staff", "accept"),
            (1, 1, "resident", "send_report"),
            (2, 2, "timer", "resume"),
        ];
        for (id, at, actor, action) in lines {
            tx.audit(
                id,
                minute(at),
                actor,
                Some(PersonId::new(7)),
                action,
                "report 1",
                "done",
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = engine.store.read().await.unwrap();
        let lines = tx.audit_lines().await.unwrap();
        let actions: Vec<&str> = lines.iter().map(|(_, action, _)| action.as_str()).collect();
        assert_eq!(
            actions,
            ["send_report", "resume", "accept"],
            "{}",
            engine.name
        );
        assert_eq!(
            lines[1],
            ("timer".to_owned(), "resume".to_owned(), "done".to_owned())
        );
    }
}

#[tokio::test]
async fn counters_count_up_from_one_each_for_itself() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        assert_eq!(tx.counter("report").await.unwrap(), 0);
        for n in 1..=3 {
            assert_eq!(tx.next_number("report").await.unwrap(), n);
        }
        assert_eq!(tx.next_number("directory").await.unwrap(), 1);
        tx.rollback().await.unwrap();
        // What was rolled back leaves no gap.
        let mut tx = engine.begin().await;
        assert_eq!(tx.next_number("report").await.unwrap(), 1);
        assert_eq!(tx.counter("report").await.unwrap(), 1);
    }
}

#[tokio::test]
async fn counters_never_give_a_number_twice() {
    for engine in engines().await {
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = engine.store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    for turn in 0..10 {
                        let mut tx = store.begin().await.unwrap();
                        let number = tx.next_number("report").await.unwrap();
                        if turn % 3 == 2 {
                            tx.rollback().await.unwrap();
                        } else {
                            tx.commit().await.unwrap();
                            mine.push(number);
                        }
                    }
                    mine
                })
            })
            .collect();
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.append(&mut task.await.unwrap());
        }
        numbers.sort_unstable();
        let all: Vec<i64> = (1..=8 * 7).collect();
        assert_eq!(numbers, all, "{}", engine.name);
    }
}
