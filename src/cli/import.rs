//! `aula import`: a clerk's files become the directory, whole or not at all.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use secrecy::ExposeSecret;

use super::{app, moves};
use crate::app::survey;
use crate::config::Config;
use crate::domain::directory::Records;
use crate::domain::{Action, Actor};
use crate::precincts::import::{self, Findings, Stage, Understood};
use crate::store::Store;

#[derive(clap::Args)]
pub struct Args {
    /// A folder with areas.csv, stations.csv, inspectors.csv, heads.csv where areas have heads, and
    /// precincts.csv and/or one of precincts.geojson, .kml, .kmz, .zip (a Shapefile); or one .xlsx file with sheets of the same
    /// names.
    #[arg(value_name = "DIR|XLSX")]
    path: PathBuf,
    /// Check and compare, but change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Make valid outlines of those that cross themselves, and say how much that changes.
    #[arg(long)]
    repair: bool,
    /// Write into this folder, also if the import is refused: report.kk.txt, report.ru.txt, map.svg
    /// and map.png for whoever drew the map; territory.kk.txt and territory.ru.txt with what was
    /// understood of each territory, for whoever wrote them.
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

pub async fn run(config: &Config, args: &Args) -> Result<ExitCode> {
    let progress = Progress::start();
    let options = import::Options {
        repair: args.repair,
        anywhere: !config.only_kazakhstan,
        in_force: None,
        progress: &|stage, done, of| progress.show(stage, done, of),
    };
    let survey = import::survey(&args.path, &options);
    progress.end();
    if let Some(folder) = &args.report {
        survey::write(folder, &survey)?;
        println!("report: {}", folder.display());
    }
    let findings = &survey.findings;
    tell(findings, args.report.is_some());
    tell_territories(&findings.territories, args.report.is_some());
    if !findings.is_good() {
        for problem in &findings.problems {
            eprintln!("{problem}");
        }
        let count = things(findings.problems.len());
        eprintln!("aula: {count} to correct; nothing was changed");
        return Ok(ExitCode::from(1));
    }
    let counts = super::counted(&survey.records);
    if args.dry_run {
        if !compare(config, &survey.records).await? {
            return Ok(ExitCode::from(1));
        }
        println!("dry run: nothing was changed; there would be {counts}");
        return Ok(ExitCode::SUCCESS);
    }
    let app = app(config).await?;
    moves::tell(&app, &survey.records).await?;
    let action = Action::Import(Box::new(survey.records));
    if let Err(refusal) = app.act(&Actor::Operator, action).await? {
        eprintln!("aula: refused: {}", moves::refused(&refusal));
        return Ok(ExitCode::from(1));
    }
    println!("imported: {counts}");
    app.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// What would change, without making or upgrading a database for it; false if it would be refused.
async fn compare(config: &Config, fresh: &Records) -> Result<bool> {
    let url = config.database.expose_secret();
    if Store::is_missing(url) {
        println!("{}", import::compare(&Records::default(), fresh));
        return Ok(true);
    }
    let store = Store::connect(url).await?;
    let pending = store.pending_migrations().await?;
    store.close().await;
    if pending > 0 {
        println!("the database is of an older version: what would change is not known");
        return Ok(true);
    }
    let app = app(config).await?;
    let left = moves::tell(&app, fresh).await?;
    app.store.close().await;
    if let Some(refusal) = &left {
        eprintln!("aula: it would be refused: {}", moves::refused(refusal));
    }
    Ok(left.is_none())
}

/// Lines on the terminal for each kind of finding; the report has all.
const SHOWN: usize = 20;

/// What refuses nothing, in plain English.
fn tell(findings: &Findings, reported: bool) {
    let remarks: Vec<String> = findings.remarks.iter().map(ToString::to_string).collect();
    some(&remarks, reported);
    if findings.not_compared > 0 {
        println!(
            "outlines with mistakes, not compared with their neighbours: {}",
            findings.not_compared
        );
    }
    for overlap in findings.overlaps.iter().take(SHOWN) {
        println!("{overlap}");
    }
    for gap in findings.gaps.iter().take(SHOWN) {
        println!("{gap}");
    }
    let more =
        findings.overlaps.len().saturating_sub(SHOWN) + findings.gaps.len().saturating_sub(SHOWN);
    if more > 0 {
        println!("and {more} more overlaps or gaps: see --report");
    }
    if findings.unfinished {
        println!(
            "outlines lie over each other too often: not all overlaps are told, and gaps were not \
             looked for"
        );
    }
    if !findings.overlaps.is_empty() {
        println!(
            "in an overlap people are offered both precincts; where one is needed, the lower code has it"
        );
    }
    if findings.tiny_overlaps + findings.tiny_gaps > 0 {
        println!(
            "smaller than a square metre: {} overlaps, {} gaps",
            findings.tiny_overlaps, findings.tiny_gaps
        );
    }
}

/// How much of the territories was understood, and all that was not; the report has each line.
fn tell_territories(territories: &[Understood], reported: bool) {
    if territories.is_empty() {
        return;
    }
    let entries: usize = territories.iter().map(Understood::entries).sum();
    let puzzling = territories.iter().filter(|it| it.pieces().count() > 0);
    let pieces: Vec<String> = territories
        .iter()
        .flat_map(|it| {
            let piece = |(lang, text)| format!("{} {}: {text:?}", it.code, import::column(lang));
            it.pieces().map(piece)
        })
        .collect();
    println!(
        "territories: {} precincts, {entries} streets and micro-districts understood (both \
         languages); {} not understood in {} precincts{}",
        territories.len(),
        pieces_of(pieces.len()),
        puzzling.count(),
        if pieces.is_empty() { "" } else { ":" }
    );
    some(&pieces, reported);
    let differ: Vec<String> = territories
        .iter()
        .flat_map(|it| it.differ.iter().map(|pair| it.said_of(*pair)))
        .collect();
    some(&differ, reported);
}

/// The first of many lines, and where the others are.
fn some(lines: &[String], reported: bool) {
    for line in lines.iter().take(SHOWN) {
        println!("{line}");
    }
    if let Some(more) = lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let place = if reported {
            "in the report"
        } else {
            "with --report DIR"
        };
        println!("… and {more} more {place}");
    }
}

/// A bar on a terminal, if it takes longer than a moment.
struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    fn start() -> Progress {
        let bar = ProgressBar::hidden();
        let style = ProgressStyle::with_template("{msg:20} {bar:40} {percent}%");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Progress {
            bar,
            begun: Instant::now(),
        }
    }

    fn show(&self, stage: Stage, done: usize, of: usize) {
        let long = self.begun.elapsed() > Duration::from_secs(1);
        if self.bar.is_hidden() && long && std::io::stderr().is_terminal() {
            self.bar
                .set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
        self.bar.set_message(match stage {
            Stage::Read => "reading",
            Stage::Check => "outlines",
            Stage::Overlaps => "overlaps",
            Stage::Gaps => "gaps",
        });
        self.bar.set_length(u64::try_from(of).unwrap_or(u64::MAX));
        self.bar
            .set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn things(count: usize) -> String {
    if count == 1 {
        "1 thing".to_owned()
    } else {
        format!("{count} things")
    }
}

fn pieces_of(count: usize) -> String {
    if count == 1 {
        "1 piece".to_owned()
    } else {
        format!("{count} pieces")
    }
}
