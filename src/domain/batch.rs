//! A broadcast: what is told to many at once and counted together.

use std::fmt;

use super::{MeetingId, NoticeId};

/// What a broadcast tells. Its name begins the keys of the outbox: it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    Meeting(MeetingId),
    Notice(NoticeId),
}

impl Batch {
    /// Reads what [`fmt::Display`] has written.
    pub fn parse(name: &str) -> Option<Batch> {
        let (kind, id) = name.split_once(':')?;
        match kind {
            "m" => id.parse().ok().map(Batch::Meeting),
            "n" => id.parse().ok().map(Batch::Notice),
            _ => None,
        }
    }
}

impl fmt::Display for Batch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Batch::Meeting(id) => write!(out, "m:{id}"),
            Batch::Notice(id) => write!(out, "n:{id}"),
        }
    }
}
