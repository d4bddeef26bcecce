//! Limits of keyboards and of the links in them. The two numbers are undocumented and from python-telegram-bot's constants.

use serde_json::Value;

use super::rules::Read;

const BUTTONS: usize = 100;
const BUTTONS_IN_ROW: usize = 8;

pub fn check_markup(markup: &Value, read: &mut Read) -> Result<(), String> {
    if let Some(rows) = markup["inline_keyboard"].as_array() {
        return check_inline(rows);
    }
    let rows = markup["keyboard"].as_array().into_iter().flatten();
    for button in rows.flat_map(|row| row.as_array().into_iter().flatten()) {
        if button["text"].as_str().is_none_or(str::is_empty) {
            return Err("keyboard button text must be non-empty".to_owned());
        }
        let asks: Vec<&String> = button
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
            .filter(|name| name.starts_with("request_") || *name == "web_app")
            .collect();
        if asks.len() > 1 {
            return Err("keyboard button can ask for one thing only".to_owned());
        }
        if button["request_location"] == true {
            read.private_only = Some("location can be requested in private chats only");
        } else if button["request_contact"] == true {
            read.private_only = Some("phone number can be requested in private chats only");
        } else if !asks.is_empty()
            && button["request_location"].is_null()
            && button["request_contact"].is_null()
        {
            read.private_only = Some("this button can be used in private chats only");
        }
    }
    Ok(())
}

fn check_inline(rows: &[Value]) -> Result<(), String> {
    let mut total = 0;
    for row in rows.iter().filter_map(Value::as_array) {
        total += row.len();
        if row.len() > BUTTONS_IN_ROW || total > BUTTONS {
            return Err("reply markup is too long".to_owned());
        }
        for button in row.iter().filter_map(Value::as_object) {
            if button
                .get("text")
                .and_then(Value::as_str)
                .is_none_or(str::is_empty)
            {
                return Err("can't parse inline keyboard button: text must be non-empty".to_owned());
            }
            let actions = button
                .keys()
                .filter(|name| !matches!(name.as_str(), "text" | "style" | "icon_custom_emoji_id"))
                .count();
            if actions != 1 {
                return Err(if actions == 0 {
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard".to_owned()
                } else {
                    format!("can't parse inline keyboard button: {actions} actions, not one")
                });
            }
            if let Some(url) = button.get("url").and_then(Value::as_str) {
                if !["https://", "http://", "tg://"]
                    .iter()
                    .any(|scheme| url.starts_with(scheme))
                {
                    return Err("BUTTON_URL_INVALID".to_owned());
                }
                check_link(url)?;
            }
        }
    }
    Ok(())
}

/// The payload of a deep link: 1-64 characters of `A-Za-z0-9_-`.
pub fn check_link(url: &str) -> Result<(), String> {
    let ours = [
        "https://t.me/",
        "http://t.me/",
        "https://telegram.me/",
        "tg://resolve",
    ]
    .iter()
    .any(|host| url.starts_with(host));
    let query = url
        .split_once('?')
        .map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
    let payload = query.split('&').find_map(|pair| {
        pair.strip_prefix("start=")
            .or_else(|| pair.strip_prefix("startgroup="))
    });
    match payload {
        Some(payload) if ours && !(1..=64).contains(&payload.len()) => Err(format!(
            "start payload of {} characters, not 1 to 64",
            payload.len()
        )),
        Some(payload) if ours && !is_token(payload) => {
            Err("start payload has other characters than A-Z, a-z, 0-9, _ and -".to_owned())
        }
        _ => Ok(()),
    }
}

pub fn is_token(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}
