//! Who is answered in a group, and where.

use super::*;
use crate::chat::Rank;

#[test]
fn groups_are_served_when_they_mean_the_bot() {
    for (fields, said) in [
        (r#""text":"/start@Aula_Bot x""#, command("start", "x")),
        (r#""text":"/help""#, command("help", "")),
        (
            r#""photo":[{"file_id":"F"}],"caption":"/report шу""#,
            command("report", "шу"),
        ),
        (
            r#""text":"@Aula_Bot, көмектесіңдер""#,
            text("көмектесіңдер"),
        ),
        (
            r#""text":"апамның инспекторы кім, @aula_bot?""#,
            text("апамның инспекторы кім, ?"),
        ),
        (r#""text":"а @aula_bot знает?""#, text("а знает?")),
        (r#""text":"@aula_bot /report шу""#, command("report", "шу")),
        (r#""text":"@aula_bot ""#, command("help", "")),
        (
            r#""text":"@aula_bot_too и @aula_bot""#,
            text("@aula_bot_too и"),
        ),
    ] {
        assert_eq!(input(group(fields)), said, "{fields}");
    }
}

#[test]
fn files_and_places_in_a_group_are_served_too() {
    for (fields, said) in [
        (
            r#""video":{"file_id":"F"},"caption":"помогите @aula_bot""#,
            media(MediaKind::Video, Some("помогите")),
        ),
        (
            r#""photo":[{"file_id":"F"}],"caption":"@aula_bot","media_group_id":"1""#,
            media(MediaKind::Photo, None),
        ),
        (
            r#""paid_media":{"star_count":1},"caption":"@aula_bot бьют""#,
            text("бьют"),
        ),
        (
            r#""voice":{"file_id":"F"},"reply_to_message":{"message_id":1,"from":{"id":9,"is_bot":true,"username":"Aula_bot"}}"#,
            media(MediaKind::Voice, None),
        ),
        (
            r#""location":{"latitude":43.2,"longitude":76.9},"venue":{"location":{"latitude":43.2,"longitude":76.9},"title":"Café","address":"Abay 5"},"reply_to_message":{"message_id":1,"from":{"id":9,"is_bot":true,"username":"aula_bot"}}"#,
            place(43.2, 76.9, None, Some("Café, Abay 5")),
        ),
        (
            r#""text":"помогите","reply_to_message":{"message_id":1,"from":{"id":9,"is_bot":true,"username":"aula_bot"}}"#,
            text("помогите"),
        ),
    ] {
        assert_eq!(input(group(fields)), said, "{fields}");
    }
}

#[test]
fn talk_of_a_group_is_not_listened_to() {
    for fields in [
        r#""text":"/start@other_bot""#,
        r#""text":"talk""#,
        r#""text":"help @aula_bot_too""#,
        r#""text":"talk","reply_to_message":{"message_id":1,"from":{"id":9,"is_bot":false,"username":"other"}}"#,
        r#""location":{"latitude":43.2,"longitude":76.9}"#,
        r#""voice":{"file_id":"F"},"reply_to_message":{"message_id":1,"from":{"id":9,"is_bot":false,"username":"other"}}"#,
        r#""photo":[{"file_id":"F"}],"caption":"@other_bot помогите""#,
        r#""sticker":{"file_id":"F"},"reply_to_message":{"message_id":1,"from":{"id":9,"is_bot":true,"username":"aula_bot"}}"#,
        r#""left_chat_member":{"id":1,"is_bot":true,"first_name":"B","username":"aula_bot"}"#,
        r#""group_chat_created":true"#,
        r#""supergroup_chat_created":true"#,
        r#""new_chat_members":[{"id":1,"is_bot":true,"first_name":"B"}]"#,
        r#""sticker":{"file_id":"F"}"#,
    ] {
        assert_eq!(group(fields), What::Idle, "{fields}");
    }
    assert!(
        super::super::command("/help@any_bot").unwrap().is_for(""),
        "its name is not known yet"
    );
    let moved = What::Moved {
        from: Chat::first(-100),
        to: Chat::first(-1_001),
    };
    assert_eq!(group(r#""migrate_to_chat_id":-1001"#), moved);
    let moved = What::Moved {
        from: Chat::first(-1),
        to: Chat::first(-100),
    };
    assert_eq!(group(r#""migrate_from_chat_id":-1"#), moved);
}

/// A message in a group from this sender.
fn from(sender: &str, fields: &str) -> What {
    let message = format!(
        r#""message":{{"message_id":5,"from":{sender},"chat":{{"id":-2001,"type":"supergroup"}},"date":1,{fields}}}"#
    );
    read_fields(&message).what
}

#[test]
fn who_speaks_in_a_group() {
    let (anonymous, channel) = (
        r#"{"id":1087968824,"is_bot":true,"username":"GroupAnonymousBot"}"#,
        r#"{"id":136817688,"is_bot":true,"username":"Channel_Bot"}"#,
    );
    let (itself, post) = (
        r#""sender_chat":{"id":-2001,"type":"supergroup"}"#,
        r#""sender_chat":{"id":-1009,"type":"channel"}"#,
    );
    let rank = |what: &What| match what {
        What::Turn(incoming) => incoming.beside.rank,
        other => panic!("{other:?}"),
    };
    let said = from(anonymous, &format!(r#"{itself},"text":"/start@aula_bot""#));
    assert_eq!(rank(&said), Some(Rank::Anonymous));
    assert_eq!(input(said), command("start", ""));
    let said = from(channel, &format!(r#"{post},"text":"/help""#));
    assert_eq!(rank(&said), Some(Rank::Member));
    assert_eq!(input(said), command("help", ""));
    let person = r#"{"id":7,"is_bot":false}"#;
    assert_eq!(rank(&from(person, r#""text":"/help""#)), None);
    let telegram = r#"{"id":777000,"is_bot":false,"first_name":"Telegram"}"#;
    let forwarded = format!(r#"{post},"is_automatic_forward":true,"text":"/report""#);
    assert_eq!(from(telegram, &forwarded), What::Idle);
    let bot = r#"{"id":5,"is_bot":true,"username":"other_bot"}"#;
    assert_eq!(from(bot, r#""text":"/help""#), What::Idle);
}

#[test]
fn a_topic_is_kept() {
    let topic = |what| match what {
        What::Turn(incoming) => incoming.beside.topic,
        other => panic!("{other:?}"),
    };
    let asked = r#""text":"/help","message_thread_id":17"#;
    assert_eq!(
        topic(group(&format!(r#"{asked},"is_topic_message":true"#))),
        Some(17)
    );
    assert_eq!(
        topic(private(&format!(r#"{asked},"is_topic_message":true"#))),
        Some(17)
    );
    assert_eq!(topic(group(asked)), None, "a thread of replies is no topic");
    assert_eq!(topic(group(r#""text":"/help""#)), None);
}
