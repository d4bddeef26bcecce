//! A step that is taken: what comes along, and what became of the report.

use super::event::Data;
use super::table::{Move, Need};
use crate::domain::Time;
use crate::domain::report::{Note, Outcome, Report};

/// What comes along with a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Along {
    pub notes: Vec<Note>,
    pub outcome: Option<Outcome>,
}

/// A report that has moved on, by a row of the table.
#[derive(Clone, Debug)]
pub struct Advanced {
    pub row: &'static Move,
    pub before: Report,
    pub now: Report,
    pub along: Along,
    /// Until when is waited for what the row begins to wait for.
    pub until: Option<Time>,
    /// Whoever sent it hears of it.
    pub heard: bool,
}

impl Along {
    pub fn words(text: String) -> Along {
        Along::notes(vec![Note::words(text)])
    }

    pub fn notes(notes: Vec<Note>) -> Along {
        Along {
            notes,
            outcome: None,
        }
    }

    /// Whether all is there that a row asks for.
    pub fn has(&self, needs: &[Need]) -> bool {
        let words = |note: &Note| note.text.as_ref().is_some_and(|text| !text.is_empty());
        needs.iter().all(|need| match need {
            Need::Words => self.notes.iter().any(words),
            Need::Note => self.notes.iter().any(|it| words(it) || it.media.is_some()),
            Need::Outcome => self.outcome.is_some(),
        })
    }
}

impl Advanced {
    /// The words that came along.
    pub fn words(&self) -> &str {
        let mut texts = self.along.notes.iter().filter_map(|it| it.text.as_deref());
        texts.next().unwrap_or_default()
    }

    /// What its line of the history carries.
    pub fn data(&self) -> Option<Data> {
        let outcome = self.along.outcome.map(Data::Outcome);
        outcome.or(self.until.map(Data::Until))
    }
}
