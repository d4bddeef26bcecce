//! What somebody means by words that nobody asked for. Rules are words and patterns in `meant.toml`,
//! each with examples; what is read is given back with the rules that spoke. No model, no guess that
//! could not be explained. Danger goes before everything, a place before what is said beside it,
//! questions before offences.

mod hearing;
mod intent;
mod rules;
mod when;
mod whereabouts;

use crate::domain::law::Law;
use crate::domain::wording::writing::readings;

pub use intent::Intent;
pub use rules::{RuleExamples, examples, offences};
pub use when::{TimeTold, Timing};
pub use whereabouts::{PlaceFit, Town, Whereabouts};

use hearing::Hearing;

/// What was read from a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    pub intent: Intent,
    /// Of what a question is: `noise`, `fraud`.
    pub about: Option<&'static str>,
    /// Keys of kinds of offences, likeliest first; two where the words speak for both.
    pub categories: Vec<&'static str>,
    pub place: Option<Whereabouts>,
    pub time: Option<TimeTold>,
    /// The number of a report that is named.
    pub number: Option<i64>,
    /// What it was read from: keys of rules, and the phrases that were found.
    pub why: Vec<&'static str>,
}

/// More buttons than any message has.
const BUTTONS: usize = 30;
/// Words that may stand beside a place which is all that is meant.
const BESIDE: usize = 2;

/// Reads a message. `button` is what its words mean as a button, if they do.
pub fn understand(text: &str, law: &Law, button: Option<Intent>, town: &Town<'_>) -> Meant {
    let place = whereabouts::found(text, town);
    let (rest, beside) = whereabouts::rest(text, place.as_ref());
    let heard = heard(&rest);
    let placed = place.is_some();
    let read = |intent| Meant {
        intent,
        about: None,
        categories: Vec::new(),
        place: place.clone(),
        time: None,
        number: None,
        why: Vec::new(),
    };
    let with_offence = |meant: Meant| Meant {
        categories: heard.categories(law),
        time: heard.time(text),
        ..meant
    };
    if law.cry(text).is_some() {
        return with_offence(read(Intent::Danger));
    }
    if placed && beside == 0 {
        return read(Intent::Place);
    }
    if let Some(known) = alone(text, button.filter(|_| !placed), heard.number) {
        return Meant {
            number: heard.number.filter(|_| known == Intent::Status),
            ..read(known)
        };
    }
    if let Some(rule) = heard.before(placed) {
        let meant = Meant {
            about: rule.about.as_deref(),
            number: heard.number.filter(|_| rule.intent == Intent::Status),
            why: heard.why(rule),
            ..read(rule.intent)
        };
        return match meant.intent {
            // An address that is asked about is looked up.
            Intent::Find if placed => read(Intent::Place),
            Intent::Again | Intent::May => with_offence(meant),
            _ => meant,
        };
    }
    if heard.is_offence(placed) {
        return with_offence(Meant {
            why: heard.why_offence(),
            ..read(Intent::Report)
        });
    }
    let after = heard.after(placed);
    if let Some(rule) = after.filter(|it| !(it.intent == Intent::Report && heard.is_calm())) {
        let meant = Meant {
            about: rule.about.as_deref(),
            why: heard.why(rule),
            ..read(rule.intent)
        };
        return match rule.intent {
            Intent::Report => with_offence(meant),
            _ => meant,
        };
    }
    let beside = beside.saturating_sub(heard.locating);
    match &place {
        Some(_) if beside <= BESIDE => read(Intent::Place),
        // Whoever tells something of a house tells what is wrong there.
        Some(place) if place.has_house() && !heard.is_calm() => with_offence(read(Intent::Report)),
        Some(_) => read(Intent::None),
        None => in_itself(text, town, read(Intent::None)),
    }
}

/// A text in which nothing was understood: perhaps it is a place as a whole.
fn in_itself(text: &str, town: &Town<'_>, nothing: Meant) -> Meant {
    match whereabouts::nothing_else(text, town) {
        None => nothing,
        place => Meant {
            intent: Intent::Place,
            place,
            ..nothing
        },
    }
}

/// A message that is nothing but words or a number of a button, or the number of a report.
fn alone(text: &str, button: Option<Intent>, number: Option<i64>) -> Option<Intent> {
    let sign = number.is_some() && !text.contains(char::is_alphabetic);
    let status = sign.then_some(Intent::Status);
    let numbered = is_number(text).then_some(Intent::Button);
    button.or(numbered).or(status)
}

/// The first way of reading that says something; else the text as it is.
fn heard(text: &str) -> Hearing {
    let mut all = readings(text).into_iter();
    let first = all.next().unwrap_or_default();
    let first = Hearing::new(first, text);
    if !first.is_nothing() {
        return first;
    }
    let mut others = all.map(|it| Hearing::new(it, text));
    others.find(|it| !it.is_nothing()).unwrap_or(first)
}

/// The number of a button: `1`, `1.`, `1)`.
fn is_number(text: &str) -> bool {
    let digits = text
        .trim()
        .trim_end_matches(['.', ')', '\u{20e3}', '\u{fe0f}']);
    digits
        .parse()
        .is_ok_and(|it: usize| (1..=BUTTONS).contains(&it))
}
