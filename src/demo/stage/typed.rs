//! Words as a messenger sends them.

use crate::chat::Input;

/// A leading slash is a command.
pub fn typed(text: &str) -> Input {
    match text.strip_prefix('/') {
        Some(command) => {
            let (name, arg) = command.split_once(' ').unwrap_or((command, ""));
            Input::Command {
                name: name.to_lowercase(),
                arg: arg.trim().to_owned(),
            }
        }
        None => Input::Text(text.to_owned()),
    }
}

/// A link of the bot's own that a message has.
pub(super) fn link_in(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let link = words.find(|word| word.starts_with("https://t.me/") && word.contains("?start="));
    link.map(str::to_owned)
}
