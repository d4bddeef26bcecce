//! What a message asks, read from its buttons.

use serde_json::Value;

use crate::botapi::Sent;

/// A message as its buttons tell it.
pub struct Question {
    pub message: i64,
    /// The data of every button.
    pub taps: Vec<String>,
    /// The number of the question, if it is one.
    pub step: Option<i64>,
    pub asks_place: bool,
}

impl Question {
    pub fn read(sent: &Sent) -> Question {
        let markup = &sent.params["reply_markup"];
        let buttons = |rows: &Value| -> Vec<Value> {
            let rows = rows.as_array().into_iter().flatten();
            rows.filter_map(Value::as_array)
                .flatten()
                .cloned()
                .collect()
        };
        let data = |button: &Value| button["callback_data"].as_str().map(str::to_owned);
        let taps: Vec<String> = buttons(&markup["inline_keyboard"])
            .iter()
            .filter_map(data)
            .collect();
        let below = buttons(&markup["keyboard"]);
        Question {
            message: sent.message_id,
            step: taps.iter().find_map(|tap| Some(answer(tap)?.0)),
            taps,
            asks_place: below.iter().any(|it| it["request_location"] == true),
        }
    }

    /// The number of the question and the data of the button with this key.
    pub fn key(&self, key: &str) -> Option<(i64, &str)> {
        let fits = |tap: &String| {
            answer(tap)
                .filter(|(_, found)| *found == key)
                .map(|it| it.0)
        };
        self.taps
            .iter()
            .find_map(|tap| Some((fits(tap)?, tap.as_str())))
    }

    pub fn opens(&self, data: &str) -> bool {
        self.taps.iter().any(|tap| tap.starts_with(data))
    }
}

/// `a:STEP:KEY`.
fn answer(tap: &str) -> Option<(i64, &str)> {
    let (step, key) = tap.strip_prefix("a:")?.split_once(':')?;
    Some((step.parse().ok()?, key))
}

/// The first number after the sign №.
pub fn number_in(text: &str) -> Option<i64> {
    let (_, after) = text.split_once('№')?;
    let digits = after.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit());
    digits[..end.unwrap_or(digits.len())].parse().ok()
}
