//! Every message of what an import has changed for residents, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // change.ftl
    "change-home" change_home(home: text, from: text, to: text);
    "change-inspector" change_inspector(precinct: text, now: plain);
    "change-before" change_before(rank: text, name: text);
}
