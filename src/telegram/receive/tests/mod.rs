//! What is read of updates as the Bot API sends them.

use super::*;
use crate::domain::{Place, Point};

mod groups;
mod inline;
mod members;

/// Reads an update whose fields beside `update_id` are these.
fn read_fields(fields: &str) -> Received {
    let raw = format!(r#"{{"update_id":1,{fields}}}"#);
    read_raw(&raw).unwrap()
}

fn read_raw(raw: &str) -> Option<Received> {
    let raw = RawValue::from_string(raw.to_owned()).unwrap();
    read(&raw, "aula_bot")
}

/// A message in a private chat with these fields beside the usual ones.
fn private(fields: &str) -> What {
    let message = format!(
        r#""message":{{"message_id":5,"from":{{"id":7,"is_bot":false,"first_name":"A","language_code":"kk"}},"chat":{{"id":7,"type":"private","first_name":"A"}},"date":1790000000,{fields}}}"#
    );
    read_fields(&message).what
}

fn group(fields: &str) -> What {
    let message = format!(
        r#""message":{{"message_id":5,"from":{{"id":7,"is_bot":false,"first_name":"A"}},"chat":{{"id":-100,"type":"supergroup","title":"G"}},"date":1790000000,{fields}}}"#
    );
    read_fields(&message).what
}

fn input(what: What) -> Input {
    match what {
        What::Turn(incoming) => incoming.input,
        other => panic!("{other:?}"),
    }
}

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn command(name: &str, arg: &str) -> Input {
    Input::Command {
        name: name.to_owned(),
        arg: arg.to_owned(),
    }
}

fn media(kind: MediaKind, caption: Option<&str>) -> Input {
    Input::Media {
        media: Media {
            kind,
            file: "F".to_owned(),
        },
        caption: caption.map(str::to_owned),
    }
}

fn place(lat: f64, lon: f64, accuracy: Option<f64>, title: Option<&str>) -> Input {
    Input::Place(Place {
        point: Point::new(lat, lon).unwrap(),
        accuracy,
        title: title.map(str::to_owned),
    })
}

#[test]
fn a_message_is_read_whole() {
    let received = read_fields(
        r#""message":{"message_id":5,"from":{"id":7,"is_bot":false,"first_name":"A","language_code":"ru-KZ"},"chat":{"id":7,"type":"private"},"date":1790000000,"text":"hello"}"#,
    );
    assert_eq!(received.update, 1);
    assert_eq!((received.tap, received.date), (None, Some(1_790_000_000)));
    let incoming = Incoming {
        update: UpdateId::first(1),
        chat: Chat::first(7),
        private: true,
        account: Account::first(7),
        tag: Some("ru-KZ".into()),
        input: text("hello"),
        beside: crate::chat::Beside {
            message: Some(5),
            ..crate::chat::Beside::default()
        },
    };
    assert_eq!(received.what, What::Turn(incoming));
}

#[test]
fn every_kind_of_message() {
    let file = r#"{"file_id":"F","file_unique_id":"u","duration":3}"#;
    for (fields, expected) in [
        (r#""text":"Сәлем""#.to_owned(), text("Сәлем")),
        (r#""text":"/start""#.into(), command("start", "")),
        (r#""text":"/Start@aula_bot  abc ""#.into(), command("start", "abc")),
        // In a private chat nobody else can be meant.
        (r#""text":"/find@other_bot""#.into(), command("find", "")),
        (r#""text":"/report\nnoise""#.into(), command("report", "noise")),
        (r#""text":"/home/street 5""#.into(), text("/home/street 5")),
        (r#""text":"/ 5""#.into(), text("/ 5")),
        (r#""text":"/үй""#.into(), text("/үй")),
        // An entity newer than teloxide's types: only the text matters.
        (
            r#""text":"at 22:45","entities":[{"type":"date_time","offset":3,"length":5,"unix_time":1647531900,"date_time_format":"t"}]"#.into(),
            text("at 22:45"),
        ),
        // Forwarded words are words.
        (
            r#""text":"x","forward_origin":{"type":"hidden_user","sender_user_name":"N","date":1}"#.into(),
            text("x"),
        ),
        (
            r#""location":{"latitude":43.2,"longitude":76.9,"horizontal_accuracy":12.5}"#.into(),
            place(43.2, 76.9, Some(12.5), None),
        ),
        (
            r#""location":{"latitude":43.2,"longitude":76.9,"live_period":900,"heading":1}"#.into(),
            place(43.2, 76.9, None, None),
        ),
        (
            r#""location":{"latitude":43.2,"longitude":76.9},"venue":{"location":{"latitude":43.2,"longitude":76.9},"title":"Café","address":"Abay 5"}"#.into(),
            place(43.2, 76.9, None, Some("Café, Abay 5")),
        ),
        // A venue that is strange in one place is still a place.
        (
            r#""location":{"latitude":43.2,"longitude":76.9},"venue":{"title":5}"#.into(),
            place(43.2, 76.9, None, None),
        ),
        (r#""location":{"latitude":430.2,"longitude":76.9}"#.into(), Input::Other),
        (
            r#""photo":[{"file_id":"S","width":90,"height":60},{"file_id":"F","width":1280,"height":853},{"file_id":"M","width":320,"height":213}],"caption":"here""#.into(),
            media(MediaKind::Photo, Some("here")),
        ),
        (format!(r#""video":{file},"caption":"""#), media(MediaKind::Video, None)),
        // Without mime_type, which is optional; teloxide reads an empty message.
        (format!(r#""voice":{file}"#), media(MediaKind::Voice, None)),
        (format!(r#""audio":{file}"#), media(MediaKind::Audio, None)),
        (format!(r#""video_note":{file}"#), media(MediaKind::VideoNote, None)),
        (format!(r#""document":{file},"media_group_id":"1""#), media(MediaKind::Document, None)),
        (format!(r#""animation":{file},"document":{file}"#), media(MediaKind::Document, None)),
        (r#""contact":{"phone_number":"1","first_name":"N"}"#.into(), Input::Other),
        (r#""sticker":{"file_id":"F"}"#.into(), Input::Other),
        (r#""poll":{"id":"1"}"#.into(), Input::Other),
        (r#""story":{"chat":{"id":1},"id":2}"#.into(), Input::Other),
        (r#""rich_message":{"blocks":[]}"#.into(), Input::Other),
        (r#""paid_media":{"star_count":1}"#.into(), Input::Other),
        // One strange field does not take the words along.
        (r#""text":"x","voice":"strange","photo":{}"#.into(), text("x")),
        (r#""text":{"strange":1},"caption":4"#.into(), Input::Other),
    ] {
        assert_eq!(input(private(&fields)), expected, "{fields}");
    }
}

#[test]
fn only_what_somebody_said_is_answered() {
    for fields in [
        r#""pinned_message":{"message_id":4}"#,
        r#""message_auto_delete_timer_changed":{"message_auto_delete_time":86400}"#,
        r#""write_access_allowed":{}"#,
        r#""gift":{"gift":{"id":"1","star_count":15}}"#,
        r#""unique_gift":{"origin":"upgrade"}"#,
        r#""proximity_alert_triggered":{"distance":50}"#,
        r#""users_shared":{"request_id":1,"users":[{"user_id":7}]}"#,
        r#""chat_shared":{"request_id":1,"chat_id":-1001}"#,
        r#""paid_message_price_changed":{"paid_message_star_count":5}"#,
        r#""giveaway_created":{}"#,
        r#""boost_added":{"boost_count":1}"#,
        r#""video_chat_scheduled":{"start_date":1795990000}"#,
        r#""chat_owner_changed":{"new_owner":{"id":7,"is_bot":false}}"#,
        r#""successful_payment":{"currency":"XTR","total_amount":1}"#,
        r#""checklist_tasks_done":{"marked_as_done_task_ids":[1]}"#,
        r#""suggested_post_paid":{"currency":"XTR"}"#,
        r#""general_forum_topic_hidden":{}"#,
        r#""forum_topic_created":{"name":"t","icon_color":1}"#,
        r#""a_kind_of_next_year":{"x":[1]}"#,
    ] {
        assert_eq!(private(fields), What::Idle, "{fields}");
        assert_eq!(group(fields), What::Idle, "{fields}");
    }
}

#[test]
fn taps() {
    let tap = |message: &str| {
        read_fields(&format!(
            r#""callback_query":{{"id":"Q","from":{{"id":7,"is_bot":false,"language_code":"kk"}},"chat_instance":"1","data":"o:menu:"{message}}}"#
        ))
    };
    for message in [
        r#","message":{"message_id":5,"date":1790000000,"chat":{"id":7,"type":"private"},"text":"x"}"#,
        // Inaccessible: too old.
        r#","message":{"message_id":5,"date":0,"chat":{"id":7,"type":"private"}}"#,
        r#","message":{"chat":{"id":7}}"#,
    ] {
        let received = tap(message);
        assert_eq!(received.tap.as_deref(), Some("Q"));
        assert_eq!((received.update, received.date), (1, None));
        assert_eq!(
            input(received.what),
            Input::Tap("o:menu:".into()),
            "{message}"
        );
    }
    // In a group it is the turn that answers; below a post nobody is spoken to.
    let of_all = tap(r#","message":{"message_id":5,"date":0,"chat":{"id":-7,"type":"group"}}"#);
    assert_eq!(of_all.tap, None);
    let What::Turn(turn) = of_all.what else {
        panic!("no turn");
    };
    assert_eq!(turn.input, Input::Tap("o:menu:".into()));
    assert_eq!((turn.private, turn.chat), (false, Chat::first(-7)));
    assert_eq!(
        (turn.beside.tap.as_deref(), turn.beside.rank),
        (Some("Q"), None)
    );
    let of_post =
        tap(r#","message":{"message_id":5,"date":0,"chat":{"id":-1007,"type":"channel"}}"#);
    assert_eq!(
        (of_post.what, of_post.tap.as_deref()),
        (What::Idle, Some("Q"))
    );
    // Of an inline message, or of a game: the sign is taken off all the same.
    let nowhere = tap("");
    assert_eq!(
        (nowhere.what, nowhere.tap.as_deref()),
        (What::Unknown, Some("Q"))
    );
}

#[test]
fn who_comes_and_goes() {
    let member = |chat: &str, status: &str| {
        read_fields(&format!(
            r#""my_chat_member":{{"chat":{chat},"from":{{"id":7,"is_bot":false}},"date":1,"old_chat_member":{{}},"new_chat_member":{{"user":{{"id":1}},"status":"{status}","until_date":0}}}}"#
        ))
        .what
    };
    let here = r#"{"id":7,"type":"private"}"#;
    assert_eq!(input(member(here, "kicked")), Input::Left);
    assert_eq!(input(member(here, "member")), Input::Returned);
    assert_eq!(member(here, "of_next_year"), What::Idle);
}

#[test]
fn what_is_useless_still_has_its_number() {
    for fields in [
        r#""a_kind_of_next_year":{"id":1}"#,
        r#""edited_message":{"message_id":1}"#,
        r#""message":"strange""#,
        r#""message":{"text":"without a chat"}"#,
        r#""message":null"#,
        r#""callback_query":{"id":5}"#,
        r#""my_chat_member":[]"#,
    ] {
        let received = read_fields(fields);
        assert_eq!(
            (received.update, received.what),
            (1, What::Unknown),
            "{fields}"
        );
    }
    // Half a character cannot be read; the number can.
    let broken = read_raw(
        r#"{"update_id":9,"message":{"chat":{"id":7,"type":"private"},"from":{"id":7},"text":"\ud83d"}}"#,
    );
    assert_eq!(input(broken.unwrap().what), Input::Other);
    for raw in [
        "{}",
        "5",
        "null",
        "[]",
        r#"{"update_id":"x"}"#,
        r#"{"message":{}}"#,
    ] {
        assert_eq!(read_raw(raw), None, "{raw}");
    }
}

#[test]
fn bots_and_nobody_are_not_listened_to() {
    let from_bot = read_fields(
        r#""message":{"from":{"id":1087968824,"is_bot":true},"chat":{"id":-7,"type":"group"},"text":"/help"}"#,
    );
    assert_eq!(from_bot.what, What::Idle);
    let from_nobody = read_fields(r#""message":{"chat":{"id":-7,"type":"group"},"text":"/help"}"#);
    assert_eq!(from_nobody.what, What::Idle);
}

fn edited(chat: &str, fields: &str) -> What {
    read_fields(&format!(
        r#""edited_message":{{"message_id":5,"from":{{"id":7,"is_bot":false}},"chat":{chat},"date":1,"edit_date":2,{fields}}}"#
    ))
    .what
}

#[test]
fn edits_of_words_only() {
    let here = r#"{"id":7,"type":"private"}"#;
    let What::Turn(incoming) = edited(here, r#""text":"x""#) else {
        panic!("no turn");
    };
    assert_eq!(incoming.input, Input::Edited(Box::new(text("x"))));
    assert_eq!(incoming.beside.message, Some(5));
    let photo = r#""photo":[{"file_id":"F"}],"caption":"x""#;
    let now = Input::Edited(Box::new(media(MediaKind::Photo, Some("x"))));
    assert_eq!(input(edited(here, photo)), now);
    // A live position moves on by itself.
    for fields in [
        r#""location":{"latitude":43.2,"longitude":76.9,"live_period":900}"#,
        r#""text":"/report""#,
        r#""sticker":{"file_id":"F"}"#,
    ] {
        assert_eq!(edited(here, fields), What::Idle, "{fields}");
    }
    let group = r#"{"id":-7,"type":"group"}"#;
    assert_eq!(edited(group, r#""text":"x""#), What::Idle);
    assert_eq!(edited(group, r#""text":"/report""#), What::Idle);
    let What::Turn(incoming) = edited(group, r#""text":"@aula_bot бьют""#) else {
        panic!("no turn");
    };
    assert_eq!(incoming.input.words().as_deref(), Some("бьют"));
    assert!(!incoming.private);
}

#[test]
fn what_is_passed_on_is_known_and_of_whom_is_not() {
    for (fields, passed_on) in [
        (r#""text":"x""#, false),
        (r#""text":"x","forward_origin":null"#, false),
        (
            r#""text":"x","forward_origin":{"type":"user","date":1,"sender_user":{"id":77,"first_name":"Айгүл"}}"#,
            true,
        ),
        (
            r#""text":"x","forward_origin":{"type":"a_kind_of_next_year"}"#,
            true,
        ),
        // An older server.
        (
            r#""text":"x","forward_sender_name":"Айгүл","forward_date":1"#,
            true,
        ),
        (r#""voice":{"file_id":"F"},"forward_date":1"#, true),
    ] {
        let What::Turn(incoming) = private(fields) else {
            panic!("no turn: {fields}");
        };
        assert_eq!(incoming.beside.forwarded, passed_on, "{fields}");
        let kept = format!("{incoming:?}");
        assert!(!kept.contains("77") && !kept.contains("Айгүл"), "{kept}");
    }
}

#[test]
fn what_stands_beside_a_message() {
    let beside = |fields: &str| match private(fields) {
        What::Turn(incoming) => incoming.beside,
        other => panic!("{other:?}"),
    };
    let album = beside(r#""photo":[{"file_id":"F"}],"media_group_id":"A1""#);
    assert_eq!(album.album.as_deref(), Some("A1"));
    let reply = |from: &str| {
        beside(&format!(
            r#""text":"x","reply_to_message":{{"message_id":4,"from":{from},"chat":{{"id":7,"type":"private"}},"date":1,"text":"№ 12: y","reply_markup":{{"inline_keyboard":[[{{"text":"a","callback_data":"o:my:3"}},{{"text":"b","url":"https://example.com"}}]]}}}}"#
        ))
        .reply
    };
    let to_bot = reply(r#"{"id":1,"is_bot":true}"#).unwrap();
    assert_eq!((to_bot.message, to_bot.number), (4, Some(12)));
    assert_eq!(to_bot.taps, ["o:my:3"]);
    assert_eq!(reply(r#"{"id":7,"is_bot":false}"#), None);
    let pin = beside(
        r#""text":"x","reply_to_message":{"message_id":4,"from":{"id":1,"is_bot":true},"chat":{"id":7,"type":"private"},"date":1,"venue":{"location":{"latitude":47,"longitude":67},"title":"№ 12 · место","address":"№ 7"}}"#,
    );
    assert_eq!(pin.reply.unwrap().number, Some(12));
    // What is strange there harms nothing.
    let strange =
        beside(r#""text":"x","reply_to_message":{"message_id":"four"},"media_group_id":5"#);
    assert_eq!(
        (strange.message, strange.reply, strange.album),
        (Some(5), None, None)
    );
}
