//! Posts of before are carried over or wait to be renewed; what goes with a post that ends.

use aula::chat::Say;
use aula::domain::{Account, Chat, Lang, PersonId, Post, Role, Scope};
use aula::store::Store;

use super::{add_reader, minute, outgoing};
use crate::postgres::{Engine, engines};
use crate::sql::{execute, lines};

/// The migrations up to one that every installation has been through.
async fn as_of(store: &Store, version: i64) {
    let mut migrator = sqlx::migrate!("./migrations");
    let some = migrator.iter().filter(|it| it.version <= version);
    migrator.migrations = some.cloned().collect::<Vec<_>>().into();
    match store {
        Store::Sqlite { writer, .. } => migrator.run(writer).await,
        Store::Postgres(pool) => migrator.run(pool).await,
    }
    .unwrap();
}

/// A database without a table, on each engine.
async fn empty() -> Vec<(&'static str, Store, Option<Engine>)> {
    let memory = Store::connect("sqlite::memory:").await.unwrap();
    let mut empty = vec![("sqlite", memory, None)];
    if let Some(engine) = Engine::postgres().await {
        let mut tx = engine.begin().await;
        execute(&mut tx, "drop schema public cascade; create schema public").await;
        tx.commit().await.unwrap();
        empty.push(("postgres", engine.store.clone(), Some(engine)));
    }
    empty
}

const TOKEN: &str = "Jdpa0xdU4jvB7KjHZqYc6g";

/// Inspectors and precincts that share codes, and people of every kind.
const BEFORE: &str = r#"
insert into area (code, name_kk, name_ru) values ('D-1', '', ''), ('I-4', '', '');
insert into precinct (code, name_kk, name_ru, area, territory_kk, territory_ru)
    select code, '', '', 'D-1', '', '' from (
        select 'P-1' as code union select 'P-2' union select 'P-3' union select 'P-30'
        union select '7' union select '8' union select '9' union select 'P_1'
        union select 'P-5') as precincts;
insert into inspector (code, name, rank_kk, rank_ru, phone, precincts, acting_for) values
    ('I-1', 'N-1', '', '', '+71', 'P-1', null), ('I-2', 'N-2', '', '', null, 'P-2;P-3', null),
    ('I-3', '', '', '', null, 'P-3', null), ('7', 'N-7', '', '', '+77', '7', null),
    ('8', 'N-8', '', '', null, '9', null), ('I-9', '', '', '', null, '8', null),
    ('I-5', '', '', '', null, 'P-5', 'I-1');
insert into person (id, account, chat, staff, created_at) select id, id, id, true, 0 from (
    select 1 as id union select 2 union select 3) as people;
insert into post (person, role, scope, since) values
    (1, 'inspector', 'I-1', 5), (1, 'inspector', 'P-1', 3), (1, 'inspector', 'P-3', 4),
    (1, 'inspector', 'P-2', 4), (1, 'inspector', 'I-2', 4), (1, 'inspector', 'P-5', 4),
    (2, 'inspector', '7', 6), (2, 'inspector', '8', 6), (2, 'inspector', '9', 7),
    (2, 'inspector', 'P-30', 8), (2, 'inspector', 'P_1', 8), (2, 'inspector', 'p-1', 8),
    (3, 'supervisor', 'D-1', 9), (3, 'supervisor', 'D-9', 9), (3, 'akimat', 'D-1', 9),
    (3, 'council', 'I-4', 9), (3, 'inspector', 'I-4', 9), (3, 'operator', 'D-1', 9);
insert into invitation (hash, role, scope, created_at, expires_at, used_at) values
    ('a', 'inspector', 'P-1', 1, 9, null), ('d', 'inspector', 'P-2', 1, 9, null),
    ('e', 'inspector', 'I-1', 1, 9, 2), ('b', 'inspector', 'P-3', 1, 9, null),
    ('c', 'supervisor', 'D-1', 1, 9, 2);
insert into conversation (chat, account, flow, step, shown, updated_at) values
    (4, 4, '{"start":{"consent":{"goal":{"join":{"token":"TOKEN"}}}}}', 1, '', 0),
    (5, 5, '{"add_to":{"report":1,"number":1,"notes":[{"text":"\"join\":{\"token\":"}]}}', 1, '', 0)
