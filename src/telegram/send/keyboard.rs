//! Buttons below a message, or below the input field.

use reqwest::Url;
use teloxide::types::{
    ButtonRequest, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    ReplyMarkup,
};

use super::to::To;
use crate::chat::{Button, Press, Say};

/// The buttons of a message; None where there are none and none are to be taken away.
pub fn markup(say: &Say, to: To) -> Option<ReplyMarkup> {
    let private = to.chat > 0;
    // Only in a private chat can a phone be asked for its position.
    if private && is_reply(say) {
        let rows = say
            .rows
            .iter()
            .map(|row| row.iter().filter_map(below_input));
        let keyboard = KeyboardMarkup::new(rows)
            .resize_keyboard()
            .one_time_keyboard();
        return Some(ReplyMarkup::Keyboard(keyboard));
    }
    let rows = say
        .rows
        .iter()
        .map(|row| row.iter().filter_map(below_message));
    let rows: Vec<Vec<InlineKeyboardButton>> = rows
        .map(Iterator::collect)
        .filter(|row: &Vec<_>| !row.is_empty())
        .collect();
    if !rows.is_empty() {
        return Some(ReplyMarkup::InlineKeyboard(InlineKeyboardMarkup::new(rows)));
    }
    // A message has one markup: one with buttons of its own leaves the old keyboard to
    // `one_time_keyboard`, which hides it.
    let removes = private && to.answer && to.standing.is_none();
    removes.then(ReplyMarkup::kb_remove)
}

/// Does it need buttons below the input field?
pub fn is_reply(say: &Say) -> bool {
    let position = |button: &Button| button.press == Press::Position;
    !say.rows.is_empty() && (say.keyboard || say.buttons().any(position))
}

/// Typing a label is understood as the tap, so a tap becomes its label here.
fn below_input(button: &Button) -> Option<KeyboardButton> {
    let key = KeyboardButton::new(button.label.as_str());
    match &button.press {
        Press::Tap(_) => Some(key),
        Press::Position => Some(key.request(ButtonRequest::Location)),
        Press::Url(_) => None,
    }
}

fn below_message(button: &Button) -> Option<InlineKeyboardButton> {
    let label = button.label.as_str();
    match &button.press {
        Press::Tap(data) => Some(InlineKeyboardButton::callback(label, data.as_str())),
        // An address that is none would cost the whole message.
        Press::Url(url) => {
            let url = Url::parse(url).ok()?;
            Some(InlineKeyboardButton::url(label, url))
        }
        Press::Position => None,
    }
}
