//! How others hear that a report has moved on. Whoever did it hears it from [`super::done`].

use crate::chat::{Say, Screen};
use crate::domain::case::Advanced;
use crate::domain::report::{State, Step};
use crate::domain::{Both, calendar};
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
            let by = words.day_by(calendar::local(it.until?).date());
            let head = match it.before.state {
                State::Question => words.told_question_anew(number, &by),
                _ => words.told_question(number, &by),
            };
            let say = Say::text(words.quoted(&head, it.words()));
            Some(say.open(words.button_answer(), Screen::Answer(id)))
        }
        Step::Close => {
            let say = Say::text(ended(words, number, it.now.outcome?, it.words()));
            Some(say.open(words.button_open_report(), Screen::MyReport(id)))
        }
        Step::Resume => {
            let say = Say::text(words.told_resumed(number));
            Some(say.open(words.button_add(), Screen::AddTo(id)))
        }
        Step::Answer | Step::Withdraw => None,
    }
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
        Step::Resume => Some(words.told_unanswered(number)),
        Step::Accept | Step::Withdraw => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Along, MOVES, Tell};
    use crate::domain::report::{Outcome, Report};
    use crate::domain::{Lang, PersonId, PrecinctCode, ReportId, Time};

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
                        Tell::Cards | Tell::Files => true,
                    };
                    assert!(told, "{:?} tells {tell:?}", row.step);
                }
            }
        }
    }
}
