//! The directory: replaced as a whole, read back as it was.

use aula::demo::town;
use aula::domain::directory::Records;
use aula::domain::{Both, PersonId, PrecinctCode, ReportId};

use super::{add_reader, minute, report};
use crate::postgres::engines;

/// As the database lists it: by code.
fn town() -> Records {
    let mut town = town::records();
    town.areas.sort_by(|a, b| a.code.cmp(&b.code));
    town
}

#[tokio::test]
async fn what_is_read_back_is_what_was_imported() {
    let town = town();
    for engine in engines().await {
        let mut tx = engine.begin().await;
        assert_eq!(tx.records().await.unwrap(), Default::default());
        tx.replace_records(&town).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = engine.store.read().await.unwrap();
        assert_eq!(tx.records().await.unwrap(), town, "{}", engine.name);
    }
}

#[tokio::test]
async fn a_new_directory_takes_the_place_of_the_old() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        tx.replace_records(&town()).await.unwrap();
        assert_eq!(tx.directory_version().await.unwrap(), 1);
        let mut smaller = town();
        smaller.precincts.truncate(3);
        smaller.inspectors.truncate(2);
        smaller.stations.clear();
        for precinct in &mut smaller.precincts {
            precinct.station = None;
            precinct.borders = None;
            precinct.territory = Both::default();
        }
        smaller.inspectors[0].precincts.clear();
        smaller.inspectors[1].phone = None;
        tx.replace_records(&smaller).await.unwrap();
        assert_eq!(tx.records().await.unwrap(), smaller, "{}", engine.name);
        assert_eq!(tx.directory_version().await.unwrap(), 2);
        // An import that fails midway changes nothing.
        tx.commit().await.unwrap();
        let mut tx = engine.begin().await;
        tx.replace_records(&town()).await.unwrap();
        tx.rollback().await.unwrap();
        let mut tx = engine.begin().await;
        assert_eq!(tx.records().await.unwrap(), smaller, "{}", engine.name);
        assert_eq!(tx.directory_version().await.unwrap(), 2);
    }
}

#[tokio::test]
async fn who_is_touched_by_an_import() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        for account in 1..=3 {
            let person = add_reader(&mut tx, account, None).await;
            tx.subscribe(person, &PrecinctCode::new("P-01"), false, minute(0))
                .await
                .unwrap();
        }
        tx.subscribe(
            PersonId::new(10),
            &PrecinctCode::new("P-02"),
            true,
            minute(0),
        )
        .await
        .unwrap();
        let followed = tx.subscribers().await.unwrap();
        assert_eq!(
            followed,
            [
                (PrecinctCode::new("P-01"), 3),
                (PrecinctCode::new("P-02"), 1)
            ],
            "{}",
            engine.name
        );
        let mut closed = report(1, 1, PersonId::new(10));
        tx.add_report(&closed).await.unwrap();
        tx.add_report(&report(2, 2, PersonId::new(10)))
            .await
            .unwrap();
        let mut placeless = report(3, 3, PersonId::new(10));
        placeless.place = None;
        tx.add_report(&placeless).await.unwrap();
        let from = closed.state;
        closed.state = aula::domain::report::State::Withdrawn;
        assert!(tx.move_report(&closed, from).await.unwrap());
        let placed = tx.placed_reports().await.unwrap();
        assert_eq!(
            placed,
            [(2, PrecinctCode::new("P-01"), 46.985, 67.006)],
            "{}",
            engine.name
        );
        tx.set_precinct(ReportId::new(2), &PrecinctCode::new("P-02"))
            .await
            .unwrap();
        let moved = tx.report(ReportId::new(2)).await.unwrap().unwrap();
        assert_eq!(moved.precinct, "P-02", "{}", engine.name);
    }
}
