//! What stands on a desk: its order over several precincts, its pages, and what it costs.

use std::time::Instant;

use aula::domain::report::{Outcome, Report, State};
use aula::domain::{PersonId, PrecinctCode, ReportId};
use aula::store::Tx;

use super::{add_reader, minute, report};
use crate::postgres::engines;
use crate::sql::{execute, plan};

fn numbers(reports: &[Report]) -> Vec<i64> {
    reports.iter().map(|report| report.number).collect()
}

async fn moved(tx: &mut Tx, id: i64, state: State, officer: PersonId, at: i64) {
    let mut it = tx.report(ReportId::new(id)).await.unwrap().unwrap();
    let from = it.state;
    (it.state, it.officer, it.updated_at) = (state, Some(officer), minute(at));
    it.outcome = (state == State::Closed).then_some(Outcome::Resolved);
    assert!(tx.move_report(&it, from).await.unwrap());
}

#[tokio::test]
async fn what_nobody_has_taken_is_first_over_all_precincts() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let one = add_reader(&mut tx, 1, None).await;
        let officer = add_reader(&mut tx, 2, None).await;
        // Number 20 is the officer's own, number 30 of another desk.
        for number in 1..=30 {
            let mut it = report(number, number, if number == 20 { officer } else { one });
            it.precinct = match number {
                30 => PrecinctCode::new("P-99"),
                _ => PrecinctCode::new(format!("P-{:02}", number % 11)),
            };
            tx.add_report(&it).await.unwrap();
        }
        for taken in [27, 28] {
            moved(&mut tx, taken, State::Accepted, officer, 60).await;
        }
        for (closed, at) in [(3, 62), (5, 61), (7, 63)] {
            moved(&mut tx, closed, State::Closed, officer, at).await;
        }
        let codes = (0..11).map(|at| PrecinctCode::new(format!("P-{at:02}")));
        let codes: Vec<PrecinctCode> = codes.collect();
        let codes: Vec<&PrecinctCode> = codes.iter().collect();
        let name = engine.name;
        assert_eq!(tx.count_open(&codes, officer).await.unwrap(), 25, "{name}");
        let mut all = Vec::new();
        for page in 0..3 {
            let rows = (page * 10, 10);
            let open = tx.open_on_desk(&codes, officer, rows).await.unwrap();
            all.append(&mut numbers(&open));
        }
        let mut expected: Vec<i64> = (1..=29).rev().collect();
        expected.retain(|number| ![3, 5, 7, 20, 27, 28].contains(number));
        expected.extend([28, 27]);
        assert_eq!(all, expected, "{name}");
        for (from, expected) in [(0, &[16, 27][..]), (1, &[27]), (2, &[])] {
            let rows = (from, 10);
            let one = tx
                .open_on_desk(&[&PrecinctCode::new("P-05")], officer, rows)
                .await
                .unwrap();
            assert_eq!(numbers(&one), expected, "{name}");
        }
        assert_eq!(tx.count_closed_by(&codes, officer).await.unwrap(), 3);
        let closed = tx.closed_by(&codes, officer, (0, 2)).await.unwrap();
        assert_eq!(numbers(&closed), [7, 3], "{name}");
        assert_eq!(tx.count_open(&[], officer).await.unwrap(), 0);
        let none = tx.open_on_desk(&[], officer, (0, 10)).await.unwrap();
        assert_eq!(numbers(&none), [0; 0]);
        let found = tx.numbered_report(12).await.unwrap();
        assert_eq!(found.map(|it| it.id), Some(ReportId::new(12)));
        assert_eq!(tx.numbered_report(31).await.unwrap(), None);
    }
}

/// A country's worth of reports, of which 60,000 are open, 2,000 of them on one desk: the index
/// alone finds the page. What it takes is printed.
#[tokio::test]
async fn a_desk_costs_what_it_shows() {
    for engine in engines().await {
        let name = engine.name;
        let mut tx = engine.begin().await;
        let officer = add_reader(&mut tx, 2, None).await;
        execute(
            &mut tx,
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)
             insert into report (id, number, person, lang, category, precinct, happening_now,
                 state, officer, created_at, updated_at)
             select i, i, null, 'ru', 'noise',
                 case when i % 50 = 0 then 'P-01' else 'P-' || (i % 1000) end, false,
                 case when i / 7 % 5 < 2 then 'closed' when i % 3 = 0 then 'new' else 'accepted' end,
                 20, 1795000000000 + i, 1795000000000 + i from n",
        )
        .await;
        execute(&mut tx, "analyze").await;
        let head = (0..500).map(|at| PrecinctCode::new(format!("P-{at}")));
        let (first, head) = (PrecinctCode::new("P-01"), head.collect::<Vec<_>>());
        let head: Vec<&PrecinctCode> = head.iter().chain([&first]).collect();
        for codes in [&[&first][..], &head] {
            let begun = Instant::now();
            let count = tx.count_open(codes, officer).await.unwrap();
            let counted = begun.elapsed();
            let first = tx.open_on_desk(codes, officer, (0, 10)).await.unwrap();
            let shown = begun.elapsed() - counted;
            let last = tx
                .open_on_desk(codes, officer, (count - 10, 10))
                .await
                .unwrap();
            let all = begun.elapsed();
            println!(
                "{name}: {} precincts, {count} open: counted in {counted:?}, first page {shown:?}, \
                 last page {:?}",
                codes.len(),
                all - counted - shown
            );
            assert_eq!((first.len(), last.len()), (10, 10));
            assert!(first[0].state == State::New && last[9].state == State::Accepted);
        }
        let one = "select id from report
            where precinct = 'P-01' and state not in ('closed', 'withdrawn')
                and (person is null or person <> 20)
            order by case when state = 'new' then 0 else 1 end, created_at desc, number desc
            limit 10 offset 0";
        let plan = plan(&mut tx, one).await;
        println!("{plan}");
        let sorts = plan.contains("Sort") || plan.contains("B-TREE");
        assert!(plan.contains("report_desk") && !sorts, "{name}: {plan}");
    }
}
