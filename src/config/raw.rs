//! The settings as texts from their three sources, and what each must look like.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use toml::{Table, Value};

use super::error::ConfigError;
use super::settings::{self, PREFIX};
use super::web_address::WebAddress;

/// Telegram's own server, and the ports that it delivers updates to.
const OFFICIAL_HOST: &str = "api.telegram.org";
const OFFICIAL_PORTS: [u16; 4] = [443, 80, 88, 8443];

/// The settings as texts, each from its strongest source.
pub(super) struct Raw {
    values: BTreeMap<String, String>,
    from_env: BTreeSet<String>,
    file: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub struct Webhook {
    /// The public address, given to Telegram as it is.
    pub url: String,
    /// Comes back in a header with each update.
    pub secret: SecretString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl Raw {
    pub(super) fn read(
        env: Vec<(String, String)>,
        file: Option<&Path>,
    ) -> Result<Raw, ConfigError> {
        let mut given = BTreeMap::new();
        for (name, value) in env {
            let Some(key) = name.strip_prefix(PREFIX).map(str::to_lowercase) else {
                continue;
            };
            if !settings::known(&key) {
                return Err(ConfigError::unknown(
                    &name,
                    &settings::nearest(&key).variable(),
                ));
            }
            if !value.trim().is_empty() {
                given.insert(key, value.trim().to_owned());
            }
        }
        let named = given.remove("config").map(PathBuf::from);
        let file = file.map(Path::to_owned).or(named);
        let mut in_file = file
            .as_deref()
            .map_or_else(|| Ok(Table::new()), read_file)?;
        // A token of the environment in either form takes the place of both forms in the file.
        if given.contains_key("token") || given.contains_key("token_file") {
            in_file.remove("token");
            in_file.remove("token_file");
        }
        let from_env = given.keys().cloned().collect();
        let mut layers = settings::defaults();
        layers.extend(in_file);
        layers.extend(given.into_iter().map(|(key, text)| (key, text.into())));
        let mut raw = Raw {
            values: BTreeMap::new(),
            from_env,
            file,
        };
        for (key, value) in layers {
            let text = match value {
                Value::String(text) => text,
                Value::Boolean(_) | Value::Integer(_) => value.to_string(),
                Value::Float(number) => number.to_string(),
                _ => {
                    let expected = "one text, number or yes-or-no, not a list or table";
                    return Err(raw.wrong(&key, expected));
                }
            };
            if !text.trim().is_empty() {
                raw.values.insert(key, text.trim().to_owned());
            }
        }
        Ok(raw)
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    pub(super) fn required(&self, key: &str, expected: &str) -> Result<&str, ConfigError> {
        self.text(key).ok_or_else(|| self.wrong(key, expected))
    }

    pub(super) fn path(&self, key: &str) -> Option<PathBuf> {
        self.text(key).map(PathBuf::from)
    }

    pub(super) fn number(&self, key: &str, least: u32, most: u32) -> Result<u32, ConfigError> {
        let number = self.text(key).and_then(|text| text.parse().ok());
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| self.wrong(key, &format!("a whole number from {least} to {most}")))
    }

    pub(super) fn yes_or_no(&self, key: &str) -> Result<bool, ConfigError> {
        match self.text(key) {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            _ => Err(self.wrong(key, "true or false")),
        }
    }

    pub(super) fn secret(
        &self,
        key: &str,
        fits: fn(&str) -> bool,
        expected: &str,
    ) -> Result<Option<SecretString>, ConfigError> {
        match self.text(key) {
            Some(text) if fits(text) => Ok(Some(text.into())),
            Some(_) => Err(self.wrong(key, expected)),
            None => Ok(None),
        }
    }

    pub(super) fn api_url(&self) -> Result<String, ConfigError> {
        let expected = "an address such as https://api.telegram.org or http://localhost:8081";
        let text = self.required("api_url", expected)?.trim_end_matches('/');
        match WebAddress::parse(text) {
            Some(address) if address.secure || address.is_loopback() => Ok(text.to_owned()),
            Some(_) => Err(self.wrong(
                "api_url",
                "an address that begins with https://: the token is part of every call, and \
                 http:// is for this machine only",
            )),
            None => Err(self.wrong("api_url", expected)),
        }
    }

    pub(super) fn database(&self) -> Result<SecretString, ConfigError> {
        let expected = "sqlite://FILE or postgres://USER@HOST/NAME";
        let text = self.required("database", expected)?;
        let rest = ["sqlite://", "postgres://", "postgresql://"]
            .into_iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        match rest {
            Some(rest) if !rest.is_empty() => Ok(text.into()),
            _ => Err(self.wrong("database", expected)),
        }
    }

    pub(super) fn address(&self, key: &str) -> Result<Option<SocketAddr>, ConfigError> {
        let expected = "an address and port such as 127.0.0.1:8080";
        let parse = |text: &str| text.parse().map_err(|_| self.wrong(key, expected));
        self.text(key).map(parse).transpose()
    }

    pub(super) fn webhook(&self) -> Result<Option<Webhook>, ConfigError> {
        let expected = "1 to 256 of A-Z, a-z, 0-9, _ and -";
        let secret = self.secret("webhook_secret", is_webhook_secret, expected)?;
        let Some(url) = self.text("webhook_url") else {
            return Ok(None);
        };
        let wrong = |expected| Err(self.wrong("webhook_url", expected));
        let Some(address) = WebAddress::parse(url) else {
            return wrong("an address such as https://bot.example.kz/telegram");
        };
        if !address.secure && !address.is_loopback() {
            return wrong(
                "an address that begins with https:// (http:// is for this machine only)",
            );
        }
        let server = self.text("api_url").and_then(WebAddress::parse);
        let official = server.is_some_and(|server| server.host == OFFICIAL_HOST);
        if official && !OFFICIAL_PORTS.contains(&address.port) {
            return wrong("port 443, 80, 88 or 8443: Telegram delivers to no other");
        }
        match secret {
            Some(secret) => Ok(Some(Webhook {
                url: url.to_owned(),
                secret,
            })),
            None => {
                let expected = format!("{expected}, because AULA_WEBHOOK_URL is set");
                Err(self.wrong("webhook_secret", &expected))
            }
        }
    }

    pub(super) fn bot_name(&self) -> Result<Option<String>, ConfigError> {
        let Some(text) = self.text("bot_name") else {
            return Ok(None);
        };
        match user_name(text) {
            Ok(name) => Ok(Some(name)),
            Err(expected) => Err(self.wrong("bot_name", expected)),
        }
    }

    pub(super) fn log_format(&self) -> Result<LogFormat, ConfigError> {
        match self.text("log_format") {
            Some("text") => Ok(LogFormat::Text),
            Some("json") => Ok(LogFormat::Json),
            _ => Err(self.wrong("log_format", "text or json")),
        }
    }

    /// Named as the operator wrote it: a variable, or a key of the file.
    pub(super) fn wrong(&self, key: &str, expected: &str) -> ConfigError {
        let variable = format!("{PREFIX}{}", key.to_uppercase());
        match &self.file {
            Some(file) if self.values.contains_key(key) && !self.from_env.contains(key) => {
                ConfigError::new(
                    &format!("{variable} ({key} in {})", file.display()),
                    expected,
                )
            }
            _ => ConfigError::new(&variable, expected),
        }
    }
}

/// The file's settings. The parser's own message would quote the line, perhaps with a secret.
fn read_file(path: &Path) -> Result<Table, ConfigError> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|fault| {
        let expected = format!("a settings file that can be read ({})", fault.kind());
        ConfigError::new(&format!("AULA_CONFIG {shown}"), &expected)
    })?;
    let table: Table = toml::from_str(&text).map_err(|fault: toml::de::Error| {
        let before = fault
            .span()
            .and_then(|span| text.get(..span.start))
            .unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        ConfigError::new(
            &format!("{shown}, line {line}"),
            "TOML such as notice_rate = 25",
        )
    })?;
    match table
        .keys()
        .find(|key| !settings::known(key) || *key == "config")
    {
        Some(key) => {
            let nearest = settings::nearest(key).key;
            Err(ConfigError::unknown(&format!("{key} in {shown}"), nearest))
        }
        None => Ok(table),
    }
}

/// The bot's number, a colon and its secret part.
pub(super) fn is_token(text: &str) -> bool {
    text.split_once(':').is_some_and(|(id, secret)| {
        let digits = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
        digits && secret.len() >= 30 && secret.bytes().all(is_token_byte)
    })
}

fn is_webhook_secret(text: &str) -> bool {
    (1..=256).contains(&text.len()) && text.bytes().all(is_token_byte)
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// A bot's user name, with or without its @; else what is expected.
pub fn user_name(text: &str) -> Result<String, &'static str> {
    let name = text.strip_prefix('@').unwrap_or(text);
    let fits = (5..=32).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    match fits {
        true => Ok(name.to_owned()),
        false => Err("the bot's user name, 5 to 32 of A-Z, a-z, 0-9 and _"),
    }
}
