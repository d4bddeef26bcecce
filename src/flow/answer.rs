//! What a person's input says to a question.

use serde::{Deserialize, Serialize};

use super::why::Why;
use crate::chat::{Input, units};
use crate::domain::Place;
use crate::domain::report::Note;

/// The key of the position button, for clients that send its label as text.
pub const POSITION: &str = "position";

/// What can answer a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A button of this question.
    Key(String),
    Text(String),
    Place(Place),
    Note(Note),
    /// Nothing that any question wants.
    Other,
}

/// What answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One of its own buttons: none that leads to the menu stands below them.
    OnlyButtons,
    Buttons,
    /// A button, or the number of a house.
    House,
    /// A number among words, none of which is a button by its place.
    Number,
    /// Words of any kind.
    Words,
    /// The same for a report, so that almost any word is one of them.
    AnyWord,
}

impl Answer {
    /// What an input says to a question; taps and commands are the turn's.
    pub fn of(input: Input) -> Answer {
        match input {
            Input::Text(text) => Answer::Text(text.trim().to_owned()),
            Input::Place(place) => Answer::Place(place),
            Input::Media { media, caption } => Answer::Note(Note {
                text: caption,
                media: Some(media),
                ..Note::default()
            }),
            Input::Command { .. }
            | Input::Tap(_)
            | Input::Edited(_)
            | Input::Other
            | Input::TooFast
            | Input::Left
            | Input::Returned
            | Input::Bot(_) => Answer::Other,
        }
    }

    pub fn key(&self) -> Option<&str> {
        match self {
            Answer::Key(key) => Some(key),
            _ => None,
        }
    }

    /// The words, if it is words of at most `limit` UTF-16 units.
    pub fn words(&self, limit: usize) -> Result<&str, Why> {
        match self {
            Answer::Text(text) if units(text) > limit => Err(Why::TooLong(limit)),
            Answer::Text(text) if !text.is_empty() => Ok(text),
            _ => Err(Why::Words),
        }
    }
}
