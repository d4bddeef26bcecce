//! The settings: the environment (`AULA_*`) over an optional TOML file over defaults, read once and
//! checked whole. The only place that reads the environment. A wrong setting is one line that names
//! it and says what is expected, never what was given: it may be a secret.

use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::domain::Lang;
use raw::{Raw, is_token};
use settings::PREFIX;

pub use error::ConfigError;
pub use raw::{LogFormat, Webhook, user_name};
pub use settings::{SETTINGS, Setting};

mod error;
mod raw;
mod settings;
mod web_address;

/// Read when no other file is named and it is there.
const USUAL_FILE: &str = "aula.toml";

/// Everything that can be set. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    token: Option<SecretString>,
    token_file: Option<PathBuf>,
    /// Any Bot API server, without a slash at the end.
    pub api_url: String,
    /// `sqlite://…` or `postgres://…`; may hold a password.
    pub database: SecretString,
    /// Health and, if set, the webhook.
    pub listen: Option<SocketAddr>,
    /// Health and metrics, for machines of one's own.
    pub metrics_listen: Option<SocketAddr>,
    /// None: the bot asks for updates itself.
    pub webhook: Option<Webhook>,
    /// Messages a second, for notices.
    pub notice_rate: u32,
    /// Whether an import refuses places outside Kazakhstan.
    pub only_kazakhstan: bool,
    /// The operator's law table in place of the built-in one.
    pub law: Option<PathBuf>,
    /// Without `@`; None: ask Telegram.
    pub bot_name: Option<String>,
    pub log: String,
    pub log_format: LogFormat,
    /// New reports of one person in 24 hours.
    pub reports_per_day: u32,
    /// Days that an inspector's question waits for its answer.
    pub question_days: u32,
    /// Hours after which a conversation returns to the menu.
    pub idle_hours: u32,
    /// Days after closing until a report forgets its person.
    pub keep_days: u32,
}

impl Config {
    /// From this process's environment; `file` comes from the command line and goes before
    /// `AULA_CONFIG`, which goes before `./aula.toml` if that is there.
    pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
        // As anybody may write them: aula_token too. What is not Unicode is refused by what it is for.
        let given = std::env::vars_os().map(|(name, value)| {
            let name = name.to_string_lossy().to_uppercase();
            (name, value.to_string_lossy().into_owned())
        });
        let given: Vec<(String, String)> = given
            .filter(|(name, _)| name.starts_with(PREFIX) && name != PREFIX)
            .collect();
        let named = given
            .iter()
            .any(|(name, value)| name == "AULA_CONFIG" && !value.is_empty());
        let usual = Path::new(USUAL_FILE);
        let usual = (!named && usual.exists()).then_some(usual);
        Config::from_parts(given, file.or(usual))
    }

    /// The same from a given environment. Variables without the prefix are not ours, an empty one
    /// counts as not set.
    pub fn from_parts(
        env: Vec<(String, String)>,
        file: Option<&Path>,
    ) -> Result<Config, ConfigError> {
        let raw = Raw::read(env, file)?;
        let config = Config {
            token: raw.secret(
                "token",
                is_token,
                "a bot token such as 123456:AbC…, from @BotFather",
            )?,
            token_file: raw.path("token_file"),
            api_url: raw.api_url()?,
            database: raw.database()?,
            listen: raw.address("listen")?,
            metrics_listen: raw.address("metrics_listen")?,
            webhook: raw.webhook()?,
            notice_rate: raw.number("notice_rate", 1, 30)?,
            only_kazakhstan: raw.yes_or_no("only_kazakhstan")?,
            law: raw.path("law"),
            bot_name: raw.bot_name()?,
            log: raw
                .required("log", "a filter such as info or aula=debug,warn")?
                .to_owned(),
            log_format: raw.log_format()?,
            reports_per_day: raw.number("reports_per_day", 1, 1_000)?,
            question_days: raw.number("question_days", 1, 365)?,
            idle_hours: raw.number("idle_hours", 1, 720)?,
            keep_days: raw.number("keep_days", 1, 36_500)?,
        };
        if config.token.is_some() && config.token_file.is_some() {
            return Err(raw.wrong("token_file", "only one of AULA_TOKEN and AULA_TOKEN_FILE"));
        }
        if config.webhook.is_some() && config.listen.is_none() {
            let expected = "an address such as 0.0.0.0:8080, because AULA_WEBHOOK_URL is set";
            return Err(raw.wrong("listen", expected));
        }
        Ok(config)
    }

    /// The bot's token; a file is read anew each time, so a changed one needs no restart. Only what
    /// speaks to Telegram needs it: the import and the demonstration run without.
    pub fn token(&self) -> Result<SecretString, ConfigError> {
        if let Some(token) = &self.token {
            return Ok(token.clone());
        }
        let Some(file) = &self.token_file else {
            return Err(ConfigError::new(
                "AULA_TOKEN",
                "a bot token, here or in AULA_TOKEN_FILE",
            ));
        };
        // The path is not shown: it may be a token in the wrong place.
        let text = std::fs::read_to_string(file).map_err(|fault| {
            let expected = format!("a file that can be read ({})", fault.kind());
            ConfigError::new("AULA_TOKEN_FILE", &expected)
        })?;
        let token = text.trim();
        if !is_token(token) {
            return Err(ConfigError::new(
                "AULA_TOKEN_FILE",
                "a file that holds one bot token",
            ));
        }
        Ok(token.into())
    }

    /// Whether somebody but its owner may read the file that holds the token.
    pub fn token_is_open_to_others(&self) -> bool {
        let file = self.token_file.as_ref().filter(|_| self.token.is_none());
        let file = file.and_then(|file| std::fs::metadata(file).ok());
        file.is_some_and(|file| file.is_file() && file.mode() & 0o077 != 0)
    }

    /// Every setting with its default and meaning, in the order of the README.
    pub fn table() -> &'static [Setting] {
        SETTINGS
    }
}

/// The language that the terminal of whoever runs a command is set to, by the rules of POSIX; none if it
/// is neither of ours.
pub fn terminal_language() -> Option<Lang> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let mut set = names
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    Lang::parse(&set.find(|value| !value.is_empty())?)
}

#[cfg(test)]
mod tests;
