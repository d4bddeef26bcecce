//! People, their posts, invitations and subscriptions.

use aula::domain::directory::Identity;
use aula::domain::{
    Account, Channel, Chat, Lang, PersonId, Post, PrecinctCode, ReportId, Role, Scope,
};
use aula::store::{Invitation, Tx};

use super::{add_reader, minute, outgoing, report};
use crate::postgres::engines;
use crate::sql::{lines, places_of};

fn inspector(code: &str) -> Post {
    Post {
        role: Role::Inspector,
        scope: Scope::parse("inspector", code.to_owned()).unwrap(),
    }
}

fn invitation(hash: &str, post: &Post) -> Invitation {
    let given = Identity {
        name: "Somebody".to_owned(),
        phone: None,
    };
    Invitation {
        hash: hash.to_owned(),
        post: post.clone(),
        given: Some(given),
        created_at: minute(0).as_millisecond(),
        expires_at: minute(10).as_millisecond(),
        used_at: None,
    }
}

#[tokio::test]
async fn a_person_is_known_by_the_account() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        assert_eq!(tx.person(Account::first(1)).await.unwrap(), None);
        let id = add_reader(&mut tx, 1, None).await;
        // A second turn of somebody new changes nothing.
        tx.add_person(
            PersonId::new(99),
            Account::first(1),
            Chat::first(5),
            minute(1),
        )
        .await
        .unwrap();
        let new = tx.person(Account::first(1)).await.unwrap().unwrap();
        assert_eq!(
            (
                new.id,
                new.chat.id,
                new.lang,
                new.consented,
                new.posts.len()
            ),
            (id, 1, None, false, 0),
            "{}",
            engine.name
        );
        tx.set_lang(id, Lang::Ru).await.unwrap();
        tx.set_consent(id, minute(1)).await.unwrap();
        for code in ["I-02", "I-01", "I-02"] {
            tx.add_post(id, &inspector(code), None, minute(2))
                .await
                .unwrap();
        }
        let known = tx.person(Account::first(1)).await.unwrap().unwrap();
        assert_eq!((known.lang, known.consented), (Some(Lang::Ru), true));
        let posts = [inspector("I-01"), inspector("I-02")];
        assert_eq!(known.posts, posts, "{}", engine.name);
    }
}

#[tokio::test]
async fn an_invitation_is_used_once_and_in_time() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let there = inspector("I-01");
        for hash in ["a", "b"] {
            tx.add_invitation(&invitation(hash, &there)).await.unwrap();
        }
        assert_eq!(tx.use_invitation("x", minute(1)).await.unwrap(), None);
        assert_eq!(
            tx.use_invitation("b", minute(10)).await.unwrap(),
            None,
            "late"
        );
        let used = tx.use_invitation("a", minute(9)).await.unwrap();
        let whose = Identity {
            name: "Somebody".to_owned(),
            phone: None,
        };
        assert_eq!(used, Some((there, Some(whose))), "{}", engine.name);
        let kept = "select hash || ' ' || coalesce(name, '') from invitation order by hash";
        assert_eq!(lines(&mut tx, kept).await, ["a ", "b Somebody"]);
        assert_eq!(
            tx.use_invitation("a", minute(9)).await.unwrap(),
            None,
            "again"
        );
    }
}

#[tokio::test]
async fn of_many_who_use_an_invitation_at_once_one_joins() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let there = inspector("I-01");
        tx.add_invitation(&invitation("a", &there)).await.unwrap();
        tx.commit().await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = engine.store.clone();
                tokio::spawn(async move {
                    let mut tx = store.begin().await.unwrap();
                    let used = tx.use_invitation("a", minute(1)).await.unwrap();
                    tx.commit().await.unwrap();
                    used.is_some()
                })
            })
            .collect();
        let mut joined = 0;
        for task in tasks {
            joined += i32::from(task.await.unwrap());
        }
        assert_eq!(joined, 1, "{}", engine.name);
    }
}

#[tokio::test]
async fn holders_are_those_who_can_be_reached() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let there = inspector("I-01");
        for (account, lang) in [(3, Some(Lang::Ru)), (1, None), (2, Some(Lang::Kk))] {
            let person = add_reader(&mut tx, account, lang).await;
            tx.add_post(person, &there, None, minute(0)).await.unwrap();
        }
        tx.set_blocked(Chat::first(2), Some(minute(1)))
            .await
            .unwrap();
        let posts = |codes: &[&str]| codes.iter().map(|it| inspector(it)).collect::<Vec<_>>();
        let holders = tx.holders(&posts(&["I-00", "I-01"])).await.unwrap();
        let seen: Vec<(i64, i64, Lang)> = holders
            .iter()
            .map(|(_, it)| (it.person.get(), it.chat.id, it.lang))
            .collect();
        let expected = [(10, 1, Lang::Kk), (30, 3, Lang::Ru)];
        assert_eq!(seen, expected, "{}", engine.name);
        assert!(holders.iter().all(|(post, _)| *post == there));
        tx.set_blocked(Chat::first(2), None).await.unwrap();
        // More posts than one statement takes.
        let many: Vec<Post> = (1..20).map(|at| inspector(&format!("I-{at:02}"))).collect();
        let back = tx.holders(&many).await.unwrap();
        assert_eq!(back.len(), 3, "{}", engine.name);
        // Whoever is found by two of them comes twice, one after the other.
        let last = inspector("I-19");
        tx.add_post(PersonId::new(10), &last, None, minute(0))
            .await
            .unwrap();
        let back = tx.holders(&many).await.unwrap();
        let back: Vec<i64> = back.iter().map(|(_, it)| it.person.get()).collect();
        assert_eq!(back, [10, 10, 20, 30], "{}", engine.name);
        assert_eq!(tx.holders(&posts(&["I-02"])).await.unwrap(), []);
        // The same code of another kind, or for another role, is another post.
        for (role, kind) in [
            (Role::Inspector, "lapsed"),
            (Role::Inspector, "head"),
            (Role::Supervisor, "inspector"),
        ] {
            let scope = Scope::parse(kind, "I-01".to_owned()).unwrap();
            let other = Post { role, scope };
            assert_eq!(tx.holders(&[other]).await.unwrap(), [], "{}", engine.name);
        }
        assert_eq!(tx.holders(&[]).await.unwrap(), []);
    }
}

