//! Subcommands as an operator runs them: what they print, how they exit, what they leave alone.

use std::time::{Duration, Instant};

use super::bot::{Home, PATIENCE};
use super::{assert_good, assert_silent};
use crate::botapi::{BotApi, Settings};

/// On a thread of its own: a command is waited for on this one.
fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

#[test]
fn check_tells_what_is_there_and_no_secret() {
    let api = server();
    let mut home = Home::new(&api);
    let done = home.run(&["check"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("44 precincts"), "{}", done.out);
    // Which file it looked at, of what version, how far the laws reach, and whether anybody serves.
    let file = home.path().join("aula.db").display().to_string();
    for words in [
        &file,
        "schema 19,",
        "reaches to the end of",
        "no bot serves now",
    ] {
        assert!(done.out.contains(words), "{words}: {}", done.out);
    }
    assert!(done.out.contains("@aula_test_bot"), "{}", done.out);
    assert!(done.out.contains("privacy mode is on"), "{}", done.out);
    assert_silent(&api, &format!("{}{}", done.out, done.err));

    // A server that does not know the token: the check fails, and names no token.
    let other = BotApi::start_on_own_thread(Settings {
        token: "987654321:AnotherTokenOfTheLocalBotApiServer_".to_owned(),
        ..Settings::default()
    });
    home.set("API_URL", &other.url());
    let done = home.run(&["check"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("token: FAILED"), "{}", done.out);
    assert_silent(&api, &format!("{}{}", done.out, done.err));
    assert_eq!(api.violations(), Vec::<String>::new());
}

#[test]
fn check_changes_nothing() {
    let api = server();
    let home = Home::bare(&api);
    let done = home.run(&["check"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let files: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(files.is_empty(), "{files:?}");
}

#[test]
fn a_wrong_setting_is_one_line() {
    let api = server();
    let wrong = [
        ("TOKEN", "not-a-token-SECRET"),
        ("DATABASE", "mysql://SECRET"),
        ("NOTICE_RATE", "31"),
        ("API_URL", "http://SECRET.example"),
        ("LISTEN", "SECRET"),
        ("WEBHOOK_URL", "https://SECRET.example/x"),
        ("LOG_FORMAT", "SECRET"),
        ("TOKENS", "SECRET"),
        ("LAW", "SECRET.toml"),
    ];
    for (name, value) in wrong {
        let mut home = Home::bare(&api);
        home.set("WEBHOOK_SECRET", "s").set(name, value);
        for command in ["serve", "check"] {
            let done = home.run(&[command]);
            let said = format!("{}{}", done.out, done.err);
            if (name, command) == ("LAW", "check") {
                assert_eq!(done.code, 1, "{said}");
                continue;
            }
            assert_eq!(done.code, 2, "{name} {command}: {said}");
            assert_eq!(done.err.lines().count(), 1, "{said}");
            assert!(done.err.contains(&format!("AULA_{name}")), "{said}");
            let shown = name == "LAW" || !said.contains("SECRET");
            assert!(shown, "{said}");
        }
    }
    let mut home = Home::bare(&api);
    home.set("TOKEN", "");
    let done = home.run(&["serve"]);
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(done.err.contains("AULA_TOKEN"), "{}", done.err);
    assert_eq!(home.run(&["no-such-command"]).code, 2);
}

#[tokio::test]
async fn a_broken_import_says_where_and_changes_nothing() {
    let api = server();
    let home = Home::new(&api);
    let before = records(&home).await;
    let folder = home.files("broken", &aula::demo::town::records());
    let file = folder.join("precincts.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let broken: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(row, line)| {
            if row == 3 {
                line.replacen("P-03", "P-02", 1)
            } else {
                line.to_owned()
            }
        })
        .collect();
    std::fs::write(&file, broken.join("\n")).unwrap();
    let done = home.run(&["import", folder.to_str().unwrap()]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(
        done.err.contains("precincts.csv") && done.err.contains('4'),
        "{}",
        done.err
    );
    assert!(done.err.contains("nothing was changed"), "{}", done.err);
    assert_eq!(records(&home).await, before);
    let done = home.run(&["import", "/no/such/folder"]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert_eq!(records(&home).await, before);
}

/// Before anything is saved, and also where nothing is.
#[test]
fn an_import_shows_what_it_understood_of_territories() {
    let api = server();
    let home = Home::bare(&api);
    let folder = crate::golden::path("import/territories");
    let report = home.path().join("report");
    let (folder, report) = (folder.to_str().unwrap(), report.to_str().unwrap());
    let done = home.run(&["import", "--dry-run", "--report", report, folder]);
    assert_eq!(done.code, 0, "{}", done.err);
    let begin = done.out.find("territories: 3 precincts, ").unwrap();
    let last = "P-1: other houses in territory_kk (Достық) than in territory_ru (Достык)\n";
    let end = done.out.find(last).unwrap() + last.len();
    let understood = &done.out[begin..end];
    assert!(understood.contains("pieces not understood in 2 precincts:\n"));
    for piece in [
        "P-2 territory_ru: \"ряды\"\n",
        "P-3 territory_kk: \"қоғамдық саябақ маңы\"\n",
    ] {
        assert!(understood.contains(piece), "{understood}");
    }
    for name in ["territory.kk.txt", "territory.ru.txt"] {
        let written = std::fs::read_to_string(format!("{report}/{name}")).unwrap();
        let golden = crate::golden::path(&format!("import/territories/{name}"));
        assert_eq!(written, std::fs::read_to_string(golden).unwrap());
    }
    let done = home.run(&["import", folder]);
    let (told, saved) = (done.out.find(understood), done.out.find("imported:"));
    assert!(told.is_some() && told < saved, "{}", done.out);
}

#[tokio::test]
async fn a_dry_run_finds_the_same_and_changes_nothing() {
    let api = server();
    let home = Home::new(&api);
    let before = records(&home).await;
    let folder = crate::golden::path("import/fits-badly");
    let folder = folder.to_str().unwrap();
    let done = home.run(&["import", "--dry-run", folder]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(
        done.err.contains("P-7") && done.err.contains("1 thing to"),
        "{}",
        done.err
    );

    let report = home.path().join("report");
    let with = |more: &[&str]| {
        let report = report.to_str().unwrap();
        let args = ["import", "--removing", "--repair", "--report", report];
        let done = home.run(&[&args, more, &[folder]].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        // All but the last line, which says what was done.
        let mut lines: Vec<String> = done.out.lines().map(str::to_owned).collect();
        (lines.pop().unwrap(), lines)
    };
    let (last, found) = with(&["--dry-run"]);
    assert!(last.starts_with("dry run: nothing was changed"), "{last}");
    assert_eq!(records(&home).await, before);
    for words in ["(P-7): repaired", "overlap of", "gap between", "removed"] {
        let told = found.iter().any(|line| line.contains(words));
        assert!(told, "{words}: {found:#?}");
    }
    for name in ["report.kk.txt", "report.ru.txt", "map.svg", "map.png"] {
        assert!(report.join(name).exists(), "{name}");
    }
    let (last, same) = with(&[]);
    assert!(last.starts_with("imported: "), "{last}");
    assert_eq!(same, found);
    assert_ne!(records(&home).await, before);
}

#[tokio::test]
async fn what_is_exported_can_be_imported_again() {
    let api = server();
    let home = Home::new(&api);
    let before = records(&home).await;
    let folder = home.path().join("new/export");
    let folder = folder.to_str().unwrap();
    let done = home.run(&["export", folder]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out.lines().count(), 1, "{}", done.out);
    assert!(done.out.contains("4 renamed streets"), "{}", done.out);
    let outlined = "44 precincts (44 with an outline)";
    assert!(done.out.contains(outlined), "{}", done.out);
    let done = home.run(&["import", "--dry-run", folder]);
    assert!(done.out.contains("nothing changes"), "{}", done.out);

    let table = std::path::Path::new(folder).join("renamed.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    std::fs::write(&table, format!("{text}C-1,Речная,Бұлақ,,2020\n")).unwrap();
    let done = home.run(&["import", folder]);
    let changed = "renamed streets: 1 added («C-1: Речная → Бұлақ»)";
    assert!(done.out.contains(changed), "{}", done.out);
    let mut after = records(&home).await;
    assert_eq!(after.renamed.pop().unwrap().new, "Бұлақ");
    assert_eq!(after, before);

    // Into a folder that is in use nothing is written.
    let done = home.run(&["export", folder]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(done.err.contains("empty folder"), "{}", done.err);
}

async fn records(home: &Home) -> aula::precincts::Records {
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let records = tx.records().await.unwrap();
    tx.rollback().await.unwrap();
    store.close().await;
    records
}

#[test]
fn an_invitation_for_nowhere_is_refused() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("BOT_NAME", "aula_test_bot");
    let done = home.run(&["invite", "--role", "inspector", "--scope", "P-99"]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("P-99"), "{}", done.err);
    let done = home.run(&["invite", "--role", "akimat", "--scope", "D-2"]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(
        done.err.contains("nothing to show to akimat"),
        "{}",
        done.err
    );
    let done = home.run(&["invite", "--role", "king", "--scope", "P-01"]);
    assert_eq!(done.code, 2, "{}", done.err);
}

/// While the bot runs, from another process: without a restart, and in the midst of talk.
#[tokio::test]
async fn a_running_bot_takes_a_new_directory_within_seconds() {
    let api = server();
    let home = Home::new(&api);
    let bot = home.start();
    let say = async |text: &str| {
        let before = api.count_in(51);
        api.push_text(51, text);
        let answered = |api: &BotApi| api.count_in(51) > before;
        assert!(api.wait_until(answered, PATIENCE).await, "{text}");
        api.last_text(51).unwrap()
    };
    for text in ["/start", "по-русски"] {
        say(text).await;
    }
    let place = "46.985, 67.006";
    assert!(!say(place).await.contains("Новый двор"));
    let mut fresh = aula::demo::town::records();
    let mine = fresh.precincts.iter_mut().find(|it| it.code == "P-01");
    "Новый двор".clone_into(&mut mine.unwrap().name.ru);
    let begun = Instant::now();
    home.import(&fresh);
    while !say(place).await.contains("Новый двор") {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "still the old one"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    bot.stop().await;
    assert_good(&api, &home, 0).await;
}
