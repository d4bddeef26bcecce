//! `aula move`: all that is in the database into another one, proved table by table.

use std::process::ExitCode;

use anyhow::Result;
use secrecy::ExposeSecret;

use super::opened::{expect_database, shown, shown_url};
use crate::config::{Config, ConfigError};
use crate::store::carry;

#[derive(clap::Args)]
pub struct MoveArgs {
    /// `sqlite://FILE` that is not there yet, or `postgres://USER@HOST/NAME` that is empty; a
    /// password is taken from PGPASSWORD or ~/.pgpass.
    #[arg(long, value_name = "URL")]
    to: String,
}

pub async fn run(config: &Config, args: &MoveArgs) -> Result<ExitCode> {
    expect_database(config)?;
    let known = ["sqlite://", "postgres://", "postgresql://"];
    if !known.iter().any(|scheme| args.to.starts_with(scheme)) {
        let expected = "sqlite://FILE or postgres://USER@HOST/NAME";
        return Err(ConfigError::of("--to", expected).into());
    }
    if has_password(&args.to) {
        let expected = "a URL without a password, which everybody on this machine could read in the \
                        list of processes: it is taken from PGPASSWORD or ~/.pgpass";
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

fn has_password(url: &str) -> bool {
    let Some(rest) = url
        .strip_prefix("postgres")
        .and_then(|it| it.split_once("://"))
    else {
        return false;
    };
    let (before, query) = rest.1.split_once('?').unwrap_or((rest.1, ""));
    let authority = before.split('/').next().unwrap_or_default();
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || query.split('&').any(|it| it.starts_with("password="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_seen() {
        for url in [
            "postgres://me:word@host/aula",
            "postgresql://me:w@rd@host:5432/aula",
            "postgres://me@host/aula?sslmode=require&password=word",
        ] {
            assert!(has_password(url), "{url}");
        }
        for url in [
            "postgres://me@host:5432/aula",
            "postgres://host:5432/aula?host=/run/a:b@c",
            "postgres:///aula",
            "sqlite://a:b@c.db",
        ] {
            assert!(!has_password(url), "{url}");
        }
    }
}
