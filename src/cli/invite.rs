//! `aula invite`: a one-time link by which an officer joins. Only its hash is kept.

use std::process::ExitCode;

use anyhow::{Context, Result};

use super::opened::writing;
use crate::app::Done;
use crate::app::act::posts::{Nobody, named};
use crate::config::{Config, ConfigError};
use crate::domain::{Action, Actor, Post, PostVerb, Role, Scope};
use crate::telegram::Client;

#[derive(clap::Args)]
pub struct InviteArgs {
    /// inspector or supervisor.
    #[arg(long)]
    role: String,
    /// For an inspector a code of inspectors.csv, or a precinct's that means its only inspector;
    /// for a supervisor a code of heads.csv, or an area's that means its only head.
    #[arg(long)]
    scope: String,
    /// Days until the link no longer works.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=90))]
    days: i64,
}

pub async fn run(config: &Config, args: &InviteArgs) -> Result<ExitCode> {
    let Some(role) = Role::parse(&args.role).filter(|role| *role != Role::Operator) else {
        eprintln!("aula: --role: expected inspector or supervisor");
        return Ok(ExitCode::from(2));
    };
    if !role.has_something_to_see() {
        let name = role.name();
        eprintln!(
            "aula: --role: the bot has nothing to show to {name} yet, so nobody is invited as one; \
             posts given before stay as they are"
        );
        return Ok(ExitCode::from(1));
    }
    let name = bot_name(config).await?;
    let app = writing(config).await?;
    let directory = app.directory();
    let post = match named(&directory, role, &args.scope) {
        Ok(post) => post,
        Err(nobody) => {
            eprintln!("aula: --scope: {}", why(role, &args.scope, &nobody));
            return Ok(ExitCode::from(1));
        }
    };
    let whom = whom(&post);
    let days = args.days;
    match app
        .act(
            &Actor::Operator,
            Action::Post(PostVerb::Invite { post, days }),
        )
        .await?
    {
        Ok(Done::Invited { token }) => {
            println!("https://t.me/{name}?start=j-{token}");
            eprintln!("For {whom}.");
            eprintln!("For one person, {days} days. Nobody can see this link again.");
            app.store.close().await;
            Ok(ExitCode::SUCCESS)
        }
        other => {
            let why = other.err().map_or("no token", |refusal| refusal.name());
            eprintln!("aula: refused: {why}");
            Ok(ExitCode::from(1))
        }
    }
}

/// Whom the link is for, by code: what was meant is never guessed silently.
fn whom(post: &Post) -> String {
    let code = post.scope.code();
    match post.scope {
        Scope::Inspector(_) => {
            format!("inspector {code}; the post ends when inspectors.csv has them no more")
        }
        Scope::Head(_) => format!("head {code}; the post ends when heads.csv has them no more"),
        Scope::Area(_) if post.role == Role::Supervisor => format!(
            "area {code}, which has no head in the directory: the post ends with no person, only \
             with `aula staff end supervisor {code}`"
        ),
        Scope::Area(_) | Scope::Lapsed(_) => format!("area {code}"),
    }
}

fn why(role: Role, code: &str, nobody: &Nobody) -> String {
    match (nobody, role) {
        (Nobody::Several(codes), Role::Inspector) => format!(
            "precinct {code} has several inspectors, name one: {}",
            codes.join(", ")
        ),
        (Nobody::Several(codes), _) => {
            format!(
                "area {code} has several heads, name one: {}",
                codes.join(", ")
            )
        }
        (Nobody::Vacant, _) => format!(
            "precinct {code} is vacant: name an inspector, as the one who stands in, by the code \
             in inspectors.csv"
        ),
        (Nobody::Unknown, Role::Inspector) => {
            format!("no precinct or inspector has the code {code}")
        }
        (Nobody::Unknown, Role::Supervisor) => format!("no area or head has the code {code}"),
        (Nobody::Unknown, _) => format!("no area has the code {code}"),
    }
}

/// The name of the settings; else Telegram is asked.
pub async fn bot_name(config: &Config) -> Result<String> {
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
