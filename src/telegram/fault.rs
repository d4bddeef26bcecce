//! What can go wrong with a call, and as much of it as may be told.

use std::fmt;

/// Why a call did not succeed.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    Refused(Refused),
    /// The server's own trouble, with its status.
    Server(u16),
    /// No answer in time: the call may have taken effect.
    Timeout,
    /// The server was not reached: nothing happened.
    Network(String),
    /// The connection broke before the answer: the call may have taken effect.
    Broken(String),
    /// The answer is larger than what is read of one: the call may have taken effect.
    TooLarge,
}

/// Telegram said no.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refused {
    pub code: u16,
    pub description: String,
    /// Seconds.
    pub retry_after: Option<u32>,
    /// The supergroup that the group has become.
    pub migrate_to: Option<i64>,
}

impl Fault {
    /// For metrics.
    pub fn outcome(&self) -> &'static str {
        match self {
            Fault::Refused(refused) if refused.retry_after.is_some() => "retry_after",
            Fault::Refused(Refused { code: 403, .. }) => "forbidden",
            Fault::Refused(_) => "bad_request",
            Fault::Server(_) => "server",
            Fault::Timeout | Fault::Network(_) | Fault::Broken(_) => "network",
            Fault::TooLarge => "too_large",
        }
    }

    /// The token is not, or no longer, that of a bot: nothing will ever succeed.
    pub fn is_fatal(&self) -> bool {
        matches!(
            self,
            Fault::Refused(Refused {
                code: 401 | 404,
                ..
            })
        )
    }
}

impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Fault {
        let (connects, late) = (error.is_connect(), error.is_timeout());
        // The address holds the token.
        let text = format!("{:#}", anyhow::Error::new(error.without_url()));
        match (connects, late) {
            (true, _) => Fault::Network(text),
            (false, true) => Fault::Timeout,
            (false, false) => Fault::Broken(text),
        }
    }
}

/// As much of it as may be logged. Telegram quotes of a message with quotes of any kind and without
/// any, so that only what is known of a refusal is told.
impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Refused(refused) => write!(out, "{} {}", refused.code, refused.reason()),
            Fault::Server(status) => write!(out, "the server's trouble, {status}"),
            Fault::Timeout => out.write_str("no answer in time"),
            Fault::Network(what) | Fault::Broken(what) => out.write_str(what),
            Fault::TooLarge => out.write_str("an answer that is too large"),
        }
    }
}

impl std::error::Error for Fault {}

impl Refused {
    /// Without a word.
    pub fn of(code: u16) -> Refused {
        Refused {
            code,
            ..Refused::default()
        }
    }

    /// In our words: nothing of what Telegram has said is passed on.
    fn reason(&self) -> &'static str {
        let said = self.description.to_lowercase();
        let known = KNOWN.iter().find(|known| said.contains(**known));
        known.copied().unwrap_or("(unknown reason)")
    }
}

/// What Telegram is known to say, in lower case; where one is part of another, the longer is first.
const KNOWN: [&str; 64] = [
    "restricted receiving of",
    "voice_messages_forbidden",
    "video_messages_forbidden",
    "chat_send_voices_forbidden",
    "chat_send_roundvideos_forbidden",
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
    "there is no text in the message to edit",
    "message text is empty",
    "message is too long",
    "message_too_long",
    "caption is too long",
    "can't parse entities",
    "can't parse inline keyboard",
    "can't parse reply keyboard",
    "can't parse message text",
    "text must be encoded in utf-8",
    "strings must be encoded in utf-8",
    "inline keyboard button url",
    "button_url_invalid",
    "button_data_invalid",
    "button_type_invalid",
    "reply markup is too long",
    "reply_markup_too_long",
    "entities_too_long",
    "private chat not found",
    "chat not found",
    "chat_id is empty",
    "user is deactivated",
    "user_is_blocked",
    "peer_id_invalid",
    "the group chat was deleted",
    "group chat was deactivated",
    "group chat was upgraded",
    "have no access to the chat",
    "bot was blocked by the user",
    "bot was kicked",
    "bot is not a member",
    "bot can't initiate conversation",
    "bot can't send messages to bots",
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "wrong file identifier",
    "wrong remote file",
    "file reference expired",
    "file is too big",
    "file must be non-empty",
    "query is too old",
    "too many requests",
    "request entity too large",
    "unauthorized",
    "method not found",
    "not found",
    "terminated by other getupdates request",
    "webhook is active",
    "bad webhook",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_fault_quotes_nobody() {
        let shown = |code, description: &str| {
            let description = description.to_owned();
            let refused = Refused {
                code,
                description,
                ..Refused::default()
            };
            Fault::Refused(refused).to_string()
        };
        for (description, tells) in [
            (
                "Bad Request: can't parse entities: unsupported start tag \"Aigul\"",
                "400 can't parse entities",
            ),
            (
                "Bad Request: inline keyboard button URL 'https://t.me/x?start=Aigul' is invalid: Wrong HTTP URL",
                "400 inline keyboard button url",
            ),
            ("Bad Request: cannot use «Aigul»", "400 (unknown reason)"),
            ("Bad Request: no “Aigul” here", "400 (unknown reason)"),
            ("Bad Request: Aigul", "400 (unknown reason)"),
            ("Aigul: Bad Request", "400 (unknown reason)"),
            ("", "400 (unknown reason)"),
        ] {
            assert_eq!(shown(400, description), tells);
        }
        let blocked = "Forbidden: bot was blocked by the user";
        assert_eq!(shown(403, blocked), "403 bot was blocked by the user");
        assert_eq!(shown(401, "Unauthorized"), "401 unauthorized");
    }

    #[test]
    fn what_is_known_is_found() {
        for (at, known) in KNOWN.iter().enumerate() {
            assert_eq!(*known, known.to_lowercase());
            let refused = Refused {
                description: format!("Bad Request: {}", known.to_uppercase()),
                ..Refused::default()
            };
            assert_eq!(refused.reason(), *known, "{at}");
        }
    }
}
