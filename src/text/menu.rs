//! Every message of the menu and of the messenger's own, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // menu.ftl
    "menu-emergency" menu_emergency(police: plain);
    "menu-more" menu_more();
    "more" more();
    "menu-desk-waiting" menu_desk_waiting(count: num);
    "menu-role" menu_role(role: plain);
    "menu-lapsed" menu_lapsed();
    "help-closed" help_closed();
    "command-desk" command_desk();
    "command-closed" command_closed();
    "command-meeting" command_meeting();
    "command-notice" command_notice();
    "command-stop" command_stop();
    "command-simple" command_simple();
    "menu-simple" menu_simple();
    "menu-simple-call" menu_simple_call(police: plain);
    "menu-be-simple" menu_be_simple();
    "menu-be-full" menu_be_full();
    "simple-on" simple_on();
    "simple-off" simple_off();
    "simple-inspector" simple_inspector(phone: text);
    "simple-desk" simple_desk(phone: text);
    "card-link" card_link(link: text);
    "simple-police" simple_police(phone: text);
    "forget-only-tap" forget_only_tap();
    "leave-find" leave_find(address: plain);
    "demo-first" demo_first(inspector: plain, head: plain);
    "demo-resident" demo_resident(lang: plain);
    "demo-inspector" demo_inspector(code: plain);
    "demo-head" demo_head(code: plain);
}
