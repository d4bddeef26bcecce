//! What people do: updates as the real server writes them, on their way to the bot.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Map, Value, json};

use super::state::{BotIs, Callback, InlineQuery, State};
use super::updates::Update;
use super::{BotApi, ChatKind, media};

impl BotApi {
    /// Takes in an update, gives it an id where it has none, and sends it on its way. Returns the id; 0 if the bot has not asked
    /// for this kind, in which case the real server does not keep it either.
    pub fn push(&self, update: Value) -> i64 {
        let id = self.lock().take_in(update);
        self.shared.updates.notify_waiters();
        id
    }

    /// An update as text, from a recording perhaps.
    ///
    /// # Errors
    /// It is not JSON.
    pub fn push_raw(&self, update: &str) -> Result<i64, serde_json::Error> {
        serde_json::from_str(update).map(|update| self.push(update))
    }

    /// Words of a person in their private chat; a leading `/command` gets its entity. Returns the message's id.
    pub fn push_text(&self, user: i64, text: &str) -> i64 {
        self.push_text_in(user, user, text)
    }

    pub fn push_text_in(&self, chat: i64, user: i64, text: &str) -> i64 {
        let mut fields = json!({"text": text});
        let command = text
            .split_whitespace()
            .next()
            .filter(|word| word.len() > 1 && text.starts_with('/'));
        if let Some(command) = command {
            fields["entities"] = json!([{"type": "bot_command", "offset": 0, "length": command.encode_utf16().count()}]);
        }
        self.push_message(chat, user, fields)
    }

    pub fn push_location(&self, user: i64, latitude: f64, longitude: f64) -> i64 {
        self.push_message(
            user,
            user,
            json!({"location": {"latitude": latitude, "longitude": longitude}}),
        )
    }

    /// `owner` is whose number it is: another than the user's where somebody else's contact is shared.
    pub fn push_contact(&self, user: i64, owner: i64, phone: &str) -> i64 {
        self.push_message(
            user,
            user,
            json!({"contact": {"phone_number": phone, "first_name": "Contact", "user_id": owner}}),
        )
    }

    /// A file that `getFile` can find. `kind` is "photo", "document", "voice", "video", "audio", "animation" or "video_note".
    pub fn push_media(&self, user: i64, kind: &str, bytes: &[u8], caption: &str) -> i64 {
        let file_id = self.lock().new_file(Arc::from(bytes));
        let mime = if kind == "voice" {
            "audio/ogg"
        } else {
            "application/octet-stream"
        };
        let mut fields =
            json!({kind: media::describe(kind, &file_id, bytes.len(), "file.bin", mime)});
        if !caption.is_empty() {
            fields["caption"] = caption.into();
        }
        self.push_message(user, user, fields)
    }

    /// A message with these fields beside id, date, from and chat. Returns its id.
    pub fn push_message(&self, chat: i64, user: i64, mut fields: Value) -> i64 {
        let id = {
            let mut state = self.lock();
            let id = state.chat(chat).next_id();
            fields["message_id"] = id.into();
            fields["date"] = state.now().into();
            fields["from"] = state.user(user);
            fields["chat"] = state.chat_of(chat);
            state.take_in(json!({"message": fields}));
            id
        };
        self.shared.updates.notify_waiters();
        id
    }

    /// A tap on a button of the bot's message in the private chat. Returns the id to answer it with.
    pub fn push_tap(&self, user: i64, message_id: i64, data: &str) -> String {
        self.push_tap_in(user, user, message_id, data)
    }

    pub fn push_tap_in(&self, chat: i64, user: i64, message_id: i64, data: &str) -> String {
        let id = {
            let mut state = self.lock();
            state.last_callback += 1;
            let id = format!("44{:016}", state.last_callback);
            let mut message =
                json!({"message_id": message_id, "date": state.now(), "chat": state.chat_of(chat)});
            message["from"] = serde_json::from_str(&state.bot).unwrap_or_default();
            let shown = state
                .chat(chat)
                .message(message_id)
                .and_then(|kept| kept.shown.as_ref());
            message["text"] = shown.map_or("…", |(words, _)| words).into();
            if let Some((_, markup)) = shown.filter(|(_, markup)| !markup.is_null()) {
                message["reply_markup"] = markup.clone();
            }
            let from = state.user(user);
            state.take_in(json!({"callback_query": {"id": id, "from": from, "message": message, "chat_instance": "-1", "data": data}}));
            id
        };
        self.shared.updates.notify_waiters();
        id
    }

