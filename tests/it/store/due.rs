//! What time must do later.

use aula::domain::due::Due;
use aula::domain::{Chat, ReportId};

use super::{add_reader, minute, report};
use crate::postgres::engines;

fn answer(id: i64) -> Due {
    Due::Answer(ReportId::new(id))
}

#[tokio::test]
async fn what_is_due_is_taken_once() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        for (number, at) in [(1, 30), (2, 20), (3, 40), (4, 30)] {
            let it = report(number, number, person);
            tx.add_report(&it).await.unwrap();
            tx.set_due(answer(number), minute(at)).await.unwrap();
        }
        tx.drop_due(answer(4)).await.unwrap();
        let due = tx.due(minute(30), 9).await.unwrap();
        assert_eq!(due, [2, 1].map(answer), "{}", engine.name);
        let due = tx.due(minute(30), 1).await.unwrap();
        assert_eq!(due, [answer(2)]);
        assert!(tx.take_due(answer(2), minute(30)).await.unwrap());
        assert!(!tx.take_due(answer(2), minute(30)).await.unwrap());
        // A newer one voids the older.
        tx.set_due(answer(1), minute(50)).await.unwrap();
        assert!(!tx.take_due(answer(1), minute(30)).await.unwrap());
        assert_eq!(tx.due_at(answer(1)).await.unwrap(), Some(minute(50)));
        assert_eq!(tx.due(minute(30), 9).await.unwrap(), []);
        // Whoever was forgotten is not waited for.
        tx.forget_person(person, Chat::first(1)).await.unwrap();
        let due = tx.due(minute(99), 9).await.unwrap();
        assert_eq!(due, [], "{}", engine.name);
    }
}

/// Of several processes one takes it, and of a timer and an officer neither waits for the other
/// for ever.
#[tokio::test]
async fn of_many_at_once_one_takes_it() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        tx.add_report(&report(1, 1, person)).await.unwrap();
        tx.set_due(answer(1), minute(1)).await.unwrap();
        tx.commit().await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|at| {
                let store = engine.store.clone();
                tokio::spawn(async move {
                    let mut tx = store.begin().await.unwrap();
                    let mut taken = false;
                    if at % 2 == 0 {
                        taken = tx.take_due(answer(1), minute(5)).await.unwrap();
                    } else {
                        let it = tx.report(ReportId::new(1)).await.unwrap().unwrap();
                        assert!(tx.move_report(&it, it.state).await.unwrap());
                        tx.set_due(answer(1), minute(9)).await.unwrap();
                    }
                    tx.commit().await.unwrap();
                    taken
                })
            })
            .collect();
        let mut taken = 0;
        for task in tasks {
            taken += i32::from(task.await.unwrap());
        }
        assert!(taken <= 1, "{}", engine.name);
        let mut tx = engine.begin().await;
        assert_eq!(tx.due_at(answer(1)).await.unwrap(), Some(minute(9)));
    }
}
