//! A file that was copied, moved or put back by hand is whole, or is refused with the reason.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::bot::{Bot, Home, PATIENCE};
use super::versions::{copy, serves};
use crate::botapi::{BotApi, Settings};

const WITHOUT: &str = "copied while a bot served it, without its -wal";
const OTHERS: &str = "the -wal beside this file belongs to another one";

fn home() -> (BotApi, Home) {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::new(&api);
    (api, home)
}

/// Serves until something is in the log.
async fn busy(api: &BotApi, home: &Home, times: usize) -> Bot {
    let bot = serves(api, home, times).await;
    let before = api.count_in(51);
    api.push_text(51, "/start");
    let answered = |api: &BotApi| api.count_in(51) > before;
    assert!(api.wait_until(answered, PATIENCE).await);
    bot
}

fn file(home: &Home, end: &str) -> PathBuf {
    home.path().join(format!("aula.db{end}"))
}

fn check(home: &Home) -> String {
    let done = home.run(&["check"]);
    done.out
}

/// The file keeps its number on the disk when another is written over it.
#[tokio::test]
async fn a_copy_over_the_file_itself_is_found() {
    let (api, home) = home();
    let bot = busy(&api, &home, 1).await;
    let kept = home.path().join("raw.db");
    copy(&home, "aula.db", &kept);
    bot.stop().await;
    assert!(!check(&home).contains(WITHOUT));
    copy(&home, "raw.db", &file(&home, ""));
    assert!(check(&home).contains(WITHOUT), "{}", check(&home));
    let done = home.run(&["serve"]);
    assert_eq!(done.code, 3, "{}", done.err);
    // Of another start it is found too.
    let done = home.run(&["backup", "kept.db"]);
    assert_eq!(done.code, 1, "{}", done.err);
}

/// `cp kept.db aula.db` after a crash, whose log is still there.
#[tokio::test]
async fn a_log_of_another_file_is_not_read_into_it() {
    let (api, home) = home();
    let kept = home.path().join("kept.db");
    assert_eq!(home.run(&["backup", kept.to_str().unwrap()]).code, 0);
    let mut bot = busy(&api, &home, 1).await;
    bot.kill();
    let whole = std::fs::read(file(&home, "")).unwrap();
    copy(&home, "kept.db", &file(&home, ""));
    let before = std::fs::read(&kept).unwrap();
    for args in [&["check"][..], &["staff"], &["import", "town"], &["serve"]] {
        let done = home.run(args);
        let said = format!("{}{}", done.out, done.err);
        assert!(said.contains(OTHERS), "{args:?}: {said}");
        assert_ne!(done.code, 0, "{args:?}: {said}");
    }
    assert_eq!(std::fs::read(file(&home, "")).unwrap(), before);
    // The right one is taken with it.
    std::fs::write(file(&home, ""), whole).unwrap();
    serves(&api, &home, 2).await.stop().await;
    // And after a clean stop a good copy is.
    copy(&home, "kept.db", &file(&home, ""));
    serves(&api, &home, 3).await.stop().await;
}

/// A database with its log goes to another disk, with or without what lies beside it.
#[tokio::test]
async fn a_moved_database_is_whole_after_its_first_command_too() {
    for (with_note, first) in [(false, "invite"), (true, "invite"), (false, "staff")] {
        let (api, home) = home();
        let mut bot = busy(&api, &home, 1).await;
        bot.kill();
        let mut there = Home::bare(&api);
        there.set("BOT_NAME", "aula_test_bot");
        copy(&home, "aula.db", &file(&there, ""));
        copy(&home, "aula.db-wal", &file(&there, "-wal"));
        if with_note {
            copy(&home, "aula.db-serving", &file(&there, "-serving"));
        }
        let args: &[&str] = match first {
            "invite" => &["invite", "--role", "inspector", "--scope", "P-01"],
            _ => &["staff"],
        };
        let done = there.run(args);
        assert_eq!(done.code, 0, "{}", done.err);
        if first == "invite" {
            assert!(!file(&there, "-wal").exists());
        }
        let said = check(&there);
        assert!(!said.contains(WITHOUT), "{said}");
        serves(&api, &there, 1).await.stop().await;
    }
    // A file that was closed whole goes by itself, or with all that is beside it.
    let (api, home) = home();
    busy(&api, &home, 1).await.stop().await;
    for ends in [&[""][..], &["", "-serving"]] {
        let there = Home::bare(&api);
        for end in ends {
            copy(&home, &format!("aula.db{end}"), &file(&there, end));
        }
        serves(&api, &there, 1).await.stop().await;
    }
}

/// What belongs to the file lies beside the file, and a restore does not take the link's place.
#[tokio::test]
async fn a_link_to_the_database_stays_one() {
    let (api, home) = home();
    let disk = home.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    std::fs::rename(file(&home, ""), disk.join("real.db")).unwrap();
    std::fs::remove_file(file(&home, "-serving")).ok();
    symlink(disk.join("real.db"), file(&home, "")).unwrap();
    let mut bot = busy(&api, &home, 1).await;
    let kept = home.path().join("kept.db");
    assert_eq!(home.run(&["backup", kept.to_str().unwrap()]).code, 0);
    bot.kill();
    assert!(!check(&home).contains(WITHOUT), "{}", check(&home));
    let done = home.run(&["restore", "--over", kept.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    let link = std::fs::symlink_metadata(file(&home, "")).unwrap();
    assert!(link.is_symlink());
    assert!(disk.join("real.db.before-restore").exists());
    serves(&api, &home, 2).await.stop().await;
}
