//! A request's parameters, whichever of the four official ways they came: JSON, form, multipart, query string.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::call::Call;
use super::multipart::parts;
use super::schema::{Method, schema};
use super::state::Upload;

const MOST_BYTES: usize = 64 << 20;

/// # Errors
/// Why the body cannot be read.
pub async fn read(method: &'static Method, request: Request) -> Result<Call, String> {
    let mut params = Map::new();
    let mut files = Vec::new();
    if let Some(query) = request.uri().query() {
        read_pairs(query, &mut params);
    }
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let body = to_bytes(request.into_body(), MOST_BYTES)
        .await
        .map_err(|error| error.to_string())?;
    let is = |wanted: &str| kind.to_ascii_lowercase().starts_with(wanted);
    if is("multipart/form-data") {
        read_parts(method, &kind, &body, &mut params, &mut files)?;
    } else if body.is_empty() {
        // All there is stands in the query string.
    } else if is("application/json") {
        let Ok(Value::Object(mut object)) = serde_json::from_slice(&body) else {
            return Err("can't parse JSON object".to_owned());
        };
        if params.is_empty() {
            params = object;
        } else {
            params.append(&mut object);
        }
    } else if is("application/x-www-form-urlencoded") {
        read_pairs(&String::from_utf8_lossy(&body), &mut params);
    } else {
        return Err(format!("unknown content type \"{kind}\""));
    }
    Ok(Call {
        method,
        params,
        files,
    })
}

fn read_pairs(text: &str, params: &mut Map<String, Value>) {
    let Ok(mut url) = reqwest::Url::parse("http://form/") else {
        return;
    };
    url.set_query(Some(text));
    params.extend(
        url.query_pairs()
            .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))),
    );
}

fn read_parts(
    method: &Method,
    kind: &str,
    body: &[u8],
    params: &mut Map<String, Value>,
    files: &mut Vec<Upload>,
) -> Result<(), String> {
    for part in parts(kind, body)? {
        let (field, name, bytes) = (part.name, part.file_name, part.bytes);
        let mime = part
            .mime
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        let is_field = schema().is_field(method, &field);
        if let (None, true) = (&name, is_field) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            params.insert(field, Value::String(text));
            continue;
        }
        // A file is either the field itself or, under any name, what a field calls "attach://name".
        if is_field {
            params.insert(field.clone(), Value::String(format!("attach://{field}")));
        }
        let name = name.unwrap_or_else(|| "file".to_owned());
        files.push(Upload {
            field,
            name,
            mime,
            bytes: Arc::from(bytes),
        });
    }
    for file in files {
        let link = format!("attach://{}", file.field);
        if !params
            .values()
            .any(|value| value.as_str().is_some_and(|text| text.contains(&link)))
        {
            // Nothing asks for it: let it be refused as an unknown field.
            params.insert(file.field.clone(), Value::Null);
        }
    }
    Ok(())
}
