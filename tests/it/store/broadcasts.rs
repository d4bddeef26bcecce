//! Meetings and notices, and how they reach the subscribers.

use std::collections::BTreeSet;

use aula::domain::meeting::{Meeting, NewMeeting};
use aula::domain::notice::{NewNotice, Notice, Progress};
use aula::domain::{Both, Channel, Chat, Lang, MeetingId, NoticeId, PersonId, PrecinctCode};
use aula::store::{Dead, Lane, Outgoing, Sent, Tx};

use super::{add_reader, minute, outgoing};
use crate::postgres::engines;

/// Kazakh readers 1 and 2 (who never chose), a Russian reader 3, a blocked one 4; 5 lives elsewhere.
async fn readers(tx: &mut Tx) {
    let languages = [
        Some(Lang::Kk),
        None,
        Some(Lang::Ru),
        Some(Lang::Ru),
        Some(Lang::Ru),
    ];
    for (account, lang) in (1..).zip(languages) {
        let person = add_reader(tx, account, lang).await;
        let precinct = if account == 5 { "P-02" } else { "P-01" };
        tx.subscribe(person, &PrecinctCode::new(precinct), false, minute(0))
            .await
            .unwrap();
    }
    tx.set_blocked(Chat::first(4), Some(minute(0)))
        .await
        .unwrap();
}

async fn broadcast(tx: &mut Tx, part: i64, lang: Lang) -> u64 {
    let expires = Some(minute(60));
    let body = format!("{} {part}", lang.code());
    tx.broadcast(
        "n:1",
        part,
        &PrecinctCode::new("P-01"),
        lang,
        &body,
        minute(1),
        expires,
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn everyone_is_reached_once_in_their_language() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        readers(&mut tx).await;
        assert_eq!(broadcast(&mut tx, 0, Lang::Kk).await, 2, "{}", engine.name);
        assert_eq!(broadcast(&mut tx, 0, Lang::Ru).await, 1);
        assert_eq!(broadcast(&mut tx, 0, Lang::Ru).await, 0, "written twice");
        assert_eq!(broadcast(&mut tx, 1, Lang::Kk).await, 2);
        let letters = tx
            .lease(Lane::Notice, Channel::FIRST, minute(1), minute(2), 99)
            .await;
        let letters = letters.unwrap();
        let mut seen: Vec<(i64, &str, &str)> = letters
            .iter()
            .map(|it| (it.chat.id, it.key.as_str(), &*it.body))
            .collect();
        assert!(letters.iter().map(|it| it.seq).is_sorted());
        seen.sort_unstable();
        let expected = [
            (1, "n:1/0/1", "kk 0"),
            (1, "n:1/1/1", "kk 1"),
            (2, "n:1/0/2", "kk 0"),
            (2, "n:1/1/2", "kk 1"),
            (3, "n:1/0/3", "ru 0"),
        ];
        assert_eq!(seen, expected, "{}", engine.name);
        let expires = Some(minute(60).as_millisecond());
        assert!(letters.iter().all(|it| it.expires_at == expires));
        // People are counted, not messages.
        assert_eq!(tx.progress("n:1").await.unwrap().total(), 3);
        assert_eq!(lease_answers(&mut tx).await, 0);
    }
}

/// An announcement with a calendar file: what it says stands once, whoever reads it.
#[tokio::test]
async fn a_row_costs_little_and_what_it_says_is_shared_and_goes_with_it() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        readers(&mut tx).await;
        let body = "x".repeat(2_500);
        let now = minute(1);
        for lang in Lang::ALL {
            let here = PrecinctCode::new("P-01");
            let written = tx.broadcast("m:1", 0, &here, lang, &body, now, None);
            assert!(written.await.unwrap() > 0);
        }
        let sql = "select key || channel || chat || lane || batch || voice || body || created_at || seq \
                   || not_before || state || lease_until || attempts || asked_at || priority \
                   from outbox";
        for row in crate::sql::lines(&mut tx, sql).await {
            assert!(row.len() < 400, "{}: {} bytes", engine.name, row.len());
        }
        let bodies = "select voice || part from batch_body order by voice";
        assert_eq!(crate::sql::lines(&mut tx, bodies).await, ["kk0", "ru0"]);
        // Of before bodies were shared.
        let own = Outgoing {
            lane: Lane::Notice,
            batch: Some("m:0".to_owned()),
            ..outgoing("m:0/0/7", 7, 0)
        };
        tx.enqueue(&[own], minute(0), None).await.unwrap();
        let letters = tx
            .lease(Lane::Notice, Channel::FIRST, now, minute(2), 99)
            .await
            .unwrap();
        assert_eq!(&*letters[0].body, "body of m:0/0/7", "{}", engine.name);
        let shared = &letters[1..];
        assert!(shared.iter().all(|it| *it.body == body), "{}", engine.name);
        let distinct: BTreeSet<_> = shared.iter().map(|it| it.body.as_ptr()).collect();
        assert_eq!((shared.len(), distinct.len()), (3, 2), "{}", engine.name);
        for letter in &letters[..3] {
            tx.mark_dead(&letter.key, Dead::Failed, now).await.unwrap();
        }
        tx.tidy_outbox(minute(9), 99).await.unwrap();
        assert_eq!(
            crate::sql::lines(&mut tx, bodies).await.len(),
            2,
            "one waits"
        );
        tx.mark_dead(&letters[3].key, Dead::Failed, now)
            .await
            .unwrap();
        tx.tidy_outbox(minute(9), 99).await.unwrap();
        assert!(crate::sql::lines(&mut tx, bodies).await.is_empty());
    }
}

