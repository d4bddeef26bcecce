//! The outbox: rows wait, are leased, and are done.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aula::domain::batch::Batch;
use aula::domain::{Channel, Chat, NoticeId};
use aula::store::{Dead, Lane, Letter, Outgoing, Sent, Store, Tx};

use super::{minute, outgoing};
use crate::postgres::engines;

fn keys(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.key.as_str()).collect()
}

async fn lease(tx: &mut Tx, now: i64, limit: i64) -> Vec<Letter> {
    tx.lease(
        Lane::Answer,
        Channel::FIRST,
        minute(now),
        minute(now + 1),
        limit,
    )
    .await
    .unwrap()
}

fn sent(key: &str, batch: bool) -> Sent {
    Sent {
        key: key.to_owned(),
        chat: Chat::first(7),
        batch,
        message: 5,
        slot: None,
    }
}

#[tokio::test]
async fn rows_are_leased_in_order_and_once() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let late = [outgoing("z", 7, 0), outgoing("a", 8, 1)];
        tx.enqueue(&late, minute(1), None).await.unwrap();
        let early = [outgoing("c", 7, 1), outgoing("b", 7, 0)];
        tx.enqueue(&early, minute(0), None).await.unwrap();
        // Written twice: harmless.
        tx.enqueue(&early, minute(2), None).await.unwrap();
        let first = lease(&mut tx, 2, 3).await;
        assert_eq!(keys(&first), ["b", "c", "z"], "{}", engine.name);
        assert_eq!((first[0].attempts, &*first[0].body), (1, "body of b"));
        assert_eq!(keys(&lease(&mut tx, 2, 3).await), ["a"], "{}", engine.name);
        assert_eq!(lease(&mut tx, 2, 3).await, []);
    }
}

#[tokio::test]
async fn rows_wait_for_their_time_and_their_lane() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let later = Outgoing {
            not_before: minute(5),
            ..outgoing("later", 7, 0)
        };
        let notice = Outgoing {
            lane: Lane::Notice,
            ..outgoing("notice", 7, 1)
        };
        tx.enqueue(&[later, notice], minute(0), None).await.unwrap();
        assert_eq!(lease(&mut tx, 4, 9).await, []);
        let at = Some(minute(0).as_millisecond());
        assert_eq!(tx.next_notice(Channel::FIRST).await.unwrap(), at);
        assert_eq!(keys(&lease(&mut tx, 5, 9).await), ["later"]);
        let notices = tx
            .lease(Lane::Notice, Channel::FIRST, minute(1), minute(2), 9)
            .await;
        assert_eq!(keys(&notices.unwrap()), ["notice"], "{}", engine.name);
        assert_eq!(tx.next_notice(Channel::FIRST).await.unwrap(), None);
        let oldest = minute(0).as_millisecond();
        assert_eq!(
            tx.backlog(Channel::FIRST).await.unwrap(),
            [(0, 1, oldest), (1, 1, oldest)],
            "{}",
            engine.name
        );
    }
}

#[tokio::test]
async fn a_lease_runs_out_when_its_sender_dies() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let later = Outgoing {
            not_before: minute(3),
            ..outgoing("later", 7, 1)
        };
        let rows = [outgoing("now", 7, 0), later];
        tx.enqueue(&rows, minute(0), Some(minute(1))).await.unwrap();
        // Only what is due was handed over in memory.
        assert_eq!(keys(&lease(&mut tx, 0, 9).await), Vec::<&str>::new());
        assert_eq!(tx.free_leases(Channel::FIRST, minute(0)).await.unwrap(), 0);
        assert_eq!(tx.free_leases(Channel::FIRST, minute(1)).await.unwrap(), 1);
        let found = lease(&mut tx, 1, 9).await;
        assert_eq!(
            (keys(&found), found[0].attempts),
            (vec!["now"], 2),
            "{}",
            engine.name
        );
        assert_eq!(tx.free_all_leases(Channel::FIRST).await.unwrap(), 1);
        assert_eq!(
            keys(&lease(&mut tx, 3, 9).await),
            ["now", "later"],
            "{}",
            engine.name
        );
    }
}

