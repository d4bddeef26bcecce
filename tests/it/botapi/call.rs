//! One call of a method, whichever way it came: check it, let a fault have it, do it, write it down.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Map, Value, json};

use super::limits::{FaultKind, next_fault};
use super::methods;
use super::rules::{self, Read};
use super::schema::{Method, schema};
use super::state::{Sent, State, Upload};
use super::{BotApi, Keep};

pub struct Call {
    pub method: &'static Method,
    pub params: Map<String, Value>,
    pub files: Vec<Upload>,
}

/// An answer that is not ok.
pub struct Refusal {
    pub code: u16,
    pub description: String,
    pub parameters: Option<Value>,
}

/// What a method has done.
pub struct Done {
    /// The result, as JSON.
    pub answer: String,
    pub chat_id: i64,
    pub message_id: i64,
    /// How many messages were sent.
    pub sent: u64,
}

const MOST_NOTED: usize = 10_000;

impl BotApi {
    /// Everything that a webhook's answer may ask for: the whole way but for the wire.
    pub(super) fn call(&self, mut call: Call) -> Result<String, Refusal> {
        let read = self.check(&mut call)?;
        match self.take_fault(&call) {
            Some(fault) => self
                .refuse_by(&call, fault)
                .map_or_else(|| self.perform(call, &read), Err),
            None => self.perform(call, &read),
        }
    }

    /// # Errors
    /// The first broken rule, which is also noted among the violations.
    pub(super) fn check(&self, call: &mut Call) -> Result<Read, Refusal> {
        let schema = schema();
        schema.coerce(call.method, &mut call.params);
        // The descriptions of `rules` are those of the real server, so they come first where both would complain.
        let checked = match (
            rules::check(call.method.name, &call.params),
            schema.check(call.method, &call.params),
        ) {
            (Ok(read), Ok(())) => Ok(read),
            (Err(description), Ok(())) => Err((description.clone(), description)),
            (_, Err(wrong)) => {
                let detail = wrong.describe();
                Err((official(&detail), detail))
            }
        };
        checked.map_err(|(description, detail)| {
            let refusal = Refusal {
                ..Refusal::bad(description)
            };
            let mut state = self.lock();
            note(&mut state.violations, || {
                format!("{}: {detail}", call.method.name)
            });
            state.note_refusal(call.method.name, &refusal);
            refusal
        })
    }

    pub(super) fn take_fault(&self, call: &Call) -> Option<FaultKind> {
        let mut state = self.lock();
        if state.faults.is_empty() {
            return None;
        }
        next_fault(&mut state.faults, call.method.name, chat_id(&call.params))
    }

    /// The answer that a fault puts in place of the call's own; `None` for the faults that are of the wire.
    pub(super) fn refuse_by(&self, call: &Call, fault: FaultKind) -> Option<Refusal> {
        let refusal = match fault {
            FaultKind::Retry429(seconds) => Refusal::too_many(seconds),
            FaultKind::Forbidden(description) => Refusal {
                code: 403,
                ..Refusal::exactly(description)
            },
            FaultKind::BadRequest(description) => Refusal::exactly(description),
            FaultKind::Migrate(to) => {
                if let Some(from) = chat_id(&call.params) {
                    self.lock().chat(from).moved_to = Some(to);
                }
                Refusal::moved(to)
            }
            FaultKind::ServerError
            | FaultKind::Page(_)
            | FaultKind::HugeAbove(_)
            | FaultKind::Garbage(_)
            | FaultKind::DropBefore
            | FaultKind::DropAfter
            | FaultKind::Delay(_) => return None,
        };
        self.lock().note_refusal(call.method.name, &refusal);
        self.tell();
        Some(refusal)
    }

