//! Upgrades that fail, restores that were a mistake, restores by root.

use std::os::unix::fs::{MetadataExt, chown, symlink};
use std::path::Path;

use aula::domain::{Account, Chat, PersonId};
use aula::store::Store;

use super::bot::Home;
use super::versions::{older, serves};
use crate::botapi::{BotApi, Settings};
use crate::postgres::Engine;
use crate::sql;

fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

async fn execute(store: &Store, sql: &str) {
    let mut tx = store.begin().await.unwrap();
    sql::execute(&mut tx, sql).await;
    tx.commit().await.unwrap();
}

fn copies(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|it| it.contains(".schema-")).collect();
    names.sort();
    names
}

/// However often the service is started again, the disk does not fill with copies.
#[tokio::test]
async fn a_failed_upgrade_keeps_one_copy() {
    let api = server();
    for engine in [None, Engine::empty_postgres().await] {
        let mut home = Home::bare(&api);
        home.set("BOT_NAME", "aula_test_bot");
        let store = match &engine {
            Some(engine) => {
                home.set("DATABASE", engine.url());
                engine.store.clone()
            }
            None => home.store().await,
        };
        older(&store).await;
        execute(&store, "create table serving (other bigint)").await;
        for _ in 0..3 {
            let done = home.run(&["serve"]);
            assert_eq!(done.code, 3, "{}", done.err);
            let told = "cannot bring the database up to date";
            assert!(done.err.contains(told), "{}", done.err);
            assert_eq!(copies(home.path()).len(), 1, "{:?}", copies(home.path()));
        }
        // Once something has happened, it is no longer the same.
        let later = aula::clock::Clock::System.now().as_millisecond() + 60_000;
        let row = format!("insert into seen (update_id, at) values (2, {later})");
        execute(&store, &row).await;
        assert_eq!(home.run(&["serve"]).code, 3);
        let kept = copies(home.path());
        assert_eq!(kept.len(), 2, "{kept:?}");
        execute(&store, "drop table serving").await;
        serves(&api, &home, 1).await.stop().await;
    }
}

async fn people(home: &Home) -> Vec<String> {
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let people = sql::lines(&mut tx, "select cast(id as text) from person order by id").await;
    tx.rollback().await.unwrap();
    store.close().await;
    people
}

