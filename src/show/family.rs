//! What is said in the group of a family about itself and about what it sends, in the group's voice.

use super::Eye;
use super::group::{in_each, tap, voiced};
use crate::chat::{GroupTap, Say};
use crate::domain::Lang;
use crate::domain::family::{Kin, KinRole};
use crate::domain::group::Voice;
use crate::domain::law::Phone;
use crate::domain::report::{NOTE_CHARS, NewReport};
use crate::text::{Words, said, shorten};

/// Who may act, for all to see, and what each may do about that.
pub fn list(family: &[Kin], voice: Voice) -> Say {
    let elder = family.iter().find(|it| it.role == KinRole::Elder);
    let relatives = family.iter().filter(|it| it.role == KinRole::Relative);
    let relatives: Vec<&Kin> = relatives.collect();
    let say = Say::text(voiced(voice, |words| {
        let called = |kin: &Kin| kin.name.clone().unwrap_or_else(|| words.family_unnamed());
        let elder = elder.map_or_else(|| "none".to_owned(), called);
        let names: Vec<String> = relatives.iter().map(|it| called(it)).collect();
        let names = match names.is_empty() {
            true => "none".to_owned(),
            false => names.join(", "),
        };
        words.family_list(&elder, &names)
    }));
    let say = tap(say, voice, Words::family_join, GroupTap::Kin);
    let say = match family.is_empty() {
        true => say,
        false => tap(say, voice, Words::family_leave, GroupTap::LeaveKin),
    };
    match elder {
        Some(_) => tap(say, voice, Words::family_end_elder, GroupTap::EndElder),
        None if family.is_empty() => say,
        None => tap(say, voice, Words::family_name_elder, GroupTap::NameElder),
    }
}

/// Whoever it is taps, or answers with a voice.
pub fn who_is_elder(voice: Voice) -> Say {
    let say = Say::text(voiced(voice, Words::family_who_is_elder));
    tap(say, voice, Words::family_is_elder, GroupTap::Elder)
}

/// What was said, for anyone of the family to send.
pub fn draft<'e>(draft: i64, new: &NewReport, voice: Voice, eye: impl Fn(Lang) -> Eye<'e>) -> Say {
    let text = in_each(voice, |lang| {
        let eye = eye(lang);
        let (words, law) = (eye.words, eye.law);
        let kind = law.category(&new.category);
        let precinct = eye.precinct(&new.spot.precinct).to_owned();
        let when = match new.happening_now {
            true => words.report_when("now"),
            false => "none".to_owned(),
        };
        words.family_draft(
            kind.map_or("", |kind| kind.label.get(lang)),
            &when,
            &precinct,
            new.spot.words().unwrap_or("none"),
            &shorten(&said(words, &new.notes), NOTE_CHARS),
            law.number(Phone::Police),
            law.number(Phone::Rescue),
        )
    });
    let say = tap(
        Say::text(text),
        voice,
        Words::report_send,
        GroupTap::SendDraft(draft),
    );
    let say = tap(
        say,
        voice,
        Words::family_not_now,
        GroupTap::DropDraft(draft),
    );
    say.slot(slot(draft))
}

pub fn sent(draft: i64, number: i64, voice: Voice) -> Say {
    let say = Say::text(voiced(voice, |words| words.family_sent(number)));
    say.slot(slot(draft))
}

pub fn dropped(draft: i64, voice: Voice) -> Say {
    Say::text(voiced(voice, Words::family_dropped)).slot(slot(draft))
}

fn slot(draft: i64) -> String {
    format!("family:{draft}")
}
