//! Every message of the bot, one line each. The macro makes a method of [`Words`] of it, so that a
//! wrong name or a missing argument does not compile; the `texts` test holds the same list against
//! both languages.

use fluent_bundle::FluentValue;

use super::{Words, escape};

/// A message and what goes into it.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    pub id: &'static str,
    pub args: &'static [(&'static str, Kind)],
}

/// How an argument goes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `num`: a whole number; plural forms follow it.
    Number,
    /// `text`: words of a person or of the directory, escaped for HTML.
    Text,
    /// `html`: HTML that these methods made.
    Html,
    /// `plain`: as it is, for a label, a title or a file, where nothing is read as HTML.
    Plain,
}

macro_rules! kind {
    (num) => {
        Kind::Number
    };
    (text) => {
        Kind::Text
    };
    (html) => {
        Kind::Html
    };
    (plain) => {
        Kind::Plain
    };
}

macro_rules! type_of {
    (num) => {
        i64
    };
    ($other:ident) => {
        &str
    };
}

macro_rules! value_of {
    (text, $value:ident) => {
        FluentValue::from(escape($value))
    };
    ($other:ident, $value:ident) => {
        FluentValue::from($value)
    };
}

macro_rules! texts {
    ($($id:literal $name:ident($($arg:ident: $kind:ident),*);)*) => {
        /// All messages, in the order of the list.
        pub const MESSAGES: &[Message] =
            &[$(Message { id: $id, args: &[$((stringify!($arg), kind!($kind))),*] }),*];

        #[expect(clippy::too_many_arguments, reason = "a card names many things")]
        impl Words {
            $(pub fn $name(self, $($arg: type_of!($kind)),*) -> String {
                self.say($id, [$((stringify!($arg), value_of!($kind, $arg))),*])
            })*
        }
    };
}

