//! What the server remembers: chats with their messages, what was sent, updates on their way, faults to come.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use super::Settings;
use super::limits::{Fault, Limits, Pace};
use super::updates::Updates;

/// One executed call of the bot: a message sent, edited, deleted, a tap answered, commands set.
#[derive(Clone, Debug)]
pub struct Sent {
    /// In the official spelling.
    pub method: &'static str,
    /// 0 where the call names no chat.
    pub chat_id: i64,
    pub params: Value,
    /// The message made or changed; 0 where there is none. An album has its first.
    pub message_id: i64,
    /// The text or caption without tags; empty where there is none.
    pub text: String,
    pub files: Vec<Upload>,
    pub at: Instant,
    /// Counts the calls of this server from 1.
    pub n: u64,
}

/// A file that came with a request.
#[derive(Clone, Debug)]
pub struct Upload {
    pub field: String,
    pub name: String,
    pub mime: String,
    pub bytes: Arc<[u8]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    Private,
    Group,
    Supergroup,
}

pub struct State {
    pub bot: String,
    pub limits: Limits,
    pub date: Option<i64>,
    pub chats: HashMap<i64, Chat>,
    pub users: HashMap<i64, Value>,
    pub members: HashMap<(i64, i64), String>,
    pub overall: Pace,
    pub faults: Vec<Fault>,
    pub updates: Updates,
    pub callbacks: HashMap<String, Callback>,
    /// Inline queries, and what they were answered with.
    pub inlines: HashMap<String, InlineQuery>,
    pub files: HashMap<String, Arc<[u8]>>,
    /// The last commands, descriptions and names, by method, scope and language.
    pub stored: BTreeMap<String, Value>,
    pub log: Vec<Arc<Sent>>,
    pub calls: u64,
    pub counts: HashMap<&'static str, u64>,
    /// Messages sent, without edits.
    pub sent: u64,
    pub too_many: u64,
    pub violations: Vec<String>,
    pub refusals: Vec<String>,
    pub last_file: u64,
    pub last_callback: u64,
}

pub struct Callback {
    pub at: Instant,
    /// The words of each answer; empty where the waiting sign was only taken off.
    pub answers: Vec<String>,
}

pub struct InlineQuery {
    pub at: Instant,
    pub answers: Vec<Value>,
}

/// Where the bot stands in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BotIs {
    In,
    /// May not write.
    Silent,
    Out,
}

impl State {
    pub fn new(settings: &Settings) -> Self {
        let id: i64 = settings
            .token
            .split(':')
            .next()
            .and_then(|id| id.parse().ok())
            .unwrap_or(1);
        let bot =
            json!({"id": id, "is_bot": true, "first_name": "Aula", "username": settings.username});
        Self {
            bot: bot.to_string(),
            limits: settings.limits,
            date: settings.date,
            chats: HashMap::new(),
            users: HashMap::new(),
            members: HashMap::new(),
            overall: Pace::default(),
            faults: Vec::new(),
            updates: Updates::new(settings.first_update_id),
            callbacks: HashMap::new(),
            inlines: HashMap::new(),
            files: HashMap::new(),
            stored: BTreeMap::new(),
            log: Vec::new(),
            calls: 0,
            counts: HashMap::new(),
            sent: 0,
            too_many: 0,
            violations: Vec::new(),
            refusals: Vec::new(),
            last_file: 0,
            last_callback: 0,
        }
    }

    pub fn chat(&mut self, id: i64) -> &mut Chat {
        self.chats.entry(id).or_insert_with(|| Chat::new(id))
    }

    /// Unix seconds.
    pub fn now(&self) -> i64 {
        let clock = || {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
                .as_secs()
        };
        self.date
            .unwrap_or_else(|| i64::try_from(clock()).unwrap_or(i64::MAX))
    }

    pub fn user(&self, id: i64) -> Value {
        self.users.get(&id).cloned().unwrap_or_else(
            || json!({"id": id, "is_bot": false, "first_name": format!("User {id}")}),
        )
    }

    /// Takes `messages` out of the buckets of the chat and of the bot.
    ///
    /// # Errors
    /// How long to wait; nothing is taken then.
    pub fn pace(&mut self, chat_id: i64, messages: u32, now: Instant) -> Result<(), Duration> {
        let limits = self.limits;
        let overall = self.overall;
        let chat = self.chat(chat_id);
        let rate = if chat.kind == ChatKind::Private {
            limits.private
        } else {
            limits.group
        };
        let of_chat = rate.map_or(Duration::ZERO, |rate| chat.pace.wait(rate, messages, now));
        let of_all = limits
            .overall
            .map_or(Duration::ZERO, |rate| overall.wait(rate, messages, now));
        if of_chat.max(of_all) > Duration::ZERO {
            return Err(of_chat.max(of_all));
        }
        if let Some(rate) = rate {
            chat.pace.take(rate, messages, now);
        }
        if let Some(rate) = limits.overall {
            self.overall.take(rate, messages, now);
        }
        Ok(())
    }

