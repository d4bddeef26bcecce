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
