//! What single words of a report say: when it happens, and whether they only call for help.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::domain::law::Law;
use crate::typed::meant::{TimeTold, Timing};

/// Words of this many may be the description; fewer are a try at one of the buttons.
pub const WORDS: usize = 2;

/// When it happens, as far as that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportTime {
    Now,
    Earlier,
    /// For some time or again and again.
    Lasting,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ToldTable {
    goes_on: Vec<String>,
    how_long: Vec<String>,
    help: Vec<String>,
}

// A test reads the table: it is never empty.
static TABLE: LazyLock<ToldTable> =
    LazyLock::new(|| toml::from_str(include_str!("told.toml")).unwrap_or_default());

impl ReportTime {
    pub fn of(told: &TimeTold) -> ReportTime {
        let words = told.words.to_lowercase();
        let goes_on = || TABLE.goes_on.iter().any(|it| words.contains(it));
        match told.when {
            Timing::Now => ReportTime::Now,
            Timing::Earlier => ReportTime::Earlier,
            Timing::Lasting if goes_on() => ReportTime::Now,
            Timing::Lasting => ReportTime::Lasting,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            ReportTime::Now => "now",
            ReportTime::Earlier => "before",
            ReportTime::Lasting => "lasting",
        }
    }
}

/// Whether a text says for how long it has gone on: «уже третий час».
pub fn tells_how_long(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|it: char| !it.is_alphanumeric());
    words.any(|word| TABLE.how_long.iter().any(|it| it == word))
}

/// Whether the words of danger in a text do no more than call for help: what it is for is told by the
/// others.
pub fn only_calls_for_help(text: &str, law: &Law) -> bool {
    let calls = |word: &str| {
        let word = word.to_lowercase();
        TABLE.help.iter().any(|it| word.starts_with(it))
    };
    let words = text.split(|it: char| !it.is_alphanumeric());
    let others: Vec<&str> = words.filter(|it| !it.is_empty() && !calls(it)).collect();
    !law.tells_of_danger(&others.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert!(TABLE.goes_on.len() > 3 && TABLE.help.len() > 3);
        assert!(tells_how_long("Уже третий час!") && tells_how_long("үш сағат болды"));
        assert!(!tells_how_long("Часовая 5") && !tells_how_long("участок 3"));
    }

    #[test]
    fn a_call_for_help_and_a_cry() {
        let law = Law::embedded();
        for text in ["громкая музыка, помогите", "көмектесіңіздер, шулап жатыр"]
        {
            assert!(
                law.tells_of_danger(text) && only_calls_for_help(text, &law),
                "{text}"
            );
        }
        for text in [
            "помогите, он её убивает",
            "спасите, у него нож, музыка орёт",
        ] {
            assert!(!only_calls_for_help(text, &law), "{text}");
        }
    }
}
