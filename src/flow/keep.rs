//! What came without being asked for, such as a photo a minute after a report: it is kept until a
//! tap says what it is for.

use serde::{Deserialize, Serialize};

use super::notes::{Collected, collect};
use super::{Answer, Flow, Next, Seek, Takes, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::report::{Note, Report, State};
use crate::domain::{Action, CaseVerb, ReportId};
use crate::text::{said, shorten};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Keep {
    pub notes: Vec<Note>,
    /// The person's open reports that it may belong to, the likeliest first.
    pub cases: Vec<Case>,
    /// The words may be a place that is searched for.
    pub place: bool,
    /// The words tell of another offence than these reports.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// Words that mean nothing known: whatever comes next but the tap is of something else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loose: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    pub report: ReportId,
    pub number: i64,
    /// A question of its officer waits for an answer.
    pub asked: bool,
    /// What was reported has begun again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

impl Case {
    pub fn of(report: &Report) -> Case {
        Case {
            report: report.id,
            number: report.number,
            asked: report.state == State::Question,
            again: false,
        }
    }

    /// Nothing is added to it any more: it may have begun again.
    pub fn is_over(&mut self) {
        (self.asked, self.again) = (false, true);
    }

    /// The same as what has begun again.
    pub fn again(report: &Report) -> Case {
        Case {
            asked: false,
            again: true,
            ..Case::of(report)
        }
    }
}

/// UTF-16 units of what is shown of it.
const SHOWN: usize = 500;

impl Keep {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let head = match self.cases.as_slice() {
            [] => words.keep_new(),
            [one] if one.again => words.keep_is_again(one.number),
            _ if self.other => words.keep_which(),
            [one] if one.asked => words.keep_is_answer(one.number),
            [one] => words.keep_is_more(one.number),
            _ => words.keep_which(),
        };
        let shown = shorten(&said(words, &self.notes), SHOWN);
        let mut say = Say::text(words.quoted(&head, &shown)).slot("kept".to_owned());
        for case in &self.cases {
            let label = match case {
                Case { again: true, .. } => words.report_again_same(case.number),
                Case { asked: true, .. } => words.keep_answer(case.number),
                _ => words.keep_add(case.number),
            };
            let key = case.report.to_string();
            say.rows.push(vec![world.answer(label, &key)]);
        }
        if self.place {
            say.rows
                .push(vec![world.answer(words.keep_place(), "place")]);
        }
        let new = match self.cases.is_empty() {
            true => words.menu_report(),
            false => words.keep_report(),
        };
        say.rows.push(vec![world.answer(new, "new")]);
        if self.loose {
            return say
                .open(words.menu_find(), Screen::Find)
                .open(words.button_menu(), Screen::Menu);
        }
        say.rows.push(vec![world.answer(words.keep_no(), "no")]);
        say
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        let key = match answer {
            Answer::Key(key) => key,
            Answer::Text(_) | Answer::Note(_) | Answer::Place(_) => {
                return match collect(&self.notes, answer, world) {
                    Collected::More(notes) => Next::Ask(Flow::Keep(Box::new(Keep {
                        notes,
                        place: false,
                        ..self.clone()
                    }))),
                    Collected::Done => Next::Again(Why::Choose),
                    Collected::No(why) => Next::Again(why),
                };
            }
            Answer::Other => return Next::Again(Why::Choose),
        };
        let text = self.notes.iter().find_map(|note| note.text.clone());
        match (key.as_str(), text) {
            ("new", _) => Next::Open(Screen::Report),
            ("no", _) => Next::Ask(Flow::Menu),
            ("place", Some(text)) if self.place => Seek::default().step(&Answer::Text(text), world),
            _ => match self.cases.iter().find(|it| it.report.to_string() == *key) {
                Some(case) if case.again => Next::Open(Screen::Again(case.report)),
                Some(case) => Next::Do(self.given_to(case), Box::new(Next::Rest)),
                None => Next::Again(Why::Choose),
            },
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::OnlyButtons
    }

    /// What it means for this report.
    pub fn given_to(&self, case: &Case) -> Action {
        let (report, notes) = (case.report, self.notes.clone());
        match case.asked {
            true => Action::Case(report, CaseVerb::Answer(notes)),
            false => Action::Case(
                report,
                CaseVerb::AddTo {
                    notes,
                    again: false,
                },
            ),
        }
    }
}

impl Flow {
    /// What becomes of words for a report that is over meanwhile.
    pub fn instead(self) -> Option<Flow> {
        let (report, number, notes) = match self {
            Flow::AddTo(more) => (more.report, more.number, more.notes),
            Flow::Answer(answer) => (answer.report, answer.number, answer.notes),
            _ => return None,
        };
        let case = Case {
            report,
            number,
            asked: false,
            again: true,
        };
        Some(Flow::Keep(Box::new(Keep {
            notes,
            cases: vec![case],
            ..Keep::default()
        })))
    }
}
