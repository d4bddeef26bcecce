//! Refusals and wrong answers, in the person's language.

use super::Eye;
use super::case::named;
use crate::chat::{Say, Screen};
use crate::domain::law::{Law, Phone};
use crate::domain::{Refusal, Time, calendar};
use crate::flow::search::{other_town, whom_to_call};
use crate::flow::{Why, World};
use crate::text::{self, Words};

/// Why something is no answer; the question follows it.
pub fn words(why: &Why, world: &World<'_>) -> String {
    let words = world.words;
    let count = |number: &usize| i64::try_from(*number).unwrap_or(i64::MAX);
    match why {
        Why::Choose => words.why_choose(),
        Why::TooLong(limit) => words.why_too_long(count(limit)),
        Why::Enough(limit) => words.why_enough(count(limit)),
        Why::Words => words.why_words(),
        Why::OnlyWords => words.why_only_words(),
        Why::Note => words.why_note(),
        Why::NoPlace => words.why_no_place(),
        Why::NoAddress(area) => {
            let call = whom_to_call(area.as_ref(), world);
            format!("{}\n{call}", words.why_no_address())
        }
        Why::OtherTown(town, area) => other_town(town, area.as_ref(), world),
        Why::NotSent => words.why_not_sent(&words.menu_report()),
        Why::NoHouse(area) => {
            let call = whom_to_call(area.as_ref(), world);
            format!("{}\n{call}", words.why_no_house())
        }
        Why::PhoneOnly => words.why_phone_only(),
        Why::ShortLink(_) => words.why_short_link(),
        Why::MapOnly => words.why_map_only(),
        Why::Swapped => words.why_swapped(),
        Why::NoDate => words.why_no_date(&words.day_typed(world.next_week())),
        Why::NoTime => words.why_no_time(),
        Why::Past => words.why_past(),
        Why::NoNumber => words.why_no_number(),
        Why::TimeNoPlace => words.why_time_no_place(),
        Why::TooManyReports(until) => {
            too_many_reports(*until, world.reports_per_day, words, world.law)
        }
        Why::Outside(area) => {
            let police = world.law.number(Phone::Police);
            let area = area.as_ref().and_then(|code| world.directory.area(code));
            match area.and_then(|area| area.duty_phone.as_deref().map(|phone| (area, phone))) {
                Some((area, phone)) => {
                    words.why_outside_near(area.name.get(words.lang), &text::phone(phone), police)
                }
                None => words.why_outside(police),
            }
        }
    }
}

fn too_many_reports(until: Time, limit: i64, words: Words, law: &Law) -> String {
    words.refusal_too_many_reports(
        limit,
        &words.moment(calendar::local(until)),
        law.number(Phone::Police),
        law.number(Phone::Rescue),
        law.number(Phone::Family),
    )
}

/// A refusal, and where it leads on to.
pub fn refused(why: &Refusal, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let say = Say::text(refusal(why, eye));
    let say = match why {
        Refusal::NoPrecinct => say.open(words.menu_find(), Screen::Find),
        Refusal::Over { .. } => say.open(words.menu_report(), Screen::Report),
        Refusal::NoSuchReport(_) => say.open(words.menu_desk(), Screen::Desk),
        _ => say,
    };
    say.open(words.button_menu(), Screen::Menu)
}

pub fn refusal(refusal: &Refusal, eye: &Eye<'_>) -> String {
    let words = eye.words;
    match refusal {
        Refusal::NoConsent => words.refusal_no_consent(),
        Refusal::NotPermitted => words.refusal_not_permitted(),
        Refusal::NotFound => words.refusal_not_found(),
        Refusal::WrongState { number, state } => {
            words.refusal_wrong_state(*number, &words.state(state.name()))
        }
        Refusal::Over { number, state } => words.report_over(*number, state.name()),
        Refusal::Taken => words.refusal_taken(),
        Refusal::Held(number, by) => words.refusal_held(*number, &named(by.as_ref(), words)),
        Refusal::AnswerStands(number) => words.refusal_answer_stands(*number),
        Refusal::Yours(number) => words.refusal_yours(*number),
        Refusal::NoSuchReport(number) => words.refusal_no_such_report(*number),
        // Only the command line invites, and says it itself.
        Refusal::NothingToSee => words.refusal_not_permitted(),
        Refusal::TooManyReports(until) => {
            too_many_reports(*until, eye.reports_per_day, words, eye.law)
        }
        Refusal::TooManyPlaces(limit) => words.refusal_too_many_places(*limit),
        Refusal::BadInvitation => words.refusal_bad_invitation(),
        Refusal::BadLink => words.refusal_bad_link(),
        Refusal::NotFollowing => words.refusal_not_following(),
        Refusal::OwnLink => words.refusal_own_link(),
        Refusal::InThePast => words.why_past(),
        Refusal::NoPrecinct => words.refusal_no_precinct(),
        Refusal::ReportsLeft(left) => {
            let left = left.iter().map(|(code, count)| format!("{code} ({count})"));
            words.import_reports_left(&left.collect::<Vec<_>>().join(", "))
        }
        Refusal::OwnReport => words.refusal_own_report(),
    }
}
