//! PostgreSQL's own programs, where they are installed: `pg_dump` and `pg_restore`.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::aside;
use super::database::postgres_options;

/// Writes the whole database into a new file in PostgreSQL's custom format.
///
/// # Errors
/// The program is not there, or says why not.
pub async fn dump(url: &str, to: File) -> Result<()> {
    let (options, files) = (postgres_options(url)?, files(url));
    aside(move || {
        let mut command = program("pg_dump", &options);
        command.envs(files);
        command.args(["--format=custom", "--no-owner", "--no-privileges"]);
        // It may outlive us: until it ends the file is locked.
        run("pg_dump", command.stdout(to))
    })
    .await?
}

/// Reads such a file into an empty database, whole or not at all.
///
/// # Errors
/// As [`dump`].
pub async fn load(url: &str, from: &Path) -> Result<()> {
    let (options, files) = (postgres_options(url)?, files(url));
    let from = from.to_owned();
    aside(move || {
        let mut command = program("pg_restore", &options);
        command.envs(files);
        let database = options.get_database().unwrap_or(options.get_username());
        command.args(["--single-transaction", "--exit-on-error", "--no-owner"]);
        command.args(["--no-privileges", "--dbname", database]);
        run("pg_restore", command.arg(from))
    })
    .await?
}

/// The password goes by the environment: arguments are there for everybody to see.
fn program(name: &str, options: &PgConnectOptions) -> Command {
    let mut command = Command::new(name);
    let socket = options.get_socket().map(|it| it.as_os_str().to_owned());
    let host = socket.unwrap_or_else(|| options.get_host().into());
    let mode = match options.get_ssl_mode() {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    };
    command
        .env("PGHOST", host)
        .env("PGPORT", options.get_port().to_string())
        .env("PGUSER", options.get_username())
        .env("PGSSLMODE", mode)
        .env(
            "PGDATABASE",
            options.get_database().unwrap_or(options.get_username()),
        )
        .stdin(Stdio::null());
    if let Some(more) = options.get_options() {
        command.env("PGOPTIONS", more);
    }
    if let Some(password) = options.to_url_lossy().password() {
        command.env("PGPASSWORD", decoded(password));
    }
    command
}

/// The files of a URL by which both sides prove who they are, as the programs' variables.
fn files(url: &str) -> Vec<(&'static str, String)> {
    let (_, query) = url.split_once('?').unwrap_or_default();
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let named = pairs.filter_map(|(key, value)| {
        let variable = match key {
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => return None,
        };
        Some((variable, decoded(&value.replace('+', " "))))
    });
    named.collect()
}

fn run(name: &str, command: &mut Command) -> Result<()> {
    let begun = command.stderr(Stdio::piped()).spawn();
    let done = match begun.and_then(Child::wait_with_output) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => bail!(
            "{name} is not installed on this machine; PostgreSQL's own programs do this \
             (Debian: apt-get install postgresql-client)"
        ),
        done => done.with_context(|| format!("{name} cannot be started"))?,
    };
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let first = said.lines().find(|line| line.contains("error"));
    let first = first.or_else(|| said.lines().next()).unwrap_or_default();
    bail!("{}", first.trim())
}

/// What a URL writes with %.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_what_was_meant() {
        for (written, meant) in [("a%40b%2F", "a@b/"), ("100%", "100%"), ("%D0%B0", "а")] {
            assert_eq!(decoded(written), meant);
        }
        let url = "postgres://me:p%40ss@localhost/aula";
        let command = program("pg_dump", &postgres_options(url).unwrap());
        let password = command.get_envs().find(|(name, _)| *name == "PGPASSWORD");
        assert_eq!(password.unwrap().1.unwrap(), "p@ss");
        assert!(command.get_args().all(|it| it != "p@ss"));
    }

    #[test]
    fn what_a_url_says_of_the_connection_reaches_the_programs() {
        let url = "postgres://me@db.kz/aula?sslmode=verify-full&sslrootcert=/etc/a%20b/root.crt\
                   &sslcert=me.crt&sslkey=me.key&options=-c%20search_path%3Daula";
        let expected = [
            ("PGSSLROOTCERT", "/etc/a b/root.crt"),
            ("PGSSLCERT", "me.crt"),
            ("PGSSLKEY", "me.key"),
        ];
        let expected = expected.map(|(name, value)| (name, value.to_owned()));
        assert_eq!(files(url), expected);
        let command = program("pg_dump", &postgres_options(url).unwrap());
        let told = |name: &str| {
            let found = command.get_envs().find(|(it, _)| *it == name);
            found.unwrap().1.unwrap().to_str().unwrap().to_owned()
        };
        assert_eq!(told("PGOPTIONS"), "-c search_path=aula");
        assert_eq!(told("PGSSLMODE"), "verify-full");
        assert_eq!(files("postgres://me@db.kz/aula"), []);
    }
}
