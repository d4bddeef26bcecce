//! Single turns that once went wrong.

use aula::app::Done;
use aula::chat::{Input, Screen, Tap};
use aula::domain::report::{NewReport, Note};
use aula::domain::{Action, Lang, Refusal, Role, Spot};

use crate::town::Town;

fn report_in(precinct: &str, notes: Vec<Note>) -> Action {
    Action::SendReport(NewReport {
        category: "other".to_owned(),
        spot: Spot {
            precinct: precinct.to_owned(),
            place: None,
            address: None,
        },
        happening_now: false,
        notes,
    })
}

/// An officer may not work on their own report, so neither do they read the desk's words on it.
#[tokio::test]
async fn nobody_reads_the_remarks_on_their_own_report() {
    let town = Town::memory().await;
    town.officer(1, Lang::Ru, Role::Inspector, "P-01").await;
    town.officer(2, Lang::Ru, Role::Supervisor, "D-1").await;
    let sent = town.act(1, report_in("P-01", Vec::new())).await;
    let Ok(Done::ReportSent { report, .. }) = sent else {
        panic!("{sent:?}");
    };
    let remark = Action::Remark {
        report,
        text: "between us".to_owned(),
    };
    assert!(town.act(2, remark.clone()).await.is_ok());
    assert_eq!(town.act(1, remark).await, Err(Refusal::OwnReport));
    for screen in [Screen::Desk, Screen::Case(report), Screen::MyReport(report)] {
        let tap = Tap::Open(screen.clone()).encode();
        town.take(1, Input::Tap(tap)).await;
        for say in town.drain(1).await {
            assert!(!say.text.contains("between us"), "{screen:?}");
        }
    }
}
