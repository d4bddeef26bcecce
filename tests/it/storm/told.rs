//! What is said of words that are not taken, and the buttons that throw away what was begun.

use std::collections::BTreeMap;

use aula::chat::{Incoming, Input, Say};
use aula::domain::Lang;
use aula::text::Words;

/// Words for the button that throws away.
const NO: [&str; 2] = ["нет", "жоқ"];

/// A flow, and the buttons shown there.
pub type Stood = (String, Vec<String>);

/// A button that throws away what was begun, pressed or by its number or words; or a correction of the
/// message itself.
pub fn throws_away(incoming: &Incoming, message: i64, stood: &BTreeMap<i64, Stood>) -> bool {
    let Some((flow, shown)) = stood.get(&incoming.update.id) else {
        return false;
    };
    let throws = |data: &String| drops(flow, data);
    match &incoming.input {
        Input::Tap(data) => throws(data),
        Input::Edited(_) => incoming.beside.message == Some(message),
        // Whoever changes a notice or the words of a closing writes them anew.
        Input::Text(_) if flow.contains("\"at\":\"text_") => true,
        Input::Text(_) if flow.contains("{\"officer\":{\"close\":") => true,
        // The same of an announcement, whose words of before can be kept by a button.
        Input::Text(_) | Input::Place(_) if flow.contains("{\"announce\":") => true,
        Input::Text(text) => match text.parse::<usize>() {
            Ok(number) => shown.get(number.wrapping_sub(1)).is_some_and(throws),
            Err(_) => NO.contains(&text.as_str()) && shown.iter().any(throws),
        },
        _ => false,
    }
}

/// Whether the button says that what was begun is thrown away.
fn drops(flow: &str, data: &str) -> bool {
    let key = data.strip_prefix("a:").and_then(|it| it.split_once(':'));
    let Some((_, key)) = key else {
        return false;
    };
    let at = |name: &str| flow.contains(&format!("\"{name}\""));
    match key {
        // "No, delete it", "Do not keep it".
        "no" => at("keep") || at("consent"),
        // "Delete and leave", "Begin anew", "Delete and find …".
        "drop" => at("leave"),
        // "Take the last one away".
        "less" => at("report"),
        // The point in place of the words that were written; none in this language.
        "station" | "skip" => at("announce") || at("notice"),
        // "Yes, delete my data".
        "yes" => at("forget"),
        _ => false,
    }
}

/// Whether it is residents who are asked there.
pub fn of_residents(state: &str) -> bool {
    let officers = ["officer", "announce", "notice", "reply"];
    !officers
        .iter()
        .any(|it| state.contains(&format!("{{\"{it}\":")))
}

/// Where a message says that what was sent is not taken. That something was not understood tells so
/// only to officers, at their own questions.
pub fn refused(body: &str, officers: bool) -> Option<String> {
    let told = |words: Words| {
        let no_date = words.why_no_date("|");
        let late = words.edit_late(0);
        let mut told = vec![
            no_date.split('|').next().unwrap_or_default().to_owned(),
            late.split(':').next_back().unwrap_or_default().to_owned(),
            words.why_enough(10),
            words.why_words(),
            words.why_only_words(),
            words.desk_reply_no_media(),
            words.why_note(),
            words.why_no_place(),
            words.why_no_address(),
            words.why_no_house(),
            words.why_not_sent(&words.menu_report()),
            words.why_no_time(),
            words.why_no_number(),
            words.why_time_no_place(),
            words.why_past(),
            words.edit_unknown(),
        ];
        if officers {
            told.push(words.why_choose());
        }
        told
    };
    says(body, told)
}

/// Where a message says that what was begun is thrown away.
pub fn gone(body: &str) -> Option<String> {
    says(body, |words| {
        vec![
            words.keep_dropped(),
            words.draft_dropped(),
            words.consent_no_dropped(),
            words.cried_dropped(),
            words.office_dropped(),
        ]
    })
}

/// The first of these that the message says, in either language.
fn says(body: &str, all: impl Fn(Words) -> Vec<String>) -> Option<String> {
    let say: Say = serde_json::from_str(body).unwrap();
    let mut all = Lang::ALL.into_iter().flat_map(|lang| all(Words::new(lang)));
    all.find(|it| say.text.contains(it))
}
