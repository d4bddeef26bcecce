//! What is wrong with a setting.

use std::fmt;

/// One line: which setting, and what is expected of it. Never holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(String);

impl ConfigError {
    pub(super) fn new(setting: &str, expected: &str) -> ConfigError {
        ConfigError(format!("{setting}: expected {expected}"))
    }

    /// About what a setting names, such as a file that does not read.
    pub(crate) fn of(setting: &str, expected: &str) -> ConfigError {
        ConfigError::new(setting, expected)
    }

    pub(super) fn unknown(given: &str, nearest: &str) -> ConfigError {
        ConfigError(format!("{given}: no such setting, did you mean {nearest}?"))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}
