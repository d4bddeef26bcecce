//! Reports and their history.

use aula::domain::case::{self, By, Data, Event, EventKind};
use aula::domain::report::{Media, MediaKind, Outcome, State};
use aula::domain::{Chat, PersonId, PrecinctCode, ReportId};

use super::{add_reader, minute, report};
use crate::postgres::engines;

#[tokio::test]
async fn a_report_reads_back_as_it_was_written() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        let mut whole = report(1, 1, person);
        whole.address = Some("Абай 7".to_owned());
        let mut bare = report(2, 2, person);
        (bare.place, bare.person, bare.happening_now) = (None, None, false);
        for one in [&whole, &bare] {
            tx.add_report(one).await.unwrap();
            assert_eq!(
                tx.report(one.id).await.unwrap().as_ref(),
                Some(one),
                "{}",
                engine.name
            );
        }
        assert_eq!(tx.report(ReportId::new(3)).await.unwrap(), None);
        assert_eq!(tx.report_numbers().await.unwrap(), [1, 2]);
    }
}

#[tokio::test]
async fn a_report_moves_only_from_where_it_stands() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        let mut it = report(1, 1, person);
        tx.add_report(&it).await.unwrap();
        (it.state, it.officer, it.updated_at) =
            (State::Accepted, Some(PersonId::new(9)), minute(5));
        assert!(tx.move_report(&it, State::New).await.unwrap());
        assert!(
            !tx.move_report(&it, State::New).await.unwrap(),
            "{}",
            engine.name
        );
        (it.state, it.outcome) = (State::Closed, Some(Outcome::NothingFound));
        assert!(tx.move_report(&it, State::Accepted).await.unwrap());
        assert_eq!(
            tx.report(ReportId::new(1)).await.unwrap(),
            Some(it),
            "{}",
            engine.name
        );
    }
}

#[tokio::test]
async fn of_two_officers_at_once_one_is_told() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        tx.add_report(&report(1, 1, person)).await.unwrap();
        tx.commit().await.unwrap();
        let tasks: Vec<_> = (0..6)
            .map(|officer| {
                let store = engine.store.clone();
                tokio::spawn(async move {
                    let mut tx = store.begin().await.unwrap();
                    let mut it = tx.report(ReportId::new(1)).await.unwrap().unwrap();
                    if it.state != State::New {
                        return false;
                    }
                    (it.state, it.officer) = (State::Accepted, Some(PersonId::new(officer)));
                    let moved = tx.move_report(&it, State::New).await.unwrap();
                    tx.commit().await.unwrap();
                    moved
                })
            })
            .collect();
        let mut winners = 0;
        for task in tasks {
            winners += i32::from(task.await.unwrap());
        }
        assert_eq!(winners, 1, "{}", engine.name);
    }
}

#[tokio::test]
async fn a_history_is_in_the_order_in_which_it_was_written() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        tx.add_report(&report(1, 1, person)).await.unwrap();
        let event = |at: i64, kind, text: Option<&str>| Event {
            at: minute(at),
            kind,
            by: case::by(kind, Some(PersonId::new(9))),
            text: text.map(str::to_owned),
            media: None,
            data: None,
        };
        let photo = Event {
            media: Some(Media {
                kind: MediaKind::Photo,
                file: "AgAC".to_owned(),
            }),
            ..event(1, EventKind::Sent, None)
        };
        let first = event(1, EventKind::Sent, Some("шу"));
        let asked = event(2, EventKind::Question, Some("қай пәтер?"));
        let again = Event {
            data: Some(Data::Until(minute(7))),
            ..event(2, EventKind::Question, Some("қай қабат?"))
        };
        // Ids made in one millisecond have no order.
        let ids = [(35, &first), (30, &photo), (20, &asked), (10, &again)];
        for (id, event) in ids {
            tx.add_event(id, ReportId::new(1), event).await.unwrap();
        }
        let history = tx.events(ReportId::new(1)).await.unwrap();
        assert_eq!(
            history,
            [first, photo, asked, again.clone()],
            "{}",
            engine.name
        );
        let last = tx
            .last_event(ReportId::new(1), EventKind::Question)
            .await
            .unwrap();
        assert_eq!(last, Some(again), "{}", engine.name);
        assert_eq!(
            tx.last_event(ReportId::new(1), EventKind::Closed)
                .await
                .unwrap(),
            None
        );
        assert_eq!(tx.events(ReportId::new(2)).await.unwrap(), []);
        // Of an officer who was forgotten it is not known any more who it was.
        tx.forget_person(PersonId::new(9), Chat::first(9))
            .await
            .unwrap();
        let history = tx.events(ReportId::new(1)).await.unwrap();
        let by: Vec<Option<By>> = history.iter().map(|it| it.by).collect();
        let sender = Some(By::Sender);
        assert_eq!(by, [sender, sender, None, None], "{}", engine.name);
    }
}

