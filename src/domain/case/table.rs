//! The table of moves, as data. `tests/cases.txt` prints it.

use super::event::{By, EventKind, Who};
use crate::domain::due::Due;
use crate::domain::report::{State, Step};
use crate::domain::{PersonId, ReportId};

/// One row: from any of these states a step leads to a state.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    pub from: &'static [State],
    pub step: Step,
    pub to: State,
    /// Whose step it is: `policy` says which of them may take it. All rows of a step have the same.
    pub who: Who,
    /// What has to come along.
    pub needs: &'static [Need],
    /// What is waited for from then on; whatever was waited for before is not any more.
    pub waits: Option<Wait>,
    /// Who hears of it, in this order.
    pub tells: &'static [Tell],
    /// The line of the history that it leaves.
    pub event: EventKind,
}

/// What must come with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Words,
    /// Words or a file.
    Note,
    Outcome,
}

/// What a report waits for, each with a clock of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The sender's answer.
    Answer,
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The cards of the report, wherever they stand, are renewed.
    Cards,
    /// Whoever sent it.
    Sender,
    /// Whoever else hears of it, see [`crate::domain::CaseVerb::Share`].
    Followers,
    /// Whoever serves the precinct or holds the report.
    Desk,
    /// The files that came along, to the same.
    Files,
    /// Whoever held it until a colleague went on with it.
    Before,
    /// Whoever holds it; where that officer is gone, the desk.
    Holder,
}

impl Wait {
    pub const ALL: [Wait; 1] = [Wait::Answer];

    /// What falls due when it was in vain.
    pub fn due(self, report: ReportId) -> Due {
        match self {
            Wait::Answer => Due::Answer(report),
        }
    }
}

/// All of it: what is not here is refused.
pub const MOVES: [Move; 7] = {
    use State::{Accepted, Closed, Forwarded, InWork, New, Planned, Question, Reopened, Withdrawn};
    const OPEN: &[State] = &[
        New, Accepted, InWork, Planned, Question, Forwarded, Reopened,
    ];
    [
        Move {
            from: &[New],
            step: Step::Accept,
            to: Accepted,
            who: Who::Desk,
            needs: &[],
            waits: None,
            tells: &[Tell::Cards, Tell::Sender, Tell::Followers],
            event: EventKind::Accepted,
        },
        // A newer question voids the older one.
        Move {
            from: &[New, Accepted, InWork, Planned, Question, Reopened],
            step: Step::Ask,
            to: Question,
            who: Who::Desk,
            needs: &[Need::Words],
            waits: Some(Wait::Answer),
            tells: &[Tell::Cards, Tell::Before, Tell::Sender, Tell::Followers],
            event: EventKind::Question,
        },
        Move {
            from: &[Question],
            step: Step::Answer,
            to: InWork,
            who: Who::Sender,
            needs: &[Need::Note],
            waits: None,
            tells: &[Tell::Desk, Tell::Cards, Tell::Files],
            event: EventKind::Answer,
        },
        // Only while nobody has done anything since.
        Move {
            from: &[InWork],
            step: Step::TakeBack,
            to: Question,
            who: Who::Sender,
            needs: &[],
            waits: Some(Wait::Answer),
            tells: &[Tell::Desk, Tell::Cards],
            event: EventKind::TakenBack,
        },
        Move {
            from: &[Question],
            step: Step::Resume,
            to: InWork,
            who: Who::Timer,
            needs: &[],
            waits: None,
            tells: &[Tell::Cards, Tell::Holder, Tell::Sender],
            event: EventKind::Resumed,
        },
        Move {
            from: OPEN,
            step: Step::Close,
            to: Closed,
            who: Who::Desk,
            needs: &[Need::Outcome, Need::Words],
            waits: None,
            tells: &[Tell::Cards, Tell::Before, Tell::Sender, Tell::Followers],
            event: EventKind::Closed,
        },
        Move {
            from: OPEN,
            step: Step::Withdraw,
            to: Withdrawn,
            who: Who::Sender,
            needs: &[],
            waits: None,
            tells: &[Tell::Cards, Tell::Followers],
            event: EventKind::Withdrawn,
        },
    ]
};

/// The row by which a report that stands there takes the step.
pub fn row(from: State, step: Step) -> Option<&'static Move> {
    let mut rows = MOVES.iter();
    rows.find(|it| it.step == step && it.from.contains(&from))
}

/// Whose step it is, wherever it leads from.
pub fn who(step: Step) -> Option<Who> {
    let row = MOVES.iter().find(|it| it.step == step);
    row.map(|row| row.who)
}

/// Whose line of a history it is, with the officer that is written beside it.
pub fn by(event: EventKind, officer: Option<PersonId>) -> Option<By> {
    let row = MOVES.iter().find(|it| it.event == event);
    match row.map(|row| row.who) {
        Some(Who::Timer) => Some(By::Timer),
        Some(Who::Desk) => officer.map(By::Desk),
        None if event == EventKind::Remark => officer.map(By::Desk),
        Some(Who::Sender) | None => Some(By::Sender),
    }
}
