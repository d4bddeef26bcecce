//! Who on the machine may read what the bot keeps, and that what was forgotten is gone.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use aula::domain::{Account, Chat, Lang, PersonId};
use aula::store::Store;

use super::bot::{Home, PATIENCE};
use super::calm;
use super::inspector::Inspector;
use crate::botapi::{BotApi, Settings};
use crate::sql::execute;

/// A word that stands nowhere else.
const NAME: &str = "Zhasyrynbek-ulan-street";

fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().mode() & 0o777
}

fn open(path: &Path) {
    std::fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
}

#[tokio::test]
async fn the_database_is_its_owners_alone() {
    let api = server();
    let home = Home::bare(&api);
    let file = home.path().join("aula.db");
    let run = async |first: &str| {
        let log = std::fs::File::create(home.log_path()).unwrap();
        let bot = home.start_after(first, log.into());
        let serving = |_: &BotApi| home.log().contains("serving");
        assert!(api.wait_until(serving, PATIENCE).await, "{}", home.log());
        for end in ["", "-wal", "-shm"] {
            let path = home.path().join(format!("aula.db{end}"));
            assert_eq!(mode(&path), 0o600, "{end}");
        }
        bot.stop().await;
    };
    // However carelessly it is started.
    run("umask 022").await;
    assert!(!home.log().contains("open to others"), "{}", home.log());
    // As an older version has left it.
    open(&file);
    let done = home.run(&["check"]);
    assert!(done.out.contains("WARNING"), "{}", done.out);
    assert!(done.out.contains("aula.db: chmod 600"), "{}", done.out);
    assert_eq!(
        (done.code, mode(&file)),
        (0, 0o644),
        "check changes nothing"
    );
    run("umask 000").await;
    let told = home.log().matches("was open to others").count();
    assert_eq!(told, 1, "{}", home.log());
    let done = home.run(&["check"]);
    assert!(!done.out.contains("WARNING"), "{}", done.out);
}

#[tokio::test]
async fn a_token_that_others_can_read_is_told() {
    let api = server();
    let mut home = Home::new(&api);
    let file = home.path().join("the-token");
    std::fs::write(&file, api.token()).unwrap();
    home.set("TOKEN", "")
        .set("TOKEN_FILE", file.to_str().unwrap());
    for (mode, told) in [(0o644, true), (0o640, true), (0o600, false), (0o400, false)] {
        std::fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        let done = home.run(&["check"]);
        assert_eq!(done.code, 0, "{}", done.out);
        assert_eq!(done.out.contains("AULA_TOKEN_FILE"), told, "{}", done.out);
        std::fs::remove_file(home.log_path()).ok();
        let bot = home.start();
        let serving = |_: &BotApi| home.log().contains("serving");
        assert!(api.wait_until(serving, PATIENCE).await, "{}", home.log());
        bot.stop().await;
        assert_eq!(home.log().contains("AULA_TOKEN_FILE"), told);
        assert!(!home.log().contains("the-token"));
    }
}

/// Whether the word stands anywhere in the database's files.
fn stands(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap());
    let databases = files.filter(|it| it.file_name().to_str().unwrap().starts_with("aula.db"));
    let word = NAME.as_bytes();
    databases
        .map(|it| std::fs::read(it.path()).unwrap())
        .any(|bytes| bytes.windows(word.len()).any(|part| part == word))
}

#[tokio::test]
async fn what_was_forgotten_is_not_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("aula.db").display());
    let now = aula::clock::Clock::System.now();
    let store = Store::open(&url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.add_person(PersonId::new(1), Account::first(61), Chat::first(61), now)
        .await
        .unwrap();
    tx.set_lang(PersonId::new(1), Lang::Kk).await.unwrap();
    add_place(&mut tx).await;
    tx.commit().await.unwrap();
    store.close().await;
    assert!(stands(folder.path()), "it is kept");
    let store = Store::open(&url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.forget_person(PersonId::new(1), Chat::first(61))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    assert!(!stands(folder.path()), "forgotten, and in a free page");

    // A file of an older version, which did not clear what it freed.
    let store = Store::open(&url).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.add_person(PersonId::new(1), Account::first(61), Chat::first(61), now)
        .await
        .unwrap();
    execute(&mut tx, "pragma secure_delete = off").await;
    execute(&mut tx, "pragma user_version = 0").await;
    add_place(&mut tx).await;
    tx.forget_person(PersonId::new(1), Chat::first(61))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    assert!(stands(folder.path()), "it is in a page that is free");
    let store = Store::open(&url).await.unwrap();
    store.close().await;
    assert!(!stands(folder.path()), "the next start has not cleared it");
}

/// As people do it: the name of a place, and so long a draft that it goes to pages of its own, other
/// ones with each message.
#[tokio::test]
async fn nothing_of_whoever_left_is_in_the_file() {
    let api = server();
    let home = Home::new(&api);
    let bot = home.start();
    let mut person = Inspector::resident(&api, 61).await;
    person.say("/find");
    person.stands_at(47.015, 67.006).await;
    person.tap("o:name:", "").await;
    calm(&api).await;
    person.say(&format!("{NAME}-1"));
    person.hears(|text| text.contains("Сохранено")).await;
    person.say("/report");
    for key in [":no", ":rubbish"] {
        person.tap("a:", key).await;
    }
    person.hears(|text| text.contains("Где это?")).await;
    person.stands_at(47.015, 67.006).await;
    person.hears(|text| text.contains("Расскажите")).await;
    for note in 1..=5 {
        person.say(&format!("{NAME} {}", "x".repeat(1_800)));
        let taken = format!("Записали: {note}");
        // Of notes one after another the counter of the first is edited.
        let counted = |api: &BotApi| api.last_text(61).is_some_and(|it| it.contains(&taken));
        assert!(api.wait_until(counted, PATIENCE).await, "{taken}");
    }
    calm(&api).await;
    assert!(stands(home.path()), "it is kept");
    person.say("/forget");
    // The draft is not gone unasked.
    person.tap("a:", ":drop").await;
    person.tap("a:", ":yes").await;
    person.hears(|text| text.contains("удалены")).await;
    calm(&api).await;
    bot.stop().await;
    assert!(!stands(home.path()), "it is in a page that is free");
}

/// With so long a name that its rows go to pages of their own.
async fn add_place(tx: &mut aula::store::Tx) {
    let name = format!("{NAME}{}", "x".repeat(9_000));
    let sql = format!(
        "insert into place (id, person, name, precinct, used_at) values (1, 1, '{name}', 'P-01', 1)"
    );
    execute(tx, &sql).await;
}