texts! {
    // common.ftl
    "choose-language" choose_language();
    "language-name" language_name();
    "language-chosen" language_chosen();
    "language-of" language_of(code: plain);
    "consent" consent(police: text);
    "consent-yes" consent_yes();
    "consented" consented();
    "menu" menu();
    "menu-find" menu_find();
    "menu-report" menu_report();
    "menu-mine" menu_mine();
    "menu-subscriptions" menu_subscriptions();
    "menu-language" menu_language();
    "menu-help" menu_help();
    "menu-desk" menu_desk();
    "menu-announce" menu_announce();
    "menu-notice" menu_notice();
    "button-menu" button_menu();
    "button-privacy" button_privacy();
    "button-my-data" button_my_data();
    "button-forget" button_forget();
    "button-position" button_position();
    "button-done" button_done();
    "button-send" button_send();
    "button-change" button_change();
    "button-add" button_add();
    "button-answer" button_answer();
    "button-withdraw" button_withdraw();
    "button-open-report" button_open_report();
    "button-subscribe" button_subscribe();
    "button-unsubscribe" button_unsubscribe();
    "button-own" button_own();
    "button-remove" button_remove();
    "button-case" button_case();
    "button-card" button_card();
    "button-stop" button_stop();
    "button-private" button_private();
    "help" help(police: text, rescue: text, family: text);
    "help-staff" help_staff();
    "emergency" emergency(police: text, rescue: text, family: text);
    "privacy" privacy();
    "my-data" my_data();
    "forget-ask" forget_ask();
    "forget-yes" forget_yes();
    "forgotten" forgotten();
    "joined" joined(role: plain, scope: text);
    "stale" stale();
    "draft-dropped" draft_dropped();
    "unknown-command" unknown_command();
    "apology" apology(police: text);
    "group-hint" group_hint();
    "why-choose" why_choose();
    "why-too-long" why_too_long(limit: num);
    "why-enough" why_enough(limit: num);
    "why-words" why_words();
    "why-no-place" why_no_place();
    "why-phone-only" why_phone_only();
    "why-short-link" why_short_link();
    "why-swapped" why_swapped();
    "why-outside" why_outside(police: text);
    "why-outside-near" why_outside_near(area: text, phone: text, police: text);
    "why-no-date" why_no_date();
    "why-no-time" why_no_time();
    "why-past" why_past();
    "refusal-no-consent" refusal_no_consent();
    "refusal-not-permitted" refusal_not_permitted();
    "refusal-not-found" refusal_not_found();
    "refusal-wrong-state" refusal_wrong_state(state: text);
    "refusal-taken" refusal_taken();
    "refusal-too-many-reports" refusal_too_many_reports(limit: num, police: text);
    "refusal-bad-invitation" refusal_bad_invitation();
    "refusal-no-precinct" refusal_no_precinct();
    "refusal-own-report" refusal_own_report();
    "month-of" month_of(month: num);
    "weekday" weekday(day: num);
    "date-long" date_long(day: plain, month: plain, weekday: plain);
    "date-and-time" date_and_time(date: plain, time: plain);
    "number" number(number: num);
    "quoted" quoted(head: html, text: text);
    // find.ftl
    "find-where" find_where();
    "find-which" find_which();
    "find-none-of-these" find_none_of_these();
    "find-which-address" find_which_address();
    "find-list" find_list();
    "precinct-button" precinct_button(name: plain);
    "precinct-button-differs" precinct_button_differs(name: plain, differs: plain);
    "differs-several" differs_several();
    "differs-house-not-listed" differs_house_not_listed();
    "differs-house-unsure" differs_house_unsure();
    "differs-house-missing" differs_house_missing();
    "differs-street-missing" differs_street_missing();
    "differs-unit-missing" differs_unit_missing();
    "differs-spelling" differs_spelling(name: plain);
    "differs-old-name" differs_old_name(name: plain);
    "differs-proposed-name" differs_proposed_name(name: plain);
    "differs-kind" differs_kind();
    "differs-elsewhere" differs_elsewhere();
    "differs-place" differs_place();
    "differs-part" differs_part();
    "list-choose" list_choose(area: text);
    "list-area" list_area(name: plain);
    "list-next" list_next();
    "list-back" list_back();
    "list-up" list_up();
    "places" places();
    "places-none" places_none();
    "place-saved" place_saved(name: plain);
    "place-used" place_used(place: plain);
    "place-rename" place_rename();
    "place-drop" place_drop();
    "place-name" place_name(place: text);
    "place-home" place_home();
    "place-parents" place_parents();
    "place-work" place_work();
    "place-named" place_named(name: text);
    "place-dropped" place_dropped();
    "why-no-address" why_no_address();
    "why-no-house" why_no_house();
    "refusal-too-many-places" refusal_too_many_places(limit: num);
    "card-head" card_head(name: text);
    "card-inspector" card_inspector(rank: text, name: text);
    "card-acting" card_acting(rank: text, name: text, until: text);
    "card-principal" card_principal(rank: text, name: text);
    "card-vacant" card_vacant();
    "card-phone" card_phone(phone: text);
    "card-station" card_station(address: text);
    "card-hours" card_hours(hours: text);
    "card-duty" card_duty(phone: text);
    "card-meeting" card_meeting(when: text, venue: text);
    "card-footer" card_footer(police: text);
    "card-call" card_call();
    "card-map" card_map();
    "card-report" card_report();
    "station-title" station_title();
    "subscribed" subscribed(name: text);
    "subscribed-own" subscribed_own(name: text);
    "unsubscribed" unsubscribed(name: text);
    "subscriptions" subscriptions();
    "subscriptions-none" subscriptions_none();
    "subscriptions-more" subscriptions_more();
    "subscription" subscription(name: plain);
    "subscription-own" subscription_own(name: plain);
    // report.ftl
    "report-danger" report_danger(police: text, rescue: text, family: text);
    "report-danger-yes" report_danger_yes(police: plain);
    "report-danger-no" report_danger_no();
    "report-category" report_category();
    "report-again" report_again();
    "report-again-same" report_again_same(number: num);
    "report-again-new" report_again_new();
    "report-now" report_now();
    "report-now-yes" report_now_yes();
    "report-now-no" report_now_no();
    "report-private" report_private(police: text, family: text);
    "report-where" report_where();
    "report-home" report_home(name: plain);
    "report-what" report_what();
    "report-what-where" report_what_where();
    "report-skip" report_skip();
    "report-no-words" report_no_words();
    "notes-more" notes_more(count: num);
    "report-summary" report_summary(category: text, now: text, precinct: text, place: text, said: text, media: num, truth: html);
    "report-send" report_send();
    "report-sent" report_sent(number: num);
    "report-appeal" report_appeal(name: text, link: text);
    "report-appeal-unlinked" report_appeal_unlinked(name: text);
    "false-call" false_call(article: text, mrp: num, tenge: text);
    "false-call-mrp" false_call_mrp(article: text, mrp: num);
    "hours-within" hours_within(place: text, from: text, to: text, article: text);
    "hours-outside" hours_outside(place: text, from: text, to: text, article: text);
    "hours-doubtful" hours_doubtful(place: text);
    "my-reports" my_reports();
    "my-reports-none" my_reports_none();
    "list-line" list_line(number: num, label: plain, state: plain);
    "own-report" own_report(number: num, category: text, state: text);
    "history-line" history_line(at: text, event: text, said: text);
    "state" state(name: plain);
    "outcome" outcome(name: plain);
    "event" event(name: plain);
    "media" media(kind: plain);
    "add-what" add_what(number: num);
    "added" added(number: num);
    "added-again" added_again(number: num);
    "answer-what" answer_what(number: num, question: text);
    "answered" answered(number: num);
    "withdraw-ask" withdraw_ask(number: num);
    "withdraw-yes" withdraw_yes();
    "withdrawn" withdrawn(number: num);
    "told-accepted" told_accepted(number: num);
    "told-question" told_question(number: num, until: text);
    "told-resumed" told_resumed(number: num);
    "told-closed" told_closed(number: num, outcome: text);
    // desk.ftl
    "desk" desk(count: num);
    "desk-more" desk_more(count: num);
    "case-card" case_card(number: num, category: text, precinct: text, place: text, now: text, at: text, state: text, holder: text, language: text);
    "case-free" case_free();
    "case-yours" case_yours();
    "case-taken" case_taken();
    "case-accept" case_accept();
    "case-ask" case_ask();
    "case-close" case_close();
    "case-remark" case_remark();
    "desk-ask" desk_ask(number: num);
    "desk-remark" desk_remark(number: num);
    "desk-close" desk_close(number: num);
    "desk-close-words" desk_close_words(number: num, outcome: text);
    "desk-close-preview" desk_close_preview(shown: html);
    "desk-accepted" desk_accepted(number: num);
    "desk-asked" desk_asked(number: num, until: text);
    "desk-closed" desk_closed(number: num);
    "desk-remarked" desk_remarked(number: num);
    "told-added" told_added(number: num);
    "told-again" told_again(number: num);
    "told-answer" told_answer(number: num);
    // broadcast.ftl
    "meeting-precinct" meeting_precinct();
    "meeting-date" meeting_date();
    "meeting-time" meeting_time();
    "meeting-venue" meeting_venue();
    "meeting-venue-pinned" meeting_venue_pinned();
    "meeting-station" meeting_station(address: plain);
    "meeting-venue-ru" meeting_venue_ru();
    "meeting-agenda-kk" meeting_agenda_kk();
    "meeting-agenda-ru" meeting_agenda_ru();
    "meeting-title" meeting_title();
    "meeting-file" meeting_file();
    "announcement" meeting_announcement(precinct: text, when: text, venue: text, agenda: text);
    "notice-precinct" notice_precinct();
    "notice-text-kk" notice_text_kk();
    "notice-text-ru" notice_text_ru();
    "notice-skip" notice_skip();
    "notice-one-language" notice_one_language();
    "notice-text" notice_body(precinct: text, text: text);
    "notice-stopped" notice_stopped(dropped: num);
    "preview" preview(kk: html, ru: html, recipients: num);
    "progress" progress(bar: plain, total: num, sent: num, waiting: num, blocked: num, failed: num, stopped: num);
    "progress-nobody" progress_nobody();
    // edge.ftl: what Telegram itself shows of the bot
    "bot-description" bot_description();
    "bot-short-description" bot_short_description();
    "command-menu" command_menu();
    "command-find" command_find();
    "command-report" command_report();
    "command-reports" command_reports();
    "command-places" command_places();
    "command-subscriptions" command_subscriptions();
    "command-language" command_language();
    "command-help" command_help();
    "command-privacy" command_privacy();
    "command-mydata" command_mydata();
    "command-forget" command_forget();
    // import.ftl: files and pictures, where nothing is read as HTML
    "import-title" import_title();
    "import-counts" import_counts(areas: num, stations: num, precincts: num, outlined: num, inspectors: num);
    "import-good" import_good();
    "import-refused" import_refused(count: num);
    "import-problems" import_problems();
    "import-remarks" import_remarks();
    "import-overlaps" import_overlaps(count: num);
    "import-overlaps-rule" import_overlaps_rule();
    "import-overlaps-none" import_overlaps_none();
    "import-overlaps-tiny" import_overlaps_tiny(count: num);
    "import-gaps" import_gaps(count: num);
    "import-gaps-rule" import_gaps_rule();
    "import-gaps-none" import_gaps_none();
    "import-gaps-tiny" import_gaps_tiny(count: num);
    "import-where" import_where(file: plain, sheet: plain, outline: plain, row: plain, column: plain, code: plain);
    "import-line" import_line(place: plain, what: plain);
    "import-line-at" import_line_at(place: plain, what: plain, at: plain);
    "import-overlap" import_overlap(number: num, first: plain, second: plain, area: plain, at: plain);
    "import-gap" import_gap(number: num, area: plain, at: plain, codes: plain);
    "import-m2" import_m2(number: plain);
    "import-ha" import_ha(number: plain);
    "import-km2" import_km2(number: plain);
    "note-closed" note_closed();
    "note-repaired" note_repaired(area: plain);
    "note-sliver" note_sliver(area: plain);
    "wrong-no-file" wrong_no_file();
    "wrong-unreadable" wrong_unreadable(why: plain);
    "wrong-not-utf8" wrong_not_utf8();
    "wrong-missing-column" wrong_missing_column(name: plain);
    "wrong-unknown-column" wrong_unknown_column(name: plain);
    "wrong-doubled-column" wrong_doubled_column(name: plain);
    "wrong-too-many-cells" wrong_too_many_cells();
    "wrong-bad-cell" wrong_bad_cell(cell: plain);
    "wrong-empty" wrong_empty();
    "wrong-bad-code" wrong_bad_code(code: plain);
    "wrong-duplicate" wrong_duplicate(code: plain);
    "wrong-unknown-area" wrong_unknown_area(code: plain);
    "wrong-unknown-station" wrong_unknown_station(code: plain);
    "wrong-unknown-precinct" wrong_unknown_precinct(code: plain);
    "wrong-unknown-inspector" wrong_unknown_inspector(code: plain);
    "wrong-acts-for-self" wrong_acts_for_self();
    "wrong-cycle" wrong_cycle();
    "wrong-bad-number" wrong_bad_number(text: plain);
    "wrong-bad-date" wrong_bad_date(text: plain);
    "wrong-bad-phone" wrong_bad_phone(text: plain);
    "wrong-half-point" wrong_half_point();
    "wrong-outside" wrong_outside(lat: plain, lon: plain);
    "wrong-swapped" wrong_swapped(lat: plain, lon: plain);
    "wrong-not-collection" wrong_not_collection();
    "wrong-not-polygon" wrong_not_polygon(found: plain);
    "wrong-no-geometry" wrong_no_geometry();
    "wrong-no-ring" wrong_no_ring();
    "wrong-too-few-corners" wrong_too_few_corners();
    "wrong-bad-corner" wrong_bad_corner();
    "wrong-self-intersection" wrong_self_intersection();
    "wrong-rings-cross" wrong_rings_cross();
    "wrong-hole-outside" wrong_hole_outside();
    "wrong-crs" wrong_crs(name: plain);
    "wrong-no-crs" wrong_no_crs();
    "wrong-not-in-archive" wrong_not_in_archive(what: plain);
    "wrong-encoding" wrong_encoding();
    "wrong-too-big" wrong_too_big(mib: num);
    "wrong-too-many" wrong_too_many(limit: num);
    "wrong-second-borders" wrong_second_borders(file: plain);
    "wrong-conflict" wrong_conflict(ours: plain, theirs: plain);
    "map-title" map_title();
    "map-border" map_border();
    "map-overlap" map_overlap();
    "map-gap" map_gap();
    "map-fault" map_fault();
    "map-station" map_station();
    "map-north" map_north();
    "map-metres" map_metres(number: num);
    "map-kilometres" map_kilometres(number: num);
}
