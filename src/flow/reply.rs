//! An officer's words that are a reply to the card of a report: what they are, before anybody
//! reads them.

use serde::{Deserialize, Serialize};

use super::desk::{Closing, Officer};
use super::{Answer, Flow, Next, Takes, Why, World, grid};
use crate::chat::Say;
use crate::domain::report::Outcome;
use crate::domain::{Action, CaseVerb, Lang, ReportId};
use crate::text::looks_foreign;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub report: ReportId,
    pub number: i64,
    /// What the resident reads.
    pub lang: Lang,
    pub text: String,
    /// The report is still open: it can be asked about and closed.
    pub open: bool,
    /// Whose it is, where a colleague holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// How it ended is asked for.
    pub closing: bool,
    /// What was begun before it, and goes on after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Flow>>,
}

impl Reply {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        if self.closing {
            let outcomes = Outcome::ALL.map(|it| world.answer(words.outcome(it.name()), it.name()));
            return Say {
                rows: grid(outcomes.into()),
                ..Say::text(words.desk_close(self.number))
            };
        }
        let mut say = Say::text(words.quoted(&words.desk_reply(self.number), &self.text));
        if let Some(holder) = &self.holder {
            let others = words.desk_others(self.number, holder);
            say.text = format!("{others}\n\n{}", say.text);
        }
        if looks_foreign(self.lang, &self.text) {
            say.text = format!("{}\n{}", say.text, words.desk_not_kazakh());
        }
        let mut add = |label: String, key: &str| say.rows.push(vec![world.answer(label, key)]);
        if self.open {
            add(words.desk_reply_ask(), "ask");
        }
        add(words.case_remark(), "remark");
        if self.closes() {
            add(words.desk_reply_close(), "close");
        }
        say
    }

    /// Whether it may end the report: that asks for more, over which what was begun would be lost.
    fn closes(&self) -> bool {
        self.open && self.before.is_none()
    }

    /// How many replies wait, this one included.
    pub fn waiting(&self) -> usize {
        1 + match self.before.as_deref() {
            Some(Flow::Reply(before)) => before.waiting(),
            _ => 0,
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Buttons
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        let (report, text) = (self.report, self.text.clone());
        let then = || self.before.clone().map_or(Next::Rest, |it| Next::Ask(*it));
        let done = |action: Action| Next::Do(action, Box::new(then()));
        let outcome = answer.key().and_then(Outcome::parse);
        match answer.key() {
            Some("ask") if self.open => done(Action::Case(report, CaseVerb::Ask(text))),
            Some("remark") => done(Action::Case(report, CaseVerb::Remark(text))),
            Some("close") if self.closes() => Next::Ask(Flow::Reply(Reply {
                closing: true,
                ..self.clone()
            })),
            _ => match outcome.filter(|_| self.closing) {
                Some(outcome) => {
                    // Of a repetition the number of the other is asked for, and the words stand
                    // below it.
                    let (text, also) = match outcome {
                        Outcome::Duplicate => (None, Some(text)),
                        _ => (Some(text), None),
                    };
                    Next::Ask(Flow::Officer(Officer::Close {
                        report,
                        number: self.number,
                        lang: self.lang,
                        closing: Some(Closing {
                            outcome,
                            text,
                            also,
                        }),
                    }))
                }
                None => Next::Again(Why::Choose),
            },
        }
    }
}
