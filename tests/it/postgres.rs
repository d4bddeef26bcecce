//! A PostgreSQL server of the tests' own, started once from the installed programs and gone with
//! the tests, and the engines that a test of the store runs on.

use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use aula::store::Store;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

/// A fresh migrated database.
pub struct Engine {
    pub name: &'static str,
    url: String,
    pub store: Store,
    /// Where the file of an SQLite database is, for as long as the engine lives.
    _folder: Option<TempDir>,
}

impl Engine {
    /// In memory: the fastest, but it ends with its one connection.
    pub async fn memory() -> Engine {
        Engine::open("sqlite memory", "sqlite::memory:".to_owned(), None).await
    }

    pub async fn file() -> Engine {
        let folder = fast_folder("aula-db-");
        let url = format!("sqlite://{}", folder.path().join("aula.db").display());
        Engine::open("sqlite file", url, Some(folder)).await
    }

    /// None where PostgreSQL is not installed.
    pub async fn postgres() -> Option<Engine> {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let server = SERVER.as_ref()?;
        let name = format!("t{}", LAST.fetch_add(1, Ordering::SeqCst));
        server
            .run(&format!(
                "create database {name} template migrated strategy file_copy"
            ))
            .await;
        let url = server.url(&name);
        let store = Store::connect(&url).await.unwrap();
        Some(Engine {
            name: "postgres",
            url,
            store,
            _folder: None,
        })
    }

    /// Without any tables; `None` where PostgreSQL is not installed.
    pub async fn empty_postgres() -> Option<Engine> {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let server = SERVER.as_ref()?;
        let name = format!("empty{}", LAST.fetch_add(1, Ordering::SeqCst));
        server.run(&format!("create database {name}")).await;
        let url = server.url(&name);
        let store = Store::connect(&url).await.unwrap();
        Some(Engine {
            name: "postgres",
            url,
            store,
            _folder: None,
        })
    }

    /// With its tables in this folder of another disk, which is going to be the database user's. On
    /// a server of its own: a disk that is full keeps that from making other databases.
    pub async fn postgres_on(folder: &Path) -> Option<Engine> {
        static ALONE: LazyLock<Option<Server>> =
            LazyLock::new(|| programs().map(|programs| Server::start(&programs)));
        let server = ALONE.as_ref()?;
        let owner = server.folder.metadata().unwrap();
        std::os::unix::fs::chown(folder, Some(owner.uid()), Some(owner.gid())).unwrap();
        let place = folder.display();
        server
            .run(&format!("create tablespace small location '{place}'"))
            .await;
        server
            .run("create database small template migrated tablespace small strategy file_copy")
            .await;
        let url = server.url("small");
        let store = Store::connect(&url).await.unwrap();
        Some(Engine {
            name: "postgres",
            url,
            store,
            _folder: None,
        })
    }

    /// For a process of its own.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Another connection to the same database, as after a restart.
    pub async fn reopen(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    async fn open(name: &'static str, url: String, folder: Option<TempDir>) -> Engine {
        let store = Store::open(&url).await.unwrap();
        Engine {
            name,
            url,
            store,
            _folder: folder,
        }
    }
}

/// Every engine that is here, each with a database of its own.
pub async fn engines() -> Vec<Engine> {
    let mut engines = vec![Engine::memory().await, Engine::file().await];
    engines.extend(Engine::postgres().await);
    engines
}

struct Server {
    folder: PathBuf,
    /// While its standard input is open, the server runs; the system closes it when we end.
    _child: Child,
}

static SERVER: LazyLock<Option<Server>> = LazyLock::new(|| {
    let server = programs().map(|programs| Server::start(&programs));
    if server.is_none() {
        let missing = "PostgreSQL IS NOT INSTALLED: its half of the tests is passed over";
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        eprintln!("{missing}");
    }
    server
});

/// The folder of the newest installed PostgreSQL.
fn programs() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        let has = |name: &str| folder.join(name).is_file();
        has("initdb") && has("postgres")
    };
    let version = |folder: &PathBuf| -> Option<u32> {
        let name = folder.parent()?.file_name()?;
        name.to_str()?.parse().ok()
    };
    let packaged = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let newest = packaged
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(complete)
        .max_by_key(version);
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest.or_else(|| std::env::split_paths(&path).find(complete))
}

