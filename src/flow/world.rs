//! What a pure step may look at, and the questions that are made of it.

use crate::chat::{Beside, Button, Say, Tap};
use crate::domain::law::Law;
use crate::domain::report::Note;
use crate::domain::{Person, PrecinctCode, Time};
use crate::precincts::Directory;
use crate::text::{Speaker, Words};

/// What a pure step may look at.
pub struct World<'a> {
    pub now: Time,
    pub words: Words,
    pub person: &'a Person,
    pub directory: &'a Directory,
    pub law: &'a Law,
    /// New reports of one person in a day.
    pub reports_per_day: i64,
    /// Reports that are open on the desk of whoever the menu is for; 0 where nobody counted.
    pub waiting: i64,
    /// The number of the question that is current, or about to be asked.
    pub step: i64,
    /// Of the message that is being answered.
    pub beside: &'a Beside,
    /// Words that meant nothing known, said just before: a report offers to take them in.
    pub aside: &'a [Note],
}

impl World<'_> {
    /// A button that answers the current question.
    pub fn answer(&self, label: String, key: &str) -> Button {
        Button::new(
            label,
            &Tap::Answer {
                step: self.step,
                key: key.to_owned(),
            },
        )
    }

    /// A text with a button for each answer, one below the other.
    pub fn asked<const N: usize>(&self, text: String, answers: [(String, &str); N]) -> Say {
        let buttons = answers.map(|(label, key)| vec![self.answer(label, key)]);
        Say {
            rows: buttons.into(),
            ..Say::text(text)
        }
    }

    /// Today in Kazakhstan.
    pub fn today(&self) -> jiff::civil::Date {
        crate::domain::calendar::local(self.now).date()
    }

    /// The same weekday of next week: an example of a date, good on any day.
    pub fn next_week(&self) -> jiff::civil::Date {
        self.today().saturating_add(jiff::Span::new().days(7))
    }

    /// Who speaks to the subscribers of a precinct.
    pub fn voice(&self, precinct: &PrecinctCode) -> Option<Speaker<'_>> {
        let post = self.directory.post(precinct, self.today())?;
        Some(Speaker {
            precinct: &post.precinct.name,
            inspector: post.on_duty().map(|it| it.name.as_str()),
        })
    }
}

/// Packs short labels two to a row and gives long ones a row of their own.
pub fn grid(buttons: Vec<Button>) -> Vec<Vec<Button>> {
    const HALF: usize = 17;
    let short = |button: &Button| button.label.chars().count() <= HALF;
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in buttons {
        match rows.last_mut() {
            Some(row) if row.len() == 1 && short(&row[0]) && short(&button) => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}
