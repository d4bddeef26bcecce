//! What an answer of Telegram means for the message.

use std::time::Duration;

use crate::telegram::fault::{Fault, Refused};

/// The meaning of one refused or failed call.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// It already stands there as it should.
    Stands,
    /// The message to be edited is gone: say it anew.
    SayAnew,
    /// Telegram no longer knows the file: upload it anew.
    Upload,
    /// Whoever reads lets in no media of this kind.
    Withheld,
    /// The chat has this id now.
    Moved(i64),
    /// This chat asks for a pause.
    Slow(Duration),
    /// A trouble that passes.
    Trouble,
    /// It may have arrived.
    Doubt,
    /// It may have arrived, but most likely the connection was closed before it set out.
    Broken,
    /// Nobody reads this chat any more.
    Gone,
    /// The bot may not speak there, for now.
    Muted,
    /// The topic is closed or gone; the chat may be open.
    NoTopic,
    /// The text itself is wrong, for everybody who is to get it.
    BadText,
    /// Nobody waits at the pressed button any more.
    TooLate,
    /// This message can never be sent.
    Never,
    /// The token is no longer that of a bot.
    Fatal,
}

/// Chats that nobody will read again.
const GONE: [&str; 8] = [
    "chat not found",
    "user is deactivated",
    "private chat not found",
    "peer_id_invalid",
    "user_is_blocked",
    "the group chat was deleted",
    "group chat was deactivated",
    "have no access to the chat",
];
const NOT_EDITABLE: [&str; 4] = [
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
];
const MUTED: [&str; 3] = [
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
];
const NO_TOPIC: [&str; 3] = ["topic_closed", "topic_deleted", "message thread not found"];
const NO_FILE: [&str; 3] = [
    "wrong file identifier",
    "wrong remote file",
    "file reference expired",
];

/// Settings of a person, and rights of a group, that keep out a kind of media.
const WITHHELD: [&str; 5] = [
    // Of voice messages, of voice note messages, of video messages.
    "restricted receiving of",
    "voice_messages_forbidden",
    "video_messages_forbidden",
    "chat_send_voices_forbidden",
    "chat_send_roundvideos_forbidden",
];

pub fn judge(fault: &Fault) -> Judgement {
    match fault {
        Fault::Server(_) | Fault::Network(_) => Judgement::Trouble,
        Fault::Timeout | Fault::TooLarge => Judgement::Doubt,
        Fault::Broken(_) => Judgement::Broken,
        Fault::Refused(refused) => refusal(refused),
    }
}

fn refusal(refused: &Refused) -> Judgement {
    if let Some(seconds) = refused.retry_after {
        return Judgement::Slow(Duration::from_secs(u64::from(seconds.max(1))));
    }
    if let Some(to) = refused.migrate_to {
        return Judgement::Moved(to);
    }
    let text = refused.description.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|words| text.contains(words));
    match refused.code {
        401 | 404 => Judgement::Fatal,
        // Before what says that nobody reads: everything else still arrives.
        400 | 403 if has(&WITHHELD) => Judgement::Withheld,
        403 => Judgement::Gone,
        429 => Judgement::Slow(Duration::from_secs(5)),
        400 if has(&["message is not modified"]) => Judgement::Stands,
        400 if has(&NOT_EDITABLE) => Judgement::SayAnew,
        400 if has(&GONE) => Judgement::Gone,
        400 if has(&MUTED) => Judgement::Muted,
        400 if has(&NO_TOPIC) => Judgement::NoTopic,
        400 if has(&NO_FILE) => Judgement::Upload,
        400 if has(&["can't parse entities"]) => Judgement::BadText,
        400 if has(&["query is too old", "query_id_invalid"]) => Judgement::TooLate,
        _ => Judgement::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Vec<(u16, &'static str, Judgement)> {
        vec![
            (
                403,
                "Forbidden: bot was blocked by the user",
                Judgement::Gone,
            ),
            (
                403,
                "Forbidden: bot was kicked from the group chat",
                Judgement::Gone,
            ),
            (
                403,
                "Forbidden: bot can't initiate conversation with a user",
                Judgement::Gone,
            ),
            (403, "", Judgement::Gone),
            (400, "Bad Request: chat not found", Judgement::Gone),
            (400, "Bad Request: private chat not found", Judgement::Gone),
            (400, "Bad Request: user is deactivated", Judgement::Gone),
            (400, "Bad Request: PEER_ID_INVALID", Judgement::Gone),
            (
                400,
                "Bad Request: message is not modified: specified new",
                Judgement::Stands,
            ),
            (
                400,
                "Bad Request: message to edit not found",
                Judgement::SayAnew,
            ),
            (
                400,
                "Bad Request: message can't be edited",
                Judgement::SayAnew,
            ),
            (400, "Bad Request: MESSAGE_ID_INVALID", Judgement::SayAnew),
            (
                400,
                "Bad Request: can't parse entities: Can't find end tag",
                Judgement::BadText,
            ),
            (
                400,
                "Bad Request: wrong file identifier/HTTP URL specified",
                Judgement::Upload,
            ),
            (
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                Judgement::TooLate,
            ),
            (400, "Bad Request: message text is empty", Judgement::Never),
            (413, "Request Entity Too Large", Judgement::Never),
            (401, "Unauthorized", Judgement::Fatal),
            (
                429,
                "Too Many Requests",
                Judgement::Slow(Duration::from_secs(5)),
            ),
        ]
    }

    const SHUT: [(&str, Judgement); 4] = [
        (
            "not enough rights to send text messages to the chat",
            Judgement::Muted,
        ),
        ("TOPIC_CLOSED", Judgement::NoTopic),
        ("TOPIC_DELETED", Judgement::NoTopic),
        ("message thread not found", Judgement::NoTopic),
    ];

    const WITHHELD_TEXTS: [&str; 7] = [
        "Bad Request: VOICE_MESSAGES_FORBIDDEN",
        "Bad Request: VIDEO_MESSAGES_FORBIDDEN",
        "Bad Request: CHAT_SEND_VOICES_FORBIDDEN",
        "Bad Request: CHAT_SEND_ROUNDVIDEOS_FORBIDDEN",
        "Bad Request: user restricted receiving of voice messages",
        "Bad Request: user restricted receiving of voice note messages",
        "Bad Request: user restricted receiving of video messages",
    ];

    #[test]
    fn answers_and_what_they_mean() {
        let refused = |code, description: &str| {
            judge(&Fault::Refused(Refused {
                code,
                description: description.to_owned(),
                ..Refused::default()
            }))
        };
        for (code, text, means) in answers() {
            assert_eq!(refused(code, text), means, "{text}");
        }
        for (text, means) in SHUT {
            assert_eq!(refused(400, text), means, "{text}");
        }
        for code in [400, 403] {
            for text in WITHHELD_TEXTS {
                let means = refused(code, text);
                assert_eq!(means, Judgement::Withheld, "{code} {text}");
            }
        }
        assert_eq!(judge(&Fault::Server(502)), Judgement::Trouble);
        assert_eq!(judge(&Fault::Network("reset".into())), Judgement::Trouble);
        assert_eq!(judge(&Fault::Timeout), Judgement::Doubt);
        assert_eq!(judge(&Fault::Broken("closed".into())), Judgement::Broken);
        let moved = Refused {
            code: 400,
            migrate_to: Some(-100),
            ..Refused::default()
        };
        assert_eq!(judge(&Fault::Refused(moved)), Judgement::Moved(-100));
    }
}