impl Server {
    fn start(programs: &Path) -> Server {
        let folder = fast_folder("aula-pg-").keep();
        let log = File::create(folder.join("log")).unwrap();
        let mut command = command_as_ordinary_user(&folder);
        let child = command
            .args(["sh", "-c", include_str!("postgres.sh"), "postgres"])
            .args([programs, folder.as_path()])
            .current_dir(&folder)
            // Not in our group: whoever interrupts the tests does not interrupt the cleaning up.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let server = Server {
            folder,
            _child: child,
        };
        std::thread::scope(|scope| scope.spawn(|| server.prepare()).join().unwrap());
        server
    }

    fn url(&self, database: &str) -> String {
        let folder = self.folder.display();
        format!("postgres://postgres@localhost/{database}?host={folder}")
    }

    /// Waits until it answers, and migrates the database that the others are copied from. On a
    /// thread of its own, because the tests' runtimes may be waiting for it.
    fn prepare(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let end = Instant::now() + Duration::from_secs(60);
            while PgConnection::connect(&self.url("postgres")).await.is_err() {
                if Instant::now() > end {
                    let log = std::fs::read_to_string(self.folder.join("log"));
                    panic!("PostgreSQL does not start: {log:?}");
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            self.run("create database migrated").await;
            let store = Store::open(&self.url("migrated")).await.unwrap();
            store.close().await;
        });
    }

    async fn run(&self, statement: &str) {
        let mut one = PgConnection::connect(&self.url("postgres")).await.unwrap();
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        sqlx::raw_sql(statement).execute(&mut one).await.unwrap();
        one.close().await.unwrap();
    }
}

/// A folder in memory where there is one: nothing here outlives the machine, and many databases
/// that wait for one disk are slow. Its path is short, as that of a socket must be.
fn fast_folder(prefix: &str) -> TempDir {
    static WITHIN: LazyLock<&Path> = LazyLock::new(|| {
        let memory = Path::new("/dev/shm");
        let within = if memory.is_dir() {
            memory
        } else {
            Path::new("/tmp")
        };
        sweep(within);
        within
    });
    let prefix = format!("{prefix}{}-", std::process::id());
    let mut folder = tempfile::Builder::new();
    folder.prefix(&prefix).tempdir_in(*WITHIN).unwrap()
}

/// Removes the databases of tests that were killed: their folders name a process that is no more.
fn sweep(within: &Path) {
    for entry in std::fs::read_dir(within).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap_or_default();
        let process = name
            .strip_prefix("aula-db-")
            .and_then(|rest| rest.split('-').next())
            .filter(|process| process.parse::<u32>().is_ok());
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            // Somebody else may be sweeping too.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// PostgreSQL refuses to run as root: then the folder goes to somebody else, who runs it.
fn command_as_ordinary_user(folder: &Path) -> Command {
    if folder.metadata().unwrap().uid() != 0 {
        return Command::new("env");
    }
    let ids = ["postgres", "nobody"].into_iter().find_map(|name| {
        let number = |flag: &str| {
            let out = Command::new("id").args([flag, name]).output().ok()?;
            String::from_utf8(out.stdout).ok()?.trim().parse().ok()
        };
        Some((number("-u")?, number("-g")?))
    });
    let (user, group): (u32, u32) = ids.expect("a user to run PostgreSQL as");
    for path in [folder, &folder.join("log")] {
        std::os::unix::fs::chown(path, Some(user), Some(group)).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={user}"));
    command.arg(format!("--regid={group}"));
    command.arg("--clear-groups");
    command
}

#[tokio::test]
async fn engines_do_not_see_each_other() {
    let clock = aula::clock::Clock::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
    for engine in engines().await.iter().chain(&engines().await) {
        let mut tx = engine.store.begin().await.unwrap();
        assert!(
            tx.mark_seen(aula::domain::UpdateId::first(1), clock.now())
                .await
                .unwrap(),
            "{}",
            engine.name
        );
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_committed_outlives_its_store() {
    let now = jiff::Timestamp::UNIX_EPOCH;
    for engine in engines().await.into_iter().skip(1) {
        let mut tx = engine.store.begin().await.unwrap();
        assert!(
            tx.mark_seen(aula::domain::UpdateId::first(1), now)
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        let mut tx = engine.store.begin().await.unwrap();
        assert!(
            tx.mark_seen(aula::domain::UpdateId::first(2), now)
                .await
                .unwrap()
        );
        drop(tx);
        engine.store.close().await;
        let again = engine.reopen().await;
        let mut tx = again.begin().await.unwrap();
        assert!(
            !tx.mark_seen(aula::domain::UpdateId::first(1), now)
                .await
                .unwrap(),
            "{}",
            engine.name
        );
        assert!(
            tx.mark_seen(aula::domain::UpdateId::first(2), now)
                .await
                .unwrap(),
            "{}",
            engine.name
        );
    }
}
