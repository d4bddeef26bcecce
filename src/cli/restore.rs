//! `aula restore`: a backup in the place of the database. What was said after the backup is not
//! said again.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use secrecy::ExposeSecret;

use super::backup::counted;
use super::opened::{app_on, law, shown};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Time;
use crate::store::{RestoreTarget, Settled, Store};

#[derive(clap::Args)]
pub struct RestoreArgs {
    /// What `aula backup` has written.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Also in place of a database that has newer data or cannot be read; it is kept beside.
    #[arg(long)]
    over: bool,
    /// The bot has stood still since the backup: what waits in it was not said, and is to be, unless
    /// the database that is there knows that it was.
    #[arg(long)]
    say_what_waits: bool,
}

pub async fn run(config: &Config, args: &RestoreArgs) -> Result<ExitCode> {
    // Whatever is wrong with it is told before anything is touched.
    law(config)?;
    let url = config.database.expose_secret();
    let place = RestoreTarget::prepare(url, &args.file, args.over).await?;
    let done = settle(config, &place, args.say_what_waits).await;
    let (held, settled) = match done {
        Ok(done) => done,
        Err(fault) => {
            place.discard();
            return Err(fault);
        }
    };
    let aside = place.finish().await?;
    println!("{}: {held}", shown(config));
    if let Some(file) = aside.file {
        println!("the database that was there is kept: {}", file.display());
    }
    if let Some(log) = aside.log {
        println!(
            "its -wal could not be brought into it and is kept: {}",
            log.display()
        );
    }
    tell(settled, args.say_what_waits);
    Ok(ExitCode::SUCCESS)
}

async fn settle(
    config: &Config,
    place: &RestoreTarget,
    stopped: bool,
) -> Result<(String, Settled)> {
    let store = place.open().await?;
    let settled = settle_in(config, &store, place, stopped).await;
    store.close().await;
    settled
}

async fn settle_in(
    config: &Config,
    store: &Store,
    place: &RestoreTarget,
    stopped: bool,
) -> Result<(String, Settled)> {
    let (_, made) = store.holds().await?;
    let app = app_on(store.clone(), config, false).await?;
    if !stopped {
        // Questions that nobody has answered by now go on without a word: it may have been said.
        while app.take_due().await? > 0 {}
    }
    let settled = place.settle(store, Clock::System.now(), stopped).await?;
    let (kept, _) = store.holds().await?;
    let made = made.and_then(|made| Time::from_millisecond(made).ok());
    let made = made.map_or_else(String::new, |made| format!("made {made:.0}; "));
    Ok((format!("{made}{}", counted(kept)), settled))
}

fn tell(settled: Settled, stopped: bool) {
    let Settled {
        unknown,
        forgotten,
        ended,
        told,
    } = settled;
    if unknown > 0 {
        println!(
            "not said again: {unknown} messages that waited in the backup or came due since; \
             whether they were said is not known"
        );
    }
    if told {
        println!(
            "as in the database that was there: {forgotten} people forgotten, {ended} posts and \
             invitations ended"
        );
    } else if !stopped {
        println!(
            "who was forgotten, and whose post ended since the backup, is there again: see \
             `aula staff`"
        );
    }
}
