//! How others hear that a report has moved on. Whoever did it hears it from [`super::done`].

use super::group::voiced;
use crate::chat::{Say, Screen, Verb};
use crate::domain::case::Advanced;
use crate::domain::group::Voice;
use crate::domain::report::{Outcome, Report, State, Step};
use crate::domain::{Both, Time, calendar};
use crate::flow::ended;
use crate::text::{Words, said, shorten};

/// UTF-16 units of the newest words in a push; all of them stand behind its button.
pub const NEWEST_UNITS: usize = 1_000;

/// What whoever sent it hears.
pub fn to_sender(it: &Advanced, words: Words) -> Option<Say> {
    let (id, number) = (it.now.id, it.now.number);
    match it.row.step {
        Step::Accept => {
            let say = Say::text(words.told_accepted(number));
            Some(say.open(words.button_open_report(), Screen::MyReport(id)))
        }
        Step::Ask => {
            let anew = it.before.state == State::Question;
            Some(question(&it.now, it.words(), it.until?, anew, words))
        }
        Step::Close => {
            let outcome = it.now.outcome?;
            let say = Say::text(ended(words, number, outcome, it.words()));
            // What repeats another report goes on there.
            let say = match outcome {
                Outcome::Duplicate => say,
                _ => say.open(words.button_again(), Screen::Again(id)),
            };
            Some(say.open(words.button_open_report(), Screen::MyReport(id)))
        }
        Step::Resume => {
            let say = Say::text(words.told_resumed(number));
            Some(say.open(words.button_add(), Screen::AddTo(id)))
        }
        Step::Answer | Step::TakeBack | Step::Withdraw => None,
    }
}

/// What whoever hears of a report of somebody else's does; the `family` hears the questions too. Of one
/// that the house was told of they may be `neighbours`: what is written to its sender, which may name
/// somebody, is not for them.
pub fn to_follower(it: &Advanced, family: bool, neighbours: bool, words: Words) -> Option<Say> {
    let (id, number) = (it.now.id, it.now.number);
    let text = match it.row.step {
        Step::Accept => words.follow_accepted(number),
        Step::Ask if family => words.quoted(&words.follow_question(number), it.words()),
        Step::Close => {
            let outcome = words.outcome(it.now.outcome?.name());
            let closed = words.follow_closed(number, &outcome);
            match family || !neighbours {
                true => words.quoted(&closed, it.words()),
                false => closed,
            }
        }
        Step::Withdraw => words.follow_withdrawn(number),
        Step::Ask | Step::Answer | Step::TakeBack | Step::Resume => return None,
    };
    let say = Say::text(text).open(words.follow_open(), Screen::Followed(id));
    Some(match it.now.state.open() {
        true => say.verb(words.follow_stop(), Verb::Unfollow(id)),
        false => say,
    })
}

/// What the group hears that it was sent from. The question alone is told whole: whoever of the
/// family knows the answer replies to it.
pub fn to_group(it: &Advanced, voice: Voice) -> Option<Say> {
    let number = it.now.number;
    let say = |text: &dyn Fn(Words) -> String| Some(Say::text(voiced(voice, text)));
    match it.row.step {
        Step::Accept => say(&|words| words.family_accepted(number)),
        Step::Ask => say(&|words| words.quoted(&words.family_question(number), it.words())),
        Step::Close => say(&|words| words.family_closed(number)),
        Step::Withdraw => say(&|words| words.follow_withdrawn(number)),
        Step::Answer | Step::TakeBack | Step::Resume => None,
    }
}

/// A question that waits for an answer; `anew` in the place of an older one.
pub fn question(report: &Report, asked: &str, until: Time, anew: bool, words: Words) -> Say {
    let by = words.day_by(calendar::local(until).date());
    let head = match anew {
        true => words.told_question_anew(report.number, &by),
        false => words.told_question(report.number, &by),
    };
    let say = Say::text(words.quoted(&head, asked));
    say.open(words.button_answer(), Screen::Answer(report.id))
}

/// What an officer hears; `colleague` is who did it, where that is another one.
pub fn to_officer(it: &Advanced, colleague: Option<&Both>, words: Words) -> Option<String> {
    let number = it.now.number;
    let who = || colleague.map_or_else(|| words.colleague(), |it| it.get(words.lang).to_owned());
    match it.row.step {
        Step::Answer => {
            let said = shorten(&said(words, &it.along.notes), NEWEST_UNITS);
            Some(words.quoted(&words.told_answer(number), &said))
        }
        Step::Ask => Some(words.told_colleague_asked(number, &who())),
        Step::Close => {
            let outcome = words.outcome(it.now.outcome?.name());
            Some(words.told_colleague_closed(number, &who(), &outcome))
        }
        Step::TakeBack => Some(words.told_taken_back(number)),
        Step::Resume => Some(words.told_unanswered(number)),
        Step::Accept | Step::Withdraw => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Along, MOVES, Tell};
    use crate::domain::{Lang, PersonId, PrecinctCode, ReportId};

    #[test]
    fn whoever_is_told_hears_words() {
        for row in &MOVES {
            let now = Report {
                id: ReportId::new(1),
                number: 1,
                person: Some(PersonId::new(1)),
                lang: Lang::Kk,
                category: "noise".to_owned(),
                precinct: PrecinctCode::new("P-01"),
                place: None,
                address: None,
                happening_now: false,
                whom: None,
                state: row.to,
                outcome: Some(Outcome::Resolved),
                officer: Some(PersonId::new(2)),
                created_at: Time::UNIX_EPOCH,
                updated_at: Time::UNIX_EPOCH,
            };
            let it = Advanced {
                row,
                before: now.clone(),
                now,
                along: Along::words("words".to_owned()),
                until: row.waits.map(|_| Time::UNIX_EPOCH),
                heard: false,
            };
            for words in Lang::ALL.map(Words::new) {
                for tell in row.tells {
                    let told = match tell {
                        Tell::Sender => to_sender(&it, words).is_some(),
                        Tell::Desk | Tell::Before | Tell::Holder => {
                            to_officer(&it, None, words).is_some()
                        }
                        Tell::Followers => to_follower(&it, true, false, words).is_some(),
                        Tell::Cards | Tell::Files => true,
                    };
                    assert!(told, "{:?} tells {tell:?}", row.step);
                }
            }
        }
    }
}
