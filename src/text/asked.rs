//! Every message of the answers to what people ask, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // ask.ftl
    "ask-within" ask_within(kind: plain, place: text, from: text, to: text, article: text);
    "ask-outside" ask_outside(kind: plain, place: text, day: plain, until: text, to: text, article: text);
    "ask-no-figures" ask_no_figures();
    "ask-age" ask_age(age: num);
    "ask-kind" ask_kind(kind: text, article: text);
    "ask-fine" ask_fine(mrp: plain, tenge: plain, repeat: plain);
    "ask-report-of" ask_report_of(kind: plain);
    "ask-where" ask_where();
    "ask-other-place" ask_other_place();
    "ask-desk" ask_desk();
    "ask-whose" ask_whose();
    "ask-no-hours" ask_no_hours();
    "ask-no-meeting" ask_no_meeting(precinct: text, subscribed: plain);
    "ask-complaint" ask_complaint();
    "ask-complaint-head" ask_complaint_head(rank: text, name: text, area: text, phone: text);
    "ask-complaint-appeal" ask_complaint_appeal(name: text, days: num);
    "ask-complaint-report" ask_complaint_report();
    "ask-reporting" ask_reporting();
    "ask-line" ask_line(number: text, name: text);
    "ask-greeting" ask_greeting();
    "ask-none" ask_none();
    "button-line" button_line(number: plain);
    "button-appeal" button_appeal(name: plain);
    "button-complaint" button_complaint();
    "report-complaint" report_complaint();
    "report-aside" report_aside();
    "report-add-aside" report_add_aside();
    "report-cried" report_cried();
    "asked-above" asked_above();
    "stale-of" stale_of(what: text);
}
