//! What Telegram itself shows of the bot: its commands and descriptions, in both languages. Set
//! only where it differs, since these calls are few a day.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::json;
use teloxide::types::BotCommand;

use super::client::{Client, Fault, Request, TIMEOUT};
use crate::domain::Lang;
use crate::text::Words;

/// Publishes the menu; what fails is logged and tried again at the next start.
pub async fn publish(client: &Client) {
    // Whoever uses Telegram in a third language sees the state language.
    let languages = [None, Some(Lang::Kk), Some(Lang::Ru)];
    for lang in languages {
        let words = Words::new(lang.unwrap_or(Lang::Kk));
        let code = lang.map(Lang::code);
        for result in [
            commands(client, words, code).await,
            description(client, words, code).await,
            short_description(client, words, code).await,
        ] {
            if let Err(fault) = result {
                tracing::warn!(%fault, language = code, "the menu is not published");
            }
        }
    }
}

#[derive(Serialize)]
struct Of {
    #[serde(skip_serializing_if = "Option::is_none")]
    language_code: Option<&'static str>,
}

async fn commands(client: &Client, words: Words, code: Option<&'static str>) -> Result<()> {
    let wanted = list(words);
    let set = client
        .call::<Vec<BotCommand>>(get("getMyCommands", code)?, TIMEOUT)
        .await;
    if set.is_ok_and(|set| set == wanted) {
        return Ok(());
    }
    let mut payload = json!({ "commands": wanted });
    put(client, "setMyCommands", &mut payload, code).await
}

async fn description(client: &Client, words: Words, code: Option<&'static str>) -> Result<()> {
    #[derive(Deserialize)]
    struct Set {
        description: String,
    }
    let wanted = words.bot_description();
    let set = client
        .call::<Set>(get("getMyDescription", code)?, TIMEOUT)
        .await;
    if set.is_ok_and(|set| set.description == wanted) {
        return Ok(());
    }
    let mut payload = json!({ "description": wanted });
    put(client, "setMyDescription", &mut payload, code).await
}

async fn short_description(
    client: &Client,
    words: Words,
    code: Option<&'static str>,
) -> Result<()> {
    #[derive(Deserialize)]
    struct Set {
        short_description: String,
    }
    let wanted = words.bot_short_description();
    let set = client
        .call::<Set>(get("getMyShortDescription", code)?, TIMEOUT)
        .await;
    if set.is_ok_and(|set| set.short_description == wanted) {
        return Ok(());
    }
    let mut payload = json!({ "short_description": wanted });
    put(client, "setMyShortDescription", &mut payload, code).await
}

fn get(method: &'static str, language_code: Option<&'static str>) -> Result<Request> {
    Request::new(method, &Of { language_code })
}

async fn put(
    client: &Client,
    method: &'static str,
    payload: &mut serde_json::Value,
    code: Option<&'static str>,
) -> Result<()> {
    if let Some(code) = code {
        payload["language_code"] = code.into();
    }
    let done: Result<bool, Fault> = client.call(Request::new(method, payload)?, TIMEOUT).await;
    done?;
    Ok(())
}

/// The commands that a resident may need, in the order of use.
fn list(words: Words) -> Vec<BotCommand> {
    [
        ("menu", words.command_menu()),
        ("find", words.command_find()),
        ("report", words.command_report()),
        ("reports", words.command_reports()),
        ("subscriptions", words.command_subscriptions()),
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
