//! `aula import`: a clerk's files become the directory, whole or not at all.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use secrecy::ExposeSecret;

use super::counts::number;
use super::moves;
use super::opened::{app, app_on, reading};
use super::progress::TerminalBar;
use super::voice::Tongue;
use crate::app::App;
use crate::clerk::{self, Findings, Survey, Understood, report};
use crate::config::Config;
use crate::domain::directory::Records;
use crate::domain::{Action, Actor};
use crate::store::Store;
use crate::text::Words;

#[derive(clap::Args)]
pub struct ImportArgs {
    /// A folder with areas.csv, stations.csv, inspectors.csv, heads.csv where areas have heads, and
    /// precincts.csv and/or one of precincts.geojson, .kml, .kmz, .zip (a Shapefile); or one .xlsx file with sheets of the same
    /// names.
    #[arg(value_name = "DIR|XLSX", required_unless_present = "template")]
    path: Option<PathBuf>,
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
    /// Also remove more than a tenth of the precincts, of their outlines or lists of houses, or of the
    /// inspectors; or all there is of a kind.
    #[arg(long)]
    removing: bool,
    /// The language of what is said: kk, ru or en; without it, the terminal's.
    #[arg(long, value_name = "LANG")]
    lang: Option<Tongue>,
    /// Only write an .xlsx to fill in, with a sheet for each table, explanations and examples.
    #[arg(long, value_name = "FILE", conflicts_with = "path")]
    template: Option<PathBuf>,
}

