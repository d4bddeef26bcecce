//! A report: a resident's message about an offence, its states and how it may move.

use serde::{Deserialize, Serialize};

use super::named::named;
use super::{Lang, PersonId, Place, ReportId, Spot, Time};

/// Longest text of one note, in UTF-16 units: with its frame it fits one message.
pub const NOTE_CHARS: usize = 2_000;
/// Notes and media of one draft.
pub const NOTES: usize = 10;
/// Longest question, outcome or remark of an officer, in UTF-16 units.
pub const OFFICER_CHARS: usize = 400;

named! {
    /// Where a report stands. The only way from one to the next is [`State::after`].
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

/// What moves a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Accept,
    Start,
    Plan,
    Ask,
    /// The resident answered, or the five days ran out.
    Resume,
    Forward,
    Close,
    Withdraw,
    AskReopen,
    Reopen,
    KeepClosed,
}

impl State {
    /// The whole table: what is not here is refused.
    pub fn after(self, step: Step) -> Option<State> {
        use State::{
            Accepted, Closed, Forwarded, InWork, New, Planned, Question, ReopenAsked, Reopened,
            Withdrawn,
        };
        match (self, step) {
            (New, Step::Accept) => Some(Accepted),
            (Accepted | Planned | Forwarded | Reopened, Step::Start) => Some(InWork),
            (Accepted | InWork | Reopened, Step::Plan) => Some(Planned),
            // A newer question voids the older one.
            (New | Accepted | InWork | Planned | Question | Reopened, Step::Ask) => Some(Question),
            (Question, Step::Resume) => Some(InWork),
            (Accepted | InWork | Reopened, Step::Forward) => Some(Forwarded),
            (New | Accepted | InWork | Planned | Question | Forwarded | Reopened, Step::Close) => {
                Some(Closed)
            }
            (
                New | Accepted | InWork | Planned | Question | Forwarded | Reopened,
                Step::Withdraw,
            ) => Some(Withdrawn),
            (Closed, Step::AskReopen) => Some(ReopenAsked),
            (ReopenAsked, Step::Reopen) => Some(Reopened),
            (ReopenAsked, Step::KeepClosed) => Some(Closed),
            _ => None,
        }
    }

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

/// A report ready to be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewReport {
    pub category: String,
    pub spot: Spot,
    pub happening_now: bool,
    pub notes: Vec<Note>,
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
    pub precinct: String,
    pub place: Option<Place>,
    /// The address in words, where it was typed.
    pub address: Option<String>,
    pub happening_now: bool,
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

/// One line of a report's history.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub at: Time,
    pub kind: EventKind,
    pub text: Option<String>,
    pub media: Option<Media>,
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
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.name()), Some(kind));
        }
        for kind in MediaKind::ALL {
            assert_eq!(MediaKind::parse(kind.name()), Some(kind));
        }
    }

    #[test]
    fn what_is_over_moves_only_by_asking_to_reopen() {
        use Step::{Accept, AskReopen, Close, Start, Withdraw};
        for step in [Accept, Start, Close, Withdraw] {
            assert_eq!(State::Closed.after(step), None);
            assert_eq!(State::Withdrawn.after(step), None);
        }
        assert_eq!(State::Closed.after(AskReopen), Some(State::ReopenAsked));
        assert_eq!(State::Withdrawn.after(AskReopen), None);
    }
}
