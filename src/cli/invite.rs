//! `aula invite`: a one-time link by which an officer joins. Only its hash is kept.

use std::process::ExitCode;

use anyhow::{Context, Result};

use super::app;
use crate::app::Done;
use crate::config::{Config, ConfigError};
use crate::domain::{Action, Actor, Refusal, Role};
use crate::telegram::Client;

#[derive(clap::Args)]
pub struct Args {
    /// inspector, supervisor, akimat or council.
    #[arg(long)]
    role: String,
    /// A precinct or inspector code for an inspector, an area code for the others.
    #[arg(long)]
    scope: String,
    /// Days until the link no longer works.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=90))]
    days: i64,
}

pub async fn run(config: &Config, args: &Args) -> Result<ExitCode> {
    let Some(role) = Role::parse(&args.role).filter(|role| *role != Role::Operator) else {
        eprintln!("aula: --role: expected inspector, supervisor, akimat or council");
        return Ok(ExitCode::from(2));
    };
    let name = bot_name(config).await?;
    let app = app(config, false).await?;
    let invite = Action::Invite {
        role,
        scope: args.scope.clone(),
        days: args.days,
    };
    match app.act(&Actor::Operator, invite).await? {
        Ok(Done::Invited { token }) => {
            println!("https://t.me/{name}?start=j-{token}");
            eprintln!(
                "For one person, {} days. Nobody can see this link again.",
                args.days
            );
            app.store.close().await;
            Ok(ExitCode::SUCCESS)
        }
        Err(Refusal::NotFound) => {
            let kind = if role == Role::Inspector {
                "precinct or inspector"
            } else {
                "area"
            };
            eprintln!("aula: --scope: no {kind} has the code {}", args.scope);
            Ok(ExitCode::from(1))
        }
        other => {
            let why = other.err().map_or("no token", |refusal| refusal.name());
            eprintln!("aula: refused: {why}");
            Ok(ExitCode::from(1))
        }
    }
}

/// The name of the settings; else Telegram is asked.
async fn bot_name(config: &Config) -> Result<String> {
    if let Some(name) = &config.bot_name {
        return Ok(name.clone());
    }
    let client = Client::connect(&config.api_url, &config.token()?)?;
    let me = client.me().await.map_err(|fault| {
        ConfigError::of(
            "AULA_BOT_NAME",
            &format!("the bot's name, because Telegram did not tell it ({fault})"),
        )
    });
    me.map(|me| me.username)
        .context("the bot's name is needed for the link")
}