async fn add_person(home: &Home, account: i64) {
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    let now = aula::clock::Clock::System.now();
    tx.add_person(
        PersonId::new(account),
        Account::first(account),
        Chat::first(account),
        now,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

/// The one that is there is younger, but of another line: it says nothing of who was forgotten.
#[tokio::test]
async fn a_mistaken_restore_is_undone_without_a_loss() {
    let api = server();
    let home = Home::new(&api);
    add_person(&home, 61).await;
    let kept = home.path().join("kept.db");
    assert_eq!(home.run(&["backup", kept.to_str().unwrap()]).code, 0);
    add_person(&home, 62).await;
    let restore = |path: &Path| {
        let done = home.run(&["restore", "--over", path.to_str().unwrap()]);
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    };
    restore(&kept);
    assert_eq!(people(&home).await, ["61"]);
    add_person(&home, 63).await;
    let said = restore(&home.path().join("aula.db.before-restore"));
    assert!(!said.contains("as in the database"), "{said}");
    assert_eq!(people(&home).await, ["61", "62"]);
    // A second restore of one backup still knows what has ended since the first.
    restore(&kept);
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    tx.forget_person(PersonId::new(61), Chat::first(61))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let said = restore(&kept);
    assert!(said.contains("1 people forgotten"), "{said}");
    assert_eq!(people(&home).await, Vec::<String>::new());
}

/// Root restores for whoever has the database.
#[tokio::test]
async fn a_restored_file_belongs_to_whom_it_belonged() {
    let api = server();
    let home = Home::new(&api);
    let file = home.path().join("aula.db");
    if std::fs::metadata(&file).unwrap().uid() != 0 {
        eprintln!("NOT ROOT: nothing can be given away");
        return;
    }
    let kept = home.path().join("kept.db");
    assert_eq!(home.run(&["backup", kept.to_str().unwrap()]).code, 0);
    chown(&file, Some(65_534), Some(65_534)).unwrap();
    std::fs::remove_file(home.path().join("aula.db-serving")).ok();
    let done = home.run(&["restore", "--over", kept.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    for end in ["", "-serving"] {
        let of = home.path().join(format!("aula.db{end}"));
        assert_eq!(std::fs::metadata(of).unwrap().uid(), 65_534, "{end}");
    }
}

/// What half a backup left behind, or somebody has put in its way, is not written through.
#[test]
fn a_name_that_is_in_the_way_is_not_written_through() {
    let api = server();
    let home = Home::new(&api);
    let kept = home.path().join("kept.db");
    let args = ["backup", "--over", kept.to_str().unwrap()];
    assert_eq!(home.run(&args).code, 0);
    let partial = home.path().join("kept.db.partial");
    std::fs::hard_link(&kept, &partial).unwrap();
    let other = home.path().join("other.db");
    std::fs::hard_link(&kept, &other).unwrap();
    let before = std::fs::read(&other).unwrap();
    assert_eq!(home.run(&args).code, 0);
    assert_eq!(std::fs::read(&other).unwrap(), before);
    symlink(&other, &partial).unwrap();
    let done = home.run(&args);
    assert!(
        done.code == 1 && done.err.contains("is no file"),
        "{}",
        done.err
    );
    assert_eq!(std::fs::read(&other).unwrap(), before);
}

/// A restore that was broken off goes on with its own file only.
#[tokio::test]
async fn a_restore_on_postgres_ends_with_the_file_it_began_with() {
    let api = server();
    let Some(mut home) = Home::on_postgres(&api).await else {
        return;
    };
    let (first, second) = (home.path().join("1.dump"), home.path().join("2.dump"));
    for (at, path) in [&first, &second].into_iter().enumerate() {
        let done = home.run(&["backup", path.to_str().unwrap()]);
        assert_eq!(done.code, 0, "{}", done.err);
        let store = home.store().await;
        let row = format!("insert into seen (update_id, at) values ({at}, 1)");
        execute(&store, &row).await;
        store.close().await;
    }
    let server = Engine::empty_postgres().await.unwrap();
    home.set("DATABASE", server.url());
    let restore = |path: &Path| home.run(&["restore", path.to_str().unwrap()]);
    assert_eq!(restore(&first).code, 0);
    // As if it had ended after the data and before the rest.
    execute(&server.store, "create table restoring (hash text not null)").await;
    let done = home.run(&["serve"]);
    assert_eq!(done.code, 3, "{}", done.err);
    let hash = "insert into restoring (hash) values ('of another')";
    execute(&server.store, hash).await;
    let done = restore(&second);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(done.err.contains("restore of another file"), "{}", done.err);
}

/// An import that brings the database up to date itself knows what is in force before it reads.
#[tokio::test]
async fn an_import_into_an_older_database_loses_no_territory() {
    let api = server();
    let home = Home::new(&api);
    let store = home.store().await;
    execute(&store, "drop table serving").await;
    let last = "delete from _sqlx_migrations where version = 11";
    execute(&store, last).await;
    let mut tx = store.read().await.unwrap();
    let before = tx.records().await.unwrap();
    tx.rollback().await.unwrap();
    store.close().await;
    let lost = before.precincts.iter().find(|it| {
        let territory = &it.territory;
        it.borders.is_some() && !territory.kk.is_empty() && !territory.ru.is_empty()
    });
    let lost = lost.unwrap();
    let folder = home.files("again", &before);
    let table = folder.join("precincts.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    let begins = format!("{},", lost.code);
    // Only where each row is one line.
    let rows: Vec<&str> = text.lines().filter(|it| !it.starts_with(&begins)).collect();
    assert_eq!(rows.len() + 1, text.lines().count());
    std::fs::write(&table, rows.join("\n")).unwrap();
    let done = home.run(&["import", "again"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let after = tx.records().await.unwrap();
    tx.rollback().await.unwrap();
    store.close().await;
    let found = after.precincts.iter().find(|it| it.code == lost.code);
    assert_eq!(found.unwrap().territory, lost.territory);
}
