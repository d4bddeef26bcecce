//! The built binary as a process: started with settings of its own, killed, stopped, measured.

use std::fs::{File, OpenOptions};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use aula::store::Store;
use tempfile::TempDir;

use crate::botapi::BotApi;
use crate::postgres::Engine;

/// A busy machine starts and stops slowly.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where a bot lives: a folder with its log, a database with the demo town, its settings.
pub struct Home {
    folder: TempDir,
    settings: Vec<(String, String)>,
    database: String,
    /// Keeps the PostgreSQL database.
    engine: Option<Engine>,
}

/// What a command printed and how it ended.
pub struct Output {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    /// With a SQLite file and the demo town in it.
    pub fn new(api: &BotApi) -> Home {
        Home::at(api, None)
    }

    /// With a PostgreSQL database and the demo town in it; `None` where it is not installed.
    pub async fn on_postgres(api: &BotApi) -> Option<Home> {
        let engine = Engine::postgres().await?;
        let mut home = Home::at(api, Some(engine.url()));
        home.engine = Some(engine);
        Some(home)
    }

    /// With this database, or a SQLite file, and the demo town in it.
    pub fn at(api: &BotApi, database: Option<&str>) -> Home {
        let mut home = Home::bare(api);
        if let Some(database) = database {
            database.clone_into(&mut home.database);
            home.set("DATABASE", database);
        }
        home.import(&aula::demo::town::records());
        home
    }

    /// With a SQLite file that is not there yet.
    pub fn bare(api: &BotApi) -> Home {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("aula.db").display());
        let mut home = Home {
            folder,
            settings: Vec::new(),
            database: database.clone(),
            engine: None,
        };
        home.set("TOKEN", api.token());
        home.set("API_URL", &api.url());
        home.set("DATABASE", &database);
        // A person may report as often as the test wants.
        home.set("REPORTS_PER_DAY", "1000");
        home
    }

    /// Sets `AULA_{name}`; an empty value takes the setting away.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Home {
        let name = format!("AULA_{name}");
        self.settings.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.settings.push((name, value.to_owned()));
        }
        self
    }

    /// Where the command looks for programs; empty as usual.
    pub fn set_path(&mut self, path: &str) -> &mut Home {
        self.settings.retain(|(known, _)| known != "PATH");
        if !path.is_empty() {
            self.settings.push(("PATH".to_owned(), path.to_owned()));
        }
        self
    }

    /// Sets a variable that is not Aula's own.
    pub fn set_plain(&mut self, name: &str, value: &str) {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    /// Listens on a free port; returns `127.0.0.1:PORT`.
    pub fn listen(&mut self) -> String {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        self.set("LISTEN", &address);
        address
    }

    /// The same for the metrics.
    pub fn listen_for_metrics(&mut self) -> String {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        self.set("METRICS_LISTEN", &address);
        address
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A folder with these records as a clerk's files.
    pub fn files(&self, name: &str, records: &aula::precincts::Records) -> PathBuf {
        let folder = self.path().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        aula::clerk::write(&folder, records).unwrap();
        folder
    }

    pub fn import(&self, records: &aula::precincts::Records) {
        let folder = self.files("town", records);
        let done = self.run(&["import", folder.to_str().unwrap()]);
        assert_eq!(done.code, 0, "import: {}", done.err);
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        output(&mut self.command(args))
    }

    /// Starts a command, to be looked at while it runs.
    pub fn spawn(&self, args: &[&str]) -> Child {
        let mut command = self.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Runs a command that reads this to its end.
    pub fn run_on(&self, args: &[&str], input: &[u8]) -> Output {
        let path = self.path().join("input");
        std::fs::write(&path, input).unwrap();
        let mut command = self.command(args);
        output(command.stdin(File::open(path).unwrap()))
    }

    /// Runs a command and kills it then, unless it has ended.
    pub fn kill_after(&self, args: &[&str], span: Duration) {
        let mut command = self.command(args);
        let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = quiet.spawn().unwrap();
        std::thread::sleep(span);
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Runs `serve` where it must be refused; it would not end otherwise.
    pub async fn serve_in_vain(&self) -> Output {
        let path = self.path().join("refused");
        let log = File::create(&path).unwrap();
        let mut bot = Bot::spawn(self.command(&["serve"]), log.into());
        let status = bot.ended().await;
        Output {
            code: status.code().unwrap_or(-1),
            out: String::new(),
            err: std::fs::read_to_string(path).unwrap(),
        }
    }

    pub fn start(&self) -> Bot {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .unwrap();
        Bot::spawn(self.command(&["serve"]), log.into())
    }

    /// A bot whose log goes elsewhere, started by a shell that does this first, such as
    /// `ulimit -n 1024`.
    pub fn start_after(&self, first: &str, log: Stdio) -> Bot {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &format!("{first}; exec \"$0\" serve")])
            .arg(env!("CARGO_BIN_EXE_aula"))
            .env_clear()
            .envs(self.settings.iter().cloned())
            .current_dir(self.path())
            .stdin(Stdio::null());
        Bot::spawn(shell, log)
    }

    /// Everything that was logged since the beginning.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// The database, opened beside the bot.
    pub async fn store(&self) -> Store {
        Store::connect(&self.database).await.unwrap()
    }

    /// The file that [`Home::start`] logs to.
    pub fn log_path(&self) -> PathBuf {
        self.path().join("log")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aula"));
        command
            .args(args)
            .env_clear()
            .envs(self.settings.iter().cloned())
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }
}

fn output(command: &mut Command) -> Output {
    let done = command.output().unwrap();
    Output {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&done.stdout).into_owned(),
        err: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

/// A running `aula serve`; killed when dropped.
pub struct Bot {
    child: Child,
}

impl Bot {
    fn spawn(mut command: Command, log: Stdio) -> Bot {
        let child = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        Bot { child }
    }

    /// `kill -9`: nothing is finished.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// "TERM" or "INT".
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success(), "no signal sent");
    }

    /// Whether it runs.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// How it ended.
    pub async fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the bot does not end");
    }

    /// SIGTERM, and the end that it must come to.
    pub async fn stop(mut self) {
        self.signal("TERM");
        let status = self.ended().await;
        assert_eq!(status.code(), Some(0), "{status}");
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
