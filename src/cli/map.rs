//! `aula map`: the picture of an area, for a wall or a chat.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::clerk::report;
use crate::config::Config;
use crate::domain::AreaCode;
use crate::draw::map;

#[derive(clap::Args)]
pub struct MapArgs {
    /// Only precincts of this area and of the areas in it.
    #[arg(long, value_name = "CODE")]
    area: Option<AreaCode>,
    /// The picture to be written: .png or .svg.
    #[arg(value_name = "OUT.png|OUT.svg")]
    out: PathBuf,
}

pub async fn run(config: &Config, args: &MapArgs) -> Result<ExitCode> {
    let ending = args.out.extension().map(|it| it.to_ascii_lowercase());
    let as_svg = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("svg") => true,
        Some("png") => false,
        _ => bail!(
            "{}: expected a name that ends in .png or .svg",
            args.out.display()
        ),
    };
    let store = super::opened::reading(config).await?;
    let mut tx = store.read().await?;
    let records = tx.records().await?;
    tx.rollback().await?;
    store.close().await;
    let area = args.area.as_ref();
    if let Some(code) = area
        && !records.areas.iter().any(|area| area.code == *code)
    {
        bail!("no such area: {code:?}");
    }
    let Some(svg) = report::area_picture(&records, area) else {
        bail!("no outline of a precinct is known there: run `aula import`");
    };
    let bytes = if as_svg {
        svg.into_bytes()
    } else {
        map::png(&svg)?
    };
    std::fs::write(&args.out, bytes)?;
    println!("{}", args.out.display());
    Ok(ExitCode::SUCCESS)
}
