//! The commands that the messenger itself lists: those that somebody may use, in the order of use.

use crate::chat::{Attachment, Say};
use crate::domain::policy::Duty;
use crate::domain::{Person, secret_hash};
use crate::text::Words;

/// What waits under this name gives way to a newer list.
pub const WAITS: &str = "commands";

/// Characters of a mark.
const MARK: usize = 12;

/// Their names and what each does. A resident has no duty.
pub fn listed(duties: &[Duty], words: Words) -> Vec<(&'static str, String)> {
    let mut all = vec![("menu", words.command_menu())];
    for duty in duties {
        match duty {
            Duty::Desk => all.extend([
                ("desk", words.command_desk()),
                ("closed", words.command_closed()),
            ]),
            Duty::Meeting => all.push(("meeting", words.command_meeting())),
            Duty::Notice => all.push(("notice", words.command_notice())),
        }
    }
    all.extend([
        ("find", words.command_find()),
        ("report", words.command_report()),
        ("check", words.command_check()),
        ("reports", words.command_reports()),
        ("places", words.command_places()),
        ("subscriptions", words.command_subscriptions()),
        ("stop", words.command_stop()),
        ("cancel", words.command_cancel()),
        ("language", words.command_language()),
        ("simple", words.command_simple()),
        ("help", words.command_help()),
        ("privacy", words.command_privacy()),
        ("mydata", words.command_mydata()),
        ("forget", words.command_forget()),
    ]);
    all
}

/// The list of one person, by what their posts let them do.
pub fn of(person: &Person, words: Words) -> Say {
    let duties = Duty::ALL.into_iter().filter(|it| it.of(person));
    let duties: Vec<Duty> = duties.collect();
    let named = listed(&duties, words).into_iter();
    let named = named.map(|(name, does)| (name.to_owned(), does));
    Say::attach(Attachment::Commands(named.collect()))
}

/// A short mark of a list: another list has another one.
pub fn mark(list: &Say) -> String {
    let named = match &list.attachment {
        Some(Attachment::Commands(named)) => named.as_slice(),
        _ => &[],
    };
    let lines = named.iter().map(|(name, does)| format!("{name} {does}"));
    let mut mark = secret_hash(&lines.collect::<Vec<_>>().join("\n"));
    mark.truncate(MARK);
    mark
}

/// No list of one's own any more.
pub fn none() -> Say {
    Say::attach(Attachment::Commands(Vec::new()))
}
