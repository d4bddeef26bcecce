//! Every role is offered exactly what it may do: what the menu and the help name opens, and what
//! they do not name is refused.

use aula::chat::{Input, Press, Say, Screen, Tap};
use aula::domain::policy::Duty;
use aula::domain::{Lang, Post, Role, Scope};

use super::{button, open};
use crate::town::Town;

/// Each post that somebody may hold, as old databases have some, and what it is for.
fn posts() -> Vec<(Post, &'static [Duty])> {
    let post = |role, kind, code: &str| Post {
        role,
        scope: Scope::parse(kind, code.to_owned()).unwrap(),
    };
    vec![
        (
            post(Role::Inspector, "inspector", "I-12"),
            &[Duty::Desk, Duty::Meeting, Duty::Notice],
        ),
        (post(Role::Supervisor, "head", "H-2"), &[Duty::Desk]),
        (post(Role::Supervisor, "area", "D-3"), &[Duty::Desk]),
        (post(Role::Inspector, "lapsed", "P-12"), &[]),
        (post(Role::Supervisor, "lapsed", "D-1"), &[]),
        (post(Role::Akimat, "area", "D-1"), &[]),
        (post(Role::Council, "area", "D-1"), &[]),
        (post(Role::Operator, "area", "D-1"), &[]),
    ]
}

fn command(duty: Duty) -> (&'static str, Screen) {
    match duty {
        Duty::Desk => ("desk", Screen::Desk),
        Duty::Meeting => ("meeting", Screen::Announce),
        Duty::Notice => ("notice", Screen::Notice),
    }
}

fn refused(says: &[Say]) -> bool {
    says.iter().any(|say| say.text.contains("нет права"))
}

#[tokio::test]
async fn every_role_is_offered_what_it_may_do() {
    let town = Town::memory().await;
    for (account, (post, duties)) in (70..).zip(posts()) {
        town.resident(account, Lang::Ru).await;
        let (now, person) = (town.app.clock.now(), town.person(account).await.id);
        let mut tx = town.app.store.begin().await.unwrap();
        tx.add_post(person, &post, None, now).await.unwrap();
        tx.commit().await.unwrap();
        let help = open(&town, account, Screen::Help).await;
        let menu = open(&town, account, Screen::Menu).await;
        for duty in Duty::ALL {
            let (name, screen) = command(duty);
            let may = duties.contains(&duty);
            let listed = help[0].text.contains(&format!("/{name} "));
            assert_eq!(listed, may, "{post}: /help and {name}");
            let offered = button(&menu, |it| *it == screen).is_some();
            assert_eq!(offered, may, "{post}: the menu and {name}");
            town.command(account, name, "").await;
            let said = town.drain(account).await;
            assert_eq!(!refused(&said), may, "{post}: {name}: {said:?}");
            town.command(account, "menu", "").await;
            town.drain(account).await;
        }
        // Nothing else of the menu or the help is refused either.
        for one in menu.iter().chain(&help).flat_map(Say::buttons) {
            let Press::Tap(data) = &one.press else {
                continue;
            };
            assert!(Tap::parse(data).is_some());
            town.take(account, Input::Tap(data.clone())).await;
            assert!(
                !refused(&town.drain(account).await),
                "{post}: {}",
                one.label
            );
        }
        let commands = help[0].text.split('/').skip(1);
        let names = commands.filter_map(|it| it.split_whitespace().next());
        for name in names.map(|it| it.trim_matches(|c: char| !c.is_alphabetic())) {
            if matches!(name, "b" | "" | "forget") {
                continue;
            }
            town.command(account, name, "").await;
            let said = town.drain(account).await;
            let unknown = said.iter().any(|say| say.text.contains("команды нет"));
            assert!(!unknown && !refused(&said), "{post}: /{name}: {said:?}");
        }
    }
}
