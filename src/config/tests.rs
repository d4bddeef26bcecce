//! No test reads the process's own environment.

use std::io::Write;

use secrecy::ExposeSecret;

use super::*;

const TOKEN: &str = "123456:TESTabcdefghijklmnopqrstuvwxyz_0-9";
const WORD: &str = "Swordfish";

fn load(env: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let env = env
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_parts(env.collect(), None)
}

fn load_file(env: &[(&str, &str)], text: &str) -> Result<Config, ConfigError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let env = env
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_parts(env.collect(), Some(file.path()))
}

fn refused(env: &[(&str, &str)]) -> String {
    load(env).unwrap_err().to_string()
}

#[test]
fn defaults() {
    let config = load(&[("HOME", "/root"), ("AULA_LISTEN", "")]).unwrap();
    assert_eq!(config.api_url, "https://api.telegram.org");
    assert_eq!(config.database.expose_secret(), "sqlite://aula.db");
    assert!(config.listen.is_none() && config.webhook.is_none() && config.law.is_none());
    assert_eq!((config.notice_rate, config.reports_per_day), (25, 3));
    assert_eq!(config.question_days, 5);
    assert_eq!((config.idle_hours, config.keep_days), (24, 365));
    assert_eq!(
        (config.log.as_str(), config.log_format),
        ("info", LogFormat::Text)
    );
    assert_eq!(
        config.token().unwrap_err().to_string(),
        "AULA_TOKEN: expected a bot token, here or in AULA_TOKEN_FILE"
    );
}

#[test]
fn the_environment_goes_before_the_file() {
    let text = "notice_rate = 10\nreports_per_day = 7\nlog_format = \"json\"\ndatabase = \"sqlite://x.db\"";
    let config = load_file(&[("AULA_NOTICE_RATE", "12")], text).unwrap();
    assert_eq!((config.notice_rate, config.reports_per_day), (12, 7));
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(config.database.expose_secret(), "sqlite://x.db");
}

#[test]
fn the_file_may_be_named_by_the_environment() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"idle_hours = 5").unwrap();
    let path = file.path().to_str().unwrap();
    assert_eq!(load(&[("AULA_CONFIG", path)]).unwrap().idle_hours, 5);
    let said = refused(&[("AULA_CONFIG", "/nowhere/aula.toml")]);
    assert!(
        said.starts_with("AULA_CONFIG /nowhere/aula.toml: expected a settings file"),
        "{said}"
    );
}

#[test]
fn a_token_or_its_file() {
    let config = load(&[("AULA_TOKEN", TOKEN)]).unwrap();
    assert_eq!(config.token().unwrap().expose_secret(), TOKEN);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, " {TOKEN} ").unwrap();
    let path = file.path().to_str().unwrap();
    let config = load(&[("AULA_TOKEN_FILE", path)]).unwrap();
    assert_eq!(config.token().unwrap().expose_secret(), TOKEN);
    let said = refused(&[("AULA_TOKEN", TOKEN), ("AULA_TOKEN_FILE", path)]);
    assert_eq!(
        said,
        "AULA_TOKEN_FILE: expected only one of AULA_TOKEN and AULA_TOKEN_FILE"
    );
    // The environment's form takes the place of the file's other form.
    let config = load_file(&[("AULA_TOKEN_FILE", path)], "token = \"1:x\"").unwrap();
    assert_eq!(config.token().unwrap().expose_secret(), TOKEN);
    let config = load(&[("AULA_TOKEN_FILE", WORD)]).unwrap();
    let said = config.token().unwrap_err().to_string();
    assert!(
        said.starts_with("AULA_TOKEN_FILE: expected a file") && !said.contains(WORD),
        "{said}"
    );
    let mut wrong = tempfile::NamedTempFile::new().unwrap();
    wrong.write_all(WORD.as_bytes()).unwrap();
    let config = load(&[("AULA_TOKEN_FILE", wrong.path().to_str().unwrap())]).unwrap();
    assert!(!config.token().unwrap_err().to_string().contains(WORD));
}

#[test]
fn every_wrong_value_is_one_line_that_names_the_setting_and_no_secret() {
    let cases = [
        ("AULA_TOKEN", "Swordfish"),
        (
            "AULA_TOKEN",
            "Swordfish:abcdefghijklmnopqrstuvwxyz0123456789",
        ),
        ("AULA_API_URL", "Swordfish"),
        ("AULA_API_URL", "https://me:Swordfish@api.telegram.org"),
        ("AULA_DATABASE", "mysql://me:Swordfish@host/db"),
        ("AULA_DATABASE", "sqlite://"),
        ("AULA_LISTEN", "Swordfish"),
        ("AULA_LISTEN", "8080"),
        ("AULA_WEBHOOK_URL", "Swordfish"),
        ("AULA_WEBHOOK_SECRET", "Swordfish!"),
        ("AULA_NOTICE_RATE", "0"),
        ("AULA_NOTICE_RATE", "31"),
        ("AULA_NOTICE_RATE", "2.5"),
        ("AULA_NOTICE_RATE", "-1"),
        ("AULA_NOTICE_RATE", "Swordfish"),
        ("AULA_REPORTS_PER_DAY", "99999999999999"),
        ("AULA_BOT_NAME", "Swordfish bot"),
        ("AULA_LOG_FORMAT", "Swordfish"),
    ];
    for (name, value) in cases {
        let said = refused(&[(name, value)]);
        assert!(
            said.starts_with(&format!("{name}: expected ")),
            "{name}={value}: {said}"
        );
        assert!(
            !said.contains(WORD) && !said.contains('\n'),
            "{name}={value}: {said}"
        );
    }
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let said = refused(&[("AULA_TOKN", WORD)]);
    assert_eq!(said, "AULA_TOKN: no such setting, did you mean AULA_TOKEN?");
    let said = load_file(&[], "notice_rat = 3").unwrap_err().to_string();
    assert!(
        said.starts_with("notice_rat in ") && said.ends_with("did you mean notice_rate?"),
        "{said}"
    );
    assert!(
        load_file(&[], "config = \"other.toml\"").is_err(),
        "a file names no other file"
    );
}

