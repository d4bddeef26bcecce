//! `aula poster`: what hangs in entrances, and business cards.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use jiff::civil::Date;

use super::progress::TerminalBar;
use crate::app::poster_words::poster;
use crate::app::posters::outdated;
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::domain::law::Law;
use crate::domain::{Action, Actor, AreaCode, Both, PrecinctCode, calendar, start_link};
use crate::draw::poster::{DrawnPoster, PaperSize, PosterLetters, PosterPdf, draw};
use crate::precincts::Directory;

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("which").required(true))]
pub struct PosterArgs {
    /// The poster of this precinct.
    #[arg(long, value_name = "CODE", group = "which")]
    precinct: Option<PrecinctCode>,
    /// The posters of all precincts of this area and of the areas in it.
    #[arg(long, value_name = "CODE", group = "which")]
    area: Option<AreaCode>,
    /// The posters of all precincts.
    #[arg(long, group = "which")]
    all: bool,
    /// Those that were printed before and should say something else today.
    #[arg(long, group = "which")]
    changed: bool,
    #[arg(long, value_enum, default_value = "a4")]
    size: SizeName,
    /// A .pdf with a page for each precinct, a .png, or a folder with a file for each precinct.
    #[arg(long, value_name = "FILE|FOLDER")]
    out: PathBuf,
    /// What is written into a folder.
    #[arg(long, value_enum)]
    format: Option<FileFormat>,
    /// The bot's user name for the QR code; else that of the settings, else Telegram is asked.
    #[arg(long, value_name = "NAME", value_parser = bot_name)]
    bot: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SizeName {
    A4,
    A5,
    /// 90 by 50 mm.
    Card,
}

impl SizeName {
    const fn paper(self) -> PaperSize {
        match self {
            SizeName::A4 => PaperSize::A4,
            SizeName::A5 => PaperSize::A5,
            SizeName::Card => PaperSize::Card,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    Pdf,
    Png,
}

impl FileFormat {
    const fn ending(self) -> &'static str {
        match self {
            FileFormat::Pdf => "pdf",
            FileFormat::Png => "png",
        }
    }
}

fn bot_name(text: &str) -> Result<String, String> {
    config::user_name(text).map_err(|expected| format!("expected {expected}"))
}

pub async fn run(config: &Config, args: &PosterArgs) -> Result<ExitCode> {
    let to = match Destination::of(args) {
        Ok(to) => to,
        Err(wrong) => {
            eprintln!("aula: --out: {wrong}");
            return Ok(ExitCode::from(2));
        }
    };
    let today = calendar::local(Clock::System.now()).date();
    let (directory, mut codes) = wanted(config, args, today).await?;
    if codes.is_empty() {
        println!("{}: 0", args.out.display());
        return Ok(ExitCode::SUCCESS);
    }
    if matches!(to, Destination::File(FileFormat::Png)) && codes.len() > 1 {
        bail!(
            "a .png holds one poster, and there are {}: name a folder, or a .pdf",
            codes.len()
        );
    }
    let bot = match &args.bot {
        Some(name) => name.clone(),
        None => super::invite::bot_name(config)
            .await
            .context("the QR code needs the bot's user name (--bot NAME)")?,
    };
    let printing = Printing {
        directory,
        law: super::opened::law(config)?,
        letters: PosterLetters::new(),
        bot,
        today,
        size: args.size.paper(),
    };
    let bar = TerminalBar::start();
    let left_out = printing.print(&codes, &to, &args.out, &bar);
    bar.end();
    let left_out = left_out?;
    for (code, fault) in &left_out {
        eprintln!("aula: left out: {code}: {fault}");
    }
    codes.retain(|code| left_out.iter().all(|(left, _)| left != code));
    println!("{}: {}", args.out.display(), codes.len());
    if !matches!(args.size, SizeName::Card)
        && let Err(fault) = note(config, codes).await
    {
        eprintln!("aula: not noted as printed, so `--changed` does not know of it: {fault:#}");
    }
    Ok(ExitCode::from(u8::from(!left_out.is_empty())))
}

/// Where it goes.
#[derive(Clone, Copy)]
enum Destination {
    File(FileFormat),
    /// A folder with a file for each precinct.
    Folder(FileFormat),
}

impl Destination {
    fn of(args: &PosterArgs) -> Result<Destination, &'static str> {
        let ending = args.out.extension().map(|it| it.to_ascii_lowercase());
        let named = match ending.as_ref().and_then(|it| it.to_str()) {
            _ if args.out.is_dir() => None,
            Some("pdf") => Some(FileFormat::Pdf),
            Some("png") => Some(FileFormat::Png),
            Some(_) => return Err("expected a name that ends in .pdf or .png, or a folder"),
            None => None,
        };
        match (named, args.format) {
            (Some(named), Some(format)) if named != format => {
                Err("its ending and --format do not agree")
            }
            (Some(named), _) => Ok(Destination::File(named)),
            (None, format) => Ok(Destination::Folder(format.unwrap_or(FileFormat::Pdf))),
        }
    }
}

/// The precincts to be printed, in the order of their codes, and who serves where: without outlines and
/// streets, which no poster has and which take long to read, unless it is asked what has changed.
async fn wanted(
    config: &Config,
    args: &PosterArgs,
    today: Date,
) -> Result<(Directory, Vec<PrecinctCode>)> {
    let store = super::opened::reading(config).await?;
    let mut tx = store.read().await?;
    let mut records = tx.records().await?;
    records.renamed.clear();
    if !args.changed {
        for precinct in &mut records.precincts {
            precinct.borders = None;
            precinct.territory = Both::default();
        }
    }
    let directory = Directory::new(records, today);
    let codes = match args.changed {
        true => {
            let outdated = outdated(&mut tx, &directory, today).await?.into_iter();
            outdated.map(|(made, _)| made.precinct).collect()
        }
        false => named(&directory, args)?,
    };
    tx.rollback().await?;
    store.close().await;
    Ok((directory, codes))
}

/// From now on these are known to say what is true today.
async fn note(config: &Config, codes: Vec<PrecinctCode>) -> Result<()> {
    let app = super::opened::writing(config).await?;
    let noted = Action::PrintedPosters(codes);
    let noted = app.act(&Actor::Operator, noted).await?;
    app.store.close().await;
    noted.map_err(|refusal| anyhow!("{}", refusal.name()))?;
    Ok(())
}

/// The precincts that are named, in the order of their codes.
fn named(directory: &Directory, args: &PosterArgs) -> Result<Vec<PrecinctCode>> {
    let all = directory.precincts().iter().map(|it| &it.code);
    if let Some(code) = &args.precinct {
        if directory.precinct(code).is_none() {
            bail!("no such precinct: {code:?}");
        }
        return Ok(vec![code.clone()]);
    }
    if let Some(area) = &args.area
        && directory.area(area).is_none()
    {
        bail!("no such area: {area:?}");
    }
    let inside = |code: &&PrecinctCode| match &args.area {
        Some(area) => directory.in_area(area, code),
        None => true,
    };
    let inside: Vec<PrecinctCode> = all.filter(inside).cloned().collect();
    if inside.is_empty() {
        bail!("no precinct is known there: run `aula import`");
    }
    Ok(inside)
}

/// What all posters of a printing have in common.
struct Printing {
    directory: Directory,
    law: Law,
    letters: PosterLetters,
    bot: String,
    today: Date,
    size: PaperSize,
}

impl Printing {
    /// Prints them and says which were left out and why.
    fn print(
        &self,
        codes: &[PrecinctCode],
        to: &Destination,
        out: &Path,
        bar: &TerminalBar,
    ) -> Result<Vec<(PrecinctCode, String)>> {
        if let Destination::Folder(_) = to {
            std::fs::create_dir_all(out).with_context(|| out.display().to_string())?;
        }
        let mut left_out = Vec::new();
        let mut pages = PosterPdf::new(&self.title())?;
        for (done, code) in codes.iter().enumerate() {
            bar.tell("posters", done, codes.len());
            let drawn = match self.draw(code) {
                Ok(drawn) => drawn,
                Err(fault) => {
                    left_out.push((code.clone(), format!("{fault:#}")));
                    continue;
                }
            };
            match to {
                Destination::File(FileFormat::Pdf) => pages.add(&drawn)?,
                Destination::File(FileFormat::Png) => write(out, &drawn.png()?)?,
                Destination::Folder(format) => {
                    let name = format!("{}.{}", file_name(code), format.ending());
                    let bytes = match format {
                        FileFormat::Pdf => self.alone(&drawn)?,
                        FileFormat::Png => drawn.png()?,
                    };
                    write(&out.join(name), &bytes)?;
                }
            }
        }
        if matches!(to, Destination::File(FileFormat::Pdf)) && left_out.len() < codes.len() {
            write(out, &pages.finish()?)?;
        }
        Ok(left_out)
    }

    fn draw(&self, code: &PrecinctCode) -> Result<DrawnPoster> {
        let post = self.directory.post(code, self.today);
        let post = post.context("no such precinct")?;
        let poster = poster(&post, &self.law, &self.bot, self.today);
        draw(&poster, self.size, &self.letters)
    }

    fn alone(&self, drawn: &DrawnPoster) -> Result<Vec<u8>> {
        let mut pdf = PosterPdf::new(&self.title())?;
        pdf.add(drawn)?;
        pdf.finish()
    }

    fn title(&self) -> String {
        format!("@{}", self.bot)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// The code, or where a file may not have such a name everywhere, as in the link.
fn file_name(code: &PrecinctCode) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    match code.as_str().chars().all(plain) {
        true => code.to_string(),
        false => start_link::payload(code),
    }
}
