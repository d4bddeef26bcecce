//! Every verb that changes the world. There is one door for all of them: `app::perform`.

use super::directory::Records;
use super::meeting::NewMeeting;
use super::notice::NewNotice;
use super::report::{NewReport, Note, Outcome};
use super::{Held, Lang, NoticeId, Person, PlaceId, Post, PrecinctCode, ReportId, Spot};

/// Who acts.
#[derive(Clone, Debug)]
pub enum Actor {
    Person(Person),
    /// Whoever runs the binary on the server.
    Operator,
    /// A deadline that ran out.
    Timer,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    // Oneself.
    ChooseLanguage {
        lang: Lang,
    },
    Consent,
    Join {
        /// The hash of the invitation's token.
        invitation: String,
    },
    Forget,
    Subscribe {
        precinct: PrecinctCode,
        own: bool,
    },
    Unsubscribe {
        precinct: PrecinctCode,
    },
    /// Found a place: it is offered again.
    UsePlace(Spot),
    NamePlace {
        place: PlaceId,
        name: String,
    },
    DropPlace {
        place: PlaceId,
    },
    // The resident's report.
    SendReport(NewReport),
    AddTo {
        report: ReportId,
        notes: Vec<Note>,
        again: bool,
    },
    Answer {
        report: ReportId,
        notes: Vec<Note>,
    },
    Withdraw {
        report: ReportId,
    },
    // The desk.
    Accept {
        report: ReportId,
    },
    Ask {
        report: ReportId,
        text: String,
    },
    Close {
        report: ReportId,
        outcome: Outcome,
        text: String,
    },
    Remark {
        report: ReportId,
        text: String,
    },
    // To the subscribers.
    Announce(NewMeeting),
    SendNotice(NewNotice),
    StopNotice {
        notice: NoticeId,
    },
    // The operator and the clock.
    Invite {
        post: Post,
        days: i64,
    },
    EndPost(Held),
    /// Takes an invitation back that nobody has used.
    Revoke {
        invitation: String,
        post: Post,
    },
    Resume {
        report: ReportId,
    },
    /// Replaces the whole directory by what was read and checked.
    Import(Box<Records>),
}

impl Action {
    /// The name in the audit and in metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Action::ChooseLanguage { .. } => "choose_language",
            Action::Consent => "consent",
            Action::Join { .. } => "join",
            Action::Forget => "forget",
            Action::Subscribe { .. } => "subscribe",
            Action::Unsubscribe { .. } => "unsubscribe",
            Action::UsePlace(_) => "use_place",
            Action::NamePlace { .. } => "name_place",
            Action::DropPlace { .. } => "drop_place",
            Action::SendReport(_) => "send_report",
            Action::AddTo { .. } => "add_to",
            Action::Answer { .. } => "answer",
            Action::Withdraw { .. } => "withdraw",
            Action::Accept { .. } => "accept",
            Action::Ask { .. } => "ask",
            Action::Close { .. } => "close",
            Action::Remark { .. } => "remark",
            Action::Announce(_) => "announce",
            Action::SendNotice(_) => "send_notice",
            Action::StopNotice { .. } => "stop_notice",
            Action::Invite { .. } => "invite",
            Action::EndPost(_) => "end_post",
            Action::Revoke { .. } => "revoke",
            Action::Resume { .. } => "resume",
            Action::Import(_) => "import",
        }
    }

    /// The report it is about, if it is about one.
    pub fn report(&self) -> Option<ReportId> {
        match self {
            Action::AddTo { report, .. }
            | Action::Answer { report, .. }
            | Action::Withdraw { report }
            | Action::Accept { report }
            | Action::Ask { report, .. }
            | Action::Close { report, .. }
            | Action::Remark { report, .. }
            | Action::Resume { report } => Some(*report),
            _ => None,
        }
    }
}
