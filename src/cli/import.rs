//! `aula import`: a clerk's files become the directory, whole or not at all.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::app;
use crate::app::App;
use crate::config::Config;
use crate::domain::directory::Records;
use crate::domain::{Action, Actor, Point};
use crate::precincts::{Directory, import};

#[derive(clap::Args)]
pub struct Args {
    /// A folder with areas.csv, stations.csv, inspectors.csv and precincts.geojson and/or
    /// precincts.csv; or one .xlsx file with sheets of the same names.
    #[arg(value_name = "DIR|XLSX")]
    path: PathBuf,
}

pub async fn run(config: &Config, args: &Args) -> Result<ExitCode> {
    let fresh = match import::read(&args.path) {
        Ok(records) => records,
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!(
                "aula: {} to correct; nothing was changed",
                things(problems.len())
            );
            return Ok(ExitCode::from(1));
        }
    };
    let app = app(config, false).await?;
    let old = app.directory();
    println!("{}", import::compare(old.records(), &fresh));
    report_moves(&app, &old, &fresh).await?;
    let counts = [
        (fresh.areas.len(), "areas"),
        (fresh.stations.len(), "stations"),
        (fresh.precincts.len(), "precincts"),
        (fresh.inspectors.len(), "inspectors"),
    ];
    if let Err(refusal) = app
        .act(&Actor::Operator, Action::Import(Box::new(fresh)))
        .await?
    {
        eprintln!("aula: refused: {}", refusal.name());
        return Ok(ExitCode::from(1));
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(count, kind)| format!("{count} {kind}"))
        .collect();
    println!("imported: {}", counts.join(", "));
    app.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Whom the change touches: open reports at places that get another precinct, precinct points
/// likewise, and subscribers of precincts that are no more.
async fn report_moves(app: &App, old: &Directory, fresh: &Records) -> Result<()> {
    let new = Directory::new(fresh.clone());
    let mut tx = app.store.read().await?;
    let placed = tx.placed_reports().await?;
    let subscribers = tx.subscribers().await?;
    tx.rollback().await?;
    let reports: Vec<(String, Point)> = placed
        .into_iter()
        .filter_map(|(number, _, lat, lon)| {
            Some((format!("report {number}"), Point::new(lat, lon)?))
        })
        .collect();
    let stations: Vec<(String, Point)> = old
        .stations()
        .iter()
        .filter_map(|station| Some((format!("station {}", station.code), station.point?)))
        .collect();
    for moved in import::moved(old, &new, &[reports, stations].concat()) {
        let shown = |code: Option<String>| code.unwrap_or_else(|| "no precinct".to_owned());
        println!(
            "{}: its place was in {}, now in {}",
            moved.id,
            shown(moved.from),
            shown(moved.to)
        );
    }
    let gone: BTreeMap<String, i64> = subscribers
        .into_iter()
        .filter(|(code, _)| new.precinct(code).is_none() && old.precinct(code).is_some())
        .collect();
    for (code, count) in gone {
        println!(
            "precinct {code} is gone: {count} subscribers keep a subscription without a precinct"
        );
    }
    Ok(())
}

fn things(count: usize) -> String {
    if count == 1 {
        "1 thing".to_owned()
    } else {
        format!("{count} things")
    }
}
