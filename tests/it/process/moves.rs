//! An import that takes a precinct away: whom it touches is told, and a dry run tells the same.

use aula::demo::town;
use aula::domain::{
    Account, Chat, InspectorCode, PersonId, Post, PrecinctCode, ReportId, Role, Scope, Time,
};
use aula::precincts::Records;

use super::bot::Home;
use crate::botapi::{BotApi, Settings};
use crate::store::report;

/// The town, whose first precinct goes by another code.
fn renamed() -> Records {
    let mut records = town::records();
    records.precincts[0].code = PrecinctCode::new("P-001");
    records.inspectors[0].precincts = vec![PrecinctCode::new("P-001")];
    records.inspectors[0].code = InspectorCode::new("I-001");
    records
}

#[tokio::test]
async fn whom_an_import_touches_is_told() {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    let now = Time::from_millisecond(1_795_000_000_000).unwrap();
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    tx.add_person(PersonId::new(10), Account::first(1), Chat::first(1), now)
        .await
        .unwrap();
    tx.subscribe(PersonId::new(10), &PrecinctCode::new("P-01"), false, now)
        .await
        .unwrap();
    let post = Post {
        role: Role::Inspector,
        scope: Scope::parse("inspector", "I-01".to_owned()).unwrap(),
    };
    tx.add_post(PersonId::new(10), &post, None, now)
        .await
        .unwrap();
    tx.add_report(&report(1, 1, PersonId::new(10)))
        .await
        .unwrap();
    let mut listed = report(2, 2, PersonId::new(10));
    listed.place = None;
    tx.add_report(&listed).await.unwrap();
    tx.commit().await.unwrap();

    let folder = home.files("renamed", &renamed());
    let folder = folder.to_str().unwrap();
    let told = [
        "report 1: P-01 is gone, P-001 takes it",
        "precinct P-01 is gone: 1 subscribers keep",
        "inspector I-01: post 1 ends (the code is gone)",
    ];
    let left = "whose open reports no other precinct surely has: P-01 (1)";
    for args in [vec!["import", "--dry-run", folder], vec!["import", folder]] {
        let done = home.run(&args);
        assert_eq!(done.code, 1, "{}", done.out);
        assert!(done.err.contains(left), "{}", done.err);
        for words in told {
            assert!(done.out.contains(words), "{words}: {}", done.out);
        }
    }
    let mut tx = store.begin().await.unwrap();
    assert_eq!(
        tx.report(ReportId::new(1)).await.unwrap().unwrap().precinct,
        "P-01"
    );
    tx.set_precinct(ReportId::new(2), &PrecinctCode::new("P-02"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let done = home.run(&["import", folder]);
    assert_eq!(done.code, 0, "{}", done.err);
    let mut tx = store.read().await.unwrap();
    assert_eq!(
        tx.report(ReportId::new(1)).await.unwrap().unwrap().precinct,
        "P-001"
    );
    tx.rollback().await.unwrap();
    store.close().await;
}
