//! What is seen, in a chat: facts become words and buttons for their reader. Pure: nothing here
//! asks a database or knows who sits where.

pub mod ask;
pub mod card;
pub mod case;
pub mod changes;
pub mod check;
pub mod commands;
pub mod desk;
pub mod done;
pub mod family;
pub mod group;
pub mod help;
pub mod history;
pub mod home;
pub mod inline;
pub mod invitation;
pub mod mine;
pub mod moved;
pub mod mydata;
pub mod news;
pub mod page;
pub mod phones;
pub mod posters;
pub mod progress;
pub mod simple;
pub mod whole;
pub mod why;

use jiff::civil::Date;

use crate::chat::Say;
use crate::domain::law::Law;
use crate::domain::report::Report;
use crate::domain::{PersonId, PrecinctCode, Time, calendar, start_link};
use crate::precincts::Directory;
use crate::text::Words;

/// Who reads, and what everybody may know.
#[derive(Clone, Copy)]
pub struct Eye<'a> {
    pub words: Words,
    pub reader: PersonId,
    pub now: Time,
    pub directory: &'a Directory,
    pub law: &'a Law,
    /// New reports of one person in a day.
    pub reports_per_day: i64,
    /// The bot's user name; empty where it is not known.
    pub bot: &'a str,
}

impl<'a> Eye<'a> {
    /// Today in Kazakhstan.
    pub fn today(&self) -> Date {
        calendar::local(self.now).date()
    }

    /// A line with the link to the card of a precinct, for whoever is shown this by somebody else.
    pub fn link(&self, precinct: &PrecinctCode) -> Option<String> {
        let named = !self.bot.is_empty();
        named.then(|| self.words.card_link(&start_link::link(self.bot, precinct)))
    }

    /// The name of a precinct; its code where the directory does not have it.
    pub fn precinct(&self, code: &'a PrecinctCode) -> &'a str {
        let precinct = self.directory.precinct(code);
        precinct.map_or(code.as_str(), |it| it.name.get(self.words.lang))
    }

    /// The kind of a report in words.
    pub fn kind(&self, report: &Report) -> Option<&'a str> {
        let category = self.law.category(&report.category);
        category.map(|it| it.label.get(self.words.lang))
    }

    /// Whether nothing of the report may be seen by others.
    pub fn private(&self, report: &Report) -> bool {
        self.law.is_private(&report.category)
    }

    /// What is said of the report, for one person alone where it is private.
    pub fn seal(&self, report: &Report, say: Say) -> Say {
        self.seal_any([report], say)
    }

    /// The same of a list, for any of its reports.
    pub fn seal_any<'r>(&self, reports: impl IntoIterator<Item = &'r Report>, say: Say) -> Say {
        match reports.into_iter().any(|it| self.private(it)) {
            true => say.sealed(),
            false => say,
        }
    }
}
