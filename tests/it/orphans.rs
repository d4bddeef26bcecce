//! Open reports when an import takes their precinct away: no desk ever loses one.

use aula::app::Done;
use aula::demo::town;
use aula::domain::directory::Records;
use aula::domain::report::NewReport;
use aula::domain::{
    Action, Actor, CaseVerb, Lang, Place, Point, PrecinctCode, Refusal, ReportId, Role, Spot,
};

use crate::postgres::engines;
use crate::town::Town;

/// The town, whose first precinct goes by another code.
fn renamed() -> Records {
    let mut records = town::records();
    records.precincts[0].code = PrecinctCode::new("P-001");
    records.inspectors[0].precincts = vec![PrecinctCode::new("P-001")];
    records
}

fn pin(lat: f64, lon: f64) -> Option<Place> {
    Some(Place::at(Point::new(lat, lon).unwrap()))
}

impl Town {
    /// A report to the first precinct of the town.
    async fn report(
        &self,
        account: i64,
        category: &str,
        place: Option<Place>,
        address: Option<&str>,
    ) -> (ReportId, i64) {
        let new = NewReport {
            category: category.to_owned(),
            spot: Spot {
                precinct: PrecinctCode::new("P-01"),
                place,
                address: address.map(str::to_owned),
            },
            happening_now: false,
            whom: None,
            notes: Vec::new(),
        };
        match self.act(account, Action::SendReport(new)).await {
            Ok(Done::ReportSent { report, number, .. }) => (report, number),
            other => panic!("{other:?}"),
        }
    }

    async fn precinct_of(&self, report: ReportId) -> PrecinctCode {
        let mut tx = self.app.store.read().await.unwrap();
        tx.report(report).await.unwrap().unwrap().precinct
    }

    async fn import(&self, records: Records) -> aula::app::Performed {
        let action = Action::Import(Box::new(records));
        self.app.act(&Actor::Operator, action).await.unwrap()
    }
}

#[tokio::test]
async fn reports_go_with_their_place_or_hold_the_import_back() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.officer(1, Lang::Ru, Role::Inspector, "I-01").await;
        town.resident(2, Lang::Kk).await;
        town.resident(3, Lang::Kk).await;
        let (pinned, number) = town.report(2, "other", pin(46.985, 67.006), None).await;
        let (by_address, _) = town.report(2, "home", None, Some("улица Абая, 7")).await;
        let (outside, _) = town.report(3, "other", pin(46.0, 66.0), None).await;
        let (listed, _) = town.report(3, "other", None, None).await;
        town.drain(1).await;
        let before = town.app.directory();

        let refused = Refusal::ReportsLeft(vec![(PrecinctCode::new("P-01"), 2)]);
        assert_eq!(town.import(renamed()).await, Err(refused));
        assert!(std::sync::Arc::ptr_eq(&before, &town.app.directory()));
        for report in [pinned, by_address, outside, listed] {
            assert_eq!(town.precinct_of(report).await, "P-01");
        }
        let told = town.drain(1).await;
        assert!(told.is_empty(), "{told:?}");

        // As soon as nobody waits there any more it goes through; what is over stays as it was.
        for report in [outside, listed] {
            town.act(3, Action::Case(report, CaseVerb::Withdraw))
                .await
                .unwrap();
        }
        town.drain(1).await;
        assert_eq!(town.import(renamed()).await, Ok(Done::Imported));
        for (report, code) in [(pinned, "P-001"), (by_address, "P-001"), (listed, "P-01")] {
            assert_eq!(town.precinct_of(report).await, code);
        }
        // The desk has them, at once and later; what happens at home is on no lock screen.
        let cards = town.drain(1).await;
        let card = cards
            .iter()
            .find(|it| it.text.contains(&number.to_string()));
        let pins = cards.iter().filter(|it| it.attachment.is_some()).count();
        // What belongs to the card comes when it is opened.
        assert!(card.is_some() && (cards.len(), pins) == (2, 0), "{cards:?}");
        assert!(cards.iter().all(|it| !it.text.contains("Абая")));
        let accept = Action::Case(by_address, CaseVerb::Accept);
        assert!(town.act(1, accept).await.is_ok());
    }
}

/// A desk that gets many at once is told how many, and finds them there.
#[tokio::test]
async fn many_that_move_are_one_message() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.officer(1, Lang::Ru, Role::Inspector, "I-01").await;
        for resident in 2..8 {
            town.resident(resident, Lang::Kk).await;
            let place = pin(46.985, 67.006);
            town.report(resident, "other", place, None).await;
        }
        town.drain(1).await;
        assert_eq!(town.import(renamed()).await, Ok(Done::Imported));
        let told = town.drain(1).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].text.contains("сообщения жителей: 6"), "{told:?}");
        assert_eq!(told[0].buttons().count(), 1);
    }
}

/// What an earlier program left behind refuses nothing, and is mended where it can be.
#[tokio::test]
async fn reports_of_a_precinct_that_was_gone_before_refuse_nothing() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.resident(2, Lang::Kk).await;
        let (pinned, _) = town.report(2, "other", pin(46.985, 67.006), None).await;
        let (listed, _) = town.report(2, "other", None, None).await;
        let mut tx = town.app.store.begin().await.unwrap();
        for report in [pinned, listed] {
            tx.set_precinct(report, &PrecinctCode::new("P-0"))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(town.import(town::records()).await, Ok(Done::Imported));
        assert_eq!(town.precinct_of(pinned).await, "P-01");
        assert_eq!(town.precinct_of(listed).await, "P-0");
    }
}
