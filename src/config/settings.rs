//! The table of settings: what there is, what it is without being set, what it means. The README
//! shows the same table, and a test compares the two.

use toml::Table;

/// What the names of our environment variables begin with.
pub(super) const PREFIX: &str = "AULA_";

#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The key in the file; the variable is `AULA_` and the same in capitals.
    pub key: &'static str,
    /// Empty: not set.
    pub default: &'static str,
    pub meaning: &'static str,
}

impl Setting {
    /// The name of its environment variable.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.to_uppercase())
    }
}

const fn setting(key: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting {
        key,
        default,
        meaning,
    }
}

/// In the order of the README.
pub const SETTINGS: &[Setting] = &[
    setting(
        "config",
        "",
        "a TOML file with these settings; `./aula.toml` is read if it is there",
    ),
    setting("token", "", "the bot's token from @BotFather"),
    setting(
        "token_file",
        "",
        "a file that holds the token, instead of `AULA_TOKEN`",
    ),
    setting("api_url", "https://api.telegram.org", "the Bot API server"),
    setting(
        "database",
        "sqlite://aula.db",
        "`sqlite://FILE` or `postgres://USER@HOST/NAME`",
    ),
    setting("listen", "", "address and port for health and the webhook"),
    setting(
        "metrics_listen",
        "",
        "address and port for metrics and health, which strangers should not reach",
    ),
    setting(
        "webhook_url",
        "",
        "public address for updates; without it the bot asks for them",
    ),
    setting(
        "webhook_secret",
        "",
        "1–256 of `A-Za-z0-9_-`; needed with `AULA_WEBHOOK_URL`",
    ),
    setting("notice_rate", "25", "notices a second, 1–30"),
    setting(
        "only_kazakhstan",
        "true",
        "whether an import refuses places outside Kazakhstan: `true` or `false`",
    ),
    setting(
        "law",
        "",
        "an operator's law table in place of the built-in one",
    ),
    setting(
        "bot_name",
        "",
        "the bot's user name for links; without it Telegram is asked",
    ),
    setting("log", "info", "what is logged, as a tracing filter"),
    setting("log_format", "text", "`text` or `json`"),
    setting(
        "reports_per_day",
        "3",
        "new reports of one person in 24 hours",
    ),
    setting(
        "question_days",
        "5",
        "days an inspector's question waits for an answer",
    ),
    setting(
        "idle_hours",
        "24",
        "hours after which a conversation returns to the menu",
    ),
    setting(
        "keep_days",
        "365",
        "days after closing until a report forgets its person",
    ),
];

pub(super) fn known(key: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.key == key)
}

pub(super) fn defaults() -> Table {
    let set = SETTINGS
        .iter()
        .filter(|setting| !setting.default.is_empty());
    set.map(|setting| (setting.key.to_owned(), setting.default.into()))
        .collect()
}

/// The setting whose key takes the fewest changes to write.
pub(super) fn nearest(given: &str) -> &'static Setting {
    let mut best = &SETTINGS[0];
    for setting in SETTINGS {
        if changes(given, setting.key) < changes(given, best.key) {
            best = setting;
        }
    }
    best
}

/// Letters added, left out or exchanged between the two (Levenshtein).
fn changes(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.chars().enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (column, other) in to.iter().enumerate() {
            let exchanged = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = exchanged.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_one_meant() {
        assert_eq!(changes("kitten", "sitting"), 3);
        assert_eq!(changes("", "log"), 3);
        for (given, meant) in [
            ("tokens", "token"),
            ("databse", "database"),
            ("url", "law"),
            ("webhook", "webhook_url"),
            ("notice_rte", "notice_rate"),
            ("logformat", "log_format"),
        ] {
            assert_eq!(nearest(given).key, meant, "{given}");
        }
    }

    #[test]
    fn every_setting_stands_once() {
        let keys: std::collections::BTreeSet<_> = SETTINGS.iter().map(|s| s.key).collect();
        assert_eq!(keys.len(), SETTINGS.len());
        assert_eq!(SETTINGS[1].variable(), "AULA_TOKEN");
    }
}
