//! Turns that begin and end together stand where each of them would alone.

use aula::domain::{Account, Channel, Chat, Lang, Post, Role, Scope, UpdateId};
use aula::store::{Conversation, Lane, Opened, WantedTurn};

use super::{add_reader, minute, outgoing};
use crate::postgres::engines;

/// More than one statement takes, and no multiple of it.
const PEOPLE: i64 = 19;

fn wanted(update: i64) -> WantedTurn {
    // The last one needs no conversation.
    WantedTurn {
        update: UpdateId::first(update),
        seat: (update < PEOPLE).then_some((Chat::first(update), Account::first(update))),
    }
}

fn standing(number: i64) -> Conversation {
    Conversation {
        flow: format!("\"flow {number}\""),
        step: number,
        shown: String::new(),
        updated_at: minute(number).as_millisecond(),
    }
}

#[tokio::test]
async fn together_they_are_as_each_alone() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        // Some are new, some are known, some have a post; one update was taken before.
        for account in (0..PEOPLE).step_by(2) {
            let person = add_reader(&mut tx, account, Some(Lang::Ru)).await;
            if account % 4 == 0 {
                let post = Post {
                    role: Role::Inspector,
                    scope: Scope::parse("inspector", format!("I-{account}")).unwrap(),
                };
                tx.add_post(person, &post, None, minute(0)).await.unwrap();
            }
        }
        assert!(tx.mark_seen(UpdateId::first(5), minute(0)).await.unwrap());
        let all: Vec<WantedTurn> = (0..=PEOPLE).map(wanted).collect();
        let opened = tx.open_turns(&all, minute(1)).await.unwrap();
        assert_eq!(opened.len(), all.len());
        assert_eq!(opened[5], None, "{}", engine.name);
        for (number, opened) in (0..).zip(&opened) {
            let Some(Opened {
                conversation,
                person,
            }) = opened
            else {
                continue;
            };
            assert_eq!(
                *person,
                tx.person(Account::first(number)).await.unwrap(),
                "{}",
                engine.name
            );
            assert_eq!(conversation.is_some(), number < PEOPLE);
            assert!(conversation.iter().all(|it| it.flow.is_empty()));
        }
        let kept: Vec<(Chat, Account, Conversation)> = (0..PEOPLE)
            .map(|it| (Chat::first(it), Account::first(it), standing(it)))
            .collect();
        // Number 5 never began and has no conversation to keep.
        tx.save_conversations(&kept).await.unwrap();
        let again = (0..PEOPLE).map(|number| wanted(number + 100));
        let again: Vec<WantedTurn> = again
            .zip(0..)
            .map(|(it, number)| WantedTurn {
                seat: Some((Chat::first(number), Account::first(number))),
                ..it
            })
            .collect();
        let opened = tx.open_turns(&again, minute(2)).await.unwrap();
        for (number, opened) in (0..PEOPLE).zip(opened) {
            let found = opened.unwrap().conversation.unwrap();
            if number == 5 {
                assert_eq!(found.flow, "", "{}", engine.name);
            } else {
                assert_eq!(found, standing(number), "{}", engine.name);
            }
        }
        let none = tx.open_turns(&again, minute(3)).await.unwrap();
        assert!(none.iter().all(Option::is_none), "{}", engine.name);
    }
}

#[tokio::test]
async fn rows_are_written_each_once() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let rows: Vec<_> = (0..PEOPLE)
            .map(|number| outgoing(&format!("k:{number}"), number, 0))
            .collect();
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        tx.enqueue(&rows[3..], minute(1), None).await.unwrap();
        let found = tx
            .lease(Lane::Answer, Channel::FIRST, minute(2), minute(3), 100)
            .await
            .unwrap();
        let mut keys: Vec<&str> = found.iter().map(|it| it.key.as_str()).collect();
        let mut expected: Vec<&str> = rows.iter().map(|it| it.key.as_str()).collect();
        keys.sort_unstable();
        expected.sort_unstable();
        assert_eq!(keys, expected, "{}", engine.name);
    }
}
