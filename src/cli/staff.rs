//! `aula staff`: who may read what residents write, as codes; posts end and invitations are taken
//! back here. Never an account, a chat or a phone.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;

use super::opened::{app_on, reading, writing};
use crate::app::App;
use crate::config::Config;
use crate::domain::{Action, Actor, Post, PostVerb, Refusal, Role, Scope, Time, calendar};
use crate::precincts::Directory;
use crate::store::{Invitation, ListedPost};

#[derive(clap::Args)]
pub struct StaffArgs {
    #[command(subcommand)]
    what: Option<StaffCommand>,
    /// The list as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Subcommand)]
enum StaffCommand {
    /// End a post at once; whoever held it is told.
    End {
        /// inspector, supervisor, akimat or council.
        role: String,
        /// The code that the list shows.
        #[arg(allow_hyphen_values = true)]
        code: String,
        /// The number that the list shows, where several people hold the post.
        #[arg(long, value_name = "NUMBER")]
        post: Option<i64>,
    },
    /// Take back an invitation that nobody has used.
    Revoke {
        /// The beginning of its id in the list.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
}

pub async fn run(config: &Config, args: &StaffArgs) -> Result<ExitCode> {
    let app = match &args.what {
        None => app_on(reading(config).await?, config, false).await?,
        Some(_) => writing(config).await?,
    };
    let mut tx = app.store.read().await?;
    let (posts, invitations) = (tx.all_posts().await?, tx.all_invitations().await?);
    tx.rollback().await?;
    let code = match &args.what {
        None if args.json => {
            println!(
                "{:#}",
                as_json(&app.directory(), &posts, &invitations, app.clock.now())
            );
            ExitCode::SUCCESS
        }
        None => {
            list(&app.directory(), &posts, &invitations, app.clock.now());
            ExitCode::SUCCESS
        }
        Some(StaffCommand::End { role, code, post }) => {
            end(&app, &posts, role, code, *post).await?
        }
        Some(StaffCommand::Revoke { id }) => revoke(&app, &invitations, id).await?,
    };
    app.store.close().await;
    Ok(code)
}

async fn end(
    app: &App,
    posts: &[ListedPost],
    role: &str,
    code: &str,
    number: Option<i64>,
) -> Result<ExitCode> {
    let Some(role) = Role::parse(role) else {
        eprintln!("aula: expected inspector, supervisor, akimat or council: {role}");
        return Ok(ExitCode::from(2));
    };
    let named = posts.iter().map(|listed| &listed.held).filter(|held| {
        let fits = number.is_none_or(|number| number == held.number);
        held.post.role == role && held.post.scope.code() == code && fits
    });
    let named: Vec<_> = named.collect();
    let held = match named.as_slice() {
        [] => {
            eprintln!(
                "aula: nobody holds {} {code}: see `aula staff`",
                role.name()
            );
            return Ok(ExitCode::from(1));
        }
        [only] => *only,
        several => {
            let numbers = several.iter().map(|held| held.number.to_string());
            let numbers = numbers.collect::<Vec<String>>().join(", ");
            eprintln!("aula: several people hold it, name one with --post: {numbers}");
            return Ok(ExitCode::from(1));
        }
    };
    let done = app
        .act(&Actor::Operator, Action::Post(PostVerb::End(held.clone())))
        .await?;
    Ok(told(done.err(), &format!("ended: {}", held.post)))
}

async fn revoke(app: &App, invitations: &[Invitation], id: &str) -> Result<ExitCode> {
    let mut open = invitations.iter().filter(|it| it.used_at.is_none());
    let found = open.find(|it| id.len() >= ID && it.hash.starts_with(id));
    let Some(found) = found else {
        eprintln!("aula: no invitation that waits has the id {id}: see `aula staff`");
        return Ok(ExitCode::from(1));
    };
    let revoke = Action::Post(PostVerb::Revoke {
        invitation: found.hash.clone(),
        post: found.post.clone(),
    });
    let done = app.act(&Actor::Operator, revoke).await?;
    let revoked = format!("revoked: the invitation for {}", found.post);
    Ok(told(done.err(), &revoked))
}

fn told(refusal: Option<Refusal>, done: &str) -> ExitCode {
    match refusal {
        None => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Some(refusal) => {
            eprintln!("aula: refused: {}", refusal.name());
            ExitCode::from(1)
        }
    }
}

/// Characters of an invitation's hash that name it.
const ID: usize = 8;

fn short(invitation: &Invitation) -> &str {
    invitation.hash.get(..ID).unwrap_or(&invitation.hash)
}

fn list(directory: &Directory, posts: &[ListedPost], invitations: &[Invitation], now: Time) {
    println!("posts: {}", posts.len());
    for ListedPost {
        held,
        since,
        reached,
        ..
    } in posts
    {
        let name = name(directory, &held.post).unwrap_or_default();
        let renew = renew(&held.post).unwrap_or_default();
        println!(
            "{:>5}  {}  {name}  since {}{}{renew}",
            held.number,
            held.post,
            day(*since),
            if *reached {
                ""
            } else {
                "; the bot cannot reach them"
            },
        );
    }
    println!("invitations: {}", invitations.len());
    for invitation in invitations {
        let renew = renew(&invitation.post).filter(|_| invitation.used_at.is_none());
        println!(
            "{}  {}  made {}, until {}: {}{}",
            short(invitation),
            invitation.post,
            day(invitation.created_at),
            day(invitation.expires_at),
            state(invitation, now),
            renew.unwrap_or_default(),
        );
    }
}

fn as_json(
    directory: &Directory,
    posts: &[ListedPost],
    invitations: &[Invitation],
    now: Time,
) -> serde_json::Value {
    let posts = posts.iter().map(|listed| {
        let post = &listed.held.post;
        json!({
            "number": listed.held.number,
            "role": post.role,
            "kind": post.scope.kind(),
            "code": post.scope.code(),
            "name": name(directory, post),
            "since": day(listed.since),
            "reached": listed.reached,
        })
    });
    let invitations = invitations.iter().map(|invitation| {
        json!({
            "id": short(invitation),
            "role": invitation.post.role,
            "kind": invitation.post.scope.kind(),
            "code": invitation.post.scope.code(),
            "made": day(invitation.created_at),
            "until": day(invitation.expires_at),
            "state": state(invitation, now),
        })
    });
    json!({
        "posts": posts.collect::<Vec<_>>(),
        "invitations": invitations.collect::<Vec<_>>(),
    })
}

/// What the directory calls whoever holds the post.
fn name<'a>(directory: &'a Directory, post: &Post) -> Option<&'a str> {
    match &post.scope {
        Scope::Inspector(code) => directory.inspector(code).map(|it| it.name.as_str()),
        Scope::Head(code) => directory.head(code).map(|it| it.name.as_str()),
        Scope::Area(_) | Scope::Lapsed(_) => None,
    }
}

fn renew(post: &Post) -> Option<String> {
    let role = post.role.name();
    let command = format!("; opens nothing, to be renewed: aula invite --role {role} --scope CODE");
    post.lapsed().then_some(command)
}

fn state(invitation: &Invitation, now: Time) -> &'static str {
    match invitation.used_at {
        Some(_) => "used",
        None if invitation.expires_at <= now.as_millisecond() => "expired",
        None => "open",
    }
}

/// The day in Kazakhstan.
fn day(milliseconds: i64) -> String {
    Time::from_millisecond(milliseconds)
        .map(|at| calendar::local(at).date().to_string())
        .unwrap_or_default()
}
