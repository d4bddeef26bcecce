//! Methods that only ask: who the bot is, a file, a chat, a member.

use serde_json::{Map, Value, json};

use super::call::{Done, Refusal};
use super::methods::chat;
use super::state::State;

pub fn get_file(state: &State, params: &Map<String, Value>) -> Result<Done, Refusal> {
    let id = params
        .get("file_id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let bytes = state
        .files
        .get(id)
        .ok_or_else(|| Refusal::bad("wrong file_id or the file is temporarily unavailable"))?;
    if bytes.len() > 20_000_000 {
        return Err(Refusal::bad("file is too big"));
    }
    Ok(Done::told(json!({"file_id": id, "file_unique_id": format!("u-{id}"), "file_size": bytes.len(), "file_path": format!("files/{id}")}).to_string()))
}

pub fn get_chat(state: &mut State, params: &Map<String, Value>) -> Result<Done, Refusal> {
    let mut full: Value =
        serde_json::from_str(&state.chat(chat(params)?).write()).unwrap_or_default();
    full["accent_color_id"] = 0.into();
    full["max_reaction_count"] = 11.into();
    full["accepted_gift_types"] = json!({"unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true, "gifts_from_channels": true});
    Ok(Done::told(full.to_string()))
}

pub fn get_member(state: &mut State, params: &Map<String, Value>) -> Result<Done, Refusal> {
    let user = params
        .get("user_id")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let status = state
        .members
        .get(&(chat(params)?, user))
        .map_or("member", String::as_str);
    let mut member = json!({"status": status, "user": state.user(user)});
    if status == "administrator" {
        for right in [
            "can_manage_chat",
            "can_delete_messages",
            "can_restrict_members",
            "can_invite_users",
            "can_pin_messages",
        ] {
            member[right] = true.into();
        }
        for right in [
            "can_be_edited",
            "is_anonymous",
            "can_manage_video_chats",
            "can_promote_members",
            "can_change_info",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
            "can_manage_topics",
        ] {
            member[right] = false.into();
        }
    } else if status == "creator" {
        member["is_anonymous"] = false.into();
    } else if status == "kicked" {
        member["until_date"] = 0.into();
    }
    Ok(Done::told(member.to_string()))
}

/// Those who were declared to lead the chat.
pub fn get_leaders(state: &mut State, params: &Map<String, Value>) -> Result<Done, Refusal> {
    let chat = chat(params)?;
    let leads = |status: &str| ["creator", "administrator"].contains(&status);
    let leaders: Vec<i64> = state
        .members
        .iter()
        .filter(|((of, _), status)| *of == chat && leads(status))
        .map(|((_, user), _)| *user)
        .collect();
    let mut all = Vec::new();
    for user in leaders {
        let params = json!({"chat_id": chat, "user_id": user});
        let Value::Object(params) = params else {
            continue;
        };
        all.push(get_member(state, &params)?.answer);
    }
    Ok(Done::told(format!("[{}]", all.join(","))))
}

pub fn me(state: &State) -> String {
    let mut me: Value = serde_json::from_str(&state.bot).unwrap_or_default();
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", true),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
        ("allows_users_to_create_topics", false),
    ] {
        me[name] = value.into();
    }
    me.to_string()
}
