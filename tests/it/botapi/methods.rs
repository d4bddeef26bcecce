//! What each method does to the state, and the result that it answers with.

use std::time::Instant;

use serde_json::{Map, Value};

use super::call::{Call, Done, Refusal, chat_id, plain};
use super::rules::Read;
use super::state::{Body, BotIs, Chat, Kept, State};
use super::{BotApi, Keep, webhook};
use super::{answers, media, questions};

/// Called under the lock. `getUpdates` waits, so it lives in `updates`.
pub fn run(api: &BotApi, state: &mut State, call: &Call, read: &Read) -> Result<Done, Refusal> {
    let params = &call.params;
    if let Some(to) = chat_id(params).and_then(|id| state.chat(id).moved_to) {
        return Err(Refusal::moved(to));
    }
    match call.method.name {
        "getMe" => Ok(Done::told(questions::me(state))),
        "getFile" => questions::get_file(state, params),
        "getChat" => questions::get_chat(state, params),
        "getChatMember" => questions::get_member(state, params),
        "getChatAdministrators" => questions::get_leaders(state, params),
        "setWebhook" => Ok(webhook::set(api, state, params)),
        "deleteWebhook" => Ok(webhook::delete(api, state, params)),
        "getWebhookInfo" => Ok(Done::told(webhook::info(state))),
        "answerCallbackQuery" => answers::tap(api, state, params),
        "answerInlineQuery" => answers::inline(state, params),
        "deleteMessage" | "deleteMessages" | "pinChatMessage" => on_message(state, call),
        "editMessageText" => edit(api, state, call, read, Some(Body::Text)),
        "editMessageCaption" => edit(api, state, call, read, Some(Body::Caption)),
        "editMessageReplyMarkup" => edit(api, state, call, read, None),
        "sendChatAction" | "leaveChat" => Ok(Done {
            chat_id: chat(params)?,
            ..Done::yes()
        }),
        "sendMediaGroup" => send_album(api, state, call),
        name if name.starts_with("send")
            || name.starts_with("copy")
            || name.starts_with("forward") =>
        {
            send(api, state, call, read)
        }
        name if name.contains("My") || name == "setChatMenuButton" => {
            Ok(store(state, name, params))
        }
        _ => Ok(Done::yes()),
    }
}

