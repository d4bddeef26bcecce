//! The inspector's meeting with residents, announced to subscribers.

use serde::{Deserialize, Serialize};

use super::{Both, MeetingId, PersonId, Place, PrecinctCode, Time};

/// Days ahead at which a meeting should be announced: less is told to its author, not refused.
pub const NOTICE_DAYS: i32 = 7;
/// Longest agenda in one language, in UTF-16 units: the announcement must fit a caption of
/// 1,024 UTF-16 units under its calendar file.
pub const AGENDA_CHARS: usize = 400;
/// Longest name of the place in one language, in UTF-16 units.
pub const VENUE_CHARS: usize = 120;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewMeeting {
    pub precinct: PrecinctCode,
    pub starts_at: Time,
    /// The address in words.
    pub venue: Both,
    pub place: Option<Place>,
    pub agenda: Both,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    pub id: MeetingId,
    pub author: PersonId,
    pub what: NewMeeting,
    pub announced_at: Time,
}
