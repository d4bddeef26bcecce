//! Conversations, one file each, all pure. A state owns exactly one question: what it asks
//! ([`Flow::question`]) and what an answer means ([`Flow::step`]). Wrong answers, a language
//! changed midway, a restart and "cancel" are the turn's business and need no code here.
//!
//! A new conversation is a variant of [`Flow`], a file, two arms below, its `.ftl` in both
//! languages and its `.chat`.

mod announce;
mod answer;
mod desk;
mod find;
mod keep;
mod leave;
mod meant;
mod notes;
mod notice;
mod own;
mod places;
mod reply;
mod report;
pub mod search;
mod start;

use serde::{Deserialize, Serialize};

use crate::chat::{Beside, Button, Say, Screen, Tap};
use crate::domain::law::Law;
use crate::domain::report::Note;
use crate::domain::{Action, Person, PlaceId, ReportId, Time};
use crate::precincts::Directory;
use crate::text::{Voice, Words};
use crate::typed::Service;

pub use announce::Announce;
pub use answer::Answer;
pub use desk::{Closing, Officer, ended, typed_number};
pub use keep::{Case, Keep};
pub use leave::Leave;
pub use meant::{Meant, is_a_place};
pub use notes::pin;
pub use notice::Notice;
pub use own::Own;
pub use reply::Reply;
pub use report::{Draft, OpenCase};
pub use search::{Known, POSITION, Search};
pub use start::{Goal, Start};

