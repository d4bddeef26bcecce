//! `aula check`: is everything there that `serve` needs? Prints no secret and changes nothing.

use std::process::ExitCode;

use anyhow::{Context, Result};
use secrecy::ExposeSecret;

use crate::app::figures::heard;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::law::MissingYear;
use crate::domain::{Time, calendar};
use crate::store::{self, Schema, Store};
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
    let law = super::opened::law(config)?;
    let now = calendar::local(Clock::System.now());
    let year = now.year();
    let mut reaches = year;
    while reaches < i16::MAX && law.gaps(reaches).is_empty() {
        reaches += 1;
    }
    // A new year wants its table before it begins.
    let until = if now.month() > 10 { year + 1 } else { year };
    let gaps: Vec<String> = (year..=until)
        .flat_map(|year| law.gaps(year))
        .map(|gap| match gap {
            MissingYear::Mrp(year) => format!("no monthly calculation index for {year}"),
            MissingYear::Holidays(year) => format!("no holidays for {year}"),
        })
        .collect();
    let checked = law.checked();
    let reaches = match reaches - 1 {
        last if last < year => String::new(),
        last => format!(", reaches to the end of {last}"),
    };
    let compared = format!("{reaches}, last compared with its sources on {checked}");
    Ok(if gaps.is_empty() {
        compared
    } else {
        format!("{compared}, but {}", gaps.join(" and "))
    })
}

async fn database(config: &Config) -> Finding {
    let url = config.database.expose_secret();
    let shown = super::opened::shown(config);
    if Store::is_missing(url) {
        return Ok(format!(
            ", a new file will be made by the first `aula import`: {shown}"
        ));
    }
    let found = async {
        let store = Store::look(url).await?;
        let found = look(&store).await;
        store.close().await;
        found
    };
    let found = found.await.context(shown.clone())?;
    Ok(format!(", {found}: {shown}"))
}

async fn look(store: &Store) -> Result<String> {
    let schema = store.schema().await?;
    schema.expect_known()?;
    let version = format!("schema {}", schema.version);
    if schema.version == 0 {
        return Ok("empty; `aula import` fills it".to_owned());
    }
    if schema.pending > 0 {
        let Schema { pending, ours, .. } = schema;
        return Ok(format!(
            "{version}, {pending} migrations are pending (to schema {ours}): the next `aula serve` \
             keeps a copy and runs them"
        ));
    }
    let served = store.is_served().await?;
    let mut tx = store.read().await?;
    let records = tx.records().await?;
    let lapsed = tx.lapsed_posts().await?;
    let heard = heard(&mut tx).await?;
    tx.rollback().await?;
    let heard = telegram(served, heard, Clock::System.now());
    Ok(match records.precincts.len() {
        0 => {
            format!("{version}; {heard}; but the directory is empty: run `aula import`")
        }
        precincts => {
            let inspectors = records.inspectors.len();
            let renew = match lapsed {
                0 => String::new(),
                posts => format!(", {posts} posts to be renewed: see `aula staff`"),
            };
            format!("{version}, {precincts} precincts, {inspectors} inspectors{renew}; {heard}")
        }
    })
}

/// Whether a bot serves, and when Telegram was heard.
fn telegram(served: bool, heard: Option<i64>, now: Time) -> String {
    let serves = if served {
        "a bot serves now"
    } else {
        "no bot serves now"
    };
    let Some(heard) = heard else {
        return format!("{serves}, Telegram was never heard");
    };
    let seconds = (now.as_millisecond() - heard).max(0) / 1_000;
    let ago = match seconds {
        0..120 => format!("{seconds} seconds ago"),
        120..7_200 => format!("{} minutes ago", seconds / 60),
        7_200..172_800 => format!("{} hours ago", seconds / 3_600),
        _ => format!("{} days ago", seconds / 86_400),
    };
    let late = if served && seconds > LATE {
        "only "
    } else {
        ""
    };
    format!("{serves}, Telegram was heard {late}{ago}")
}

/// Seconds of silence that are remarkable while a bot serves.
const LATE: i64 = 300;

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

/// What the bot may do in groups and in other chats, as far as the server tells.
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
    let inline = match me.supports_inline_queries {
        Some(true) => "; inline mode is on",
        Some(false) => {
            "; INLINE MODE IS OFF: no card goes into other chats (@BotFather, /setinline)"
        }
        None => "",
    };
    format!("{join}; {privacy}{inline}")
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
        let inline = |on| {
            in_groups(&Me {
                supports_inline_queries: Some(on),
                ..Me::default()
            })
        };
        assert!(inline(true).ends_with("inline mode is on"));
        assert!(inline(false).contains("INLINE MODE IS OFF"));
    }
}
