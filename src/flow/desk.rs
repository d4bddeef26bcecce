//! The officer's words on a report: a question, how it ended, a note for the desk.

use serde::{Deserialize, Serialize};

use super::{Answer, Flow, Next, Takes, Why, World, grid};
use crate::chat::{Say, Screen};
use crate::domain::report::{OFFICER_CHARS, Outcome};
use crate::domain::{Action, CaseVerb, Lang, ReportId};
use crate::text::{Words, looks_foreign};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Officer {
    Ask {
        report: ReportId,
        number: i64,
        /// What the resident reads.
        #[serde(default = "kazakh")]
        lang: Lang,
    },
    Close {
        report: ReportId,
        number: i64,
        #[serde(default = "kazakh")]
        lang: Lang,
        closing: Option<Closing>,
    },
    Remark {
        report: ReportId,
        number: i64,
    },
}

/// How it ended; the words are read once more before they go out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closing {
    pub outcome: Outcome,
    pub text: Option<String>,
    /// Of a repetition, where the words are made of the number: the officer's own, said below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<String>,
}

impl Closing {
    pub fn of(outcome: Outcome, text: Option<String>) -> Closing {
        Closing {
            outcome,
            text,
            also: None,
        }
    }
}

/// What was begun before it was kept is read as the state language.
fn kazakh() -> Lang {
    Lang::Kk
}

fn limit() -> i64 {
    i64::try_from(OFFICER_CHARS).unwrap_or(i64::MAX)
}

impl Officer {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        match self {
            Officer::Ask { number, lang, .. } => {
                Say::text(words.desk_ask(*number, limit(), lang.code()))
            }
            Officer::Remark { number, .. } => Say::text(words.desk_remark(*number)),
            Officer::Close {
                number,
                closing: None,
                ..
            } => {
                let buttons = Outcome::ALL
                    .map(|outcome| world.answer(words.outcome(outcome.name()), outcome.name()));
                Say {
                    rows: grid(buttons.into()),
                    ..Say::text(words.desk_close(*number))
                }
            }
            Officer::Close {
                number,
                lang,
                closing:
                    Some(Closing {
                        outcome,
                        text: None,
                        also,
                    }),
                ..
            } => {
                let outcome_name = words.outcome(outcome.name());
                Say::text(match (outcome, also) {
                    (Outcome::Duplicate, Some(also)) => {
                        words.quoted(&words.desk_close_repeat(*number), also)
                    }
                    (Outcome::Duplicate, None) => words.desk_close_repeat(*number),
                    _ => words.desk_close_words(*number, &outcome_name, limit(), lang.code()),
                })
            }
            Officer::Close {
                number,
                lang,
                closing:
                    Some(Closing {
                        outcome,
                        text: Some(text),
                        ..
                    }),
                ..
            } => {
                let theirs = Words::new(*lang);
                let shown = ended(theirs, *number, *outcome, text);
                let mut say = Say::text(words.desk_close_preview(&shown));
                if looks_foreign(*lang, text) {
                    say.text = format!("{}\n{}", say.text, words.desk_not_kazakh());
                }
                say.rows
                    .push(vec![world.answer(words.button_send(), "send")]);
                say
            }
        }
    }

    pub fn report(&self) -> ReportId {
        match self {
            Officer::Ask { report, .. }
            | Officer::Close { report, .. }
            | Officer::Remark { report, .. } => *report,
        }
    }

    pub fn takes(&self) -> Takes {
        match self {
            // Of another report.
            Officer::Close {
                closing:
                    Some(Closing {
                        outcome: Outcome::Duplicate,
                        text: None,
                        ..
                    }),
                ..
            } => Takes::Number,
            _ => Takes::Words,
        }
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        let done = |action: Action| Next::Do(action, Box::new(Next::Rest));
        match self {
            Officer::Ask { report, .. } => match words(answer) {
                Ok(text) => done(Action::Case(*report, CaseVerb::Ask(text.to_owned()))),
                Err(why) => Next::Again(why),
            },
            Officer::Remark { report, .. } => match words(answer) {
                Ok(text) => done(Action::Case(*report, CaseVerb::Remark(text.to_owned()))),
                Err(why) => Next::Again(why),
            },
            Officer::Close {
                report,
                number,
                lang,
                closing,
            } => {
                let closing_as = |closing: Closing| Officer::Close {
                    report: *report,
                    number: *number,
                    lang: *lang,
                    closing: Some(closing),
                };
                close_step((*report, *number), closing.as_ref(), closing_as, answer)
            }
        }
    }
}

/// What the resident reads of how it ended. What repeats another report goes on there.
pub fn ended(words: Words, number: i64, outcome: Outcome, text: &str) -> String {
    let name = words.outcome(outcome.name());
    match outcome {
        Outcome::Duplicate => words.told_closed_repeat(number, &name, text),
        _ => words.told_closed(number, &name, text),
    }
}

/// What an officer writes; pictures and voices go no further from here.
fn words(answer: &Answer) -> Result<&str, Why> {
    match answer {
        Answer::Note(_) => Err(Why::OnlyWords),
        answer => answer.words(OFFICER_CHARS),
    }
}

/// Longer than any number of a report with a word beside it.
const NUMBER_CHARS: usize = 20;

/// The number of a report as people write it: `12`, `№ 12`, `#12`, `N12`.
pub fn typed_number(text: &str) -> Option<i64> {
    let figures = text
        .trim()
        .trim_start_matches(['№', '#', 'N', 'n', '.'])
        .trim();
    let all = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
    figures.parse().ok().filter(|number| all && *number > 0)
}

fn close_step(
    (report, number): (ReportId, i64),
    closing: Option<&Closing>,
    closing_as: impl Fn(Closing) -> Officer,
    answer: &Answer,
) -> Next {
    let go_on = |closing: Closing| Next::Ask(Flow::Officer(closing_as(closing)));
    match (closing, answer) {
        (None, answer) => match answer.key().and_then(Outcome::parse) {
            Some(outcome) => go_on(Closing::of(outcome, None)),
            None => Next::Again(Why::Choose),
        },
        (
            Some(Closing {
                outcome,
                text: Some(text),
                ..
            }),
            Answer::Key(key),
        ) if key == "send" => Next::Do(
            Action::Case(
                report,
                CaseVerb::Close {
                    outcome: *outcome,
                    text: text.clone(),
                },
            ),
            Box::new(Next::Rest),
        ),
        // The words follow from the number.
        (
            Some(Closing {
                outcome: Outcome::Duplicate,
                text: None,
                ..
            }),
            answer,
        ) => match answer.words(NUMBER_CHARS).ok().and_then(typed_number) {
            Some(of) if of != number => Next::Open(Screen::RepeatOf(report, of)),
            _ => Next::Again(Why::NoNumber),
        },
        // Before it is sent, new words replace the old.
        (Some(Closing { outcome, .. }), answer) => match words(answer) {
            Ok(text) => go_on(Closing::of(*outcome, Some(text.to_owned()))),
            Err(why) => Next::Again(why),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for text in ["12", " № 12", "№12", "#12", "N 12", "№. 12", "012"] {
            assert_eq!(typed_number(text), Some(12), "{text}");
        }
        for text in [
            "",
            "№",
            "12 үй",
            "дом 12",
            "1.2",
            "-1",
            "0",
            "99999999999999999999",
        ] {
            assert_eq!(typed_number(text), None, "{text}");
        }
    }
}
