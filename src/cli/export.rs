//! `aula export`: the directory in force as files, to be corrected and imported again.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::clerk;
use crate::config::Config;

#[derive(clap::Args)]
pub struct ExportArgs {
    /// The folder for the files; it must be empty or not there yet.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub async fn run(config: &Config, args: &ExportArgs) -> Result<ExitCode> {
    super::opened::expect_database(config)?;
    let shown = args.folder.display();
    std::fs::create_dir_all(&args.folder).with_context(|| shown.to_string())?;
    let mut entries = std::fs::read_dir(&args.folder).with_context(|| shown.to_string())?;
    // A file that stays from another directory would be imported with these.
    if entries.next().is_some() {
        bail!("{shown}: expected an empty folder");
    }
    let store = super::opened::reading(config).await?;
    let mut tx = store.read().await?;
    let records = tx.records().await?;
    tx.rollback().await?;
    store.close().await;
    clerk::write(&args.folder, &records)?;
    println!("{shown}: {}", super::counts::counted(&records));
    Ok(ExitCode::SUCCESS)
}
