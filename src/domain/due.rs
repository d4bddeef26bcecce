//! What time must do later: written where it begins, in the same transaction, and taken by a timer
//! once its time has come.

use super::ReportId;

/// One thing that falls due, at most once at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// The answer to the question that this report waits for.
    Answer(ReportId),
}