#[test]
fn a_broken_file_is_told_by_line_and_not_quoted() {
    let said = load_file(&[], "notice_rate = 3\ntoken = \"Swordfish\nlog = 1")
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("line 2") && !said.contains(WORD) && !said.contains('\n'),
        "{said}"
    );
    for text in [
        "token = [\"Swordfish\"]",
        "[token]\na = \"Swordfish\"",
        "token = \"Swordfish\"",
    ] {
        let said = load_file(&[], text).unwrap_err().to_string();
        assert!(
            said.starts_with("AULA_TOKEN") && !said.contains(WORD),
            "{text}: {said}"
        );
    }
    let said = load_file(&[], "notice_rate = 31").unwrap_err().to_string();
    assert!(
        said.starts_with("AULA_NOTICE_RATE (notice_rate in "),
        "{said}"
    );
}

#[test]
fn a_webhook_needs_a_secret_a_listener_and_a_port_telegram_knows() {
    let secret = ("AULA_WEBHOOK_SECRET", "abc_DEF-123");
    let listen = ("AULA_LISTEN", "127.0.0.1:8080");
    let url = |url| ("AULA_WEBHOOK_URL", url);
    let good = url("https://bot.example.kz:8443/hook");
    let config = load(&[good, secret, listen]).unwrap();
    let webhook = config.webhook.unwrap();
    assert_eq!(webhook.url, "https://bot.example.kz:8443/hook");
    assert_eq!(webhook.secret.expose_secret(), "abc_DEF-123");
    assert!(refused(&[good, listen]).starts_with("AULA_WEBHOOK_SECRET: expected"));
    assert!(refused(&[good, secret]).starts_with("AULA_LISTEN: expected"));
    let long = "x".repeat(257);
    assert!(refused(&[("AULA_WEBHOOK_SECRET", &long)]).starts_with("AULA_WEBHOOK_SECRET"));
    for bad in [
        "http://bot.example.kz/hook",
        "https://bot.example.kz:9000/",
        "http://127.0.0.1:9000/",
    ] {
        let said = refused(&[url(bad), secret, listen]);
        assert!(
            said.starts_with("AULA_WEBHOOK_URL: expected"),
            "{bad}: {said}"
        );
    }
    // A Bot API server of one's own delivers anywhere.
    let local = ("AULA_API_URL", "http://127.0.0.1:8081/");
    let config = load(&[url("http://127.0.0.1:9000/hook"), secret, listen, local]).unwrap();
    assert_eq!(config.api_url, "http://127.0.0.1:8081");
    assert!(load(&[url("https://bot.example.kz:9000/"), secret, listen, local]).is_ok());
}

#[test]
fn the_token_goes_in_the_clear_within_this_machine_only() {
    for here in [
        "http://localhost:8081",
        "http://127.0.0.9",
        "http://[::1]:8081",
        "https://bots.example.kz",
    ] {
        assert!(load(&[("AULA_API_URL", here)]).is_ok(), "{here}");
    }
    for away in [
        "http://api.telegram.org",
        "http://10.0.0.1:8081",
        "http://127.0.0.1.example.kz",
        "http://localhost.example.kz",
        "http://[2001:db8::1]",
    ] {
        let said = refused(&[("AULA_API_URL", away)]);
        let why = said.starts_with("AULA_API_URL: expected") && said.contains("the token is part");
        assert!(why && !said.contains(away), "{said}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let config = load(&[
        ("AULA_TOKEN", TOKEN),
        ("AULA_DATABASE", "postgres://aula:Swordfish@db/aula"),
        ("AULA_WEBHOOK_URL", "https://bot.example.kz/hook"),
        ("AULA_WEBHOOK_SECRET", WORD),
        ("AULA_LISTEN", "[::]:8080"),
        ("AULA_BOT_NAME", "@aula_bot"),
    ]);
    let config = config.unwrap();
    assert_eq!(config.bot_name.as_deref(), Some("aula_bot"));
    let shown = format!("{config:?}");
    assert!(
        !shown.contains(WORD) && !shown.contains("TESTabc"),
        "{shown}"
    );
}

#[test]
fn every_setting_of_the_table_is_accepted() {
    for setting in Config::table() {
        let name = setting.variable();
        assert!(load(&[(&name, "")]).is_ok(), "{name}");
        let given = [(name.as_str(), setting.default)];
        assert!(load(&given).is_ok(), "{name}: its default is valid");
    }
}

#[test]
fn the_readme_shows_every_setting() {
    let readme = include_str!("../../README.md");
    for setting in Config::table() {
        let default = match setting.default {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        let row = format!(
            "| `{}` | {default} | {} |",
            setting.variable(),
            setting.meaning
        );
        assert!(readme.contains(&row), "{row}");
    }
}
