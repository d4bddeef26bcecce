//! What somebody means by words that nobody asked for. Rules are words and patterns in `meant.toml`,
//! each with examples; what is read is given back with the rules that spoke. No model, no guess that
//! could not be explained. Danger goes before everything, a place before what is said beside it,
//! questions before offences.

mod rules;
mod when;
mod whereabouts;

use serde::Deserialize;

use crate::domain::law::Law;
use crate::domain::wording::writing::readings;

pub use rules::{RuleExamples, examples, offences};
pub use when::{TimeTold, Timing};
pub use whereabouts::{Fit, Town, Whereabouts};

use rules::{Hearing, RULES};

/// What is meant, as far as the words alone can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// The phones, at once.
    Danger,
    /// A button, by its words or its number.
    Button,
    /// A place and nothing beside it.
    Place,
    /// An offence.
    Report,
    /// What was reported began again.
    Again,
    /// What became of a report.
    Status,
    /// Timing the next meeting is.
    Meeting,
    /// Timing and where the inspector receives, and by which phone.
    Reception,
    /// Till what hour something may be done.
    May,
    /// What others answer for: whom to turn to.
    Where,
    Thanks,
    /// About an officer.
    Complaint,
    /// Of the own home.
    Move,
    /// Who the own inspector is.
    Find,
    Greeting,
    None,
}

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
    if let (Some(_), 0) = (&place, beside) {
        return read(Intent::Place);
    }
    if let Some(button) = button.filter(|_| place.is_none()) {
        return read(button);
    }
    if is_number(text) {
        return read(Intent::Button);
    }
    let number = heard.number;
    if number.is_some() && !text.contains(char::is_alphabetic) {
        return Meant {
            number,
            ..read(Intent::Status)
        };
    }
    if let Some(rule) = heard.before(place.is_some()) {
        // An address that is asked about is looked up.
        let intent = match (rule.intent, &place) {
            (Intent::Find, Some(_)) => Intent::Place,
            (intent, _) => intent,
        };
        let meant = Meant {
            about: rule.about.as_deref(),
            number: number.filter(|_| intent == Intent::Status),
            why: heard.why(rule),
            ..read(intent)
        };
        return match intent {
            Intent::Again => with_offence(meant),
            _ => meant,
        };
    }
    let offences = heard.why_offence();
    if heard.is_offence(place.is_some()) {
        return with_offence(Meant {
            why: offences,
            ..read(Intent::Report)
        });
    }
    if let Some(rule) = heard.after(place.is_some()) {
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
    if place.is_some() && beside <= BESIDE {
        return read(Intent::Place);
    }
    match whereabouts::nothing_else(text, town) {
        Some(place) => Meant {
            place: Some(place),
            ..read(Intent::Place)
        },
        None => read(Intent::None),
    }
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

/// Whether words name something of the table, in whichever writing.
fn is_word(word: &str) -> bool {
    RULES.lexicon.knows(word)
}
