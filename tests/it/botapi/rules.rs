//! Limits of the Bot API that its field descriptions cannot express: lengths after parsing, keyboards, links, names, places.
//! Figures: core.telegram.org/bots/api, and python-telegram-bot's constants for the two that are undocumented (buttons).

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::html;
use super::keyboards::{check_link, check_markup, is_token};

const TEXT: usize = 4096;
const CAPTION: usize = 1024;
const ENTITIES: usize = 100;

/// What `check` has learned on its way.
#[derive(Default)]
pub struct Read {
    /// The text or caption without its tags; `None` where nothing had to be parsed.
    pub plain: Option<String>,
    /// A button that is allowed in private chats only; the chat's kind is known later.
    pub private_only: Option<&'static str>,
}

/// # Errors
/// The description of the real server's answer, without "Bad Request: ".
pub fn check(method: &str, params: &Map<String, Value>) -> Result<Read, String> {
    let mut read = Read::default();
    if let Some(text) = params
        .get("text")
        .filter(|_| matches!(method, "sendMessage" | "editMessageText"))
    {
        read.plain = check_text(text, params.get("parse_mode"), TEXT)?;
    }
    if let Some(caption) = params.get("caption") {
        read.plain = check_text(caption, params.get("parse_mode"), CAPTION)?;
    }
    if let Some(markup) = params.get("reply_markup") {
        check_markup(markup, &mut read)?;
    }
    if params.contains_key("latitude") {
        check_place(params)?;
    }
    match method {
        "editMessageText"
            if !params.contains_key("text") && !params.contains_key("rich_message") =>
        {
            Err("message text is empty".to_owned())
        }
        "getUpdates" => check_updates(params),
        "setWebhook" => check_webhook(params),
        "setMyCommands"
        | "deleteMyCommands"
        | "setMyDescription"
        | "setMyShortDescription"
        | "setMyName" => check_names(params),
        "sendMediaGroup" => check_album(params),
        "answerInlineQuery" => check_results(params),
        "sendVenue" => filled(params, &["title", "address"]),
        "sendContact" => filled(params, &["phone_number", "first_name"]),
        "sendChatAction" => check_action(params),
        _ => Ok(()),
    }?;
    let identified = params.contains_key("inline_message_id")
        || (params.contains_key("chat_id") && params.contains_key("message_id"));
    if method.starts_with("editMessage") && !identified {
        return Err("message identifier is not specified".to_owned());
    }
    Ok(read)
}

/// Texts are measured in UTF-16 units after their entities are parsed.
fn check_text(
    text: &Value,
    parse_mode: Option<&Value>,
    max: usize,
) -> Result<Option<String>, String> {
    let Some(source) = text.as_str() else {
        return Ok(None);
    };
    let mode = parse_mode.and_then(Value::as_str).unwrap_or_default();
    let plain = match mode.to_ascii_lowercase().as_str() {
        "html" if source.contains(['<', '&']) => {
            let parsed =
                html::parse(source).map_err(|error| format!("can't parse entities: {error}"))?;
            if parsed.entities > ENTITIES {
                return Err(format!(
                    "{} entities, and the server forgets those after {ENTITIES}",
                    parsed.entities
                ));
            }
            parsed.links.iter().try_for_each(|link| check_link(link))?;
            Some(parsed.text)
        }
        "" | "html" | "markdown" | "markdownv2" => None,
        _ => return Err("unsupported parse_mode".to_owned()),
    };
    let read = plain.as_deref().unwrap_or(source);
    if max == TEXT && read.trim().is_empty() {
        return Err("message text is empty".to_owned());
    }
    // A UTF-16 unit takes at least one byte of UTF-8, so most texts need no counting.
    if read.len() > max && read.encode_utf16().count() > max {
        return Err(if max == TEXT {
            "message is too long"
        } else {
            "message caption is too long"
        }
        .to_owned());
    }
    Ok(plain)
}

fn check_place(params: &Map<String, Value>) -> Result<(), String> {
    let within = |name: &str, most: f64| {
        params
            .get(name)
            .and_then(Value::as_f64)
            .is_some_and(|value| (-most..=most).contains(&value))
    };
    let live = params.get("live_period").and_then(Value::as_i64);
    match live {
        _ if !within("latitude", 90.0) || !within("longitude", 180.0) => {
            Err("invalid geo point specified".to_owned())
        }
        Some(seconds) if !(60..=86_400).contains(&seconds) && seconds != 0x7FFF_FFFF => {
            Err("wrong live location period specified".to_owned())
        }
        _ => Ok(()),
    }
}

