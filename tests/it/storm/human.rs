//! Somebody with a phone: what they see, and what they are up to.

use std::collections::VecDeque;

use aula::chat::{Press, Say};
use aula::domain::{Lang, Role};

/// Messages that a person can still scroll back to.
const MEMORY: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Resident,
    Officer(Role, &'static str),
    /// Presses what was never shown to them.
    Stranger,
}

pub struct Human {
    pub account: i64,
    pub kind: Kind,
    /// The language of their telephone.
    pub tag: Option<String>,
    /// Has blocked the bot, whatever the bot believes.
    pub blocked: bool,
    /// What the bot has on record, as far as the storm looked.
    pub lang: Option<Lang>,
    pub lang_since: i64,
    pub seen: VecDeque<Say>,
    /// An invitation that they were given and have not used.
    pub token: Option<String>,
}

/// Everybody of a storm.
pub fn cast() -> Vec<Human> {
    let officer = |role, scope| Kind::Officer(role, scope);
    let people = [
        (Kind::Resident, Some("kk")),
        (Kind::Resident, None),
        (Kind::Resident, Some("ru-RU")),
        (Kind::Resident, Some("en")),
        (officer(Role::Inspector, "P-01"), Some("kk")),
        (officer(Role::Inspector, "P-02"), Some("ru")),
        (officer(Role::Inspector, "I-03"), Some("ru")),
        (officer(Role::Supervisor, "D-1"), Some("ru")),
        (officer(Role::Akimat, "C-1"), None),
        (Kind::Stranger, Some("de")),
    ];
    let people = (611_222_301..).zip(people);
    people
        .map(|(account, (kind, tag))| Human::new(account, kind, tag))
        .collect()
}

impl Human {
    pub fn new(account: i64, kind: Kind, tag: Option<&str>) -> Human {
        Human {
            account,
            kind,
            tag: tag.map(str::to_owned),
            blocked: false,
            lang: None,
            lang_since: 0,
            seen: VecDeque::new(),
            token: None,
        }
    }

    pub fn read(&mut self, say: Say) {
        if self.seen.len() == MEMORY {
            self.seen.pop_front();
        }
        self.seen.push_back(say);
    }

    /// Strings of the buttons that were shown last, in the order in which numbers count them.
    pub fn last_taps(&self) -> Vec<String> {
        let with_buttons = |say: &&Say| say.buttons().any(|it| !matches!(it.press, Press::Url(_)));
        let last = self.seen.iter().rev().find(with_buttons);
        last.map(taps).unwrap_or_default()
    }

    /// Strings of the buttons of the last few messages.
    pub fn recent_taps(&self, messages: usize) -> Vec<String> {
        self.seen
            .iter()
            .rev()
            .take(messages)
            .flat_map(taps)
            .collect()
    }

    /// Whether an officer's question can still be seen: right after it a figure may be its answer.
    pub fn was_asked(&self) -> bool {
        let taps = self.old_taps();
        taps.iter().any(|it| it.starts_with("o:answer:"))
    }

    /// Strings of any button that can still be seen.
    pub fn old_taps(&self) -> Vec<String> {
        self.recent_taps(MEMORY)
    }
}

fn taps(say: &Say) -> Vec<String> {
    let taps = say.buttons().filter_map(|button| match &button.press {
        Press::Tap(data) => Some(data.clone()),
        Press::Url(_) | Press::Position => None,
    });
    taps.collect()
}
