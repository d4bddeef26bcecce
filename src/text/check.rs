//! Every message on whether somebody is an officer, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // check.ftl
    "menu-check" menu_check();
    "menu-prove" menu_prove();
    "command-check" command_check();
    "check-who" check_who(police: text);
    "check-more" check_more();
    "check-badge" check_badge();
    "check-yes" check_yes();
    "check-several" check_several(count: num);
    "check-other-phone" check_other_phone();
    "check-other-name" check_other_name();
    "check-acting" check_acting(names: text, until: plain);
    "check-nowhere" check_nowhere();
    "check-call" check_call(police: text);
    "check-nobody" check_nobody(police: text);
    "check-anew" check_anew();
    "prove" prove(minutes: num);
    "prove-link" prove_link();
    "proof-yes" proof_yes(at: text);
    "proof-compare" proof_compare(police: text);
    "proof-expired" proof_expired(police: text);
}
