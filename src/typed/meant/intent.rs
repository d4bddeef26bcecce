//! What may be meant.

use serde::Deserialize;

/// What is meant, as far as the words alone can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// The phones, at once.
    Danger,
    /// A button, by its words or its number.
    Button,
    /// A place and nothing beside it.
    Place,
    /// An offence.
    Report,
    /// What was reported began again.
    Again,
    /// What became of a report.
    Status,
    /// Timing the next meeting is.
    Meeting,
    /// Timing and where the inspector receives, and by which phone.
    Reception,
    /// Till what hour something may be done.
    May,
    /// What others answer for: whom to turn to.
    Where,
    Thanks,
    /// About an officer.
    Complaint,
    /// Of the own home.
    Move,
    /// Who the own inspector is.
    Find,
    Greeting,
    None,
}