#[tokio::test]
async fn one_subscription_is_ones_own() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        for (precinct, own) in [("P-02", true), ("P-03", false), ("P-04", true)] {
            tx.subscribe(person, &PrecinctCode::new(precinct), own, minute(0))
                .await
                .unwrap();
        }
        let codes = async |tx: &mut Tx| tx.subscriptions(person).await.unwrap();
        let own = |code: &str, own: bool| (PrecinctCode::new(code), own);
        assert_eq!(
            codes(&mut tx).await,
            [own("P-04", true), own("P-02", false), own("P-03", false)],
            "{}",
            engine.name
        );
        tx.unsubscribe(person, &PrecinctCode::new("P-04"))
            .await
            .unwrap();
        tx.subscribe(person, &PrecinctCode::new("P-02"), true, minute(1))
            .await
            .unwrap();
        assert_eq!(
            codes(&mut tx).await,
            [own("P-02", true), own("P-03", false)]
        );
        assert_eq!(
            tx.count_subscribers(&PrecinctCode::new("P-02"))
                .await
                .unwrap(),
            1
        );
        tx.set_blocked(Chat::first(1), Some(minute(2)))
            .await
            .unwrap();
        assert_eq!(
            tx.count_subscribers(&PrecinctCode::new("P-02"))
                .await
                .unwrap(),
            0
        );
    }
}

#[tokio::test]
async fn a_chat_moves_with_what_waits_for_it() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, None).await;
        let rows = [outgoing("a", 1, 0), outgoing("b", 2, 0)];
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        tx.move_chat(Chat::first(1), Chat::first(77)).await.unwrap();
        assert_eq!(
            tx.reader(person).await.unwrap().unwrap().chat,
            Chat::first(77)
        );
        let letters = tx
            .lease(
                aula::store::Lane::Answer,
                Channel::FIRST,
                minute(1),
                minute(2),
                9,
            )
            .await
            .unwrap();
        let chats: Vec<i64> = letters.iter().map(|letter| letter.chat.id).collect();
        assert_eq!(chats, [77, 2], "{}", engine.name);
    }
}

/// An account and a chat that stand nowhere else.
const MARKED: i64 = 987_654_321;

#[tokio::test]
async fn whoever_is_forgotten_leaves_no_trace() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let (id, chat) = (PersonId::new(77), Chat::first(MARKED));
        let account = Account::first(MARKED);
        tx.add_person(id, account, chat, minute(0)).await.unwrap();
        let other = add_reader(&mut tx, 1, Some(Lang::Ru)).await;
        for person in [id, other] {
            let (number, at) = (person.get(), minute(0));
            tx.subscribe(person, &PrecinctCode::new("P-01"), true, at)
                .await
                .unwrap();
            let there = inspector("I-01");
            tx.add_post(person, &there, None, at).await.unwrap();
            tx.audit(number, at, "staff", Some(person), "x", "", "done")
                .await
                .unwrap();
            let sent = report(number, number, person);
            tx.add_report(&sent).await.unwrap();
        }
        for chat in [chat, Chat::first(-5)] {
            tx.conversation(chat, account, minute(0)).await.unwrap();
        }
        tx.watch("n:1", chat, Lang::Ru, minute(0)).await.unwrap();
        let row = outgoing("a", MARKED, 0);
        tx.enqueue(&[row], minute(0), None).await.unwrap();
        let sent = aula::store::Sent {
            key: "b".to_owned(),
            chat,
            batch: false,
            message: 5,
            slot: Some("case:1".to_owned()),
        };
        tx.mark_sent(&[sent], minute(0)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = engine.begin().await;
        assert!(places_of(&mut tx, MARKED).await.len() > 6);
        drop(tx);

        let mut tx = engine.begin().await;
        tx.forget_person(id, chat).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = engine.begin().await;
        let left = places_of(&mut tx, MARKED).await;
        assert_eq!(left, Vec::<String>::new(), "{}", engine.name);
        assert_eq!(
            tx.report(ReportId::new(77)).await.unwrap().unwrap().person,
            None
        );
        assert_eq!(tx.reader(id).await.unwrap(), None);
        assert_eq!(
            tx.count_subscribers(&PrecinctCode::new("P-01"))
                .await
                .unwrap(),
            1
        );
        assert!(
            tx.report(ReportId::new(other.get()))
                .await
                .unwrap()
                .unwrap()
                .person
                .is_some()
        );
    }
}
