//! `aula demo`: the make-believe town in the terminal, or a `.chat` file played through.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::demo::{chat, play};
use crate::store::Store;

#[derive(clap::Args)]
pub struct Args {
    /// Play this `.chat` file and print the conversation.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
}

pub async fn run(args: &Args) -> Result<ExitCode> {
    let store = Store::open("sqlite://:memory:").await?;
    match &args.script {
        Some(path) => {
            let shown = path.display();
            let text = std::fs::read_to_string(path).with_context(|| shown.to_string())?;
            let played = play::play(&text, store)
                .await
                .with_context(|| shown.to_string())?;
            print!("{played}");
        }
        None => chat::chat(store, std::io::stdin().lock(), std::io::stdout()).await?,
    }
    Ok(ExitCode::SUCCESS)
}
