//! A backup while the storm goes on, put back, carried to PostgreSQL and back again: the same rows,
//! the same answers, and nothing is said twice.

use std::path::Path;

use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input};
use aula::clock::Clock;
use aula::domain::law::Law;
use aula::domain::{Account, Chat, UpdateId};
use aula::store::{RestoreTarget, Settled, Store, backup, carry};

use super::seeds;
use super::world::{Habits, World};
use crate::postgres::Engine;
use crate::sql;

async fn turns(world: &mut World, turns: usize) {
    for _ in 0..turns {
        world.turn().await;
    }
}

async fn everything(store: &Store) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    sql::everything(&mut tx).await
}

async fn waiting(store: &Store) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    let sql = "select key from outbox where state in ('waiting', 'leased') order by key";
    sql::lines(&mut tx, sql).await
}

async fn restore(
    world: &World,
    url: &str,
    from: &Path,
    over: bool,
    stopped: bool,
) -> anyhow::Result<Settled> {
    let place = RestoreTarget::prepare(url, from, over).await?;
    let store = place.open().await?;
    let app = App::new(
        store.clone(),
        world.clock.clone(),
        Law::embedded(),
        Limits::default(),
    );
    let app = app.await?;
    while !stopped && app.take_due().await? > 0 {}
    let settled = place.settle(&store, world.clock.now(), stopped).await?;
    store.close().await;
    place.finish().await?;
    Ok(settled)
}

/// What everybody is answered to the same questions.
async fn answers(world: &World, store: Store) -> Vec<(i64, String)> {
    let limits = Limits {
        hand_over: true,
        ..Limits::default()
    };
    let clock = Clock::fixed(world.clock.now(), 77);
    let app = App::new(store, clock, Law::embedded(), limits);
    let app = app.await.unwrap();
    let mut said = Vec::new();
    let asked = ["reports", "mydata", "desk", "subscriptions", "help", "find"];
    for (at, name) in asked.iter().enumerate() {
        for human in &world.people {
            let input = Input::Command {
                name: (*name).to_owned(),
                arg: String::new(),
            };
            let incoming = Incoming {
                update: UpdateId::first(
                    9_000_000 + i64::try_from(at).unwrap() * 100 + human.account % 100,
                ),
                chat: Chat::first(human.account),
                private: true,
                account: Account::first(human.account),
                tag: human.tag.clone(),
                input,
                beside: Beside::default(),
            };
            let letters = app.take(&[incoming]).await.unwrap();
            said.extend(
                letters
                    .into_iter()
                    .map(|it| (it.chat.id, it.body.to_string())),
            );
        }
    }
    said
}

/// What the storm believed of people is that of another time now.
async fn look_again(world: &mut World) {
    world.owed.clear();
    let now = world.clock.now().as_millisecond();
    for at in 0..world.people.len() {
        let mut tx = world.engine.store.read().await.unwrap();
        let person = tx
            .person(Account::first(world.people[at].account))
            .await
            .unwrap();
        drop(tx);
        let human = &mut world.people[at];
        human.lang = person.and_then(|person| person.lang);
        human.lang_since = now;
        human.token = None;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backup_restore_and_move_in_a_storm() {
    let (mut unknown, mut carried_rows) = (0, 0);
    for seed in seeds(51..55) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.db");
        let mut world = World::new(Engine::file().await, seed, Habits::rough(seed)).await;
        let url = world.engine.url().to_owned();
        turns(&mut world, 120).await;

        // While it goes on.
        let now = world.clock.now();
        let (kept, ()) = tokio::join!(backup(&url, &file, false, now), turns(&mut world, 30));
        let kept = kept.unwrap();
        let elsewhere = format!("sqlite://{}", folder.path().join("elsewhere.db").display());
        restore(&world, &elsewhere, &file, false, true)
            .await
            .unwrap();
        let store = Store::open(&elsewhere).await.unwrap();
        assert_eq!(
            usize::try_from(kept.waiting).unwrap(),
            waiting(&store).await.len()
        );
        store.close().await;

        // At one moment everything is in it.
        let at = folder.path().join("at.db");
        backup(&url, &at, false, now).await.unwrap();
        let there = everything(&world.engine.store).await;
        let again = format!("sqlite://{}", folder.path().join("again.db").display());
        restore(&world, &again, &at, false, true).await.unwrap();
        let store = Store::open(&again).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let free = "update outbox set state = 'waiting', lease_until = 0 where state = 'leased'";
        sql::execute(&mut tx, free).await;
        tx.commit().await.unwrap();
        let mut tx = world.engine.store.begin().await.unwrap();
        sql::execute(&mut tx, free).await;
        let freed = sql::everything(&mut tx).await;
        tx.rollback().await.unwrap();
        // But for where it was restored from.
        let mut restored = everything(&store).await;
        restored.retain(|row| !row.starts_with("counter line"));
        assert_eq!(restored, freed, "seed {seed}");
        store.close().await;
        assert_eq!(there.len(), freed.len());

        // Days later the backup takes its place.
        turns(&mut world, 40).await;
        let newer = restore(&world, &url, &at, false, false).await;
        let refused = format!("{:#}", newer.unwrap_err());
        assert!(refused.contains("--over"), "{refused}");
        world.engine.store.close().await;
        let settled = restore(&world, &url, &at, true, false).await.unwrap();
        assert!(settled.told, "seed {seed}");
        unknown += settled.unknown;
        world.restart().await;
        look_again(&mut world).await;
        turns(&mut world, 40).await;

        let Some(server) = Engine::postgres().await else {
            world.settle().await;
            continue;
        };
        carried_rows += to_postgres_and_back(&mut world, &server, folder.path()).await;
    }
    println!("{unknown} messages not said again, {carried_rows} rows carried");
}

async fn to_postgres_and_back(world: &mut World, server: &Engine, folder: &Path) -> u64 {
    let url = world.engine.url().to_owned();
    let before = everything(&world.engine.store).await;
    let there = carry(&url, server.url()).await.unwrap();
    assert_eq!(before, everything(&world.engine.store).await);
    let full = carry(&url, server.url()).await.unwrap_err();
    assert!(format!("{full:#}").contains("not empty"), "{full:#}");
    let back = format!("sqlite://{}", folder.join("back.db").display());
    let here = carry(server.url(), &back).await.unwrap();
    assert_eq!(there, here);
    let rows = there.iter().map(|it| it.rows).sum();
    let store = Store::open(&back).await.unwrap();
    assert_eq!(before, everything(&store).await);

    let one = answers(world, world.engine.store.clone()).await;
    let other = answers(world, server.store.clone()).await;
    assert!(one.len() >= world.people.len(), "{}", one.len());
    assert_eq!(one, other, "the same answers");
    // The storm goes on where it was carried to.
    world.engine.store.close().await;
    let place = url.strip_prefix("sqlite://").unwrap();
    store.close().await;
    std::fs::remove_file(place).unwrap();
    let refused = carry(
        &back,
        &format!("sqlite://{}", folder.join("back.db").display()),
    )
    .await;
    assert!(format!("{:#}", refused.unwrap_err()).contains("is there already"));
    carry(&back, &url).await.unwrap();
    world.restart().await;
    look_again(world).await;
    turns(world, 40).await;
    world.settle().await;
    rows
}