"#;

/// Whoever read one precinct does not read an inspector's others, nor where that one stands in.
const AFTER: [&str; 17] = [
    "1 inspector inspector I-1 3 N-1 +71",
    "1 inspector inspector I-2 4 N-2",
    "1 inspector lapsed P-2 4",
    "1 inspector lapsed P-3 4",
    "1 inspector lapsed P-5 4",
    "2 inspector inspector 7 6 N-7 +77",
    "2 inspector inspector 8 7 N-8",
    "2 inspector lapsed 8 6",
    "2 inspector lapsed P-30 8",
    "2 inspector lapsed P_1 8",
    "2 inspector lapsed p-1 8",
    "3 akimat area D-1 9",
    "3 council area I-4 9",
    "3 inspector lapsed I-4 9",
    "3 operator lapsed D-1 9",
    "3 supervisor area D-1 9",
    "3 supervisor lapsed D-9 9",
];

#[tokio::test]
async fn posts_of_before_go_to_whom_they_mean_or_are_to_be_renewed() {
    for (name, store, _engine) in empty().await {
        as_of(&store, 5).await;
        let mut tx = store.begin().await.unwrap();
        execute(&mut tx, &BEFORE.replace("TOKEN", TOKEN)).await;
        tx.commit().await.unwrap();
        store.migrate().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let all = "select cast(person as text) || ' ' || role || ' ' || kind || ' ' || code || ' ' \
                   || cast(since as text) || coalesce(' ' || name, '') \
                   || coalesce(' ' || phone, '') from post";
        let mut posts = lines(&mut tx, all).await;
        posts.sort();
        assert_eq!(posts, AFTER, "{name}");
        let numbers = "select cast(number as text) from post order by post.number";
        let numbers = lines(&mut tx, numbers).await;
        let expected: Vec<String> = (1..=17).map(|number| number.to_string()).collect();
        assert_eq!(numbers, expected, "{name}");
        let invitations = "select hash || ' ' || kind || ' ' || code || coalesce(' ' || name, '') \
                           from invitation order by hash";
        let expected = [
            "a inspector I-1 N-1",
            "b lapsed P-3",
            "c area D-1",
            "d lapsed P-2",
            "e inspector I-1",
        ];
        assert_eq!(lines(&mut tx, invitations).await, expected, "{name}");
        let flows = "select substr(flow, 1, 8) from conversation order by chat";
        assert_eq!(
            lines(&mut tx, flows).await,
            ["dropped", "{\"add_to"],
            "{name}"
        );
        // The next post is numbered on, and an invitation for nobody opens nothing.
        let post = Post {
            role: Role::Akimat,
            scope: Scope::parse("area", "D-1".to_owned()).unwrap(),
        };
        tx.add_post(PersonId::new(1), &post, None, minute(0))
            .await
            .unwrap();
        let last = tx
            .all_posts()
            .await
            .unwrap()
            .iter()
            .map(|it| it.held.number)
            .max();
        assert_eq!(last, Some(18), "{name}");
        let then = aula::domain::Time::from_millisecond(5).unwrap();
        assert_eq!(tx.use_invitation("b", then).await.unwrap(), None);
        assert!(tx.use_invitation("a", then).await.unwrap().is_some());
        assert_eq!(
            tx.person(Account::first(3))
                .await
                .unwrap()
                .unwrap()
                .posts
                .len(),
            6
        );
    }
}

/// As it was written before a message said which report it is about.
const BEFORE_ABOUT: &str = r#"{"text":"","slot":"case:1"}"#;

