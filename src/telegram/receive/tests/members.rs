//! What becomes of the bot in a group.

use super::*;
use crate::chat::Membership;

const SILENT: &str = r#"{"status":"restricted","is_member":true,"can_send_messages":false}"#;
const QUIET: &str =
    r#"{"status":"restricted","is_member":true,"can_send_messages":true,"can_send_polls":false}"#;

fn status(status: &str) -> String {
    format!(r#"{{"status":"{status}","user":{{"id":1,"is_bot":true}},"until_date":0}}"#)
}

/// What it is told by: the bot stood so in this kind of chat, and stands so now.
fn became(kind: &str, old: &str, new: &str) -> What {
    read_fields(&format!(
        r#""my_chat_member":{{"chat":{{"id":-7,"type":"{kind}"}},"from":{{"id":7,"is_bot":false,"language_code":"kk"}},"date":1,"old_chat_member":{old},"new_chat_member":{new}}}"#
    ))
    .what
}

#[test]
fn the_bot_is_let_in_silenced_heard_again_and_put_out() {
    let [left, kicked, member, leads] = ["left", "kicked", "member", "administrator"].map(status);
    let out = r#"{"status":"restricted","is_member":false}"#;
    for (old, new, becomes) in [
        (left.as_str(), member.as_str(), Some(Membership::Added)),
        (&kicked, &member, Some(Membership::Added)),
        (&left, &leads, Some(Membership::Added)),
        (out, QUIET, Some(Membership::Added)),
        // Whatever it was before.
        ("{}", &member, Some(Membership::Added)),
        (r#""strange""#, &member, Some(Membership::Added)),
        (&left, SILENT, Some(Membership::Muted)),
        (&member, SILENT, Some(Membership::Muted)),
        (&leads, SILENT, Some(Membership::Muted)),
        (SILENT, &member, Some(Membership::Heard)),
        (SILENT, QUIET, Some(Membership::Heard)),
        (SILENT, &leads, Some(Membership::Heard)),
        (&member, &leads, Some(Membership::Heard)),
        (&member, QUIET, None),
        (&leads, &member, None),
        (&leads, &leads, None),
        (&member, &left, Some(Membership::Removed)),
        (SILENT, &kicked, Some(Membership::Removed)),
        (&leads, out, Some(Membership::Removed)),
        (&member, r#"{"status":"of_next_year"}"#, None),
    ] {
        for kind in ["group", "supergroup"] {
            let what = became(kind, old, new);
            let Some(becomes) = becomes else {
                assert_eq!(what, What::Idle, "{old} {new}");
                continue;
            };
            let What::Turn(incoming) = what else {
                panic!("no turn: {old} {new}");
            };
            assert_eq!(incoming.input, Input::Bot(becomes), "{old} {new}");
            assert_eq!(
                (incoming.private, incoming.chat, incoming.account),
                (false, Chat::first(-7), Account::first(7))
            );
            assert_eq!(incoming.tag.as_deref(), Some("kk"));
        }
        assert_eq!(became("channel", old, new), What::Idle);
    }
}
