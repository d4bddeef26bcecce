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
use crate::domain::wording::writing::{Sentence, readings};

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
/// Letters of a word that tells something where a text is read as typed on another keyboard.
const TELLING: usize = 3;
/// Words that may stand beside a place which is all that is meant.
const BESIDE: usize = 2;

/// Reads a message. `button` is what its words mean as a button, if they do.
pub fn understand(text: &str, law: &Law, button: Option<Intent>, town: &Town<'_>) -> Meant {
    let place = whereabouts::found(text, town);
    let (rest, beside) = whereabouts::rest(text, place.as_ref(), town);
    let message = Listened {
        heard: heard(&rest),
        text,
        law,
        place,
        beside,
    };
    if law.cry(text).is_some() {
        return message.with_offence(message.means(Intent::Danger));
    }
    let placed = message.place.is_some();
    if placed && beside == 0 {
        return message.means(Intent::Place);
    }
    let number = message.heard.number;
    if let Some(known) = alone(text, button.filter(|_| !placed), number) {
        return Meant {
            number: number.filter(|_| known == Intent::Status),
            ..message.means(known)
        };
    }
    let nothing = || message.means(Intent::None);
    let told = message.asked().or_else(|| message.told());
    told.or_else(|| message.placed())
        .unwrap_or_else(|| in_itself(text, town, nothing()))
}

/// A message, and what is heard in it beside its place.
struct Listened<'a> {
    text: &'a str,
    law: &'a Law,
    heard: Hearing,
    place: Option<Whereabouts>,
    /// Words beside the place that say something else than where.
    beside: usize,
}

impl Listened<'_> {
    /// What goes before offences: questions, and what is not of a report.
    fn asked(&self) -> Option<Meant> {
        let placed = self.place.is_some();
        let rule = self.heard.before(placed)?;
        let meant = Meant {
            about: rule.about.as_deref(),
            number: self.heard.number.filter(|_| rule.intent == Intent::Status),
            why: self.heard.why(rule),
            ..self.means(rule.intent)
        };
        Some(match meant.intent {
            // An address that is asked about is looked up.
            Intent::Find if placed => self.means(Intent::Place),
            // That of a flat to let or of a taxi is no place of anything.
            Intent::None => Meant {
                place: None,
                ..meant
            },
            Intent::Again | Intent::May => self.with_offence(meant),
            _ => meant,
        })
    }

    /// An offence, or what is left.
    fn told(&self) -> Option<Meant> {
        let placed = self.place.is_some();
        if self.heard.is_offence(placed) {
            return Some(self.with_offence(Meant {
                why: self.heard.why_offence(),
                ..self.means(Intent::Report)
            }));
        }
        let rule = self.heard.after(placed);
        let rule = rule.filter(|it| !(it.intent == Intent::Report && self.heard.is_calm()))?;
        let meant = Meant {
            about: rule.about.as_deref(),
            why: self.heard.why(rule),
            ..self.means(rule.intent)
        };
        Some(match rule.intent {
            Intent::Report => self.with_offence(meant),
            _ => meant,
        })
    }

    /// A place, and perhaps more that no rule knows.
    fn placed(&self) -> Option<Meant> {
        let place = self.place.as_ref()?;
        let beside = self.beside.saturating_sub(self.heard.locating);
        Some(match () {
            () if beside <= BESIDE => self.means(Intent::Place),
            // Whoever tells something of a house tells what is wrong there.
            () if place.has_house() && !self.heard.is_calm() => {
                self.with_offence(self.means(Intent::Report))
            }
            () => self.means(Intent::None),
        })
    }

    fn means(&self, intent: Intent) -> Meant {
        Meant {
            intent,
            about: None,
            categories: Vec::new(),
            place: self.place.clone(),
            time: None,
            number: None,
            why: Vec::new(),
        }
    }

    fn with_offence(&self, meant: Meant) -> Meant {
        Meant {
            categories: self.heard.categories(self.law),
            time: self.heard.time(self.text),
            ..meant
        }
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
    // «не» is «yt» on the other keyboard, which is written like a dog.
    let longer = |mut it: Vec<Sentence>| {
        let words = it.iter_mut().flat_map(|it| &mut it.words);
        words
            .filter(|word| word.len() < TELLING)
            .for_each(String::clear);
        it
    };
    let mut others = all.map(|it| Hearing::new(longer(it), text));
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
