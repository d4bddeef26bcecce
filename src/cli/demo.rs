//! `aula demo`: the make-believe town in the terminal, or a `.chat` file played through.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::clerk;
use crate::demo::{chat, play, town};
use crate::store::Store;

#[derive(clap::Args)]
pub struct DemoArgs {
    /// Play this `.chat` file and print the conversation.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Write the town's tables into this folder, as `aula import` reads them.
    #[arg(long, value_name = "DIR", conflicts_with = "script")]
    export: Option<PathBuf>,
}

pub async fn run(args: &DemoArgs) -> Result<ExitCode> {
    if let Some(folder) = &args.export {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        clerk::write(folder, &town::records())?;
        println!("{}", folder.display());
        return Ok(ExitCode::SUCCESS);
    }
    let store = Store::open("sqlite://:memory:").await?;
    match &args.script {
        Some(path) => {
            let shown = path.display();
            let text = std::fs::read_to_string(path).with_context(|| shown.to_string())?;
            let mut out = String::new();
            let played = play::play_into(&text, store, &mut out).await;
            // Up to a line that is wrong: one sees what was seen there.
            print!("{out}");
            played.with_context(|| shown.to_string())?;
        }
        None => chat::chat(store, std::io::stdin().lock(), std::io::stdout()).await?,
    }
    Ok(ExitCode::SUCCESS)
}
