//! In which language a clerk is spoken to: the one asked for, the terminal's, or plain English.

use std::str::FromStr;

use crate::config;
use crate::domain::Lang;
use crate::text::Words;

/// English, or the words of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    English,
    In(Words),
}

impl Tongue {
    /// What was asked for, else what the terminal says.
    pub fn of(asked: Option<Tongue>) -> Tongue {
        let terminal = || match config::terminal_language() {
            Some(lang) => Tongue::In(Words::new(lang)),
            None => Tongue::English,
        };
        asked.unwrap_or_else(terminal)
    }

    pub fn say(
        self,
        english: impl FnOnce() -> String,
        ours: impl FnOnce(Words) -> String,
    ) -> String {
        match self {
            Tongue::English => english(),
            Tongue::In(words) => ours(words),
        }
    }
}

impl FromStr for Tongue {
    type Err = String;

    fn from_str(text: &str) -> Result<Tongue, String> {
        match (text, Lang::parse(text)) {
            ("en", _) => Ok(Tongue::English),
            (_, Some(lang)) => Ok(Tongue::In(Words::new(lang))),
            _ => Err("expected kk, ru or en".to_owned()),
        }
    }
}
