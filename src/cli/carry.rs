//! `aula move`: all that is in the database into another one, proved table by table.

use std::process::ExitCode;

use anyhow::Result;
use secrecy::ExposeSecret;

use super::{expect_database, shown, shown_url};
use crate::config::{Config, ConfigError};
use crate::store::carry;

#[derive(clap::Args)]
pub struct Args {
    /// `sqlite://FILE` that is not there yet, or `postgres://USER@HOST/NAME` that is empty.
    #[arg(long, value_name = "URL")]
    to: String,
}

pub async fn run(config: &Config, args: &Args) -> Result<ExitCode> {
    expect_database(config)?;
    let known = ["sqlite://", "postgres://", "postgresql://"];
    if !known.iter().any(|scheme| args.to.starts_with(scheme)) {
        let expected = "sqlite://FILE or postgres://USER@HOST/NAME";
        return Err(ConfigError::of("--to", expected).into());
    }
    let carried = carry(config.database.expose_secret(), &args.to).await?;
    let mut rows = 0;
    for table in &carried {
        let short = table.hash.get(..16).unwrap_or(&table.hash);
        println!(
            "{:<18} {:>9} rows, the same: {short}",
            table.table, table.rows
        );
        rows += table.rows;
    }
    println!(
        "{}: {rows} rows in {} tables, from {}. Set AULA_DATABASE to it before the bot starts \
         again; the old database is as it was.",
        shown_url(&args.to),
        carried.len(),
        shown(config)
    );
    Ok(ExitCode::SUCCESS)
}