    /// Does it under one lock, then calls the hook and wakes the waiting.
    pub(super) fn perform(&self, call: Call, read: &Read) -> Result<String, Refusal> {
        let name = call.method.name;
        let settings = &self.shared.settings;
        let mut state = self.lock();
        let done = methods::run(self, &mut state, &call, read)
            .inspect_err(|refusal| state.note_refusal(name, refusal))?;
        *state.counts.entry(name).or_default() += 1;
        if name.starts_with("get") {
            return Ok(done.answer);
        }
        state.calls += 1;
        if done.sent > 0 {
            state.sent += done.sent;
            state.chat(done.chat_id).sent += done.sent;
        }
        if settings.keep == Keep::Counts && settings.hook.is_none() {
            drop(state);
            self.tell();
            return Ok(done.answer);
        }
        let sent = Arc::new(Sent {
            method: name,
            chat_id: done.chat_id,
            message_id: done.message_id,
            text: plain(&call.params, read).to_owned(),
            params: Value::Object(call.params),
            files: call.files,
            at: Instant::now(),
            n: state.calls,
        });
        if settings.keep == Keep::All {
            state.log.push(Arc::clone(&sent));
        }
        drop(state);
        if let Some(hook) = &settings.hook {
            hook(
                &Self {
                    shared: Arc::clone(&self.shared),
                    _guard: None,
                },
                &sent,
            );
        }
        self.tell();
        Ok(done.answer)
    }
}

/// The text or caption without its tags.
pub fn plain<'a>(params: &'a Map<String, Value>, read: &'a Read) -> &'a str {
    let raw = || {
        params
            .get("text")
            .or_else(|| params.get("caption"))
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    read.plain.as_deref().unwrap_or_else(raw)
}

/// The chat that a call is about, if it names one by number.
pub fn chat_id(params: &Map<String, Value>) -> Option<i64> {
    match params.get("chat_id")? {
        Value::String(text) => text.parse().ok(),
        number => number.as_i64(),
    }
}

/// What the real server says where it has words of its own for what the fields forbid.
fn official(detail: &str) -> String {
    let words = [
        (".callback_data:", "BUTTON_DATA_INVALID"),
        ("required field \"chat_id\" is missing", "chat_id is empty"),
        (
            "required field \"text\" is missing",
            "message text is empty",
        ),
        (".description:", "BOT_COMMAND_DESCRIPTION_INVALID"),
        (".command:", "BOT_COMMAND_INVALID"),
    ];
    words
        .iter()
        .find(|(part, _)| {
            detail.starts_with(part) || (part.starts_with('.') && detail.contains(part))
        })
        .map_or_else(
            || format!("can't parse request: {detail}"),
            |(_, words)| (*words).to_owned(),
        )
}

fn note(list: &mut Vec<String>, what: impl FnOnce() -> String) {
    if list.len() < MOST_NOTED {
        list.push(what());
    }
}

impl State {
    pub fn note_refusal(&mut self, method: &str, refusal: &Refusal) {
        self.too_many += u64::from(refusal.code == 429);
        note(&mut self.refusals, || {
            format!("{method}: {}", refusal.description)
        });
    }

    pub fn note_violation(&mut self, what: String) {
        note(&mut self.violations, || what);
    }
}

impl Refusal {
    /// 400 with these words after "Bad Request: ".
    pub fn bad(words: impl Display) -> Self {
        Self::exactly(format!("Bad Request: {words}"))
    }

    pub fn exactly(description: String) -> Self {
        Self {
            code: 400,
            description,
            parameters: None,
        }
    }

    pub fn conflict(words: &str) -> Self {
        Self {
            code: 409,
            ..Self::exactly(format!("Conflict: {words}"))
        }
    }

    pub fn too_many(seconds: u64) -> Self {
        let description = format!("Too Many Requests: retry after {seconds}");
        Self {
            code: 429,
            parameters: Some(json!({"retry_after": seconds})),
            ..Self::exactly(description)
        }
    }

    pub fn moved(to: i64) -> Self {
        Self {
            parameters: Some(json!({"migrate_to_chat_id": to})),
            ..Self::bad("group chat was upgraded to a supergroup chat")
        }
    }

    /// The body of the answer.
    pub fn write(&self) -> String {
        let mut body =
            json!({"ok": false, "error_code": self.code, "description": self.description});
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body.to_string()
    }
}