fn card(key: &str, report: i64) -> aula::store::Outgoing {
    let mut row = outgoing(key, 1, 0);
    row.body = format!(r#"{{"text":"a card","about":{report}}}"#);
    row
}

#[tokio::test]
async fn what_waits_for_a_desk_is_found_and_nothing_else() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        add_reader(&mut tx, 1, Some(Lang::Ru)).await;
        let body = |key: &str, body: &str| aula::store::Outgoing {
            body: body.to_owned(),
            ..outgoing(key, 1, 0)
        };
        let mut notice = card("notice", 1);
        notice.batch = Some("n:1".to_owned());
        let rows = [
            card("card", 1),
            body("page", r#"{"text":"a page","silent":true,"about":1}"#),
            body("own", r#"{"text":"о \"about\":1 и \\\"about\\\":1"}"#),
            body("before", BEFORE_ABOUT),
            notice,
        ];
        let before: Say = serde_json::from_str(BEFORE_ABOUT).unwrap();
        assert_eq!(before.about, None);
        assert_eq!(serde_json::to_string(&before).unwrap(), BEFORE_ABOUT);
        tx.enqueue(&rows, minute(0), None).await.unwrap();
        let other = aula::store::Outgoing {
            chat: Chat::first(2),
            ..card("other", 1)
        };
        tx.enqueue(&[other], minute(0), None).await.unwrap();
        tx.enqueue(&[card("going", 2)], minute(0), Some(minute(9)))
            .await
            .unwrap();
        let found = tx.waiting_for_desk(Chat::first(1)).await.unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|(key, _, leased)| (key.as_str(), *leased))
            .collect();
        let expected = [("card", false), ("going", true), ("page", false)];
        assert_eq!(found, expected, "{}", engine.name);
        tx.take_back("going").await.unwrap();
        assert_eq!(tx.waiting_for_desk(Chat::first(1)).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_post_ends_and_what_was_begun_with_it() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let person = add_reader(&mut tx, 1, Some(Lang::Ru)).await;
        for code in ["I-01", "I-02"] {
            let post = Post {
                role: Role::Inspector,
                scope: Scope::parse("inspector", code.to_owned()).unwrap(),
            };
            tx.add_post(person, &post, None, minute(0)).await.unwrap();
        }
        let all = tx.all_posts().await.unwrap();
        assert!(all[0].reached && all[0].held.post.scope.code() == "I-01");
        let mut wrong = all[0].held.clone();
        wrong.post.scope = Scope::parse("inspector", "I-02".to_owned()).unwrap();
        assert!(!tx.end_post(&wrong).await.unwrap(), "{}", engine.name);
        assert!(tx.end_post(&all[0].held).await.unwrap());
        assert!(!tx.end_post(&all[0].held).await.unwrap(), "again");
        assert!(
            tx.person(Account::first(1))
                .await
                .unwrap()
                .unwrap()
                .is_staff()
        );
        assert!(tx.end_post(&all[1].held).await.unwrap());
        assert_eq!(
            tx.person(Account::first(1)).await.unwrap().unwrap().posts,
            []
        );
        let staff = lines(&mut tx, "select 'staff' from person where staff").await;
        assert_eq!(staff, Vec::<String>::new());

        tx.conversation(Chat::first(1), Account::first(1), minute(0))
            .await
            .unwrap();
        let flows = [
            (r#"{"officer":{"ask":{"report":1,"number":1}}}"#, true),
            (r#"{"reply":{"report":1,"number":1}}"#, true),
            (
                r#"{"start":{"language":{"goal":{"back":{"notice":{}}}}}}"#,
                true,
            ),
            (r#"{"add_to":{"notes":[{"text":"{\"notice\":"}]}}"#, false),
        ];
        for (flow, ends) in flows {
            let mut kept = tx
                .conversation(Chat::first(1), Account::first(1), minute(0))
                .await
                .unwrap();
            flow.clone_into(&mut kept.flow);
            tx.save_conversation(Chat::first(1), Account::first(1), &kept)
                .await
                .unwrap();
            tx.watch("n:1", Chat::first(1), Lang::Ru, minute(0))
                .await
                .unwrap();
            tx.end_office(person, Chat::first(1)).await.unwrap();
            let now = tx
                .conversation(Chat::first(1), Account::first(1), minute(0))
                .await
                .unwrap();
            assert_eq!(now.flow == aula::store::MENU, ends, "{flow}");
            assert_eq!(now.step, kept.step + i64::from(ends), "{flow}");
            assert_eq!(tx.watched().await.unwrap().len(), 0);
        }
    }
}
