//! Withdrawing a report of one's own: whether that is meant.

use serde::{Deserialize, Serialize};

use super::{Answer, Flow, Next, Takes, Why, World};
use crate::chat::Say;
use crate::domain::{Action, CaseVerb, ReportId};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Withdraw {
    pub report: ReportId,
    pub number: i64,
}

impl Withdraw {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        world.asked(
            words.withdraw_ask(self.number),
            [(words.withdraw_yes(), "yes"), (words.button_keep(), "no")],
        )
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        let report = self.report;
        match answer.key() {
            Some("yes") => Next::Do(
                Action::Case(report, CaseVerb::Withdraw),
                Box::new(Next::Rest),
            ),
            Some("no") => Next::Ask(Flow::Menu),
            _ => Next::Again(Why::Choose),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Buttons
    }
}
