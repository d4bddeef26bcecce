//! What a resident has to say to a report that was sent: more of it, or the answer to a question of
//! its officer.

use serde::{Deserialize, Serialize};

use super::notes::{Collected, collect, collecting};
use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::Say;
use crate::domain::report::Note;
use crate::domain::{Action, CaseVerb, ReportId};

/// More words or media for a report of one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddTo {
    pub report: ReportId,
    pub number: i64,
    pub notes: Vec<Note>,
}

/// The answer to the inspector's question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerTo {
    pub report: ReportId,
    pub number: i64,
    pub question: String,
    pub notes: Vec<Note>,
}

impl AddTo {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let mut say = collecting(words.add_what(self.number), &self.notes, world);
        if self.notes.is_empty() {
            let nothing = world.answer(words.button_nothing(), "done");
            say.rows.push(vec![nothing]);
        }
        say
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        let (report, number) = (self.report, self.number);
        match collect(&self.notes, answer, world) {
            Collected::More(notes) => Next::Ask(Flow::AddTo(AddTo {
                report,
                number,
                notes,
            })),
            Collected::Done if self.notes.is_empty() => Next::Ask(Flow::Menu),
            Collected::Done => Next::Do(
                Action::Case(
                    report,
                    CaseVerb::AddTo {
                        notes: self.notes.clone(),
                        again: false,
                    },
                ),
                Box::new(Next::Rest),
            ),
            Collected::No(why) => Next::Again(why),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::AnyWord
    }
}

impl AnswerTo {
    pub fn question(&self, world: &World) -> Say {
        let asked = world.words.answer_what(self.number, &self.question);
        collecting(asked, &self.notes, world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match collect(&self.notes, answer, world) {
            Collected::More(notes) => Next::Ask(Flow::Answer(AnswerTo {
                notes,
                ..self.clone()
            })),
            Collected::Done if self.notes.is_empty() => Next::Again(Why::Note),
            Collected::Done => Next::Do(
                Action::Case(self.report, CaseVerb::Answer(self.notes.clone())),
                Box::new(Next::Rest),
            ),
            Collected::No(why) => Next::Again(why),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::AnyWord
    }
}