/// Where a person stands in a conversation. Kept as JSON between turns; JSON that no longer
/// reads is dropped politely and the person returns to the menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Nothing is asked; every tap and command is welcome.
    Menu,
    Start(Start),
    Find(Box<Search>),
    Report(Box<Draft>),
    /// The name of a place of one's own.
    NamePlace {
        place: PlaceId,
        label: String,
    },
    /// More words or media for a report of one's own.
    AddTo {
        report: ReportId,
        number: i64,
        notes: Vec<Note>,
    },
    /// The answer to the inspector's question.
    Answer {
        report: ReportId,
        number: i64,
        question: String,
        notes: Vec<Note>,
    },
    Withdraw {
        report: ReportId,
        number: i64,
    },
    Forget,
    Officer(Officer),
    Announce(Box<Announce>),
    Notice(Box<Notice>),
    /// What came without being asked for.
    Keep(Box<Keep>),
    /// Something begun, which another button would throw away.
    Leave(Box<Leave>),
    /// An officer's words to the card of a report.
    Reply(Reply),
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
    /// The address whose house this text is, where the house of a street is asked for.
    pub fn house_of_street(&self, text: &str) -> Option<String> {
        match self {
            Flow::Find(search) => search.house_of_street(text),
            Flow::Report(draft) => draft.search.house_of_street(text),
            _ => None,
        }
    }

    /// The one question of this state, in the reader's language.
    pub fn question(&self, world: &World) -> Say {
        match self {
            Flow::Menu => start::menu(world),
            Flow::Start(start) => start.question(world),
            Flow::Find(search) => find::question(search, world),
            Flow::NamePlace { label, .. } => places::question(label, world),
            Flow::Report(draft) => draft.question(world),
            Flow::AddTo { number, notes, .. } => notes::add_question(*number, notes, world),
            Flow::Answer {
                number,
                question,
                notes,
                ..
            } => notes::answer_question(*number, question, notes, world),
            Flow::Withdraw { number, .. } => notes::withdraw_question(*number, world),
            Flow::Forget => start::forget_question(world),
            Flow::Officer(officer) => officer.question(world),
            Flow::Announce(announce) => announce.question(world),
            Flow::Notice(notice) => notice.question(world),
            Flow::Keep(keep) => keep.question(world),
            Flow::Leave(leave) => leave.question(world),
            Flow::Reply(reply) => reply.question(world),
        }
    }

    /// What `input` means here. Taps of the current question arrive as [`Answer::Key`].
    pub fn step(&self, answer: Answer, world: &World) -> Next {
        match self {
            Flow::Menu => Next::Again(Why::Choose),
            Flow::Start(start) => start.step(&answer, world),
            Flow::Find(search) => find::step(search, &answer, world),
            Flow::NamePlace { place, .. } => places::step(*place, &answer, world),
            Flow::Report(draft) => draft.step(answer, world),
            Flow::AddTo {
                report,
                number,
                notes,
            } => notes::add_step(*report, *number, notes, answer, world),
            Flow::Answer {
                report,
                number,
                question,
                notes,
            } => notes::answer_step((*report, *number), question, notes, answer, world),
            Flow::Withdraw { report, .. } => notes::withdraw_step(*report, &answer),
            Flow::Forget => start::forget_step(&answer),
            Flow::Officer(officer) => officer.step(&answer),
            Flow::Announce(announce) => announce.step(answer, world),
            Flow::Notice(notice) => notice.step(&answer),
            Flow::Keep(keep) => keep.step(answer, world),
            Flow::Leave(leave) => leave.step(answer, world),
            Flow::Reply(reply) => reply.step(&answer),
        }
    }

    /// Whether a typed number is the answer, not one of the buttons.
    pub fn wants_number(&self) -> bool {
        match self {
            Flow::Find(search) => search.wants_house(),
            Flow::Report(draft) => draft.wants_number(),
            Flow::Officer(officer) => officer.wants_number(),
            _ => false,
        }
    }

    /// Whether the question may be left by a "menu" button of the turn's own.
    pub fn can_leave(&self) -> bool {
        !matches!(
            self,
            Flow::Menu | Flow::Start(_) | Flow::Keep(_) | Flow::Leave(_)
        )
    }

    /// Whether words of any kind are an answer here.
    pub fn takes_words(&self) -> bool {
        match self {
            Flow::Menu
            | Flow::Start(_)
            | Flow::Find(_)
            | Flow::Withdraw { .. }
            | Flow::Forget
            | Flow::Keep(_)
            | Flow::Leave(_)
            | Flow::Reply(_) => false,
            Flow::Report(draft) => draft.takes_words(),
            Flow::NamePlace { .. }
            | Flow::AddTo { .. }
            | Flow::Answer { .. }
            | Flow::Officer(_)
            | Flow::Announce(_)
            | Flow::Notice(_) => true,
        }
    }

    /// Whether the words for a report are waited for, so that almost any word is one of them.
    pub fn answers(&self) -> bool {
        matches!(self, Flow::AddTo { .. } | Flow::Answer { .. })
    }

    /// The report that the words are for that are asked for now.
    pub fn report(&self) -> Option<ReportId> {
        match self {
            Flow::AddTo { report, .. } | Flow::Answer { report, .. } => Some(*report),
            Flow::Officer(officer) => Some(officer.report()),
            _ => None,
        }
    }

    /// For logs and metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Flow::Menu => "menu",
            Flow::Start(_) => "start",
            Flow::Find(_) => "find",
            Flow::NamePlace { .. } => "name_place",
            Flow::Report(_) => "report",
            Flow::AddTo { .. } => "add_to",
            Flow::Answer { .. } => "answer",
            Flow::Withdraw { .. } => "withdraw",
            Flow::Forget => "forget",
            Flow::Officer(_) => "officer",
            Flow::Announce(_) => "announce",
            Flow::Notice(_) => "notice",
            Flow::Keep(_) => "keep",
            Flow::Leave(_) => "leave",
            Flow::Reply(_) => "reply",
        }
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

    /// Today in Kazakhstan.
    pub fn today(&self) -> jiff::civil::Date {
        crate::domain::calendar::local(self.now).date()
    }

    /// The same weekday of next week: an example of a date, good on any day.
    pub fn next_week(&self) -> jiff::civil::Date {
        self.today().saturating_add(jiff::Span::new().days(7))
    }

    /// Who speaks to the subscribers of a precinct.
    pub fn voice(&self, precinct: &str) -> Option<Voice<'_>> {
        let post = self.directory.post(precinct, self.today())?;
        Some(Voice {
            precinct: &post.precinct.name,
            inspector: post.on_duty().map(|it| it.name.as_str()),
        })
    }
}

/// The first page of a list is not worth keeping.
fn first(page: &usize) -> bool {
    *page == 0
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
