//! Words that are a command.

use crate::chat::Input;

/// `/name@bot arg`.
pub struct BotCommand<'t> {
    pub name: &'t str,
    pub bot: Option<&'t str>,
    pub arg: &'t str,
}

/// What Telegram itself shows as a command; a slash before anything else is just text.
pub fn command(text: &str) -> Option<BotCommand<'_>> {
    let rest = text.strip_prefix('/')?;
    let (head, arg) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let (name, bot) = match head.split_once('@') {
        Some((name, bot)) => (name, Some(bot)),
        None => (head, None),
    };
    let fits = (1..=32).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    fits.then(|| BotCommand {
        name,
        bot,
        arg: arg.trim(),
    })
}

impl BotCommand<'_> {
    /// Until the bot knows its name, it might be meant by any.
    pub fn is_for(&self, bot: &str) -> bool {
        let named = |name: &str| bot.is_empty() || name.eq_ignore_ascii_case(bot);
        self.bot.is_none_or(named)
    }

    pub fn input(self) -> Input {
        Input::Command {
            name: self.name.to_ascii_lowercase(),
            arg: self.arg.to_owned(),
        }
    }
}
