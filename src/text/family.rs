//! Every message about reports for somebody else and about who hears of them, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    #[expect(clippy::too_many_arguments, reason = "a draft names many things")]

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
    "follow-closed" follow_closed(number: num, outcome: text);
    "follow-question" follow_question(number: num);
    "follow-withdrawn" follow_withdrawn(number: num);
    "follow-line" follow_line(line: plain);
    "mydata-family" mydata_family(role: plain, since: plain);
    "mydata-followed" mydata_followed(number: num);
    "family-button" family_button();
    "family-list" family_list(elder: text, relatives: text);
    "family-unnamed" family_unnamed();
    "family-join" family_join();
    "family-leave" family_leave();
    "family-name-elder" family_name_elder();
    "family-end-elder" family_end_elder();
    "family-who-is-elder" family_who_is_elder();
    "family-is-elder" family_is_elder();
    "family-draft" family_draft(category: text, now: text, precinct: text, place: text, said: text, police: text, rescue: text);
    "family-not-now" family_not_now();
    "family-dropped" family_dropped();
    "family-sent" family_sent(number: num);
    "family-sent-of-yours" family_sent_of_yours(number: num);
    "family-accepted" family_accepted(number: num);
    "family-question" family_question(number: num);
    "family-closed" family_closed(number: num);
    "family-answered" family_answered(number: num);
    "family-none" family_none();
    "family-not-kin" family_not_kin();
    "family-too-many" family_too_many(police: text);
    "family-has-elder" family_has_elder();
    "refusal-own-link" refusal_own_link();
    "refusal-not-following" refusal_not_following();
    "refusal-bad-link" refusal_bad_link();
}