#[tokio::test]
async fn what_is_sent_is_gone_or_kept_without_its_words() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let mut rows: Vec<Outgoing> = (0..20)
            .map(|n| outgoing(&format!("k{n:02}"), 7, n))
            .collect();
        rows[3].batch = Some("n:1".to_owned());
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        let letters = lease(&mut tx, 0, 19).await;
        let done: Vec<Sent> = letters
            .iter()
            .map(|letter| sent(&letter.key, letter.batch.is_some()))
            .collect();
        tx.mark_sent(&done, minute(1)).await.unwrap();
        assert_eq!(
            tx.progress(Batch::Notice(NoticeId::new(1)))
                .await
                .unwrap()
                .sent,
            1
        );
        assert_eq!(keys(&lease(&mut tx, 1, 99).await), ["k19"]);
        assert_eq!(tx.tidy_outbox(minute(1), 100).await.unwrap(), 0);
        assert_eq!(
            tx.tidy_outbox(minute(2), 100).await.unwrap(),
            1,
            "{}",
            engine.name
        );
        tx.mark_sent(&[], minute(1)).await.unwrap();
    }
}

#[tokio::test]
async fn what_cannot_be_sent_ends_or_is_tried_again() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let rows = [
            outgoing("dead", 7, 0),
            outgoing("later", 7, 1),
            outgoing("other", 8, 2),
        ];
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        assert_eq!(lease(&mut tx, 0, 2).await.len(), 2);
        tx.mark_dead("dead", Dead::Failed, minute(0)).await.unwrap();
        let lease_until = minute(1).as_millisecond();
        // Not by somebody whose lease it no longer is.
        tx.send_later("later", lease_until - 1, minute(1), minute(8))
            .await
            .unwrap();
        tx.send_later("later", lease_until, minute(1), minute(9))
            .await
            .unwrap();
        // It is not leased, so nobody may give it back.
        tx.send_later("other", 0, minute(1), minute(9))
            .await
            .unwrap();
        assert_eq!(keys(&lease(&mut tx, 1, 9).await), ["other"]);
        assert_eq!(tx.drop_waiting(Chat::first(7), minute(2)).await.unwrap(), 1);
        assert_eq!(lease(&mut tx, 9, 9).await, [], "{}", engine.name);
        assert_eq!(tx.free_all_leases(Channel::FIRST).await.unwrap(), 1);
        assert_eq!(keys(&lease(&mut tx, 9, 9).await), ["other"]);
    }
}

#[tokio::test]
async fn chats_come_one_by_one_and_their_answers_in_order() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let mut rows: Vec<Outgoing> = (0..30)
            .map(|n| outgoing(&format!("a{n:02}"), 7, n))
            .collect();
        rows.push(outgoing("b", -100, 0));
        rows.push(Outgoing {
            first: true,
            ..outgoing("urgent", 7, 99)
        });
        rows.push(Outgoing {
            lane: Lane::Notice,
            ..outgoing("n", 5, 0)
        });
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        let all = tx.waiting_chats(Chat::first(i64::MIN), 9).await.unwrap();
        assert_eq!(all, [Chat::first(-100), Chat::first(7)], "{}", engine.name);
        assert_eq!(
            tx.waiting_chats(Chat::first(i64::MIN), 1).await.unwrap(),
            [Chat::first(-100)]
        );
        assert_eq!(
            tx.waiting_chats(Chat::first(-100), 9).await.unwrap(),
            [Chat::first(7)]
        );
        let turn = tx
            .lease_chat(Chat::first(7), minute(0), minute(1), 20)
            .await
            .unwrap();
        let expected: Vec<String> = (0..19).map(|n| format!("a{n:02}")).collect();
        assert_eq!(keys(&turn.letters)[0], "urgent", "{}", engine.name);
        assert_eq!(keys(&turn.letters)[1..], expected, "{}", engine.name);
        assert!(!turn.all && turn.rests.is_none());
        // Its first one is told to wait: the others wait behind it.
        let until = minute(1).as_millisecond();
        tx.send_later("a00", until, minute(0), minute(3))
            .await
            .unwrap();
        let turn = tx
            .lease_chat(Chat::first(7), minute(1), minute(2), 20)
            .await
            .unwrap();
        assert_eq!((turn.letters.len(), turn.rests), (0, Some(120_000)));
        let turn = tx
            .lease_chat(Chat::first(7), minute(3), minute(4), 20)
            .await
            .unwrap();
        assert_eq!(
            (turn.letters.len(), turn.all),
            (12, true),
            "{}",
            engine.name
        );
        let turn = tx
            .lease_chat(Chat::first(7), minute(3), minute(4), 20)
            .await
            .unwrap();
        assert_eq!((turn.letters.len(), turn.all, turn.rests), (0, true, None));
        assert_eq!(
            tx.waiting_chats(Chat::first(i64::MIN), 9).await.unwrap(),
            [Chat::first(-100)]
        );
    }
}

