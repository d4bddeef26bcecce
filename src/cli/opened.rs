//! What the settings name, opened: the database, the law table, the application on both.

use std::process::ExitCode;

use anyhow::{Error, Result, bail};
use secrecy::ExposeSecret;

use crate::app::{App, Limits};
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::domain::law::Law;
use crate::store::{Store, is_lasting};

/// The database of the settings, for those who only read: it is not brought up to date, nor made.
pub async fn reading(config: &Config) -> Result<Store> {
    expect_database(config)?;
    Store::open_to_read(config.database.expose_secret()).await
}

/// Opening a file that is not there would make it.
pub fn expect_database(config: &Config) -> Result<()> {
    if Store::is_missing(config.database.expose_secret()) {
        let shown = shown(config);
        bail!("the database of AULA_DATABASE is not there ({shown}): run `aula import`");
    }
    Ok(())
}

/// Which database the settings name, without a password.
pub fn shown(config: &Config) -> String {
    shown_url(config.database.expose_secret())
}

pub fn shown_url(url: &str) -> String {
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

/// The law table of the settings, or the built-in one.
pub fn law(config: &Config) -> Result<Law> {
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
pub async fn app(config: &Config) -> Result<App> {
    let store = Store::open(config.database.expose_secret()).await?;
    app_on(store, config, false).await
}

/// The same for a command that changes no tables.
pub async fn writing(config: &Config) -> Result<App> {
    expect_database(config)?;
    let store = Store::open_to_write(config.database.expose_secret()).await?;
    app_on(store, config, false).await
}

pub async fn app_on(store: Store, config: &Config, hand_over: bool) -> Result<App> {
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

/// What the shell is told of a fault; `serves` says that a bot was to serve.
pub fn exit_code(fault: &Error, serves: bool) -> ExitCode {
    let setting = fault.downcast_ref::<ConfigError>().is_some();
    ExitCode::from(if setting {
        2
    } else if serves && is_lasting(fault) {
        3
    } else {
        1
    })
}
