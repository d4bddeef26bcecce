//! Answers to what waits for one for a moment only: a tap, an inline query.

use std::time::Duration;

use serde_json::{Map, Value};

use super::BotApi;
use super::call::{Done, Refusal};
use super::state::State;

pub fn tap(api: &BotApi, state: &mut State, params: &Map<String, Value>) -> Result<Done, Refusal> {
    let id = params
        .get("callback_query_id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match state.callbacks.get_mut(id) {
        Some(tap) if tap.at.elapsed() <= api.shared.settings.callback_ttl => {
            let words = params.get("text").and_then(Value::as_str);
            tap.answers.push(words.unwrap_or_default().to_owned());
            Ok(Done::yes())
        }
        _ => Err(Refusal::bad(TOO_OLD)),
    }
}

const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

pub fn inline(state: &mut State, params: &Map<String, Value>) -> Result<Done, Refusal> {
    let id = params
        .get("inline_query_id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match state.inlines.get_mut(id) {
        Some(query) if query.at.elapsed() <= Duration::from_secs(30) => {
            query.answers.push(Value::Object(params.clone()));
            Ok(Done::yes())
        }
        _ => Err(Refusal::bad(TOO_OLD)),
    }
}
