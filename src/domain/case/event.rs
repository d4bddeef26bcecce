//! A line of the history of a report: what happened, by whom, and what came with it.

use serde::{Deserialize, Serialize};

use crate::domain::named::named;
use crate::domain::report::{Media, Outcome};
use crate::domain::{PersonId, Time};

/// One line of a report's history.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub at: Time,
    pub kind: EventKind,
    /// None where it is not known which officer it was: of before that was kept, or forgotten since.
    pub by: Option<By>,
    pub text: Option<String>,
    pub media: Option<Media>,
    pub data: Option<Data>,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Sender,
    /// An officer, who holds the report from then on where it moves.
    Desk(PersonId),
    Timer,
}

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Desk,
    Sender,
    Timer,
}

/// What comes with a line beside words and files.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Data {
    /// How it ended.
    Outcome(Outcome),
    /// Until when an answer was waited for.
    Until(Time),
}

named! {
    /// What happened to a report.
    pub enum EventKind {
        Sent = "sent",
        Added = "added",
        Again = "again",
        Accepted = "accepted",
        Question = "question",
        Answer = "answer",
        /// What was taken for the answer was none.
        TakenBack = "taken_back",
        /// Only the desk sees it.
        Remark = "remark",
        Closed = "closed",
        Withdrawn = "withdrawn",
        /// The time for an answer ran out.
        Resumed = "resumed",
    }
}

impl EventKind {
    /// Whether the resident sees it.
    pub fn public(self) -> bool {
        self != EventKind::Remark
    }
}

impl By {
    pub fn who(self) -> Who {
        match self {
            By::Sender => Who::Sender,
            By::Desk(_) => Who::Desk,
            By::Timer => Who::Timer,
        }
    }

    pub fn officer(self) -> Option<PersonId> {
        match self {
            By::Desk(officer) => Some(officer),
            By::Sender | By::Timer => None,
        }
    }
}
