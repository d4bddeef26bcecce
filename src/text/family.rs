//! Every message about reports for somebody else and about who hears of them, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // family.ftl
    "whom-other" whom_other();
    "whom-change" whom_change();
    "whom-self" whom_self();
    "whom-skip" whom_skip();
    "whom-ask" whom_ask(phone: plain);
    "whom-where" whom_where();
    "whom-passed-on" whom_passed_on();
    "whom" whom(who: plain);
    "case-whom" case_whom(whom: text);
    "follow-share" follow_share();
    "follow-link" follow_link(number: num, link: text);
    "follow-count" follow_count(count: num);
    "follow-end" follow_end();
    "follow-ended" follow_ended(number: num);
    "follow-begun" follow_begun(number: num);
    "follow-open" follow_open();
    "follow-stop" follow_stop();
    "follow-stopped" follow_stopped(number: num);
    "follow-view" follow_view(number: num, category: text, state: text);
    "follow-note" follow_note();
    "follow-state" follow_state(name: plain);
    "follow-accepted" follow_accepted(number: num);
    "follow-closed" follow_closed(number: num, outcome: text, text: text);
    "follow-question" follow_question(number: num);
    "follow-withdrawn" follow_withdrawn(number: num);
    "follow-line" follow_line(line: plain);
    "mydata-followed" mydata_followed(number: num);
    "refusal-own-link" refusal_own_link();
    "refusal-not-following" refusal_not_following();
    "refusal-bad-link" refusal_bad_link();
}