fn check_updates(params: &Map<String, Value>) -> Result<(), String> {
    let within = |name: &str, from: i64, to: i64| {
        params
            .get(name)
            .and_then(Value::as_i64)
            .is_none_or(|value| (from..=to).contains(&value))
    };
    if !within("limit", 1, 100) {
        return Err("limit is 1 to 100".to_owned());
    }
    if !within("timeout", 0, 50) {
        return Err("timeout is 0 to 50 seconds".to_owned());
    }
    Ok(())
}

fn check_webhook(params: &Map<String, Value>) -> Result<(), String> {
    let url = params
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default();
    // The real server insists on https and four ports; a plain address is let through, since it is this machine's.
    if !(url.is_empty() || url.starts_with("https://") || url.starts_with("http://")) {
        return Err("bad webhook: An HTTPS URL must be provided for webhook".to_owned());
    }
    if let Some(host) = url
        .strip_prefix("https://")
        .and_then(|rest| rest.split('/').next())
        && host
            .rsplit_once(':')
            .is_some_and(|(_, port)| !matches!(port, "443" | "80" | "88" | "8443"))
    {
        return Err(
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443".to_owned(),
        );
    }
    if params
        .get("secret_token")
        .and_then(Value::as_str)
        .is_some_and(|secret| !is_token(secret))
    {
        return Err("secret token contains unallowed characters".to_owned());
    }
    let connections = params.get("max_connections").and_then(Value::as_i64);
    if connections.is_some_and(|number| !(1..=100).contains(&number)) {
        Err("max_connections is 1 to 100".to_owned())
    } else {
        Ok(())
    }
}

fn check_names(params: &Map<String, Value>) -> Result<(), String> {
    let code = params
        .get("language_code")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let two_letters = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if !code.is_empty() && !two_letters {
        return Err("invalid language code specified".to_owned());
    }
    for command in params
        .get("commands")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let name = command["command"].as_str().unwrap_or_default();
        if !name
            .trim_start_matches('/')
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        {
            return Err("BOT_COMMAND_INVALID".to_owned());
        }
    }
    Ok(())
}

fn check_album(params: &Map<String, Value>) -> Result<(), String> {
    let media = params
        .get("media")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    for item in media {
        check_text(&item["caption"], item.get("parse_mode"), CAPTION)?;
    }
    let first = media.first().map(|item| &item["type"]);
    let alone = |kind: &Value| kind == "document" || kind == "audio";
    if media.iter().any(|item| {
        alone(&item["type"]) && Some(&item["type"]) != first
            || first.is_some_and(alone) && Some(&item["type"]) != first
    }) {
        return Err(
            "documents and audio files can't be mixed with other media types in an album"
                .to_owned(),
        );
    }
    Ok(())
}

fn check_results(params: &Map<String, Value>) -> Result<(), String> {
    let mut ids = HashSet::new();
    let start = &params
        .get("button")
        .map_or(&Value::Null, |it| &it["start_parameter"]);
    if start.as_str().is_some_and(|start| !is_token(start)) {
        return Err("START_PARAM_INVALID".to_owned());
    }
    for result in params
        .get("results")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let content = &result["input_message_content"];
        check_text(&content["message_text"], content.get("parse_mode"), TEXT)?;
        check_text(&result["caption"], result.get("parse_mode"), CAPTION)?;
        check_markup(&result["reply_markup"], &mut Read::default())?;
        if !result["id"]
            .as_str()
            .is_some_and(|id| (1..=64).contains(&id.len()))
        {
            return Err("RESULT_ID_INVALID".to_owned());
        }
        if !ids.insert(result["id"].as_str()) {
            return Err("RESULT_ID_DUPLICATE".to_owned());
        }
    }
    Ok(())
}

fn filled(params: &Map<String, Value>, names: &[&str]) -> Result<(), String> {
    match names.iter().find(|name| {
        params
            .get(**name)
            .and_then(Value::as_str)
            .is_none_or(|text| text.trim().is_empty())
    }) {
        Some(name) => Err(format!("{name} must be non-empty")),
        None => Ok(()),
    }
}

fn check_action(params: &Map<String, Value>) -> Result<(), String> {
    const ACTIONS: [&str; 11] = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ];
    let action = params
        .get("action")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if ACTIONS.contains(&action) {
        Ok(())
    } else {
        Err("wrong parameter action in request".to_owned())
    }
}
