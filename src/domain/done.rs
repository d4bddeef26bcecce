//! What was done.

use super::report::Instead;
use super::{NoticeId, Paper, PlaceId, Post, PrecinctCode, Refusal, ReportId, Spot, Time};

/// Done, or refused with a reason to be said.
pub type Performed = Result<Done, Refusal>;

#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    LanguageChosen,
    SimpleChosen(bool),
    Consented,
    Joined {
        post: Post,
        /// Open reports on the desk that it opens.
        waiting: i64,
    },
    Forgotten,
    Subscribed {
        precinct: PrecinctCode,
    },
    Unsubscribed {
        precinct: PrecinctCode,
    },
    ReportSent {
        report: ReportId,
        number: i64,
        private: bool,
        /// It happens while it is reported.
        now: bool,
        precinct: PrecinctCode,
        seen_by: SeenBy,
        /// It is for somebody else than its sender.
        for_other: bool,
    },
    Added {
        report: ReportId,
        number: i64,
        again: bool,
    },
    Answered {
        report: ReportId,
        number: i64,
    },
    TakenBack {
        number: i64,
        until: Time,
    },
    Withdrawn {
        number: i64,
    },
    /// `heard`: the sender of the report is told; so in the next two.
    Accepted {
        number: i64,
        heard: bool,
    },
    Asked {
        number: i64,
        until: Time,
        /// The resident is reached by what the bot says.
        heard: bool,
        /// The resident reads Kazakh, and it does not look like that.
        foreign: bool,
    },
    Closed {
        number: i64,
        heard: bool,
    },
    Remarked {
        number: i64,
    },
    /// Its author is shown the progress in a slot of its own.
    Announced,
    NoticeSent,
    NoticeStopped {
        notice: NoticeId,
        dropped: i64,
    },
    Invited {
        token: String,
    },
    PostEnded,
    /// The house was told of it.
    HouseTold,
    /// A group is another one now, as far as the bot knows it.
    GroupChanged,
    Revoked,
    /// The link that the code holds.
    Proof {
        link: String,
    },
    PosterPrinted {
        precinct: PrecinctCode,
        paper: Paper,
    },
    PosterHung,
    PosterTakenDown {
        precinct: PrecinctCode,
    },
    PosterOpened,
    PostersNoted,
    Resumed,
    /// By which link somebody else comes to hear of it.
    Shared {
        number: i64,
        link: String,
    },
    Unshared {
        number: i64,
    },
    Following {
        report: ReportId,
        number: i64,
    },
    Unfollowed {
        number: i64,
    },
    /// Who may act for a family is another now.
    FamilyChanged,
    /// What was said in the group of a family is not sent.
    NotSentInFamily,
    Imported,
    /// The number that it is kept under.
    PlaceUsed {
        spot: Spot,
        place: Option<PlaceId>,
    },
    PlaceNamed {
        name: String,
    },
    /// `home`: the person lived there.
    PlaceDropped {
        home: bool,
        left: Option<LeftPrecinct>,
    },
    HomeSet {
        home: Spot,
        /// What its precinct announces was not told them before, and is now.
        subscribed: bool,
        left: Option<LeftPrecinct>,
    },
}

/// The precinct where somebody does not live any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftPrecinct {
    pub precinct: PrecinctCode,
    /// What it announces is told them all the same: they had asked for that by itself.
    pub subscribed: bool,
}

impl Done {
    /// Whether the one who did it is another person now, as far as the bot knows them.
    pub fn of_the_person(&self) -> bool {
        matches!(
            self,
            Done::LanguageChosen | Done::SimpleChosen(_) | Done::Consented | Done::Joined { .. }
        )
    }

    /// Whether something always follows it: then it is the first line of that.
    pub fn leads_on(&self) -> bool {
        self.of_the_person()
            || matches!(
                self,
                Done::Added { again: true, .. }
                    | Done::PlaceUsed { .. }
                    | Done::TakenBack { .. }
                    | Done::PosterHung
            )
    }
}

/// Who reads a report that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenBy {
    Inspector,
    /// The head of an area around it, because no inspector can.
    Head(Instead),
    Nobody(Instead),
}
