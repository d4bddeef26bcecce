//! Every list has pages: nothing is left out, and no message has more buttons than it may have.

use std::collections::BTreeSet;

use aula::app::Done;
use aula::app::act::posts::named;
use aula::chat::{Input, List, Say, Screen};
use aula::domain::{Action, Actor, CaseVerb, Lang, PlaceId, PostVerb, PrecinctCode, Role};

use super::{OFFICER, button, open, send, with_officers, words};
use crate::postgres::engines;
use crate::town::Town;

/// Goes through all pages; returns what their buttons open and how many pages there were.
async fn turn(town: &Town, account: i64, list: List) -> (Vec<Screen>, i64) {
    let (mut found, mut page) = (Vec::new(), 0);
    loop {
        let said = open(town, account, list.page(page)).await;
        let say: &Say = said.last().unwrap();
        assert!(
            say.buttons().count() <= 100,
            "{list:?}: {}",
            say.buttons().count()
        );
        for one in say.buttons() {
            let one = Say {
                rows: vec![vec![one.clone()]],
                ..Say::default()
            };
            found.extend(button(&[one], |_| true));
        }
        page += 1;
        let next = list.page(page);
        if button(&said, |screen| *screen == next).is_none() {
            return (found, page);
        }
    }
}

fn distinct(found: &[Screen], wanted: fn(&Screen) -> bool) -> usize {
    let found = found
        .iter()
        .filter(|it| wanted(it))
        .map(|it| format!("{it:?}"));
    found.collect::<BTreeSet<_>>().len()
}

#[tokio::test]
async fn a_hundred_and_twenty_subscriptions() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.resident(7, Lang::Ru).await;
        let person = town.person(7).await.id;
        let mut tx = town.app.store.begin().await.unwrap();
        for number in 0..120 {
            let code = format!("X-{number}");
            let now = town.app.clock.now();
            tx.subscribe(person, &PrecinctCode::new(&code), number == 5, now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let (found, pages) = turn(&town, 7, List::Subscriptions).await;
        assert_eq!(pages, 6, "{}", town.engine.name);
        assert_eq!(distinct(&found, |it| matches!(it, Screen::Card(_))), 120);
        // A page that is gone by now is the last one.
        let last = open(&town, 7, Screen::Page(List::Subscriptions, 99)).await;
        assert!(last[0].text.contains("6 из 6"), "{}", last[0].text);
    }
}

#[tokio::test]
async fn all_reports_of_a_resident_and_of_a_desk() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(7, Lang::Ru).await;
        let mut all = Vec::new();
        for _ in 0..34 {
            all.push(send(&town, 7, "home", vec![words("здесь")]).await);
        }
        for report in &all[..32] {
            town.act(OFFICER, Action::Case(*report, CaseVerb::Accept))
                .await
                .unwrap();
        }
        town.drain(0).await;
        let (found, pages) = turn(&town, 7, List::MyReports).await;
        assert_eq!(pages, 4, "{}", town.engine.name);
        assert_eq!(distinct(&found, |it| matches!(it, Screen::MyReport(_))), 34);
        let (found, pages) = turn(&town, OFFICER, List::Desk).await;
        assert_eq!(pages, 4);
        assert_eq!(distinct(&found, |it| matches!(it, Screen::Case(_))), 34);
        // What nobody has taken stands first, the newest of all.
        assert_eq!(found[..2], [Screen::Case(all[33]), Screen::Case(all[32])]);
    }
}

#[tokio::test]
async fn all_places() {
    let town = Town::memory().await;
    town.resident(7, Lang::Ru).await;
    let mut report = super::new("other", Vec::new());
    let person = town.person(7).await.id;
    let mut tx = town.app.store.begin().await.unwrap();
    for number in 0..15 {
        let place = report.spot.place.as_mut().unwrap();
        place.title = Some(format!("{number} {}", "🏠".repeat(124)));
        tx.add_place(
            PlaceId::new(number),
            person,
            &report.spot,
            town.app.clock.now(),
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let (found, pages) = turn(&town, 7, List::Places).await;
    assert_eq!(pages, 2);
    assert_eq!(distinct(&found, |it| matches!(it, Screen::Place(_))), 15);
}

/// A notice for one of all precincts of the town, by whoever serves every one.
#[tokio::test]
async fn all_precincts_of_an_officer() {
    let town = Town::memory().await;
    town.resident(7, Lang::Ru).await;
    let directory = town.app.directory();
    for inspector in aula::demo::town::records().inspectors {
        let post = named(&directory, Role::Inspector, inspector.code.as_str()).unwrap();
        let invite = Action::Post(PostVerb::Invite { post, days: 7 });
        let done = town.app.act(&Actor::Operator, invite).await.unwrap();
        let Ok(Done::Invited { token }) = done else {
            panic!("{done:?}");
        };
        town.command(7, "start", &format!("j-{token}")).await;
    }
    town.drain(7).await;
    let today = town.app.today();
    let served = |code: &PrecinctCode| !directory.serving(code, today).is_empty();
    let served = directory.precincts().iter().filter(|it| served(&it.code));
    let served = served.count();
    assert!(served > 33, "{served}");
    for command in ["notice", "meeting"] {
        town.command(7, command, "").await;
        let mut labels = BTreeSet::new();
        for turned in ["", "Следующие ▶️", "◀️ Предыдущие"] {
            if !turned.is_empty() {
                town.take(7, Input::Text(turned.to_owned())).await;
            }
            let said = town.drain(7).await;
            let say = said.last().unwrap();
            assert!(say.buttons().count() <= 33, "{command}");
            let named = say.buttons().filter(|it| it.label.starts_with('🏘'));
            labels.extend(named.map(|it| it.label.clone()));
        }
        assert_eq!(labels.len(), served, "{command}");
    }
}
