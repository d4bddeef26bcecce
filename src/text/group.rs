//! Every message to a group, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // group.ftl
    "group-greeting" group_greeting();
    "group-again" group_again(place: text);
    "group-how" group_how();
    "group-not-bound" group_not_bound();
    "group-find-how" group_find_how();
    "group-help" group_help(place: text);
    "group-help-free" group_help_free();
    "group-in-private" group_in_private();
    "group-bound" group_bound(place: text);
    "group-ask-kind" group_ask_kind();
    "group-kind" group_kind(kind: plain);
    "group-ask-voice" group_ask_voice();
    "group-voice" group_voice(voice: plain);
    "group-settings" group_settings(place: text, kind: plain, voice: plain);
    "group-unbind-ask" group_unbind_ask(place: text);
    "group-unbound" group_unbound();
    "group-only-leader" group_only_leader();
    "group-no-rank" group_no_rank();
    "group-not-yours" group_not_yours();
    "group-stale" group_stale();
    "group-button-bind" group_button_bind();
    "group-button-settings" group_button_settings();
    "group-button-address" group_button_address();
    "group-button-kind" group_button_kind();
    "group-button-voice" group_button_voice();
    "group-button-unbind" group_button_unbind();
    "group-button-unbind-yes" group_button_unbind_yes();
    "group-button-unbind-no" group_button_unbind_no();
    "group-button-report" group_button_report();
    "house-offer" house_offer(shown: text);
    "house-tell" house_tell();
    "house-me-too" house_me_too();
    "house-told" house_told();
    "house-told-of" house_told_of(kind: text, time: plain, police: text);
    "house-closed" house_closed(kind: text, at: plain);
}
