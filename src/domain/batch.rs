//! A broadcast: what is told to many at once and counted together.

use std::fmt;

use super::meeting::MeetingId;
use super::notice::NoticeId;

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
        let id = id.parse().ok()?;
        match kind {
            "m" => Some(Batch::Meeting(id)),
            "n" => Some(Batch::Notice(id)),
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