    /// Somebody types "@bot …" in any chat, with the place of their phone where the bot asks for it. Returns the id to answer it
    /// with.
    pub fn push_inline(&self, user: i64, query: &str, place: Option<(f64, f64)>) -> String {
        let id = {
            let mut state = self.lock();
            state.last_callback += 1;
            let id = format!("55{:016}", state.last_callback);
            let mut asked = json!({"id": id, "from": state.user(user), "query": query, "offset": "", "chat_type": "private"});
            if let Some((latitude, longitude)) = place {
                asked["location"] = json!({"latitude": latitude, "longitude": longitude});
            }
            state.take_in(json!({"inline_query": asked}));
            id
        };
        self.shared.updates.notify_waiters();
        id
    }

    /// The group has topics; the bot may write into these.
    pub fn forum(&self, chat: i64, topics: &[i64]) {
        self.chat(chat, ChatKind::Supergroup);
        self.lock().chat(chat).topics = Some(topics.iter().copied().collect());
    }

    /// The person blocks the bot ("kicked") or comes back ("member"). In a group, the bot is added, removed, made an
    /// administrator, or "muted": restricted so that it may not write; its calls there fare accordingly.
    pub fn push_my_status(&self, chat: i64, user: i64, old: &str, new: &str) -> i64 {
        let update = {
            let mut state = self.lock();
            state.chat(chat).bot = match new {
                "kicked" | "left" => BotIs::Out,
                "muted" => BotIs::Silent,
                _ => BotIs::In,
            };
            let bot: Value = serde_json::from_str(&state.bot).unwrap_or_default();
            let member = |status: &str| match status {
                "kicked" => json!({"status": status, "user": bot, "until_date": 0}),
                "muted" => {
                    json!({"status": "restricted", "user": bot, "is_member": true, "can_send_messages": false, "until_date": 0})
                }
                _ => json!({"status": status, "user": bot}),
            };
            let (old, new) = (member(old), member(new));
            json!({"my_chat_member": {"chat": state.chat_of(chat), "from": state.user(user), "date": state.now(), "old_chat_member": old, "new_chat_member": new}})
        };
        self.push(update)
    }

    /// A group becomes a supergroup: both service messages, and the old id is dead.
    pub fn migrate(&self, from: i64, to: i64) {
        self.chat(to, ChatKind::Supergroup);
        self.push_message(from, 1_087_968_824, json!({"migrate_to_chat_id": to}));
        self.push_message(to, 1_087_968_824, json!({"migrate_from_chat_id": from}));
        self.lock().chat(from).moved_to = Some(to);
    }

    /// How the server describes a person: fields of `User` beside the id, such as `language_code`.
    pub fn user(&self, id: i64, fields: &Value) {
        let mut state = self.lock();
        let mut user = state.user(id);
        for (name, value) in fields.as_object().into_iter().flatten() {
            user[name] = value.clone();
        }
        state.users.insert(id, user);
    }

    /// What `getChatMember` answers: "creator", "administrator", "member", "left", "kicked".
    pub fn member(&self, chat: i64, user: i64, status: &str) {
        self.lock().members.insert((chat, user), status.to_owned());
    }
}

impl State {
    fn chat_of(&mut self, id: i64) -> Value {
        serde_json::from_str(&self.chat(id).write()).unwrap_or_default()
    }

    fn take_in(&mut self, mut update: Value) -> i64 {
        let empty = Map::new();
        let kinds = update.as_object().unwrap_or(&empty);
        let kind = kinds
            .keys()
            .find(|name| *name != "update_id")
            .cloned()
            .unwrap_or_default();
        if !self.updates.allows(&kind) {
            return 0;
        }
        let id = update["update_id"].as_i64().unwrap_or(self.updates.next_id);
        update["update_id"] = id.into();
        self.updates.next_id = self.updates.next_id.max(id + 1);
        let content = &update[&kind];
        let chat = content["chat"]["id"].as_i64();
        if let (Some(chat), Some(message)) = (chat, content["message_id"].as_i64()) {
            self.chat(chat).note(message);
        }
        if let ("callback_query", Some(tap)) = (kind.as_str(), content["id"].as_str()) {
            self.callbacks.insert(
                tap.to_owned(),
                Callback {
                    at: Instant::now(),
                    answers: Vec::new(),
                },
            );
        }
        if let ("inline_query", Some(query)) = (kind.as_str(), content["id"].as_str()) {
            let asked = InlineQuery {
                at: Instant::now(),
                answers: Vec::new(),
            };
            self.inlines.insert(query.to_owned(), asked);
        }
        // Messages queue by their chat, taps and inline queries by their person.
        let queue = chat.or_else(|| content["from"]["id"].as_i64()).unwrap_or(0);
        self.updates.pending.insert(
            id,
            Update {
                queue,
                body: update.to_string(),
            },
        );
        if let Some(webhook) = &mut self.updates.webhook {
            webhook.add(id, queue);
        }
        id
    }
}
