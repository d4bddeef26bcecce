//! The content of a sent message as the server writes it back: text, files, places, contacts.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::BotApi;
use super::call::{Call, Refusal};
use super::state::{Body, State, Upload};

const MOST_PHOTO: usize = 10_000_000;
const MOST_FILE: usize = 50_000_000;

/// The kind of content, and its fields as JSON without the braces.
pub fn body(
    api: &BotApi,
    state: &mut State,
    call: &Call,
    plain: &str,
) -> Result<(Body, String), Refusal> {
    let params = &call.params;
    let field = |name: &str| params.get(name).cloned().unwrap_or_default();
    let place = || json!({"latitude": field("latitude"), "longitude": field("longitude")});
    let content = match call.method.name {
        "sendMessage" => return Ok((Body::Text, format!(r#""text":{}"#, Value::from(plain)))),
        "sendLocation" => json!({"location": place()}),
        "sendVenue" => {
            json!({"location": place(), "venue": {"location": place(), "title": field("title"), "address": field("address")}})
        }
        "sendContact" => {
            json!({"contact": {"phone_number": field("phone_number"), "first_name": field("first_name")}})
        }
        name => {
            let kind = kind_of(name);
            return Ok((
                Body::Caption,
                file_fields(api, state, kind, params.get(kind), &call.files, plain)?,
            ));
        }
    };
    Ok((Body::Other, braceless(&content)))
}

/// One item of an album.
pub fn album_item(
    api: &BotApi,
    state: &mut State,
    item: &Map<String, Value>,
    files: &[Upload],
    caption: &str,
) -> Result<String, Refusal> {
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    file_fields(api, state, kind, item.get("media"), files, caption)
}

/// A file as the official types describe it, with what each kind requires.
pub fn describe(kind: &str, file_id: &str, size: usize, name: &str, mime: &str) -> Value {
    let mut file =
        json!({"file_id": file_id, "file_unique_id": format!("u-{file_id}"), "file_size": size});
    let numbers: &[(&str, i64)] = match kind {
        "photo" => &[("width", 800), ("height", 600)],
        "video" | "animation" => &[("width", 800), ("height", 600), ("duration", 3)],
        "voice" | "audio" => &[("duration", 3)],
        "video_note" => &[("length", 240), ("duration", 3)],
        _ => &[],
    };
    for (name, number) in numbers {
        file[*name] = (*number).into();
    }
    if !matches!(kind, "photo" | "video_note") {
        file["mime_type"] = mime.into();
    }
    if matches!(kind, "document" | "audio" | "video" | "animation") {
        file["file_name"] = name.into();
    }
    if kind == "photo" { json!([file]) } else { file }
}

fn file_fields(
    api: &BotApi,
    state: &mut State,
    kind: &str,
    value: Option<&Value>,
    files: &[Upload],
    caption: &str,
) -> Result<String, Refusal> {
    let value = value
        .and_then(Value::as_str)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| Refusal::bad(format!("there is no {kind} in the request")))?;
    let mut content = Map::new();
    let file = match value.strip_prefix("attach://") {
        Some(name) => {
            let upload = files
                .iter()
                .find(|file| file.field == name)
                .ok_or_else(|| Refusal::bad("wrong file identifier/HTTP URL specified"))?;
            let size = upload.bytes.len();
            if size == 0 {
                return Err(Refusal::bad("file must be non-empty"));
            }
            if size
                > if kind == "photo" {
                    MOST_PHOTO
                } else {
                    MOST_FILE
                }
            {
                return Err(Refusal {
                    code: 413,
                    ..Refusal::exactly("Request Entity Too Large".to_owned())
                });
            }
            let bytes = if api.keeps() {
                Arc::clone(&upload.bytes)
            } else {
                Arc::from([])
            };
            describe(
                kind,
                &state.new_file(bytes),
                size,
                &upload.name,
                &upload.mime,
            )
        }
        None => describe(
            kind,
            value,
            state.files.get(value).map_or(1, |bytes| bytes.len()),
            "file",
            "application/octet-stream",
        ),
    };
    if kind == "animation" {
        content.insert("document".to_owned(), file.clone());
    }
    content.insert(kind.to_owned(), file);
    if !caption.is_empty() {
        content.insert("caption".to_owned(), caption.into());
    }
    Ok(braceless(&Value::Object(content)))
}

fn kind_of(method: &str) -> &'static str {
    match method {
        "sendPhoto" => "photo",
        "sendVideo" => "video",
        "sendVoice" => "voice",
        "sendAudio" => "audio",
        "sendVideoNote" => "video_note",
        "sendAnimation" => "animation",
        _ => "document",
    }
}

fn braceless(object: &Value) -> String {
    let text = object.to_string();
    text.get(1..text.len() - 1).unwrap_or_default().to_owned()
}
