//! Everything that can be looked at. There is one door for all of it: `app::look`.

use super::{MeetingId, NoticeId, PlaceId, PrecinctCode, ReportId, Topic};

/// Pages are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    // What everybody may know.
    Help,
    Privacy,
    /// The phones of help in danger.
    Danger,
    /// What is known of something that people ask about.
    Topic(Topic),
    /// One of the short numbers for everybody, such as 102.
    Hotline(String),
    /// Who serves a precinct.
    Card(PrecinctCode),
    /// The phone of whoever is on duty there.
    Phone(PrecinctCode),
    /// The station of the precinct.
    Venue(PrecinctCode),
    /// Whether there is such an officer: what somebody knows of them, in their own words.
    Officer(String),
    /// Whose code was opened, by the hash of its token.
    Proof(String),
    // One's own.
    MyData,
    /// The card for a place of one's own, by the borders of today.
    Place(PlaceId),
    Places {
        page: i64,
    },
    Subscriptions {
        page: i64,
    },
    MyReports {
        page: i64,
    },
    MyReport(ReportId),
    /// A report of somebody else's that the reader hears of.
    Followed(ReportId),
    // A report, by whoever sent it and by its desk.
    /// All words, from the event with this number on.
    Whole(ReportId, i64),
    WholeFile(ReportId),
    /// Where it is.
    Pin(ReportId),
    /// By the number that people use.
    Numbered(i64),
    // The desk.
    Desk {
        page: i64,
    },
    Closed {
        page: i64,
    },
    Case(ReportId),
    /// The precincts whose posters the officer may make.
    Posters {
        page: i64,
    },
    Poster(PrecinctCode),
    /// Where those of a precinct hang.
    Hung(PrecinctCode),
    // To the subscribers.
    /// The precincts that an inspector speaks to, and how many read it there.
    Audience,
    NoticeProgress(NoticeId),
    MeetingProgress(MeetingId),
}

impl View {
    /// The name in traces and in the table of who may see what.
    pub fn name(&self) -> &'static str {
        match self {
            View::Help => "help",
            View::Privacy => "privacy",
            View::Danger => "danger",
            View::Topic(_) => "topic",
            View::Hotline(_) => "hotline",
            View::Card(_) => "card",
            View::Phone(_) => "phone",
            View::Venue(_) => "venue",
            View::Officer(_) => "officer",
            View::Proof(_) => "proof",
            View::MyData => "my_data",
            View::Place(_) => "place",
            View::Places { .. } => "places",
            View::Subscriptions { .. } => "subscriptions",
            View::MyReports { .. } => "my_reports",
            View::MyReport(_) => "my_report",
            View::Followed(_) => "followed",
            View::Whole(..) => "whole",
            View::WholeFile(_) => "whole_file",
            View::Pin(_) => "pin",
            View::Numbered(_) => "numbered",
            View::Desk { .. } => "desk",
            View::Closed { .. } => "closed",
            View::Case(_) => "case",
            View::Posters { .. } => "posters",
            View::Poster(_) => "poster",
            View::Hung(_) => "hung",
            View::Audience => "audience",
            View::NoticeProgress(_) => "notice_progress",
            View::MeetingProgress(_) => "meeting_progress",
        }
    }
}