/// Long after the first message, and before the meeting: those who got it are known by its rows.
#[tokio::test]
async fn a_correction_goes_to_those_who_got_the_first_and_to_nobody_else() {
    const DAY: i64 = 24 * 60;
    let precinct = PrecinctCode::new("P-01");
    for engine in engines().await {
        let mut tx = engine.begin().await;
        readers(&mut tx).await;
        let begins = Some(minute(60 * DAY));
        for lang in Lang::ALL {
            let written = tx.broadcast("m:1", 0, &precinct, lang, "first", minute(1), begins);
            assert!(written.await.unwrap() > 0);
        }
        let letters = tx.lease(Lane::Notice, Channel::FIRST, minute(1), minute(2), 99);
        for letter in letters.await.unwrap() {
            let sent = Sent {
                key: letter.key,
                chat: letter.chat,
                batch: true,
                message: 1,
                slot: None,
            };
            tx.mark_sent(&[sent], minute(2)).await.unwrap();
        }
        // One is forgotten, one moves away, one chooses another language, one comes too late.
        let [one, two] = [10, 20].map(PersonId::new);
        tx.forget_person(one, Chat::first(1)).await.unwrap();
        tx.unsubscribe(two, &precinct).await.unwrap();
        tx.set_lang(two, Lang::Ru).await.unwrap();
        let late = add_reader(&mut tx, 6, Some(Lang::Kk)).await;
        tx.subscribe(late, &precinct, false, minute(3))
            .await
            .unwrap();
        tx.tidy_outbox(minute(40 * DAY), 99).await.unwrap();
        let correction = "insert into outbox (key, channel, chat, lane, batch, voice, body, created_at, \
                          seq, not_before, state, lease_until, attempts, asked_at) \
                          select 'c:1/0/' || chat, channel, chat, lane, 'c:1', voice, '', 0, seq, 0, \
                          'waiting', 0, 0, 0 from outbox where batch = 'm:1' and state = 'sent'";
        crate::sql::execute(&mut tx, correction).await;
        for voice in ["kk", "ru"] {
            let body = format!("insert into batch_body values ('c:1', 0, '{voice}', '{voice}')");
            crate::sql::execute(&mut tx, &body).await;
        }
        let letters = tx.lease(Lane::Notice, Channel::FIRST, minute(3), minute(4), 99);
        let letters = letters.await.unwrap();
        let told: BTreeSet<_> = letters.iter().map(|it| (it.chat.id, &*it.body)).collect();
        assert_eq!(
            told,
            BTreeSet::from([(2, "kk"), (3, "ru")]),
            "{}",
            engine.name
        );
        // Thirty days after the meeting nobody is known any more.
        let gone = tx.tidy_outbox(minute(91 * DAY), 99).await.unwrap();
        assert_eq!(gone, 2, "{}", engine.name);
    }
}

async fn lease_answers(tx: &mut Tx) -> usize {
    let letters = tx
        .lease(Lane::Answer, Channel::FIRST, minute(1), minute(2), 99)
        .await;
    letters.unwrap().len()
}

