//! A report: a resident's message about an offence, its states and how it may move.

use serde::{Deserialize, Serialize};

use super::named::named;
use super::{Lang, PersonId, Place, PrecinctCode, ReportId, Spot, Time};

/// Longest text of one note, in UTF-16 units: with its frame it fits one message.
pub const NOTE_CHARS: usize = 2_000;
/// Notes and media of one draft.
pub const NOTES: usize = 10;
/// Longest name of somebody else whom a report is for, in UTF-16 units.
pub const WHOM_CHARS: usize = 60;
/// Longest question, outcome or remark of an officer, in UTF-16 units.
pub const OFFICER_CHARS: usize = 400;

named! {
    /// Where a report stands. The only way from one to the next is a row of
    /// the table of moves in `case`.
    pub enum State {
        New = "new",
        Accepted = "accepted",
        InWork = "in_work",
        Planned = "planned",
        Question = "question",
        Forwarded = "forwarded",
        Closed = "closed",
        ReopenAsked = "reopen_asked",
        Reopened = "reopened",
        Withdrawn = "withdrawn",
    }
}

impl Report {
    /// Where it is.
    pub fn spot(&self) -> Spot {
        Spot {
            precinct: self.precinct.clone(),
            place: self.place.clone(),
            address: self.address.clone(),
        }
    }
}

/// What moves a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Accept,
    Ask,
    /// The resident answered.
    Answer,
    /// The resident's answer was about something else.
    TakeBack,
    /// The time for an answer ran out.
    Resume,
    Close,
    Withdraw,
}

impl State {
    pub fn open(self) -> bool {
        !matches!(self, State::Closed | State::Withdrawn)
    }
}

named! {
    /// How it ended. "Answered" is never counted as "resolved".
    pub enum Outcome {
        Resolved = "resolved",
        Warned = "warned",
        Protocol = "protocol",
        NothingFound = "nothing_found",
        OverOnArrival = "over_on_arrival",
        NoAccess = "no_access",
        AnsweredOnly = "answered_only",
        HandedOver = "handed_over",
        Duplicate = "duplicate",
        Rejected = "rejected",
    }
}

/// Words or one piece of media, as the resident gave it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub text: Option<String>,
    pub media: Option<Media>,
    /// The number of the message in the resident's chat: an edit of it has the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<i64>,
    /// The album that it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
}

impl Note {
    /// Neither words nor media.
    pub fn none() -> Note {
        Note::default()
    }

    pub fn words(text: String) -> Note {
        Note {
            text: Some(text),
            ..Note::default()
        }
    }
}

/// A file that stays with the messenger; only its handle is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Media {
    pub kind: MediaKind,
    pub file: String,
}

named! {
    /// What a picture or a recording is.
    pub enum MediaKind {
        Photo = "photo",
        Video = "video",
        Voice = "voice",
        Audio = "audio",
        VideoNote = "video_note",
        Document = "document",
    }
}

/// Somebody else whom a report is for, as far as its sender named them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Whom {
    pub name: Option<String>,
    /// As people dial it: `+77011234567`.
    pub phone: Option<String>,
}

/// A report ready to be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewReport {
    pub category: String,
    pub spot: Spot,
    pub happening_now: bool,
    pub notes: Vec<Note>,
    /// None: for whoever sends it.
    pub whom: Option<Whom>,
}

/// A report as the desk and its owner see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub id: ReportId,
    /// The number people use, unique and counting up.
    pub number: i64,
    /// None once the resident was forgotten.
    pub person: Option<PersonId>,
    pub lang: Lang,
    pub category: String,
    pub precinct: PrecinctCode,
    pub place: Option<Place>,
    /// The address in words, where it was typed.
    pub address: Option<String>,
    pub happening_now: bool,
    /// None: for whoever sent it.
    pub whom: Option<Whom>,
    pub state: State,
    pub outcome: Option<Outcome>,
    /// Who took it.
    pub officer: Option<PersonId>,
    pub created_at: Time,
    pub updated_at: Time,
}

named! {
    /// Why no inspector of its precinct reads a report.
    pub enum Instead {
        /// None has joined.
        Absent = "absent",
        /// The post is vacant.
        Vacant = "vacant",
        /// It is the inspector's own report.
        Own = "own",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.name()), Some(state));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.name()), Some(outcome));
        }
        for kind in MediaKind::ALL {
            assert_eq!(MediaKind::parse(kind.name()), Some(kind));
        }
    }
}