#[tokio::test]
async fn a_newer_message_for_a_slot_takes_the_place_of_one_that_waits() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let card = |key: &str, chat: i64| Outgoing {
            slot: Some("case:1".to_owned()),
            ..outgoing(key, chat, 0)
        };
        let rows = [card("old", 7), outgoing("other", 7, 1), card("theirs", 8)];
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        let rows = [card("new", 7), outgoing("last", 7, 1)];
        let replacing = tx.enqueue(&rows, minute(1), Some(minute(2))).await.unwrap();
        assert_eq!(Vec::from_iter(replacing), ["new"], "{}", engine.name);
        let turn = tx
            .lease_chat(Chat::first(7), minute(1), minute(2), 20)
            .await
            .unwrap();
        assert_eq!(keys(&turn.letters), ["new", "other"], "{}", engine.name);
        assert_eq!(turn.letters[0].body.as_ref(), "body of new");
        // What is on its way already is not touched.
        let replacing = tx.enqueue(&[card("newest", 7)], minute(2), None).await;
        assert!(replacing.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_waits_by_a_clock_that_went_back_is_due() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let rows: Vec<Outgoing> = [("slow", 7), ("later", 7), ("n", 9)]
            .map(|(key, chat)| Outgoing {
                lane: if chat == 9 {
                    Lane::Notice
                } else {
                    Lane::Answer
                },
                not_before: minute(60),
                ..outgoing(key, chat, 0)
            })
            .to_vec();
        tx.enqueue(&rows, minute(60), None).await.unwrap();
        let leased = tx
            .lease_chat(Chat::first(7), minute(60), minute(61), 1)
            .await
            .unwrap();
        assert_eq!(keys(&leased.letters), ["later"], "{}", engine.name);
        // The clock is set back by an hour.
        assert_eq!(
            tx.forget_other_clock(Channel::FIRST, minute(0))
                .await
                .unwrap(),
            2
        );
        assert_eq!(
            tx.forget_other_clock(Channel::FIRST, minute(0))
                .await
                .unwrap(),
            0
        );
        assert_eq!(tx.free_leases(Channel::FIRST, minute(0)).await.unwrap(), 1);
        assert_eq!(
            tx.forget_other_clock(Channel::FIRST, minute(0))
                .await
                .unwrap(),
            1
        );
        let turn = tx
            .lease_chat(Chat::first(7), minute(0), minute(1), 20)
            .await
            .unwrap();
        assert_eq!(keys(&turn.letters), ["later", "slow"], "{}", engine.name);
        let notices = tx
            .lease(Lane::Notice, Channel::FIRST, minute(0), minute(1), 9)
            .await;
        assert_eq!(notices.unwrap().len(), 1, "{}", engine.name);
        // What was told to wait by this clock waits.
        let until = minute(1).as_millisecond();
        tx.send_later("slow", until, minute(0), minute(5))
            .await
            .unwrap();
        assert_eq!(
            tx.forget_other_clock(Channel::FIRST, minute(0))
                .await
                .unwrap(),
            0
        );
    }
}

/// What one sender of several takes, until `all` rows are taken by somebody.
async fn take_all(store: Store, taken: Arc<AtomicUsize>, all: usize) -> Vec<String> {
    let mut mine = Vec::new();
    for _ in 0..10_000 {
        if taken.load(Ordering::SeqCst) >= all {
            break;
        }
        let mut tx = store.begin().await.unwrap();
        let letters = tx
            .lease(Lane::Notice, Channel::FIRST, minute(0), minute(1), 7)
            .await;
        let letters = letters.unwrap();
        tokio::task::yield_now().await;
        tx.commit().await.unwrap();
        taken.fetch_add(letters.len(), Ordering::SeqCst);
        mine.extend(letters.into_iter().map(|letter| letter.key));
    }
    mine
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_senders_never_lease_a_row_twice() {
    const ROWS: usize = 300;
    for engine in engines().await {
        let rows: Vec<Outgoing> = (0..300)
            .map(|n| Outgoing {
                lane: Lane::Notice,
                ..outgoing(&format!("k{n}"), n % 9, n)
            })
            .collect();
        let mut tx = engine.begin().await;
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        tx.commit().await.unwrap();
        let taken = Arc::new(AtomicUsize::new(0));
        let senders: Vec<_> = (0..4)
            .map(|_| tokio::spawn(take_all(engine.store.clone(), taken.clone(), ROWS)))
            .collect();
        let mut all = Vec::new();
        for sender in senders {
            all.append(&mut sender.await.unwrap());
        }
        let distinct: BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), distinct.len()), (ROWS, ROWS), "{}", engine.name);
    }
}
