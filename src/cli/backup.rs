//! `aula backup`: one file with all that is in the database, while the bot serves.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use secrecy::ExposeSecret;

use super::opened::expect_database;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::{BackupContents, backup};

#[derive(clap::Args)]
pub struct BackupArgs {
    /// The file to be written: of SQLite a database, of PostgreSQL what `pg_dump -Fc` writes.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// In place of a file that is there.
    #[arg(long)]
    over: bool,
}

pub async fn run(config: &Config, args: &BackupArgs) -> Result<ExitCode> {
    expect_database(config)?;
    let url = config.database.expose_secret();
    let kept = backup(url, &args.file, args.over, Clock::System.now()).await?;
    println!("{}: {}", args.file.display(), counted(kept));
    Ok(ExitCode::SUCCESS)
}

/// What a backup holds, in words.
pub fn counted(kept: BackupContents) -> String {
    let BackupContents {
        schema,
        people,
        reports,
        waiting,
    } = kept;
    format!("schema {schema}; {people} people, {reports} reports, {waiting} messages to be sent")
}
