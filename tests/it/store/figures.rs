//! What an operator watches, and that nothing of violence is counted.

use aula::domain::report::State;
use aula::domain::{PersonId, Post, PrecinctCode, Role, Scope};
use aula::store::Figures;

use super::{add_reader, minute, report};
use crate::postgres::engines;

#[tokio::test]
async fn what_is_open_is_counted_and_violence_is_not() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let none = tx.figures(minute(0), ";home;").await.unwrap();
        assert_eq!(none, Figures::default(), "{}", engine.name);
        for account in 1..=3 {
            add_reader(&mut tx, account, None).await;
        }
        for (person, precinct) in [(10, "P-01"), (10, "P-02"), (20, "P-01")] {
            tx.subscribe(
                PersonId::new(person),
                &PrecinctCode::new(precinct),
                false,
                minute(0),
            )
            .await
            .unwrap();
        }
        for (code, kind) in [("I-01", "inspector"), ("P-9", "lapsed")] {
            let post = Post {
                role: Role::Inspector,
                scope: Scope::parse(kind, code.to_owned()).unwrap(),
            };
            let person = if kind == "lapsed" { 20 } else { 30 };
            tx.add_post(PersonId::new(person), &post, None, minute(0))
                .await
                .unwrap();
        }
        let states = [State::New, State::New, State::Accepted, State::Closed];
        for (number, state) in (1..).zip(states) {
            let mut one = report(number, number, PersonId::new(10));
            one.state = state;
            tx.add_report(&one).await.unwrap();
        }
        let mut private = report(5, 5, PersonId::new(10));
        "home".clone_into(&mut private.category);
        tx.add_report(&private).await.unwrap();
        let figures = tx.figures(minute(2), ";home;protection;").await.unwrap();
        let expected = Figures {
            open: 3,
            untaken: 2,
            overdue: 1,
            oldest_untaken: Some(minute(1).as_millisecond()),
            officers: 1,
            subscribers: 2,
        };
        assert_eq!(figures, expected, "{}", engine.name);
    }
}
