//! The menu and the messenger's own list of commands, by whom they are for.

use aula::chat::{Attachment, Input, Say};
use aula::domain::{Channel, Chat, Lang, Post, Role, Scope};
use aula::post::mark;
use aula::post::report::DeliveryReport;
use aula::store::Lane;
use aula::text::Words;

use crate::town::Town;

const WHO: i64 = 41;

/// The commands that were listed for a chat last, of what waits; None if there is no list among it.
async fn listed(town: &Town, chat: i64) -> Option<Vec<String>> {
    let now = town.app.clock.now();
    let mut last = None;
    let mut tx = town.app.store.begin().await.unwrap();
    let letters = tx.lease(Lane::Answer, Channel::FIRST, now, now, 100);
    for letter in letters.await.unwrap() {
        let say: Say = serde_json::from_str(&letter.body).unwrap();
        if let Some(Attachment::Commands(commands)) = say.attachment
            && letter.chat == Chat::first(chat)
        {
            last = Some(commands.into_iter().map(|(name, _)| name).collect());
        }
        let sent = DeliveryReport::sent(letter, 0, None);
        mark::note(&town.app, &mut tx, &[sent]).await.unwrap();
    }
    tx.commit().await.unwrap();
    last
}

async fn give(town: &Town, account: i64, role: Role, scope: Scope) {
    let (now, person) = (town.app.clock.now(), town.person(account).await.id);
    let mut tx = town.app.store.begin().await.unwrap();
    let post = Post { role, scope };
    tx.add_post(person, &post, None, now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn menu(town: &Town, account: i64) -> Say {
    town.command(account, "menu", "").await;
    town.drain(account).await.pop().unwrap()
}

/// What opens nothing for them is said to them, and never an empty menu.
#[tokio::test]
async fn a_post_without_a_duty_is_told_what_it_may() {
    for lang in Lang::ALL {
        let (town, words) = (Town::memory().await, Words::new(lang));
        town.resident(WHO, lang).await;
        let residents = menu(&town, WHO).await;
        let area = || Scope::Area(aula::domain::AreaCode::new("D-1"));
        give(&town, WHO, Role::Akimat, area()).await;
        let akimat = menu(&town, WHO).await;
        assert!(
            akimat.text.starts_with(&words.menu_role("akimat")),
            "{}",
            akimat.text
        );
        assert_eq!(akimat.rows, residents.rows);
        // Whoever has a desk too finds it there.
        give(&town, WHO, Role::Supervisor, area()).await;
        let head = menu(&town, WHO).await;
        assert_eq!(head.text, words.menu());
        assert!(head.rows.len() > residents.rows.len());
        town.resident(WHO + 1, lang).await;
        give(
            &town,
            WHO + 1,
            Role::Inspector,
            Scope::Lapsed("P-12".to_owned()),
        )
        .await;
        let lapsed = menu(&town, WHO + 1).await;
        assert!(
            lapsed.text.starts_with(&words.menu_lapsed()),
            "{}",
            lapsed.text
        );
    }
}

#[tokio::test]
async fn commands_are_listed_by_what_somebody_may() {
    let town = Town::memory().await;
    town.resident(WHO, Lang::Ru).await;
    assert_eq!(listed(&town, WHO).await, None, "what all see");
    // In another language than before.
    town.take(WHO, Input::Text("қазақша".to_owned())).await;
    let residents = listed(&town, WHO).await.unwrap();
    assert!(residents.contains(&"stop".to_owned()) && !residents.contains(&"desk".to_owned()));
    town.take(WHO, Input::Text("қазақша".to_owned())).await;
    assert_eq!(listed(&town, WHO).await, None, "the same again");
    let invited = |role: Role, code: &str| {
        let post = aula::app::act::posts::named(&town.app.directory(), role, code).unwrap();
        aula::domain::Action::Post(aula::domain::PostVerb::Invite { post, days: 7 })
    };
    let join = async |action| {
        let done = town.app.act(&aula::domain::Actor::Operator, action).await;
        let Ok(aula::app::Done::Invited { token }) = done.unwrap() else {
            panic!("not invited");
        };
        town.command(WHO, "start", &format!("j-{token}")).await;
        listed(&town, WHO).await.unwrap()
    };
    let head = join(invited(Role::Supervisor, "D-1")).await;
    for (name, may) in [
        ("desk", true),
        ("closed", true),
        ("meeting", false),
        ("notice", false),
    ] {
        assert_eq!(head.contains(&name.to_owned()), may, "{name}");
    }
    let both = join(invited(Role::Inspector, "P-12")).await;
    for name in ["desk", "closed", "meeting", "notice", "find", "report"] {
        assert!(both.contains(&name.to_owned()), "{name}");
    }
    town.command(WHO, "help", "").await;
    assert_eq!(listed(&town, WHO).await, None, "the same again");
    town.command(WHO, "forget", "").await;
    town.take(WHO, Input::Text("Иә, жою".to_owned())).await;
    assert_eq!(
        listed(&town, WHO).await,
        Some(Vec::new()),
        "what all see again"
    );
}

/// Whoever held a post before the lists were there gets theirs with the next answer, once.
#[tokio::test]
async fn officers_of_before_get_their_list_at_their_next_turn() {
    let town = Town::memory().await;
    town.resident(WHO, Lang::Ru).await;
    let area = Scope::Area(aula::domain::AreaCode::new("D-1"));
    give(&town, WHO, Role::Supervisor, area).await;
    town.take(WHO, Input::Text("спасибо".to_owned())).await;
    let first = listed(&town, WHO).await.unwrap();
    assert!(first.contains(&"desk".to_owned()));
    for text in ["спасибо", "/menu"] {
        town.take(WHO, Input::Text(text.to_owned())).await;
        assert_eq!(listed(&town, WHO).await, None, "the same again");
    }
    // In another language it is another one.
    town.take(WHO, Input::Text("қазақша".to_owned())).await;
    assert!(listed(&town, WHO).await.is_some());
}
