//! `aula check`: is everything there that `serve` needs? Prints no secret and changes nothing.

use std::process::ExitCode;

use anyhow::Result;
use secrecy::ExposeSecret;

use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar;
use crate::domain::law::Gap;
use crate::store::{self, Store};
use crate::telegram::{Client, Me};

pub async fn run(config: &Config) -> Result<ExitCode> {
    println!("settings: ok");
    // Before it is opened by this process.
    let open = open_to_others(config);
    let findings = [
        ("words", words()),
        ("law", law(config)),
        ("database", database(config).await),
        ("token", token(config).await),
    ];
    let mut good = true;
    for (what, finding) in findings {
        match finding {
            Ok(line) => println!("{what}: ok{line}"),
            Err(fault) => {
                good = false;
                println!("{what}: FAILED: {fault:#}");
            }
        }
    }
    for what in open {
        println!("WARNING: others on this machine can read {what}: chmod 600");
    }
    Ok(ExitCode::from(if good { 0 } else { 1 }))
}

/// What follows "ok".
type Finding = Result<String>;

fn words() -> Finding {
    let missing = crate::text::missing();
    anyhow::ensure!(
        missing.is_empty(),
        "missing or broken: {}",
        missing.join(", ")
    );
    Ok(format!(
        ", {} messages in each language",
        crate::text::messages().count()
    ))
}

fn law(config: &Config) -> Finding {
    let law = super::law(config)?;
    let year = calendar::local(Clock::System.now()).year();
    let gaps: Vec<String> = law
        .gaps(year)
        .into_iter()
        .map(|gap| match gap {
            Gap::Mrp(year) => format!("no monthly calculation index for {year}"),
            Gap::Holidays(year) => format!("no holidays for {year}"),
        })
        .collect();
    let checked = format!(", last compared with its sources on {}", law.checked());
    Ok(if gaps.is_empty() {
        checked
    } else {
        format!("{checked}, but {}", gaps.join(" and "))
    })
}

async fn database(config: &Config) -> Finding {
    let url = config.database.expose_secret();
    if Store::is_missing(url) {
        return Ok(", a new file will be made at the first start".to_owned());
    }
    let store = Store::connect(url).await?;
    let pending = store.pending_migrations().await?;
    if pending > 0 {
        return Ok(format!(
            ", {pending} migrations are pending and will run at the next start"
        ));
    }
    let mut tx = store.read().await?;
    let records = tx.records().await?;
    let lapsed = tx.lapsed_posts().await?;
    tx.rollback().await?;
    store.close().await;
    let precincts = records.precincts.len();
    Ok(match precincts {
        0 => ", but the directory is empty: run `aula import`".to_owned(),
        _ => {
            let inspectors = records.inspectors.len();
            let renew = match lapsed {
                0 => String::new(),
                posts => format!(", {posts} posts to be renewed: see `aula staff`"),
            };
            format!(", {precincts} precincts, {inspectors} inspectors{renew}")
        }
    })
}

/// What holds secrets or people and is not for its owner alone.
fn open_to_others(config: &Config) -> Vec<String> {
    let files = store::open_to_others(config.database.expose_secret());
    let mut open: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
    // The path is not shown: it may be a token in the wrong place.
    if config.token_is_open_to_others() {
        open.push("the file of AULA_TOKEN_FILE".to_owned());
    }
    open
}

async fn token(config: &Config) -> Finding {
    let client = Client::connect(&config.api_url, &config.token()?)?;
    let me = client.me().await?;
    if let Some(mode) = me.callback_query_mode.as_deref() {
        anyhow::ensure!(
            mode == "default",
            "callback_query_mode of @{} is {mode}: no button works unless it is default",
            me.username
        );
    }
    Ok(format!(", this is @{}; {}", me.username, in_groups(&me)))
}

/// What the bot may do in groups, as far as the server tells.
fn in_groups(me: &Me) -> String {
    let join = match me.can_join_groups {
        Some(true) => "it may be added to groups",
        Some(false) => {
            "GROUPS ARE FORBIDDEN: nobody can add it to one (@BotFather, /setjoingroups)"
        }
        None => "whether it may be added to groups is not told",
    };
    let privacy = match me.can_read_all_group_messages {
        Some(false) => "privacy mode is on",
        Some(true) => {
            "PRIVACY MODE IS OFF: all talk of groups is sent to it, and it wants none \
             (@BotFather, /setprivacy)"
        }
        None => "whether privacy mode is on is not told",
    };
    format!("{join}; {privacy}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_told_as_far_as_they_are_known() {
        let told = |join, all| {
            in_groups(&Me {
                can_join_groups: join,
                can_read_all_group_messages: all,
                ..Me::default()
            })
        };
        let usual = "it may be added to groups; privacy mode is on";
        assert_eq!(told(Some(true), Some(false)), usual);
        assert!(told(Some(true), Some(true)).contains("PRIVACY MODE IS OFF"));
        assert!(told(Some(false), Some(false)).contains("GROUPS ARE FORBIDDEN"));
        assert_eq!(told(None, None).matches("not told").count(), 2);
    }
}
