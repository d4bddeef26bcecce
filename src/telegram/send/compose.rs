//! From what the bot says to a call of the Bot API. One row is one message.

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::{Map, Value};
use teloxide::payloads::{
    AnswerCallbackQuery, EditMessageText, EditMessageTextSetters, SendContact, SendMessage,
    SendMessageSetters, SendVenue,
};
use teloxide::types::{
    CallbackQueryId, ChatId, LinkPreviewOptions, MessageId, ParseMode, Recipient, ReplyMarkup,
    ThreadId,
};

use super::html::TEXT;
use super::to::To;
use super::{html, keyboard};
use crate::chat::{Attachment, PrintedFile, Say};
use crate::domain::report::{Media, MediaKind};
use crate::telegram::client::{Body, Request};
use crate::telegram::menu;

/// UTF-16 units of a caption, after the tags are read.
const CAPTION: usize = 1024;
/// Of what is said at a button, which knows no tags.
const AT_TAP: usize = 200;

/// The call that says it.
pub fn compose(say: &Say, to: To) -> Result<Request> {
    let markup = keyboard::markup(say, to);
    let chat = Recipient::Id(ChatId(to.chat));
    match &say.attachment {
        None if may_edit(say) && to.standing.is_some() => {
            let message = i32::try_from(to.standing.unwrap_or_default())?;
            let text = html::cut(&say.text, TEXT);
            let mut edit = EditMessageText::new(chat, MessageId(message), text)
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            if let Some(ReplyMarkup::InlineKeyboard(markup)) = markup {
                edit = edit.reply_markup(markup);
            }
            Request::new("editMessageText", &edit)
        }
        None => {
            let mut send = SendMessage::new(chat, html::cut(&say.text, TEXT))
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            send.reply_markup = markup;
            send.disable_notification = say.silent.then_some(true);
            send.message_thread_id = topic(say);
            Request::new("sendMessage", &send)
        }
        Some(Attachment::Venue {
            point,
            title,
            address,
        }) => {
            let mut send = SendVenue::new(chat, point.lat, point.lon, title, address);
            send.reply_markup = markup;
            send.disable_notification = say.silent.then_some(true);
            send.message_thread_id = topic(say);
            Request::new("sendVenue", &send)
        }
        Some(Attachment::Contact { phone, name }) => {
            let mut send = SendContact::new(chat, phone, name);
            send.reply_markup = markup;
            send.disable_notification = say.silent.then_some(true);
            send.message_thread_id = topic(say);
            Request::new("sendContact", &send)
        }
        Some(Attachment::Media(Media { kind, file })) => {
            let (method, field) = method(*kind);
            let mut fields = fields(say, to, markup.as_ref(), *kind != MediaKind::VideoNote)?;
            fields.insert(field.into(), file.as_str().into());
            Request::new(method, &fields)
        }
        Some(Attachment::Commands(commands)) => menu::in_chat(to.chat, commands),
        Some(Attachment::AtTap(tap)) => {
            let mut answer = AnswerCallbackQuery::new(CallbackQueryId(tap.clone()));
            let text = html::plain(&say.text, AT_TAP);
            answer.text = Some(text).filter(|it| !it.is_empty());
            Request::new("answerCallbackQuery", &answer)
        }
        Some(Attachment::Made(_)) => bail!("a file that nobody has made"),
        Some(Attachment::Printed(file)) => {
            let fields = fields(say, to, markup.as_ref(), true)?;
            Ok(printed(fields, file))
        }
        Some(Attachment::File { name, content }) => {
            let fields = fields(say, to, markup.as_ref(), true)?;
            document(fields, to, name, content)
        }
    }
}

/// A file of the bot's own: uploaded, unless Telegram holds it already.
fn document(mut fields: Map<String, Value>, to: To, name: &str, content: &str) -> Result<Request> {
    let method = "sendDocument";
    if let Some(file) = to.file {
        fields.insert("document".into(), file.into());
        return Request::new(method, &fields);
    }
    let content = content.to_owned().into_bytes();
    Ok(upload(
        method,
        "document",
        fields,
        (name.to_owned(), content),
    ))
}

/// A picture or a document that the bot has drawn.
fn printed(fields: Map<String, Value>, file: &PrintedFile) -> Request {
    let (method, field) = method(match file.picture {
        true => MediaKind::Photo,
        false => MediaKind::Document,
    });
    let file = (file.name.clone(), file.content.clone());
    upload(method, field, fields, file)
}

/// The same medium as a plain file, which nobody's settings keep out: a round video as any other, a
/// voice as a document, and nothing looks into it to make a voice of it again.
pub fn compose_copy(say: &Say, to: To, file: (String, Vec<u8>)) -> Result<Request> {
    let mut fields = fields(say, to, keyboard::markup(say, to).as_ref(), true)?;
    let round = matches!(
        &say.attachment,
        Some(Attachment::Media(Media {
            kind: MediaKind::VideoNote,
            ..
        }))
    );
    if round {
        return Ok(upload("sendVideo", "video", fields, file));
    }
    fields.insert("disable_content_type_detection".into(), true.into());
    Ok(upload("sendDocument", "document", fields, file))
}

fn upload(
    method: &'static str,
    field: &'static str,
    fields: Map<String, Value>,
    (name, content): (String, Vec<u8>),
) -> Request {
    let fields = fields.into_iter().map(|(name, value)| {
        let text = match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        (name, text)
    });
    let body = Body::File {
        fields: fields.collect(),
        field,
        name,
        content,
    };
    Request { method, body }
}

/// Only words with buttons below them can be put in the place of other words.
pub fn may_edit(say: &Say) -> bool {
    say.slot.is_some() && say.attachment.is_none() && !keyboard::is_reply(say)
}

/// What the six kinds of media have in common; their payloads differ in one name.
fn fields(
    say: &Say,
    to: To,
    markup: Option<&ReplyMarkup>,
    caption: bool,
) -> Result<Map<String, Value>> {
    #[derive(Serialize)]
    struct Fields<'a> {
        chat_id: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        message_thread_id: Option<ThreadId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        parse_mode: Option<ParseMode>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        disable_notification: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        reply_markup: Option<&'a ReplyMarkup>,
    }
    let caption = caption && !say.text.is_empty();
    let fields = Fields {
        chat_id: to.chat,
        message_thread_id: topic(say),
        caption: caption.then(|| html::cut(&say.text, CAPTION)),
        parse_mode: caption.then_some(ParseMode::Html),
        disable_notification: say.silent,
        reply_markup: markup,
    };
    match serde_json::to_value(fields)? {
        Value::Object(fields) => Ok(fields),
        _ => None.context("fields are an object"),
    }
}

fn method(kind: MediaKind) -> (&'static str, &'static str) {
    match kind {
        MediaKind::Photo => ("sendPhoto", "photo"),
        MediaKind::Video => ("sendVideo", "video"),
        MediaKind::Voice => ("sendVoice", "voice"),
        MediaKind::Audio => ("sendAudio", "audio"),
        MediaKind::VideoNote => ("sendVideoNote", "video_note"),
        MediaKind::Document => ("sendDocument", "document"),
    }
}

fn topic(say: &Say) -> Option<ThreadId> {
    let topic = say.topic.and_then(|topic| i32::try_from(topic).ok());
    topic.map(|topic| ThreadId(MessageId(topic)))
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
