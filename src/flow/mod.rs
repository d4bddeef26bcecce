//! Conversations, one file each, all pure. A state owns exactly one question: what it asks
//! (`question`), what answers it (`takes`) and what an answer means (`step`). Wrong answers, a
//! language changed midway, a restart and "cancel" are the turn's business and need no code here.
//!
//! A new conversation is a file, a line in the table of [`Flow`], its `.ftl` in both languages and
//! its `.chat`.

mod announce;
mod answer;
mod check;
mod desk;
mod find;
mod flows;
mod forget;
mod hang;
mod keep;
mod leave;
mod meant;
mod menu;
mod more;
mod name_place;
mod notes;
mod notice;
mod readers;
mod reply;
mod report;
pub mod search;
mod start;
mod why;
mod withdraw;
mod world;

use crate::chat::{Say, Screen};
use crate::domain::{Action, View};

use check::Check;
use flows::flows;
use forget::Forget;
use menu::Menu;

pub use announce::Announce;
pub use answer::{Answer, POSITION, Takes};
pub use desk::{Closing, Officer, ended, typed_number};
pub use find::{FoundPlace, Moving, Seek};
pub use hang::Hang;
pub use keep::{Case, Keep};
pub use leave::Leave;
pub use meant::{fit, is_a_place, understood};
pub use menu::{more, other_language};
pub use more::{AddTo, AnswerTo};
pub use name_place::NamePlace;
pub use notes::pin;
pub use notice::NoticeDraft;
pub use readers::{Own, Readers};
pub use reply::Reply;
pub use report::{Draft, OpenCase, ReportTime, only_calls_for_help};
pub use search::{Known, Search};
pub use start::{CriedWords, Did, Goal, Start};
pub use why::Why;
pub use withdraw::Withdraw;
pub use world::{World, grid};

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
        /// Where the person lives now.
        Move(moving: Box<Moving>) = "move",
        AddTo(more: AddTo) = "add_to",
        Answer(answering: AnswerTo) = "answer",
        Withdraw(withdraw: Withdraw) = "withdraw",
        Forget = "forget",
        Officer(officer: Officer) = "officer",
        Announce(announce: Box<Announce>) = "announce",
        Notice(notice: Box<NoticeDraft>) = "notice",
        /// What came without being asked for.
        Keep(keep: Box<Keep>) = "keep",
        /// Something begun, which another button would throw away.
        Leave(leave: Box<Leave>) = "leave",
        /// An officer's words to the card of a report.
        Reply(reply: Reply) = "reply",
        /// What is asked while words of a cry, or that meant nothing known, wait for a report.
        Cried(cried: CriedWords) = "cried",
        /// As the menu, below the card of a place that is not kept.
        Found(found: FoundPlace) = "found",
        /// Whether somebody is an officer.
        Check = "check",
        /// Where a poster hangs.
        Hang(hang: Hang) = "hang",
    }
}

/// What follows an answer.
#[derive(Debug)]
pub enum Next {
    /// Ask the question of this state.
    Ask(Flow),
    /// Say why this is no answer and ask the same again.
    Again(Why),
    /// Ask the question of this state; above it stands why a part of what came is no answer to it.
    But(Flow, Why),
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
    /// Show what no button leads to.
    See(View),
    /// What was done there is done again: nothing stands in its way any more.
    Redo(Box<Flow>, Did),
    /// Back to the menu without saying so.
    Rest,
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

    /// What becomes of the question after words that were no answer to it; whether it is another
    /// one. A new place that was not found ends the choice between those of the old one, and words
    /// that are no address end the search.
    pub fn turns(&mut self, why: &Why) -> bool {
        let found_nowhere = why.about_a_place() && !matches!(why, Why::NoPlace | Why::PhoneOnly);
        // A house that the street does not have is asked for again.
        let house = matches!(why, Why::NoHouse(_));
        match self {
            Flow::Find(_) if *why == Why::NotSent => {
                *self = Flow::Menu;
                true
            }
            Flow::Find(find) if found_nowhere => find.search.ask_where(house),
            Flow::Report(draft) if found_nowhere => draft.search.ask_where(house),
            Flow::Move(moving) if found_nowhere => moving.search.ask_where(house),
            _ => false,
        }
    }

    /// Whether only the button counts that says yes, or all of its words: it is never undone.
    pub fn only_tap(&self) -> bool {
        matches!(self, Flow::Forget)
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
