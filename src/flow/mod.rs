//! Conversations, one file each, all pure. A state owns exactly one question: what it asks
//! (`question`), what answers it (`takes`) and what an answer means (`step`). Wrong answers, a
//! language changed midway, a restart and "cancel" are the turn's business and need no code here.
//!
//! A new conversation is a file, a line in the table of [`Flow`], its `.ftl` in both languages and
//! its `.chat`.

mod announce;
mod answer;
mod desk;
mod find;
mod flows;
mod forget;
mod keep;
mod leave;
mod meant;
mod more;
mod name_place;
mod notes;
mod notice;
mod readers;
mod reply;
mod report;
pub mod search;
mod start;
mod withdraw;

use crate::chat::{Beside, Button, Say, Screen, Tap};
use crate::domain::law::Law;
use crate::domain::{Action, Person, Time};
use crate::precincts::Directory;
use crate::text::{Speaker, Words};
use crate::typed::Service;

use flows::flows;
use forget::Forget;
use start::Menu;

pub use announce::Announce;
pub use answer::{Answer, Takes};
pub use desk::{Closing, Officer, ended, typed_number};
pub use find::Seek;
pub use keep::{Case, Keep};
pub use leave::Leave;
pub use meant::{fit, is_a_place, understood};
pub use more::{AddTo, AnswerTo};
pub use name_place::NamePlace;
pub use notes::pin;
pub use notice::Notice;
pub use readers::{Own, Readers};
pub use reply::Reply;
pub use report::{Draft, OpenCase};
pub use search::{Known, POSITION, Search};
pub use start::{Goal, Start};
pub use withdraw::Withdraw;

flows! {
    /// Where a person stands in a conversation. Kept as JSON between turns; JSON that no longer
    /// reads is dropped politely and the person returns to the menu.
    Flow {
        /// Nothing is asked; every tap and command is welcome.
        Menu = "menu",
        Start(start: Start) = "start",
        Find(find: Box<Seek>) = "find",
        Report(draft: Box<Draft>) = "report",
        /// The name of a place of one's own.
        NamePlace(naming: NamePlace) = "name_place",
        AddTo(more: AddTo) = "add_to",
        Answer(answering: AnswerTo) = "answer",
        Withdraw(withdraw: Withdraw) = "withdraw",
        Forget = "forget",
        Officer(officer: Officer) = "officer",
        Announce(announce: Box<Announce>) = "announce",
        Notice(notice: Box<Notice>) = "notice",
        /// What came without being asked for.
        Keep(keep: Box<Keep>) = "keep",
        /// Something begun, which another button would throw away.
        Leave(leave: Box<Leave>) = "leave",
        /// An officer's words to the card of a report.
        Reply(reply: Reply) = "reply",
    }
}

/// What a pure step may look at.
pub struct World<'a> {
    pub now: Time,
    pub words: Words,
    pub person: &'a Person,
    pub directory: &'a Directory,
    pub law: &'a Law,
    /// New reports of one person in a day.
    pub reports_per_day: i64,
    /// The number of the question that is current, or about to be asked.
    pub step: i64,
    /// Of the message that is being answered.
    pub beside: &'a Beside,
}

/// What follows an answer.
#[derive(Debug)]
pub enum Next {
    /// Ask the question of this state.
    Ask(Flow),
    /// Say why this is no answer and ask the same again.
    Again(Why),
    /// Say something, and go on.
    Say(Say, Box<Next>),
    /// Change the world; then go on, unless it was refused.
    Do(Action, Box<Next>),
    /// The same by a button of no question: the conversation goes on where it was.
    Beside(Action),
    /// The same, without a word if it is done: more of what was answered just now.
    Along(Action),
    /// Show something, or begin something that needs a look into the database first.
    Open(Screen),
    /// Back to the menu without saying so.
    Rest,
}

/// Why something is no answer to the question.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Choose one of the buttons.
    Choose,
    /// The longest text allowed, in UTF-16 units.
    TooLong(usize),
    /// So many notes are enough.
    Enough(usize),
    /// Words are asked for, something else came.
    Words,
    /// Words or media are asked for.
    Note,
    /// A place is asked for, and these words are none.
    NoPlace,
    /// No street of this name is known; the area that all precincts are in.
    NoAddress(Option<String>),
    /// A town is named that no precinct is in; that town, and the area of all precincts.
    OtherTown(String, Option<String>),
    /// These words are no place and go nowhere.
    NotSent,
    /// The street is known, the house is in none of its lists; the area of the street.
    NoHouse(Option<String>),
    /// The button for the position does nothing on this device.
    PhoneOnly,
    /// A map link that carries no coordinates.
    ShortLink(Service),
    /// A map link that shows a whole quarter and nothing marked in it.
    MapOnly,
    /// Outside every precinct; the area whose duty desk is nearest, if one is near.
    Outside(Option<String>),
    /// The same with latitude and longitude exchanged would be inside.
    Swapped,
    NoDate,
    NoTime,
    Past,
    /// The number of another report is asked for.
    NoNumber,
    /// A place is asked for, and a time came.
    TimeNoPlace,
    /// The next new report is taken at that time.
    TooManyReports(Time),
}

impl Why {
    /// Whether it is about a place: then a place is what has to come.
    pub fn about_a_place(&self) -> bool {
        matches!(
            self,
            Why::NoPlace
                | Why::NoAddress(_)
                | Why::OtherTown(..)
                | Why::NoHouse(_)
                | Why::PhoneOnly
                | Why::ShortLink(_)
                | Why::MapOnly
                | Why::Outside(_)
                | Why::Swapped
        )
    }
}

impl Flow {
    /// Whether a typed number is the answer, not one of the buttons.
    pub fn wants_number(&self) -> bool {
        matches!(self.takes(), Takes::House | Takes::Number)
    }

    /// Whether the question may be left by a "menu" button of the turn's own.
    pub fn can_leave(&self) -> bool {
        self.takes() != Takes::OnlyButtons
    }

    /// Whether words of any kind are an answer here.
    pub fn takes_words(&self) -> bool {
        matches!(self.takes(), Takes::Number | Takes::Words | Takes::AnyWord)
    }

    /// Whether the words for a report are waited for, so that almost any word is one of them.
    pub fn answers(&self) -> bool {
        self.takes() == Takes::AnyWord
    }
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
    pub fn voice(&self, precinct: &str) -> Option<Speaker<'_>> {
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
