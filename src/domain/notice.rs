//! An inspector's word to the subscribers of a precinct.

use serde::{Deserialize, Serialize};

use super::{Both, NoticeId, PersonId, PrecinctCode, Time};

/// Longest notice in one language, in UTF-16 units.
pub const NOTICE_CHARS: usize = 1_500;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewNotice {
    pub precinct: PrecinctCode,
    /// What it says; a language that is missing is empty and its readers get the other.
    pub text: Both,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub id: NoticeId,
    pub author: PersonId,
    pub what: NewNotice,
    pub created_at: Time,
    pub stopped: bool,
}

/// How far a broadcast has come, in people and groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub waiting: i64,
    pub sent: i64,
    pub blocked: i64,
    pub failed: i64,
    pub stopped: i64,
    /// Groups among all these.
    pub groups: i64,
}

impl Progress {
    pub fn total(self) -> i64 {
        self.waiting + self.sent + self.blocked + self.failed + self.stopped
    }
}