pub async fn run(config: &Config, args: &ImportArgs) -> Result<ExitCode> {
    let voice = Tongue::of(args.lang);
    let Some(path) = &args.path else {
        return template(args);
    };
    let in_force = in_force(config, args.dry_run).await?;
    let progress = TerminalBar::start();
    let options = clerk::Options {
        repair: args.repair,
        anywhere: !config.only_kazakhstan,
        in_force: in_force.as_ref(),
        progress: &|stage, done, of| progress.show(stage, done, of),
    };
    let survey = clerk::survey(path, &options);
    progress.end();
    if let Some(folder) = &args.report {
        report::write(folder, &survey)?;
        let shown = folder.display();
        let english = || format!("report: {shown}");
        println!(
            "{}",
            voice.say(english, |it| it.import_report_in(&shown.to_string()))
        );
    }
    tell(voice, &survey.findings, args.report.is_some());
    if !survey.findings.is_good() {
        refuse(voice, &survey.findings);
        return Ok(ExitCode::from(1));
    }
    if args.dry_run {
        return compare(config, args, voice, survey).await;
    }
    let counts = counted(voice, &survey);
    let app = app(config).await?;
    moves::tell(&app, &survey.records, voice).await?;
    if is_too_much(&app, &survey.records, args, voice) {
        return Ok(ExitCode::from(1));
    }
    let action = Action::Import(Box::new(survey.records));
    if let Err(refusal) = app.act(&Actor::Operator, action).await? {
        let reason = moves::refused(&refusal, voice);
        eprintln!(
            "aula: {}",
            voice.say(|| format!("refused: {reason}"), |_| reason.clone())
        );
        return Ok(ExitCode::from(1));
    }
    let english = || format!("imported: {counts}");
    println!(
        "{}",
        voice.say(english, |it| format!("{} {counts}", it.import_done()))
    );
    app.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The directory that is to be replaced, by which a file is read that leaves something out. No
/// database is made for it; an older one is brought up to date before, unless nothing may change.
async fn in_force(config: &Config, dry_run: bool) -> Result<Option<Records>> {
    let url = config.database.expose_secret();
    if Store::is_missing(url) {
        return Ok(None);
    }
    let mut store = Store::look(url).await?;
    let schema = store.schema().await?;
    schema.expect_known()?;
    if schema.pending > 0 {
        store.close().await;
        if dry_run {
            return Ok(None);
        }
        store = Store::open(url).await?;
    }
    let mut tx = store.read().await?;
    let records = tx.records().await?;
    tx.rollback().await?;
    store.close().await;
    Ok(Some(records))
}

fn template(args: &ImportArgs) -> Result<ExitCode> {
    let Some(file) = &args.template else {
        bail!("expected a folder or an .xlsx file");
    };
    let shown = file.display();
    // What a clerk has filled in must not be gone.
    if file.exists() {
        bail!("{shown}: expected a file that is not there yet");
    }
    let bytes = report::template()?;
    std::fs::write(file, bytes).with_context(|| shown.to_string())?;
    let english = || format!("template: {shown}");
    let ours = |it: Words| it.import_template_in(&shown.to_string());
    println!("{}", Tongue::of(args.lang).say(english, ours));
    Ok(ExitCode::SUCCESS)
}

fn refuse(voice: Tongue, findings: &Findings) {
    let Tongue::In(words) = voice else {
        for problem in &findings.problems {
            eprintln!("{problem}");
        }
        let count = things(findings.problems.len());
        eprintln!("aula: {count} to correct; nothing was changed");
        return;
    };
    for problem in report::problems(words, findings) {
        eprintln!("{problem}");
    }
    eprintln!(
        "{}",
        words.import_to_correct(number(findings.problems.len()))
    );
}

fn counted(voice: Tongue, survey: &Survey) -> String {
    let english = || super::counts::counted(&survey.records);
    voice.say(english, |words| {
        report::counted(words, &survey.findings.counts)
    })
}

/// What would change, without making or upgrading a database for it; exit code 1 if it would be
/// refused.
async fn compare(
    config: &Config,
    args: &ImportArgs,
    voice: Tongue,
    survey: Survey,
) -> Result<ExitCode> {
    let counts = counted(voice, &survey);
    let url = config.database.expose_secret();
    let fresh = survey.records;
    let mut refused = false;
    if Store::is_missing(url) {
        moves::tell_changes(&Records::default(), &fresh, voice);
    } else if is_older(url).await? {
        let english =
            || "the database is of an older version: what would change is not known".to_owned();
        println!("{}", voice.say(english, |words| words.import_older()));
    } else {
        let app = app_on(reading(config).await?, config, false).await?;
        let left = moves::tell(&app, &fresh, voice).await?;
        app.store.close().await;
        if let Some(refusal) = &left {
            let reason = moves::refused(refusal, voice);
            let english = || format!("it would be refused: {reason}");
            eprintln!("aula: {}", voice.say(english, |_| reason.clone()));
        }
        refused = is_too_much(&app, &fresh, args, voice) || left.is_some();
    }
    if refused {
        return Ok(ExitCode::from(1));
    }
    let english = || format!("dry run: nothing was changed; there would be {counts}");
    println!(
        "{}",
        voice.say(english, |it| format!("{} {counts}", it.import_unchanged()))
    );
    Ok(ExitCode::SUCCESS)
}

async fn is_older(url: &str) -> Result<bool> {
    let store = Store::look(url).await?;
    let pending = store.pending_migrations().await?;
    store.close().await;
    Ok(pending > 0)
}

/// Whether so much would go that it has to be asked for; then that is said.
fn is_too_much(app: &App, fresh: &Records, args: &ImportArgs, voice: Tongue) -> bool {
    let old = app.directory();
    let Some(loss) = clerk::loss(old.records(), fresh).filter(|_| !args.removing) else {
        return false;
    };
    for line in moves::losses(&loss, voice) {
        eprintln!("{line}");
    }
    true
}

/// Lines on the terminal for each kind of finding; the report has all.
const SHOWN: usize = 20;

/// What refuses nothing.
fn tell(voice: Tongue, findings: &Findings, reported: bool) {
    match voice {
        Tongue::English => tell_in_english(findings, reported),
        Tongue::In(words) => {
            for line in report::told(words, findings, SHOWN) {
                println!("{line}");
            }
        }
    }
    tell_territories(voice, &findings.territories, reported);
}

/// What refuses nothing, in plain English.
fn tell_in_english(findings: &Findings, reported: bool) {
    let remarks: Vec<String> = findings.remarks.iter().map(ToString::to_string).collect();
    some(Tongue::English, &remarks, reported);
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
fn tell_territories(voice: Tongue, territories: &[Understood], reported: bool) {
    if territories.is_empty() {
        return;
    }
    let entries: usize = territories.iter().map(Understood::entries).sum();
    let puzzling = territories.iter().filter(|it| it.pieces().count() > 0);
    let pieces: Vec<String> = territories
        .iter()
        .flat_map(|it| {
            let piece = |(lang, text)| format!("{} {}: {text:?}", it.code, clerk::column(lang));
            it.pieces().map(piece)
        })
        .collect();
    let (count, puzzling) = (territories.len(), puzzling.count());
    let english = || {
        format!(
            "territories: {count} precincts, {entries} streets and micro-districts understood (both \
             languages); {} not understood in {puzzling} precincts{}",
            pieces_of(pieces.len()),
            if pieces.is_empty() { "" } else { ":" }
        )
    };
    let ours = |words: Words| {
        words.import_territories(number(count), number(entries), number(pieces.len()))
    };
    println!("{}", voice.say(english, ours));
    some(voice, &pieces, reported);
    let differ: Vec<String> = territories
        .iter()
        .flat_map(|it| {
            let said = |pair: &(usize, usize)| {
                let (names, code) = (it.names(*pair), it.code.as_str());
                let ours = |words: Words| words.import_differs(code, &names.kk, &names.ru);
                voice.say(|| it.said_of(*pair), ours)
            };
            it.differ.iter().map(said)
        })
        .collect();
    some(voice, &differ, reported);
}

/// The first of many lines, and where the others are.
fn some(voice: Tongue, lines: &[String], reported: bool) {
    for line in lines.iter().take(SHOWN) {
        println!("{line}");
    }
    if let Some(more) = lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let place = if reported {
            "in the report"
        } else {
            "with --report DIR"
        };
        let english = || format!("… and {more} more {place}");
        println!("{}", voice.say(english, |it| it.import_more(number(more))));
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
