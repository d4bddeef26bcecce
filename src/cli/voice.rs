//! In which language a clerk is spoken to: the one asked for, the terminal's, or plain English.

use std::str::FromStr;

use crate::config;
use crate::domain::Lang;
use crate::text::Words;

/// English, or the words of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    English,
    In(Words),
}

impl Voice {
    /// What was asked for, else what the terminal says.
    pub fn of(asked: Option<Voice>) -> Voice {
        let terminal = || match config::terminal_language() {
            Some(lang) => Voice::In(Words::new(lang)),
            None => Voice::English,
        };
        asked.unwrap_or_else(terminal)
    }

    pub fn say(
        self,
        english: impl FnOnce() -> String,
        ours: impl FnOnce(Words) -> String,
    ) -> String {
        match self {
            Voice::English => english(),
            Voice::In(words) => ours(words),
        }
    }
}

impl FromStr for Voice {
    type Err = String;

    fn from_str(text: &str) -> Result<Voice, String> {
        match (text, Lang::parse(text)) {
            ("en", _) => Ok(Voice::English),
            (_, Some(lang)) => Ok(Voice::In(Words::new(lang))),
            _ => Err("expected kk, ru or en".to_owned()),
        }
    }
}