    pub fn refill(&mut self) {
        self.overall = Pace::default();
        self.chats
            .values_mut()
            .for_each(|chat| chat.pace = Pace::default());
    }

    pub fn new_file(&mut self, bytes: Arc<[u8]>) -> String {
        self.last_file += 1;
        let id = format!("AgAC-file-{}", self.last_file);
        self.files.insert(id.clone(), bytes);
        id
    }
}

pub struct Chat {
    pub id: i64,
    pub kind: ChatKind,
    pub sent: u64,
    /// The supergroup that this group has become.
    pub moved_to: Option<i64>,
    pub bot: BotIs,
    /// Of a forum, the numbers of its topics.
    pub topics: Option<HashSet<i64>>,
    pub pace: Pace,
    last_message: i64,
    messages: BTreeMap<i64, Kept>,
    deleted: HashSet<i64>,
}

/// A message of the bot.
pub struct Kept {
    pub body: Body,
    words: u64,
    markup: u64,
    /// Words and keyboard, unless only numbers are kept.
    pub shown: Option<(String, Value)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Body {
    Text,
    Caption,
    Other,
}

impl Chat {
    fn new(id: i64) -> Self {
        let kind = match id {
            0.. => ChatKind::Private,
            ..=-1_000_000_000_000 => ChatKind::Supergroup,
            _ => ChatKind::Group,
        };
        Self {
            id,
            kind,
            sent: 0,
            moved_to: None,
            bot: BotIs::In,
            topics: None,
            pace: Pace::default(),
            last_message: 0,
            messages: BTreeMap::new(),
            deleted: HashSet::new(),
        }
    }

    /// The chat as the server writes it into messages.
    pub fn write(&self) -> String {
        let id = self.id;
        match self.kind {
            ChatKind::Private => {
                format!(r#"{{"id":{id},"type":"private","first_name":"User {id}"}}"#)
            }
            ChatKind::Group => format!(
                r#"{{"id":{id},"type":"group","title":"Group {id}","all_members_are_administrators":false}}"#
            ),
            ChatKind::Supergroup => {
                let forum = match self.topics {
                    Some(_) => r#","is_forum":true"#,
                    None => "",
                };
                format!(r#"{{"id":{id},"type":"supergroup","title":"Group {id}"{forum}}}"#)
            }
        }
    }

    pub fn next_id(&mut self) -> i64 {
        self.last_message += 1;
        self.last_message
    }

    /// An update told of this message, so later ones are newer.
    pub fn note(&mut self, message_id: i64) {
        self.last_message = self.last_message.max(message_id);
    }

    pub fn has(&self, message_id: i64) -> bool {
        (1..=self.last_message).contains(&message_id) && !self.deleted.contains(&message_id)
    }

    pub fn delete(&mut self, message_id: i64) -> bool {
        let had = self.has(message_id);
        if had {
            self.messages.remove(&message_id);
            self.deleted.insert(message_id);
        }
        had
    }

    pub fn keep(&mut self, message_id: i64, kept: Kept) {
        self.messages.insert(message_id, kept);
    }

    pub fn message(&self, message_id: i64) -> Option<&Kept> {
        self.messages.get(&message_id)
    }

    /// The bot's messages, the newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Kept> {
        self.messages.values().rev()
    }

    /// Puts the new content in place of the old.
    ///
    /// # Errors
    /// The description of the answer, without "Bad Request: ".
    pub fn edit(
        &mut self,
        message_id: i64,
        body: Option<Body>,
        change: Kept,
    ) -> Result<(), &'static str> {
        let known = self.has(message_id);
        let Some(kept) = self.messages.get_mut(&message_id) else {
            return Err(if known {
                "message can't be edited"
            } else {
                "message to edit not found"
            });
        };
        match body {
            Some(Body::Text) if kept.body != Body::Text => {
                return Err("there is no text in the message to edit");
            }
            Some(Body::Caption) if kept.body != Body::Caption => {
                return Err("there is no caption in the message to edit");
            }
            _ => {}
        }
        let words = if body.is_some() {
            change.words
        } else {
            kept.words
        };
        if (words, change.markup) == (kept.words, kept.markup) {
            return Err(NOT_MODIFIED);
        }
        kept.words = words;
        kept.markup = change.markup;
        if let (Some(old), Some(new)) = (&mut kept.shown, change.shown) {
            if body.is_some() {
                old.0 = new.0;
            }
            old.1 = new.1;
        }
        Ok(())
    }
}

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

impl Kept {
    /// `plain` is the text without tags; `show` keeps it for the test to see.
    pub fn new(body: Body, params: &Map<String, Value>, plain: &str, show: bool) -> Self {
        let inline = params
            .get("reply_markup")
            .filter(|markup| markup["inline_keyboard"][0].is_array());
        let text = params.get("text").or_else(|| params.get("caption"));
        Self {
            body,
            words: hash(&(text, params.get("parse_mode"), params.get("entities"))),
            markup: hash(&inline),
            shown: show.then(|| (plain.to_owned(), inline.cloned().unwrap_or_default())),
        }
    }
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