fn send(api: &BotApi, state: &mut State, call: &Call, read: &Read) -> Result<Done, Refusal> {
    let params = &call.params;
    let name = call.method.name;
    let to = chat(params)?;
    may_send(state, call, read, to, 1)?;
    let source = if name == "copyMessage" || name == "forwardMessage" {
        Some(source(state, name, params)?)
    } else {
        None
    };
    let words = plain(params, read);
    let (body, fields) = match source {
        Some((body, fields)) => (body, fields),
        None => media::body(api, state, call, words)?,
    };
    let id = remember(state, to, Kept::new(body, params, words, api.keeps()));
    let answer = if name == "copyMessage" {
        format!(r#"{{"message_id":{id}}}"#)
    } else {
        write_message(state, to, id, &fields, params.get("reply_markup"))
    };
    Ok(Done {
        answer,
        chat_id: to,
        message_id: id,
        sent: 1,
    })
}

/// The content of the message that is copied or forwarded.
fn source(
    state: &mut State,
    method: &str,
    params: &Map<String, Value>,
) -> Result<(Body, String), Refusal> {
    let from = params
        .get("from_chat_id")
        .and_then(Value::as_i64)
        .ok_or_else(|| Refusal::bad("chat not found"))?;
    let id = params
        .get("message_id")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let chat = state.chat(from);
    if !chat.has(id) {
        return Err(Refusal::bad(if method == "copyMessage" {
            "message to copy not found"
        } else {
            "message to forward not found"
        }));
    }
    let kept = chat.message(id);
    let text = kept
        .and_then(|kept| kept.shown.as_ref())
        .map_or("…", |(words, _)| words);
    Ok((
        kept.map_or(Body::Other, |kept| kept.body),
        format!(r#""text":{}"#, Value::from(text)),
    ))
}

fn send_album(api: &BotApi, state: &mut State, call: &Call) -> Result<Done, Refusal> {
    let to = chat(&call.params)?;
    let media = call
        .params
        .get("media")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    may_send(
        state,
        call,
        &Read::default(),
        to,
        u32::try_from(media.len()).unwrap_or(u32::MAX),
    )?;
    let mut answers = Vec::new();
    let mut first = 0;
    for item in media {
        let empty = Map::new();
        let item = item.as_object().unwrap_or(&empty);
        let words = item
            .get("caption")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let fields = media::album_item(api, state, item, &call.files, words)?;
        let id = remember(
            state,
            to,
            Kept::new(Body::Caption, item, words, api.keeps()),
        );
        first = if first == 0 { id } else { first };
        answers.push(write_message(
            state,
            to,
            id,
            &format!(r#""media_group_id":"{first}",{fields}"#),
            None,
        ));
    }
    Ok(Done {
        answer: format!("[{}]", answers.join(",")),
        chat_id: to,
        message_id: first,
        sent: answers.len() as u64,
    })
}

/// What may keep a message from being sent, in the order of the real server: the chat, what it answers to, the pace.
fn may_send(
    state: &mut State,
    call: &Call,
    read: &Read,
    to: i64,
    messages: u32,
) -> Result<(), Refusal> {
    let chat = state.chat(to);
    chat.lets_write(&call.params)?;
    if let Some(words) = read
        .private_only
        .filter(|_| chat.kind != super::ChatKind::Private)
    {
        state.note_violation(format!("{}: {words}", call.method.name));
        return Err(Refusal::bad(words));
    }
    let reply = call.params.get("reply_parameters");
    let replied = reply.and_then(|reply| reply["message_id"].as_i64());
    let elsewhere = reply.is_some_and(|reply| {
        !reply["chat_id"].is_null() || reply["allow_sending_without_reply"] == true
    });
    if replied.is_some_and(|id| !elsewhere && !chat.has(id)) {
        return Err(Refusal::bad("message to be replied not found"));
    }
    state
        .pace(to, messages, Instant::now())
        .map_err(|wait| Refusal::too_many(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)))
}

impl Chat {
    /// Whether the bot is there, may write, and knows the topic.
    fn lets_write(&self, params: &Map<String, Value>) -> Result<(), Refusal> {
        let group = match self.kind {
            super::ChatKind::Private => return Ok(()),
            super::ChatKind::Group => "group",
            super::ChatKind::Supergroup => "supergroup",
        };
        match self.bot {
            BotIs::In => {}
            BotIs::Silent => {
                return Err(Refusal::bad(
                    "not enough rights to send text messages to the chat",
                ));
            }
            BotIs::Out => {
                return Err(Refusal {
                    code: 403,
                    ..Refusal::exactly(format!("Forbidden: bot was kicked from the {group} chat"))
                });
            }
        }
        let topic = params.get("message_thread_id").and_then(Value::as_i64);
        match (topic, &self.topics) {
            (Some(topic), Some(topics)) if !topics.contains(&topic) => {
                Err(Refusal::bad("message thread not found"))
            }
            _ => Ok(()),
        }
    }
}

fn remember(state: &mut State, to: i64, kept: Kept) -> i64 {
    let chat = state.chat(to);
    let id = chat.next_id();
    chat.keep(id, kept);
    id
}

/// A message of the bot; `fields` are its content, ready as JSON.
pub fn write_message(
    state: &mut State,
    to: i64,
    id: i64,
    fields: &str,
    markup: Option<&Value>,
) -> String {
    let date = state.now();
    let chat = state.chat(to).write();
    let bot = &state.bot;
    let inline = markup.filter(|markup| markup["inline_keyboard"].is_array());
    let markup = inline
        .map(|markup| format!(r#","reply_markup":{markup}"#))
        .unwrap_or_default();
    format!(r#"{{"message_id":{id},"from":{bot},"chat":{chat},"date":{date},{fields}{markup}}}"#)
}

fn edit(
    api: &BotApi,
    state: &mut State,
    call: &Call,
    read: &Read,
    body: Option<Body>,
) -> Result<Done, Refusal> {
    let params = &call.params;
    if params.contains_key("inline_message_id") {
        return Ok(Done::yes());
    }
    let to = chat(params)?;
    let id = params
        .get("message_id")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let words = plain(params, read);
    let change = Kept::new(body.unwrap_or(Body::Other), params, words, api.keeps());
    let chat = state.chat(to);
    chat.edit(id, body, change).map_err(Refusal::bad)?;
    let key = if body == Some(Body::Caption) {
        "caption"
    } else {
        "text"
    };
    let shown = chat
        .message(id)
        .and_then(|kept| kept.shown.as_ref())
        .map_or(words, |(words, _)| words);
    let content = Value::from(shown).to_string();
    let fields = format!(r#""edit_date":{},"{key}":{content}"#, state.now());
    let answer = write_message(state, to, id, &fields, params.get("reply_markup"));
    Ok(Done {
        answer,
        chat_id: to,
        message_id: id,
        sent: 0,
    })
}

fn on_message(state: &mut State, call: &Call) -> Result<Done, Refusal> {
    let params = &call.params;
    let to = chat(params)?;
    let id = params
        .get("message_id")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let chat = state.chat(to);
    match call.method.name {
        "pinChatMessage" if !chat.has(id) => return Err(Refusal::bad("message to pin not found")),
        "deleteMessage" if !chat.delete(id) => {
            return Err(Refusal::bad("message to delete not found"));
        }
        // Ids that cannot be found are skipped.
        "deleteMessages" => {
            for id in params
                .get("message_ids")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_i64)
            {
                chat.delete(id);
            }
        }
        _ => {}
    }
    Ok(Done {
        chat_id: to,
        message_id: id,
        ..Done::yes()
    })
}

/// Commands and texts of the bot are kept by method, scope and language, as the real server keeps them.
fn store(state: &mut State, method: &str, params: &Map<String, Value>) -> Done {
    let scope = params
        .get("scope")
        .or_else(|| params.get("chat_id"))
        .map(Value::to_string)
        .unwrap_or_default();
    let language = params
        .get("language_code")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let key = format!("{} {scope} {language}", method.replacen("delete", "set", 1));
    if method.starts_with("delete") {
        state.stored.remove(&key);
    } else {
        state.stored.insert(key, Value::Object(params.clone()));
    }
    Done::yes()
}

pub fn chat(params: &Map<String, Value>) -> Result<i64, Refusal> {
    chat_id(params)
        .filter(|id| *id != 0)
        .ok_or_else(|| Refusal::bad("chat not found"))
}

impl BotApi {
    /// Whether words and buttons are kept.
    pub(super) fn keeps(&self) -> bool {
        self.shared.settings.keep == Keep::All
    }
}

impl Done {
    pub fn told(answer: String) -> Self {
        Self {
            answer,
            chat_id: 0,
            message_id: 0,
            sent: 0,
        }
    }

    pub fn yes() -> Self {
        Self::told("true".to_owned())
    }
}
