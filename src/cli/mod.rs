//! The command line, one file a subcommand. It speaks plain English to operators, and to clerks in
//! their language; other people are spoken to by the chat only. Exit codes: 0 done, 1 refused or
//! failed, 2 wrong use or setting, 3 `serve` was refused and will be until somebody does something.

mod backup;
mod carry;
mod check;
mod counts;
mod demo;
mod export;
mod import;
mod invite;
mod log;
mod map;
mod moves;
mod opened;
mod places;
mod places_words;
mod poster;
mod progress;
mod restore;
mod serve;
mod staff;
mod voice;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::config::Config;
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
    Serve(serve::ServeArgs),
    /// Look over settings, database, law table, words and token; changes nothing.
    Check,
    /// Replace the directory by the files of a folder or by one .xlsx file.
    Import(import::ImportArgs),
    /// Write the directory as the files that `import` reads.
    Export(export::ExportArgs),
    /// Write the picture of an area.
    Map(map::MapArgs),
    /// Write posters or business cards of precincts, with the QR code of the bot.
    Poster(poster::PosterArgs),
    /// Print a one-time link by which an officer joins.
    Invite(invite::InviteArgs),
    /// List posts and invitations; end and revoke them.
    Staff(staff::StaffArgs),
    /// Say the precinct of a point; without one, of each line of standard input.
    Locate(places::Locate),
    /// Say the precinct of an address; without one, of each line of standard input.
    Find(places::Find),
    /// Write one file with all that is in the database, while the bot serves.
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the database; the bot must be stopped.
    Restore(restore::RestoreArgs),
    /// Carry all that is in the database into another one, SQLite or PostgreSQL.
    Move(carry::MoveArgs),
    /// A chat in the terminal with a make-believe town: no token, no network.
    Demo(demo::DemoArgs),
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
            opened::exit_code(&fault, serves)
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
        Command::Poster(args) => poster::run(&config, &args).await,
        Command::Invite(args) => invite::run(&config, &args).await,
        Command::Staff(args) => staff::run(&config, &args).await,
        Command::Backup(args) => backup::run(&config, &args).await,
        Command::Restore(args) => restore::run(&config, &args).await,
        Command::Move(args) => carry::run(&config, &args).await,
        Command::Demo(_) => Ok(ExitCode::SUCCESS),
    }
}
