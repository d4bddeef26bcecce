//! What Telegram itself shows of the bot: its commands and descriptions, in both languages.

use anyhow::Result;
use serde::Serialize;
use teloxide::payloads::{SetMyCommands, SetMyDescription, SetMyShortDescription};
use teloxide::types::BotCommand;

use super::client::{Client, Request, TIMEOUT};
use crate::domain::Lang;
use crate::text::Words;

/// Publishes the menu; what fails is logged and comes right at the next start.
pub async fn publish(client: &Client, police: &str) {
    // Whoever uses Telegram in a third language sees the state language.
    for lang in [None, Some(Lang::Kk), Some(Lang::Ru)] {
        let words = Words::new(lang.unwrap_or(Lang::Kk));
        let code = lang.map(|lang| lang.code().to_owned());
        let mut commands = SetMyCommands::new(commands(words));
        commands.language_code.clone_from(&code);
        set(client, "setMyCommands", &commands).await;
        let mut description = SetMyDescription::new();
        description.description = Some(words.bot_description(police));
        description.language_code.clone_from(&code);
        set(client, "setMyDescription", &description).await;
        let mut short = SetMyShortDescription::new();
        short.short_description = Some(words.bot_short_description());
        short.language_code = code;
        set(client, "setMyShortDescription", &short).await;
    }
}

async fn set<T: Serialize>(client: &Client, method: &'static str, payload: &T) {
    let set: Result<()> = async {
        let request = Request::new(method, payload)?;
        client.call::<bool>(request, TIMEOUT).await?;
        Ok(())
    }
    .await;
    if let Err(fault) = set {
        tracing::warn!(%fault, method, "the menu is not published");
    }
}

/// The commands that a resident may need, in the order of use.
fn commands(words: Words) -> Vec<BotCommand> {
    [
        ("menu", words.command_menu()),
        ("find", words.command_find()),
        ("report", words.command_report()),
        ("reports", words.command_reports()),
        ("places", words.command_places()),
        ("subscriptions", words.command_subscriptions()),
        ("cancel", words.command_cancel()),
        ("language", words.command_language()),
        ("help", words.command_help()),
        ("privacy", words.command_privacy()),
        ("mydata", words.command_mydata()),
        ("forget", words.command_forget()),
    ]
    .into_iter()
    .map(|(name, description)| BotCommand::new(name, description))
    .collect()
}
