//! A report or a notice that is not there is answered as one that is somebody else's: no refusal
//! tells what exists.

use aula::chat::{Input, Say, Screen, Tap, Verb};
use aula::domain::notice::NewNotice;
use aula::domain::report::Outcome;
use aula::domain::{
    Action, Both, CaseVerb, Lang, MeetingId, NoticeId, NoticeVerb, PrecinctCode, ReportId,
};

use super::{OFFICER, OTHER, send, with_officers, words};
use crate::postgres::engines;
use crate::sql::lines;
use crate::town::Town;

fn taps(id: i64) -> Vec<Tap> {
    let screens = [
        Screen::MyReport(ReportId::new(id)),
        Screen::AddTo(ReportId::new(id)),
        Screen::Answer(ReportId::new(id)),
        Screen::Withdraw(ReportId::new(id)),
        Screen::Case(ReportId::new(id)),
        Screen::Ask(ReportId::new(id)),
        Screen::Close(ReportId::new(id)),
        Screen::Remark(ReportId::new(id)),
        Screen::Whole(ReportId::new(id), 0),
        Screen::WholeFile(ReportId::new(id)),
        Screen::Pin(ReportId::new(id)),
        Screen::NoticeProgress(NoticeId::new(id)),
        Screen::MeetingProgress(MeetingId::new(id)),
    ];
    let verbs = [
        Verb::Accept(ReportId::new(id)),
        Verb::StopNotice(NoticeId::new(id)),
    ];
    let verbs = verbs.into_iter().map(Tap::Do);
    screens.into_iter().map(Tap::Open).chain(verbs).collect()
}

fn actions(report: i64) -> Vec<Action> {
    let text = || "текст".to_owned();
    vec![
        Action::Case(
            ReportId::new(report),
            CaseVerb::AddTo {
                notes: Vec::new(),
                again: true,
            },
        ),
        Action::Case(ReportId::new(report), CaseVerb::Answer(Vec::new())),
        Action::Case(ReportId::new(report), CaseVerb::Withdraw),
        Action::Case(ReportId::new(report), CaseVerb::Accept),
        Action::Case(ReportId::new(report), CaseVerb::Ask(text())),
        Action::Case(
            ReportId::new(report),
            CaseVerb::Close {
                outcome: Outcome::Resolved,
                text: text(),
            },
        ),
        Action::Case(ReportId::new(report), CaseVerb::Remark(text())),
        Action::Notice(NoticeId::new(report), NoticeVerb::Stop),
    ]
}

async fn answers(town: &Town, account: i64, id: i64) -> Vec<(String, Vec<Say>)> {
    let mut answers = Vec::new();
    for tap in taps(id) {
        town.take(account, Input::Tap(tap.encode())).await;
        let name = tap.encode().replace(&id.to_string(), "");
        answers.push((name, town.drain(account).await));
    }
    answers
}

#[tokio::test]
async fn what_is_missing_and_what_is_not_theirs() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        for account in [7, 8] {
            town.resident(account, Lang::Ru).await;
        }
        let report = send(&town, 7, "other", vec![words("шум")]).await;
        let text = |text: &str| text.to_owned();
        let notice = Action::SendNotice(NewNotice {
            precinct: PrecinctCode::new(text("P-01")),
            text: Both {
                kk: text("a"),
                ru: text("b"),
            },
        });
        town.act(OFFICER, notice).await.unwrap();
        let mut tx = town.app.store.read().await.unwrap();
        let notice = lines(&mut tx, "select cast(id as text) from notice").await;
        let notice: i64 = notice[0].parse().unwrap();
        let audit = async || {
            let mut tx = town.app.store.read().await.unwrap();
            lines(&mut tx, "select action || ' ' || subject from audit").await
        };
        tx.rollback().await.unwrap();
        town.drain(0).await;
        let before = audit().await;
        for account in [8, OTHER] {
            for there in [report, ReportId::new(notice)] {
                let foreign = answers(&town, account, there.get()).await;
                let missing = answers(&town, account, there.get() + 1).await;
                assert_eq!(foreign, missing, "{account} on {}", town.engine.name);
            }
            for there in [report, ReportId::new(notice)] {
                for (foreign, missing) in actions(there.get())
                    .into_iter()
                    .zip(actions(there.get() + 1))
                {
                    let foreign = town.act(account, foreign).await;
                    let missing = town.act(account, missing).await;
                    assert!(foreign.is_err());
                    assert_eq!(foreign, missing);
                }
            }
        }
        assert_eq!(audit().await, before, "a refusal in the audit");
    }
}
