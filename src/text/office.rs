//! Every message of the desk of officers and of what they send to many, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    #[expect(clippy::too_many_arguments, reason = "a card names many things")]

    // desk.ftl
    "desk" desk(count: num);
    "case-card" case_card(number: num, category: text, precinct: text, place: html, now: text, at: text, state: text, holder: text, language: text);
    "case-outcome" case_outcome(outcome: text);
    "case-free" case_free();
    "case-yours" case_yours();
    "case-taken" case_taken();
    "case-accept" case_accept();
    "case-ask" case_ask();
    "case-close" case_close();
    "case-remark" case_remark();
    "case-ended" case_ended();
    "case-files" case_files(count: num);
    "case-cut" case_cut();
    "case-when" case_when(when: plain);
    "state" state(name: plain);
    "event" event(name: plain);
    "desk-ask" desk_ask(number: num, limit: num, language: plain);
    "desk-remark" desk_remark(number: num);
    "desk-close" desk_close(number: num);
    "desk-close-words" desk_close_words(number: num, outcome: text, limit: num, language: plain);
    "desk-close-preview" desk_close_preview(shown: html);
    "desk-accepted" desk_accepted(number: num);
    "desk-asked" desk_asked(number: num, until: text);
    "desk-not-kazakh" desk_not_kazakh();
    "desk-closed" desk_closed(number: num);
    "desk-remarked" desk_remarked(number: num);
    "told-added" told_added(number: num);
    "told-again" told_again(number: num);
    "told-more" told_more(number: num, count: num);
    "told-several" told_several(count: num, number: num);
    "told-answer" told_answer(number: num);
    "desk-entry" desk_entry(number: num, label: text, at: text, details: html);
    "desk-place" desk_place(place: html);
    "desk-precinct" desk_precinct(precinct: text);
    "desk-now" desk_now();
    "desk-holder" desk_holder(holder: text);
    "desk-outcome" desk_outcome(outcome: text);
    "desk-closed-list" desk_closed_list(count: num);
    "button-closed" button_closed();
    "desk-others" desk_others(number: num, holder: text);
    "refusal-held" refusal_held(number: num, holder: text);
    "refusal-no-such-report" refusal_no_such_report(number: num);
    "colleague" colleague();
    "told-colleague-closed" told_colleague_closed(number: num, who: text, outcome: text);
    "told-colleague-asked" told_colleague_asked(number: num, who: text);
    "told-unanswered" told_unanswered(number: num);
    "told-unreached" told_unreached(number: num);
    "told-forgotten" told_forgotten(number: num);
    "case-unreached" case_unreached();
    "case-forgotten" case_forgotten();
    "desk-accepted-unheard" desk_accepted_unheard(number: num);
    "desk-asked-unheard" desk_asked_unheard(number: num);
    "desk-closed-unheard" desk_closed_unheard(number: num);
    "case-pin" case_pin(number: num);
    "case-file" case_file(number: num, at: num, of: num);
    "media-as-file" media_as_file(number: num, kind: text);
    "media-withheld" media_withheld(number: num, kind: text);
    "media-lost" media_lost(number: num, kind: text);
    "desk-close-repeat" desk_close_repeat(number: num);
    "repeat-of" repeat_of(number: num);
    "repeat-of-closed" repeat_of_closed(number: num);
    "told-moved" told_moved(count: num);
    "why-no-number" why_no_number();
    "joined-waiting" joined_waiting(count: num);
    "help-desk" help_desk();
    "help-meeting" help_meeting();
    "help-notice" help_notice();
    "desk-reply" desk_reply(number: num);
    "desk-reply-ask" desk_reply_ask();
    "desk-reply-close" desk_reply_close();
    // broadcast.ftl
    "meeting-precinct" meeting_precinct();
    "meeting-date" meeting_date(example: plain);
    "meeting-time" meeting_time();
    "meeting-venue" meeting_venue();
    "meeting-venue-pinned" meeting_venue_pinned();
    "meeting-station" meeting_station(address: plain);
    "meeting-venue-ru" meeting_venue_ru();
    "meeting-agenda-kk" meeting_agenda_kk();
    "meeting-agenda-ru" meeting_agenda_ru();
    "meeting-soon" meeting_soon();
    "meeting-title" meeting_title();
    "meeting-file" meeting_file();
    "announcement" meeting_announcement(precinct: text, inspector: text, when: text, venue: text, agenda: text);
    "notice-precinct" notice_precinct();
    "notice-text-kk" notice_text_kk();
    "notice-text-ru" notice_text_ru();
    "notice-skip" notice_skip();
    "notice-one-language" notice_one_language();
    "notice-text" notice_body(precinct: text, inspector: text, text: text);
    "notice-stopped" notice_stopped(dropped: num);
    "languages-swapped" languages_swapped();
    "why-time-no-place" why_time_no_place();
    "preview" preview(kk: html, ru: html, recipients: num);
    "progress" progress(bar: plain, total: num, sent: num, waiting: num, blocked: num, failed: num, stopped: num);
    "progress-nobody" progress_nobody();
}