#[tokio::test]
async fn lists_and_counts() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let one = add_reader(&mut tx, 1, None).await;
        let other = add_reader(&mut tx, 2, None).await;
        for number in 1..=5 {
            let person = if number == 3 { other } else { one };
            let mut it = report(number, number, person);
            if number == 4 {
                it.precinct = PrecinctCode::new("P-02");
            }
            tx.add_report(&it).await.unwrap();
        }
        let mut closed = tx.report(ReportId::new(2)).await.unwrap().unwrap();
        closed.state = State::Closed;
        assert!(tx.move_report(&closed, State::New).await.unwrap());
        let numbers = |reports: Vec<aula::domain::report::Report>| -> Vec<i64> {
            reports.iter().map(|report| report.number).collect()
        };
        let mine = tx.reports_of(one, 3, 0).await.unwrap();
        assert_eq!(numbers(mine), [5, 4, 2], "{}", engine.name);
        let mine = tx.reports_of(one, 3, 3).await.unwrap();
        assert_eq!(numbers(mine), [1], "{}", engine.name);
        assert_eq!(tx.count_reports(one).await.unwrap(), 4);
        // What nobody has taken comes first, then the newest.
        let mut taken = tx.report(ReportId::new(5)).await.unwrap().unwrap();
        taken.state = State::Accepted;
        assert!(tx.move_report(&taken, State::New).await.unwrap());
        let open = tx
            .open_reports(
                &[&PrecinctCode::new("P-09"), &PrecinctCode::new("P-01")],
                2,
                0,
            )
            .await
            .unwrap();
        assert_eq!(numbers(open), [3, 1], "{}", engine.name);
        let open = tx
            .open_reports(
                &[&PrecinctCode::new("P-09"), &PrecinctCode::new("P-01")],
                2,
                2,
            )
            .await
            .unwrap();
        assert_eq!(numbers(open), [5], "{}", engine.name);
    }
}

#[tokio::test]
async fn what_was_sent_within_a_day() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let one = add_reader(&mut tx, 1, None).await;
        let other = add_reader(&mut tx, 2, None).await;
        for number in 1..=4 {
            let mut it = report(number, number, one);
            if number == 3 {
                it.category = "home".to_owned();
            }
            tx.add_report(&it).await.unwrap();
        }
        // "Since" is exclusive: a report exactly a day old no longer counts.
        let sent = tx.sent_kinds(one, minute(2), ";a;home;", 9).await.unwrap();
        assert_eq!(
            sent,
            [(minute(4), false), (minute(3), true)],
            "{}",
            engine.name
        );
        let sent = tx.sent_kinds(one, minute(0), ";a;", 2).await.unwrap();
        assert_eq!(sent, [(minute(4), false), (minute(3), false)]);
        assert_eq!(tx.sent_kinds(other, minute(0), ";;", 9).await.unwrap(), []);
        assert_eq!(tx.first_report(one).await.unwrap(), Some(ReportId::new(1)));
        assert_eq!(tx.first_report(other).await.unwrap(), None);
    }
}

/// A message of a resident finds its report, for that resident only.
#[tokio::test]
async fn an_event_knows_the_message_that_it_came_in() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        let other = add_reader(&mut tx, 2, None).await;
        for (id, owner) in [(1, person), (2, other)] {
            tx.add_report(&report(id, 10 + id, owner)).await.unwrap();
            let event = Event {
                at: minute(1),
                kind: EventKind::Sent,
                by: Some(By::Sender),
                text: Some(format!("words {id}")),
                media: None,
                data: None,
            };
            tx.add_event(100 + id, ReportId::new(id), &event)
                .await
                .unwrap();
        }
        // Chats count their messages each by itself.
        for id in [101, 102] {
            tx.set_origin(id, Some(5), Some("album")).await.unwrap();
        }
        let found = tx.report_of_message(person, 5).await.unwrap();
        assert_eq!(
            found,
            Some((ReportId::new(1), Some("words 1".to_owned()))),
            "{}",
            engine.name
        );
        assert_eq!(tx.report_of_message(person, 6).await.unwrap(), None);
        assert_eq!(
            tx.report_of_album(other, "album").await.unwrap(),
            Some(ReportId::new(2))
        );
        assert_eq!(tx.report_of_album(other, "another").await.unwrap(), None);
        assert_eq!(
            tx.slot_of(Chat::first(1), 5).await.unwrap(),
            None,
            "{}",
            engine.name
        );
    }
}
