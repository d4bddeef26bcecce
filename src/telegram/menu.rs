//! What Telegram itself shows of the bot: its commands and descriptions, in both languages.

use anyhow::Result;
use serde::Serialize;
use teloxide::payloads::{
    DeleteMyCommands, SetMyCommands, SetMyDescription, SetMyShortDescription,
};
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};

use super::client::{Client, Request, TIMEOUT};
use crate::domain::Lang;
use crate::show::commands::listed;
use crate::text::Words;

/// Publishes the menu; what fails is logged and comes right at the next start.
pub async fn publish(client: &Client, police: &str) {
    // Whoever uses Telegram in a third language sees the state language.
    for lang in [None, Some(Lang::Kk), Some(Lang::Ru)] {
        let words = Words::new(lang.unwrap_or(Lang::Kk));
        let code = lang.map(|lang| lang.code().to_owned());
        let mut commands = SetMyCommands::new(for_all(words));
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

/// Those of whoever holds no post.
fn for_all(words: Words) -> Vec<BotCommand> {
    let named = listed(&[], words).into_iter();
    named
        .map(|(name, does)| BotCommand::new(name, does))
        .collect()
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

/// The commands of a chat of one's own, or what all see there from now on.
pub fn in_chat(chat: i64, commands: &[(String, String)]) -> Result<Request> {
    let scope = BotCommandScope::Chat {
        chat_id: Recipient::Id(ChatId(chat)),
    };
    if commands.is_empty() {
        let mut forget = DeleteMyCommands::new();
        forget.scope = Some(scope);
        return Request::new("deleteMyCommands", &forget);
    }
    let named = commands
        .iter()
        .map(|(name, does)| BotCommand::new(name, does));
    let mut set = SetMyCommands::new(named);
    set.scope = Some(scope);
    Request::new("setMyCommands", &set)
}
