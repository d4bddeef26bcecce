//! A report: a resident's message about an offence, its states and how it may move.

use serde::{Deserialize, Serialize};

use super::{Lang, PersonId, Place, ReportId, Spot, Time};

/// Longest text of one note, in UTF-16 units: with its frame it fits one message.
pub const NOTE_CHARS: usize = 2_000;
/// Notes and media of one draft.
pub const NOTES: usize = 10;
/// Longest question, outcome or remark of an officer, in UTF-16 units.
pub const OFFICER_CHARS: usize = 400;

/// Where a report stands. The only way from one to the next is a row of [`super::case::MOVES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    New,
    Accepted,
    InWork,
    Planned,
    Question,
    Forwarded,
    Closed,
    ReopenAsked,
    Reopened,
    Withdrawn,
}

/// What moves a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Accept,
    Ask,
    /// The resident answered.
    Answer,
    /// The time for an answer ran out.
    Resume,
    Close,
    Withdraw,
}

impl State {
    pub const ALL: [State; 10] = [
        State::New,
        State::Accepted,
        State::InWork,
        State::Planned,
        State::Question,
        State::Forwarded,
        State::Closed,
        State::ReopenAsked,
        State::Reopened,
        State::Withdrawn,
    ];

    /// Where the step leads, if the table of moves has it.
    pub fn after(self, step: Step) -> Option<State> {
        super::case::row(self, step).map(|row| row.to)
    }

    pub fn open(self) -> bool {
        !matches!(self, State::Closed | State::Withdrawn)
    }

    pub fn name(self) -> &'static str {
        match self {
            State::New => "new",
            State::Accepted => "accepted",
            State::InWork => "in_work",
            State::Planned => "planned",
            State::Question => "question",
            State::Forwarded => "forwarded",
            State::Closed => "closed",
            State::ReopenAsked => "reopen_asked",
            State::Reopened => "reopened",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// How it ended. "Answered" is never counted as "resolved".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Resolved,
    Warned,
    Protocol,
    NothingFound,
    OverOnArrival,
    NoAccess,
    AnsweredOnly,
    HandedOver,
    Duplicate,
    Rejected,
}

impl Outcome {
    pub const ALL: [Outcome; 10] = [
        Outcome::Resolved,
        Outcome::Warned,
        Outcome::Protocol,
        Outcome::NothingFound,
        Outcome::OverOnArrival,
        Outcome::NoAccess,
        Outcome::AnsweredOnly,
        Outcome::HandedOver,
        Outcome::Duplicate,
        Outcome::Rejected,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Outcome::Resolved => "resolved",
            Outcome::Warned => "warned",
            Outcome::Protocol => "protocol",
            Outcome::NothingFound => "nothing_found",
            Outcome::OverOnArrival => "over_on_arrival",
            Outcome::NoAccess => "no_access",
            Outcome::AnsweredOnly => "answered_only",
            Outcome::HandedOver => "handed_over",
            Outcome::Duplicate => "duplicate",
            Outcome::Rejected => "rejected",
        }
    }

    pub fn parse(name: &str) -> Option<Outcome> {
        Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.name() == name)
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    Photo,
    Video,
    Voice,
    Audio,
    VideoNote,
    Document,
}

impl MediaKind {
    pub const ALL: [MediaKind; 6] = [
        MediaKind::Photo,
        MediaKind::Video,
        MediaKind::Voice,
        MediaKind::Audio,
        MediaKind::VideoNote,
        MediaKind::Document,
    ];

    pub fn name(self) -> &'static str {
        match self {
            MediaKind::Photo => "photo",
            MediaKind::Video => "video",
            MediaKind::Voice => "voice",
            MediaKind::Audio => "audio",
            MediaKind::VideoNote => "video_note",
            MediaKind::Document => "document",
        }
    }

    pub fn parse(name: &str) -> Option<MediaKind> {
        MediaKind::ALL.into_iter().find(|kind| kind.name() == name)
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

/// Why no inspector of its precinct reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// None has joined.
    Absent,
    /// The post is vacant.
    Vacant,
    /// It is the inspector's own report.
    Own,
}

impl Instead {
    pub fn name(self) -> &'static str {
        match self {
            Instead::Absent => "absent",
            Instead::Vacant => "vacant",
            Instead::Own => "own",
        }
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Sent,
    Added,
    Again,
    Accepted,
    Question,
    Answer,
    /// Only the desk sees it.
    Remark,
    Closed,
    Withdrawn,
    /// The time for an answer ran out.
    Resumed,
}

impl EventKind {
    pub const ALL: [EventKind; 10] = [
        EventKind::Sent,
        EventKind::Added,
        EventKind::Again,
        EventKind::Accepted,
        EventKind::Question,
        EventKind::Answer,
        EventKind::Remark,
        EventKind::Closed,
        EventKind::Withdrawn,
        EventKind::Resumed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            EventKind::Sent => "sent",
            EventKind::Added => "added",
            EventKind::Again => "again",
            EventKind::Accepted => "accepted",
            EventKind::Question => "question",
            EventKind::Answer => "answer",
            EventKind::Remark => "remark",
            EventKind::Closed => "closed",
            EventKind::Withdrawn => "withdrawn",
            EventKind::Resumed => "resumed",
        }
    }

    pub fn parse(name: &str) -> Option<EventKind> {
        EventKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

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
}
