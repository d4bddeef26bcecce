//! The command line, one file a subcommand. It speaks plain English to operators, and to clerks in
//! their language; other people are spoken to by the chat only. Exit codes: 0 done, 1 refused or
//! failed, 2 wrong use or setting, 3 `serve` was refused and will be until somebody does something.

mod backup;
mod carry;
mod check;
mod demo;
mod export;
mod import;
mod invite;
mod log;
mod map;
mod moves;
mod places;
mod places_words;
mod progress;
mod restore;
mod serve;
mod staff;
mod voice;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;

use crate::app::{App, Limits};
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::domain::directory::Records;
use crate::domain::law::Law;
use crate::store::{Store, is_lasting};
use crate::work;

/// The bilingual Telegram bot of Kazakhstan's local police.
#[derive(Parser)]
#[command(name = "aula", version)]
struct Cli {
    /// A TOML file with settings; AULA_* variables go before it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the bot until it is told to stop.
    Serve(serve::Args),
    /// Look over settings, database, law table, words and token; changes nothing.
    Check,
    /// Replace the directory by the files of a folder or by one .xlsx file.
    Import(import::Args),
    /// Write the directory as the files that `import` reads.
    Export(export::Args),
    /// Write the picture of an area.
    Map(map::Args),
    /// Print a one-time link by which an officer joins.
    Invite(invite::Args),
    /// List posts and invitations; end and revoke them.
    Staff(staff::Args),
    /// Say the precinct of a point; without one, of each line of standard input.
    Locate(places::Locate),
    /// Say the precinct of an address; without one, of each line of standard input.
    Find(places::Find),
    /// Write one file with all that is in the database, while the bot serves.
    Backup(backup::Args),
    /// Put a backup in the place of the database; the bot must be stopped.
    Restore(restore::Args),
    /// Carry all that is in the database into another one, SQLite or PostgreSQL.
    Move(carry::Args),
    /// A chat in the terminal with a make-believe town: no token, no network.
    Demo(demo::Args),
}

/// Parses the command line and does what it says.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let serves = matches!(cli.command, Command::Serve(_));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(run(cli)),
        Err(fault) => Err(fault.into()),
    };
    match result {
        Ok(code) => code,
        Err(fault) => {
            log::last_words(&format!("aula: {fault:#}"));
            let setting = fault.downcast_ref::<ConfigError>().is_some();
            ExitCode::from(if setting {
                2
            } else if serves && is_lasting(&fault) {
                3
            } else {
                1
            })
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode> {
    // The demonstration has no settings: a wrong one must not keep a newcomer from it.
    if let Command::Demo(args) = cli.command {
        return demo::run(&args).await;
    }
    work::fail_to_write_too_much()?;
    let config = Config::load(cli.config.as_deref())?;
    match cli.command {
        Command::Serve(args) => serve::run(config, &args).await,
        Command::Check => check::run(&config).await,
        Command::Import(args) => import::run(&config, &args).await,
        Command::Export(args) => export::run(&config, &args).await,
        Command::Locate(args) => places::locate(&config, &args).await,
        Command::Find(args) => places::find(&config, &args).await,
        Command::Map(args) => map::run(&config, &args).await,
        Command::Invite(args) => invite::run(&config, &args).await,
        Command::Staff(args) => staff::run(&config, &args).await,
        Command::Backup(args) => backup::run(&config, &args).await,
        Command::Restore(args) => restore::run(&config, &args).await,
        Command::Move(args) => carry::run(&config, &args).await,
        Command::Demo(_) => Ok(ExitCode::SUCCESS),
    }
}

/// The database of the settings, for those who only read: it is not brought up to date, nor made.
async fn reading(config: &Config) -> Result<Store> {
    expect_database(config)?;
    Store::open_to_read(config.database.expose_secret()).await
}

/// Opening a file that is not there would make it.
fn expect_database(config: &Config) -> Result<()> {
    if Store::is_missing(config.database.expose_secret()) {
        let shown = shown(config);
        bail!("the database of AULA_DATABASE is not there ({shown}): run `aula import`");
    }
    Ok(())
}

/// Which database the settings name, without a password.
fn shown(config: &Config) -> String {
    shown_url(config.database.expose_secret())
}

fn shown_url(url: &str) -> String {
    if let Some(path) = url.strip_prefix("sqlite://") {
        let path = path.split('?').next().unwrap_or(path);
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.into());
        return whole.display().to_string();
    }
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.split('?').next().unwrap_or(rest);
    // Whatever may stand before the host is nobody's business.
    format!(
        "postgres://{}",
        rest.rsplit_once('@').map_or(rest, |(_, host)| host)
    )
}

/// A count as messages take it.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How many rows of each kind there are.
fn counted(records: &Records) -> String {
    let counts = [
        (records.areas.len(), "areas"),
        (records.stations.len(), "stations"),
        (records.precincts.len(), "precincts"),
        (records.inspectors.len(), "inspectors"),
        (records.heads.len(), "heads"),
        (records.renamed.len(), "renamed streets"),
    ];
    let drawn = (records.precincts.iter()).filter(|precinct| precinct.borders.is_some());
    let outlined = format!(" ({} with an outline)", drawn.count());
    let words = counts.iter().map(|(count, kind)| {
        let more = if *kind == "precincts" { &outlined } else { "" };
        format!("{count} {kind}{more}")
    });
    words.collect::<Vec<String>>().join(", ")
}

/// The law table of the settings, or the built-in one.
fn law(config: &Config) -> Result<Law> {
    let Some(path) = &config.law else {
        return Ok(Law::embedded());
    };
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|fault| {
        let expected = format!("a law table that can be read ({shown}: {})", fault.kind());
        ConfigError::of("AULA_LAW", &expected)
    })?;
    Law::parse(&text)
        .map_err(|fault| ConfigError::of("AULA_LAW", &format!("{shown}, {fault}")).into())
}

/// The application on the database of the settings, brought up to date, for one command; refused
/// while another process serves an older one.
async fn app(config: &Config) -> Result<App> {
    let store = Store::open(config.database.expose_secret()).await?;
    app_on(store, config, false).await
}

/// The same for a command that changes no tables.
async fn writing(config: &Config) -> Result<App> {
    expect_database(config)?;
    let store = Store::open_to_write(config.database.expose_secret()).await?;
    app_on(store, config, false).await
}

async fn app_on(store: Store, config: &Config, hand_over: bool) -> Result<App> {
    let limits = Limits {
        reports_per_day: config.reports_per_day.into(),
        question_days: config.question_days.into(),
        idle_hours: config.idle_hours.into(),
        keep_days: config.keep_days.into(),
        hand_over,
    };
    let law = law(config)?;
    App::new(store, Clock::System, law, limits).await
}
