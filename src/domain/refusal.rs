//! Why something is not done. Each is said to the person in both languages; none is a fault.

use super::report::State;
use super::{Both, PrecinctCode, Time};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The person has not yet agreed to their data being kept.
    NoConsent,
    /// Not theirs, or outside their precinct or area.
    NotPermitted,
    NotFound,
    /// To an officer: the report stands elsewhere; which one, and where.
    WrongState {
        number: i64,
        state: State,
    },
    /// To a resident: nothing is done about this report any more.
    Over {
        number: i64,
        state: State,
    },
    /// Somebody has gone on with the report of this number since it was answered.
    AnswerStands(i64),
    /// The officer has taken this report before.
    Yours(i64),
    /// Somebody was faster.
    Taken,
    /// Another officer has the report of this number: rank and name, where the directory knows them.
    Held(i64, Option<Both>),
    /// Nobody sent a report of this number to this desk.
    NoSuchReport(i64),
    /// A role that has nothing to see yet: nobody is invited to it.
    NothingToSee,
    /// More new reports in 24 hours than the setting allows; the next is taken at that time.
    TooManyReports(Time),
    /// More places with a name than fit below a question.
    TooManyPlaces(i64),
    /// The invitation is unknown, used or out of date.
    BadInvitation,
    /// A link to hear of a report leads nowhere any more.
    BadLink,
    /// What is told of a report is not told to them, or not any more.
    NotFollowing,
    /// Such a link leads to a report of one's own.
    OwnLink,
    /// The meeting or notice lies in the past.
    InThePast,
    /// The precinct is not (or no longer) in the directory.
    NoPrecinct,
    /// An import without these precincts would leave so many open reports of each to nobody.
    ReportsLeft(Vec<(PrecinctCode, i64)>),
    /// An officer would act on their own report.
    OwnReport,
}

impl Refusal {
    /// For logs, metrics and the audit.
    pub fn name(&self) -> &'static str {
        match self {
            Refusal::NoConsent => "no_consent",
            Refusal::NotPermitted => "not_permitted",
            Refusal::NotFound => "not_found",
            Refusal::WrongState { .. } => "wrong_state",
            Refusal::Over { .. } => "over",
            Refusal::AnswerStands(_) => "answer_stands",
            Refusal::Yours(_) => "yours",
            Refusal::Taken => "taken",
            Refusal::Held(..) => "held",
            Refusal::NoSuchReport(_) => "no_such_report",
            Refusal::NothingToSee => "nothing_to_see",
            Refusal::TooManyReports(_) => "too_many_reports",
            Refusal::TooManyPlaces(_) => "too_many_places",
            Refusal::BadInvitation => "bad_invitation",
            Refusal::BadLink => "bad_link",
            Refusal::NotFollowing => "not_following",
            Refusal::OwnLink => "own_link",
            Refusal::InThePast => "in_the_past",
            Refusal::NoPrecinct => "no_precinct",
            Refusal::ReportsLeft(_) => "reports_left",
            Refusal::OwnReport => "own_report",
        }
    }
}
