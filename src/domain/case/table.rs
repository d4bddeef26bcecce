//! The table of moves, as data. `tests/cases.txt` prints it.

use crate::domain::report::{EventKind, State, Step};

/// One row: from any of these states a step leads to a state.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    pub from: &'static [State],
    pub step: Step,
    pub to: State,
    /// Whose step it is; `policy` is what permits it.
    pub who: Who,
    /// What comes along; the verb asks for it.
    pub needs: Needs,
    pub wait: Wait,
    /// Who hears of it, beside the cards of the desk, which are renewed at every move.
    pub tells: &'static [Tell],
    /// The line of the history that it leaves.
    pub event: EventKind,
}

/// Whose step it is; `policy` says which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Desk,
    Sender,
    Timer,
}

/// What must come with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    Words,
    Notes,
    OutcomeAndWords,
}

/// Whether the sender has a time to answer from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    Begins,
    Ends,
}

/// Who is told by a message of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    Sender,
    /// Whoever serves the precinct or holds the report.
    Desk,
    /// The colleague who held it before.
    Holder,
}

/// All of it: what is not here is refused.
pub const MOVES: [Move; 6] = {
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
            needs: Needs::Nothing,
            wait: Wait::Ends,
            tells: &[Tell::Sender],
            event: EventKind::Accepted,
        },
        // A newer question voids the older one.
        Move {
            from: &[New, Accepted, InWork, Planned, Question, Reopened],
            step: Step::Ask,
            to: Question,
            who: Who::Desk,
            needs: Needs::Words,
            wait: Wait::Begins,
            tells: &[Tell::Sender, Tell::Holder],
            event: EventKind::Question,
        },
        Move {
            from: &[Question],
            step: Step::Answer,
            to: InWork,
            who: Who::Sender,
            needs: Needs::Notes,
            wait: Wait::Ends,
            tells: &[Tell::Desk],
            event: EventKind::Answer,
        },
        Move {
            from: &[Question],
            step: Step::Resume,
            to: InWork,
            who: Who::Timer,
            needs: Needs::Nothing,
            wait: Wait::Ends,
            tells: &[Tell::Sender, Tell::Holder],
            event: EventKind::Resumed,
        },
        Move {
            from: OPEN,
            step: Step::Close,
            to: Closed,
            who: Who::Desk,
            needs: Needs::OutcomeAndWords,
            wait: Wait::Ends,
            tells: &[Tell::Sender, Tell::Holder],
            event: EventKind::Closed,
        },
        Move {
            from: OPEN,
            step: Step::Withdraw,
            to: Withdrawn,
            who: Who::Sender,
            needs: Needs::Nothing,
            wait: Wait::Ends,
            tells: &[],
            event: EventKind::Withdrawn,
        },
    ]
};

/// The row by which a report that stands there takes the step.
pub fn row(from: State, step: Step) -> Option<&'static Move> {
    let mut rows = MOVES.iter();
    rows.find(|it| it.step == step && it.from.contains(&from))
}