#[tokio::test]
async fn stopping_leaves_what_has_begun() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        readers(&mut tx).await;
        for lang in Lang::ALL {
            broadcast(&mut tx, 0, lang).await;
        }
        broadcast(&mut tx, 1, Lang::Kk).await;
        let letters = tx
            .lease(Lane::Notice, Channel::FIRST, minute(1), minute(2), 1)
            .await;
        assert_eq!(letters.unwrap().len(), 1);
        let stopped = tx.stop_batch("n:1", minute(2)).await.unwrap();
        assert_eq!(stopped, 4, "{}: two people and two parts", engine.name);
        let progress = tx.progress("n:1").await.unwrap();
        let expected = Progress {
            waiting: 1,
            stopped: 2,
            ..Progress::default()
        };
        assert_eq!(progress, expected, "{}", engine.name);
        tx.free_all_leases().await.unwrap();
        let letters = tx
            .lease(Lane::Notice, Channel::FIRST, minute(3), minute(4), 99)
            .await;
        let letters = letters.unwrap();
        for letter in &letters {
            tx.mark_dead(&letter.key, Dead::Blocked, minute(4))
                .await
                .unwrap();
        }
        let progress = tx.progress("n:1").await.unwrap();
        assert_eq!(
            (letters.len(), progress.blocked, progress.waiting),
            (1, 1, 0),
            "{}",
            engine.name
        );
    }
}

#[tokio::test]
async fn the_next_meeting_of_a_precinct() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        for (id, starts) in [(1, 30), (2, 20), (3, 5)] {
            let meeting = Meeting {
                id: MeetingId::new(id),
                author: PersonId::new(9),
                what: NewMeeting {
                    precinct: PrecinctCode::new("P-01"),
                    starts_at: minute(starts),
                    venue: Both {
                        kk: format!("мектеп {id}"),
                        ru: format!("школа {id}"),
                    },
                    place: None,
                    agenda: Both::default(),
                },
                announced_at: minute(0),
            };
            tx.add_meeting(&meeting).await.unwrap();
        }
        let at = minute(20).as_millisecond();
        let next = Some((at, "мектеп 2".to_owned(), "школа 2".to_owned()));
        assert_eq!(
            tx.next_meeting(&PrecinctCode::new("P-01"), minute(5))
                .await
                .unwrap(),
            next,
            "{}",
            engine.name
        );
        assert_eq!(
            tx.next_meeting(&PrecinctCode::new("P-01"), minute(30))
                .await
                .unwrap(),
            None
        );
        assert_eq!(
            tx.next_meeting(&PrecinctCode::new("P-02"), minute(0))
                .await
                .unwrap(),
            None
        );
    }
}

#[tokio::test]
async fn a_notice_remembers_that_it_was_stopped() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let notice = Notice {
            id: NoticeId::new(1),
            author: PersonId::new(9),
            what: NewNotice {
                precinct: PrecinctCode::new("P-01"),
                text: Both::default(),
            },
            created_at: minute(0),
            stopped: false,
        };
        tx.add_notice(&notice).await.unwrap();
        let kept = |stopped: bool| Some((PrecinctCode::new("P-01"), PersonId::new(9), stopped));
        assert_eq!(tx.notice(NoticeId::new(1)).await.unwrap(), kept(false));
        tx.stop_notice(NoticeId::new(1), minute(1)).await.unwrap();
        assert_eq!(
            tx.notice(NoticeId::new(1)).await.unwrap(),
            kept(true),
            "{}",
            engine.name
        );
        assert_eq!(tx.notice(NoticeId::new(2)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn an_author_watches_until_it_is_over() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        tx.watch("n:1", Chat::first(7), Lang::Ru, minute(0))
            .await
            .unwrap();
        tx.watch("n:1", Chat::first(8), Lang::Kk, minute(1))
            .await
            .unwrap();
        assert_eq!(tx.watched_by("n:1").await.unwrap(), Some(Chat::first(7)));
        assert_eq!(tx.watched_by("n:2").await.unwrap(), None);
        let [mut watch] = <[_; 1]>::try_from(tx.watched().await.unwrap()).unwrap();
        assert_eq!(
            (watch.chat.id, watch.lang.as_str(), watch.shown.as_str()),
            (7, "ru", "")
        );
        assert!(tx.show_progress(&watch, "1 of 2", false).await.unwrap());
        assert!(
            !tx.show_progress(&watch, "1 of 2", false).await.unwrap(),
            "{}: another process was faster",
            engine.name
        );
        watch.shown = "1 of 2".to_owned();
        assert!(tx.show_progress(&watch, "2 of 2", true).await.unwrap());
        assert_eq!(tx.watched().await.unwrap(), [], "{}", engine.name);
        assert_eq!(tx.watched_by("n:1").await.unwrap(), Some(Chat::first(7)));
    }
}
