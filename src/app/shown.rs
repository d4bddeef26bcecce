//! The buttons that were shown last, by what people write in place of pressing one: its label, the
//! beginning of it, its place in the row.

use super::seat::Seat;
use crate::chat::Tap;
use crate::chat::spoken::{folded, meaning, place_in_row, same_words};
use crate::domain::Lang;
use crate::flow::Flow;
use crate::text::Words;

/// Fewer letters begin too many labels.
const BEGINS: usize = 3;

/// A button that was shown, and how surely it is meant.
pub enum Pressed<'s> {
    /// By its whole label.
    Named(&'s (String, String)),
    /// By its place or its beginning: of the buttons that stand lowest.
    Counted(&'s (String, String)),
}

/// The button that is meant. Where the words are waited for (`answers`), only a whole label is one.
pub fn shown<'s>(seat: &'s Seat, text: &str, answers: bool) -> Option<Pressed<'s>> {
    let buttons = seat.shown();
    let (small, means) = (text.to_lowercase(), same_words(text));
    let exact = |(label, _): &&(String, String)| label.to_lowercase() == small;
    let labelled = |(label, data): &&(String, String)| {
        let position = data.is_empty() && position(text);
        position || means(label)
    };
    let by_label = buttons
        .iter()
        .find(exact)
        .or_else(|| buttons.iter().find(labelled));
    by_label.map(Pressed::Named).or_else(|| {
        let counted = in_row(seat, text, answers);
        let counted = counted.or_else(|| beginning(seat, text, answers));
        counted.map(Pressed::Counted)
    })
}

/// On a desktop, or in the other language: the words of the button for the position.
fn position(text: &str) -> bool {
    let means = same_words(text);
    let label = |lang| Words::new(lang).button_position();
    Lang::ALL.into_iter().any(|lang| means(&label(lang)))
}

fn in_row<'s>(seat: &'s Seat, text: &str, answers: bool) -> Option<&'s (String, String)> {
    let flow = &seat.flow;
    if answers || flow.wants_number() {
        return None;
    }
    let figures = text.len() <= 2 && text.bytes().all(|it| it.is_ascii_digit());
    let signed = text.starts_with(['№', '#']);
    // Where words are the answer, a figure may still be no word; with a sign before it, it is the
    // number of a report unless something is asked.
    if !figures && (flow.takes_words() || (signed && *flow == Flow::Menu)) {
        return None;
    }
    let place = place_in_row(text)?;
    let buttons = seat.shown();
    let found = match signed {
        true => numbered(buttons, place).or_else(|| buttons.get(place.checked_sub(1)?)),
        false => buttons
            .get(place.checked_sub(1)?)
            .or_else(|| numbered(buttons, place)),
    };
    found.filter(|(_, data)| !(flow.only_tap() && is_yes(data)))
}

/// The only button whose label has this number behind a sign: `№ 12`.
fn numbered(buttons: &[(String, String)], number: usize) -> Option<&(String, String)> {
    let number = number.to_string();
    let has = |(label, _): &&(String, String)| {
        let Some((_, behind)) = label.split_once('№') else {
            return false;
        };
        let behind = behind.trim_start();
        let end = behind.find(|c: char| !c.is_ascii_digit());
        behind[..end.unwrap_or(behind.len())] == number
    };
    let mut found = buttons.iter().filter(has);
    found.next().filter(|_| found.next().is_none())
}

/// The only button whose label begins with these words, where no words are looked for.
fn beginning<'s>(seat: &'s Seat, text: &str, answers: bool) -> Option<&'s (String, String)> {
    let flow = &seat.flow;
    let free = answers || flow.takes_words() || flow.searches() || flow.only_tap();
    let words = folded(text);
    if free || words.chars().count() < BEGINS || meaning(text).is_some() {
        return None;
    }
    let mut found = seat.shown().iter().filter(|(label, _)| {
        let label = folded(label);
        label
            .strip_prefix(&words)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    found.next().filter(|_| found.next().is_none())
}

fn is_yes(data: &str) -> bool {
    matches!(Tap::parse(data), Some(Tap::Answer { key, .. }) if key == "yes")
}
