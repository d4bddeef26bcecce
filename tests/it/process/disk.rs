//! The disk of the database is full, or fails, and then is not: the bot answers again by itself.

use std::fs::{File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::assert_silent;
use super::bot::{Bot, Home, PATIENCE};
use super::health::{get, ready};
use crate::botapi::{BotApi, Settings};
use crate::sql::{execute, lines};

/// How long the first answer may take once the disk has room again.
const SOON: Duration = Duration::from_secs(5);
const PEOPLE: i64 = 12;

/// A small disk in memory; unmounted when dropped.
pub struct Disk {
    pub folder: PathBuf,
}

impl Disk {
    /// Of so many megabytes. None where this user may not mount one.
    pub fn mount(name: &str, size: u32) -> Option<Disk> {
        let folder = std::env::temp_dir().join(format!("aula-disk-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}m"), "tmpfs"])
            .arg(&folder)
            .output()
            .is_ok_and(|done| done.status.success());
        if !mounted {
            eprintln!("NO DISK CAN BE MOUNTED HERE: a full one is passed over");
            return None;
        }
        Some(Disk { folder })
    }

    fn database(&self) -> String {
        format!("sqlite://{}", self.folder.join("aula.db").display())
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }

    /// Not one byte more goes onto it.
    pub fn fill(&self) {
        let mut file = File::create(self.ballast()).unwrap();
        for size in [65_536, 4_096, 512, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    pub fn free(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.folder).output();
        let _ = std::fs::remove_dir(&self.folder);
    }
}

fn everybody_writes(api: &BotApi, from: i64) {
    for person in from..from + PEOPLE {
        api.push_text(person, "/start");
    }
}

async fn all_answered(api: &BotApi, from: i64, within: Duration) -> Duration {
    let begun = Instant::now();
    let answered = |api: &BotApi| (from..from + PEOPLE).all(|person| api.count_in(person) > 0);
    let all = api.wait_until(answered, within).await;
    assert!(all, "not everybody is answered within {within:?}");
    begun.elapsed()
}

/// Says within seconds that it is not ready, and why.
async fn not_ready(address: &str) -> String {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let (status, body) = get(address, "/readyz").await;
        if status == 503 {
            return body;
        }
        assert!(Instant::now() < end, "{status} {body}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn full_and_free(name: &str, webhook: bool) {
    let Some(disk) = Disk::mount(name, 6) else {
        return;
    };
    let api = BotApi::start(Settings::default()).await;
    let mut home = Home::at(&api, Some(&disk.database()));
    let address = home.listen();
    if webhook {
        home.set("WEBHOOK_URL", &format!("http://{address}/hook"));
        home.set("WEBHOOK_SECRET", "secret-of-the-hook");
    }
    let bot = home.start();
    ready(&address).await;
    everybody_writes(&api, 1);
    all_answered(&api, 1, PATIENCE).await;
    for round in 1..=2 {
        disk.fill();
        everybody_writes(&api, round * 100);
        let why = not_ready(&address).await;
        assert!(why.contains("full"), "{why}");
        tokio::time::sleep(Duration::from_secs(3)).await;
        disk.free();
        let took = all_answered(&api, round * 100, SOON).await;
        println!("{name}: answered {took:?} after the disk was freed");
        ready(&address).await;
    }
    everybody_writes(&api, 500);
    all_answered(&api, 500, PATIENCE).await;
    bot.stop().await;
    assert_eq!(api.violations(), Vec::<String>::new());
    assert_silent(&api, &home.log());
}

#[tokio::test]
async fn a_full_disk_silences_nobody_once_it_is_freed() {
    full_and_free("asks", false).await;
}

#[tokio::test]
async fn a_full_disk_silences_nobody_who_comes_by_the_webhook() {
    full_and_free("told", true).await;
}

/// No file may grow, for everybody but root this is to be had: writing fails in the midst of it.
#[tokio::test]
async fn a_disk_that_fails_silences_nobody_once_it_works() {
    let api = BotApi::start(Settings::default()).await;
    let mut home = Home::new(&api);
    let address = home.listen();
    let bot = home.start();
    ready(&address).await;
    everybody_writes(&api, 1);
    all_answered(&api, 1, PATIENCE).await;
    limit(&bot, "4096");
    everybody_writes(&api, 100);
    let why = not_ready(&address).await;
    assert!(why.contains("disk"), "{why}");
    tokio::time::sleep(Duration::from_secs(2)).await;
    limit(&bot, "unlimited");
    let took = all_answered(&api, 100, SOON).await;
    println!("answered {took:?} after the disk worked");
    bot.stop().await;
    assert_silent(&api, &home.log());
}

/// The longest file that the process may write, in bytes.
fn limit(bot: &Bot, most: &str) {
    let done = Command::new("prlimit")
        .args(["--pid", &bot.id().to_string(), &format!("--fsize={most}:")])
        .status()
        .unwrap();
    assert!(done.success());
}

#[tokio::test]
async fn a_second_process_on_one_file_is_refused() {
    let api = BotApi::start(Settings::default()).await;
    let mut home = Home::new(&api);
    let address = home.listen();
    let bot = home.start();
    ready(&address).await;
    home.set("LISTEN", "");
    let second = home.serve_in_vain().await;
    assert_eq!(second.code, 1, "{}", second.err);
    assert!(second.err.contains("another process"), "{}", second.err);
    // Whoever only looks or imports may.
    home.import(&aula::demo::town::records());
    let lock = Path::new(&home.path()).join("aula.db-serving");
    assert!(lock.exists());
    bot.stop().await;
    // And `kill -9` leaves no lock behind.
    let mut bot = home.start();
    bot.kill();
    home.listen();
    let bot = home.start();
    everybody_writes(&api, 1);
    all_answered(&api, 1, PATIENCE).await;
    bot.stop().await;
}

async fn change(home: &Home, sql: &str) {
    let store = home.store().await;
    let mut tx = store.begin().await.unwrap();
    execute(&mut tx, sql).await;
    tx.commit().await.unwrap();
    store.close().await;
}

async fn version(home: &Home) -> String {
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let sql = "select cast(user_version as text) from pragma_user_version";
    let version = lines(&mut tx, sql).await.remove(0);
    tx.rollback().await.unwrap();
    store.close().await;
    version
}

/// A new version is started beside the old one: it changes nothing before it is refused.
#[tokio::test]
async fn a_file_that_is_served_is_not_brought_up_to_date() {
    let api = BotApi::start(Settings::default()).await;
    let mut home = Home::new(&api);
    let address = home.listen();
    let bot = home.start();
    ready(&address).await;
    home.set("LISTEN", "");
    // As an older version has left it: to be rewritten, and open to others.
    change(&home, "pragma user_version = 0").await;
    let file = home.path().join("aula.db");
    std::fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    let second = home.serve_in_vain().await;
    assert_eq!(second.code, 1, "{}", second.err);
    assert!(second.err.contains("another process"), "{}", second.err);
    assert_eq!(version(&home).await, "0");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o644);
    // The tables are those that this version knows: commands work, but rewrite nothing.
    let done = home.run(&["staff"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(version(&home).await, "0");
    // They are older. The bot's name is told: its server waits for these commands too.
    home.set("BOT_NAME", "aula_test_bot");
    let last = "version = (select max(version) from _sqlx_migrations)";
    let keep = format!("create table last as select * from _sqlx_migrations where {last}");
    change(&home, &keep).await;
    change(&home, &format!("delete from _sqlx_migrations where {last}")).await;
    let town = home.files("again", &aula::demo::town::records());
    let commands: [&[&str]; 4] = [
        &["import", town.to_str().unwrap()],
        &["invite", "--role", "inspector", "--scope", "P-01"],
        &["staff", "end", "inspector", "P-01"],
        &["serve"],
    ];
    for command in commands {
        let done = match command {
            ["serve"] => home.serve_in_vain().await,
            _ => home.run(command),
        };
        assert_eq!(done.code, 1, "{command:?} {}", done.err);
        // Only these two bring it up to date; the others say that it is older.
        let reason = match command[0] {
            "serve" | "import" => "another process",
            _ => "older version of aula",
        };
        assert!(done.err.contains(reason), "{command:?} {}", done.err);
        let told = done.err.lines().filter(|line| line.starts_with("aula: "));
        assert_eq!(told.count(), 1, "{}", done.err);
        if command[0] == "import" {
            assert!(done.err.contains("stop the bot first"), "{}", done.err);
        }
    }
    change(&home, "insert into _sqlx_migrations select * from last").await;
    change(&home, "drop table last").await;
    bot.stop().await;
    // Now it may be, by whoever may bring it up to date; whoever only looks leaves it.
    let done = home.run(&["staff"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(version(&home).await, "0");
    let done = home.run(commands[0]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(version(&home).await, "1");
}
