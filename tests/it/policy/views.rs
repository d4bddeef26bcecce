//! Everything that can be looked at, once.

use aula::domain::{MeetingId, NoticeId, PlaceId, PrecinctCode, ReportId, Topic, View};

use super::PRECINCT;

/// One of each, as of the actions.
pub fn views() -> Vec<View> {
    let precinct = || PrecinctCode::new(PRECINCT);
    vec![
        View::Help,
        View::Privacy,
        View::Danger,
        View::Card(precinct()),
        View::Phone(precinct()),
        View::Venue(precinct()),
        View::MyData,
        View::Place(PlaceId::new(1)),
        View::Places { page: 0 },
        View::Subscriptions { page: 0 },
        View::MyReports { page: 0 },
        View::MyReport(ReportId::new(1)),
        View::Whole(ReportId::new(1), 0),
        View::WholeFile(ReportId::new(1)),
        View::Pin(ReportId::new(1)),
        View::Numbered(1),
        View::Desk { page: 0 },
        View::Closed { page: 0 },
        View::Case(ReportId::new(1)),
        View::Audience,
        View::NoticeProgress(NoticeId::new(1)),
        View::MeetingProgress(MeetingId::new(1)),
        View::Topic(Topic::Meeting),
        View::Hotline(String::new()),
        View::Officer(String::new()),
        View::Proof(String::new()),
        View::Posters { page: 0 },
        View::Poster(precinct()),
        View::Hung(precinct()),
        View::Followed(ReportId::new(1)),
    ]
}

/// Where the view stands in [`views`].
pub fn place(view: &View) -> usize {
    match view {
        View::Help => 0,
        View::Privacy => 1,
        View::Danger => 2,
        View::Card(_) => 3,
        View::Phone(_) => 4,
        View::Venue(_) => 5,
        View::MyData => 6,
        View::Place(_) => 7,
        View::Places { .. } => 8,
        View::Subscriptions { .. } => 9,
        View::MyReports { .. } => 10,
        View::MyReport(_) => 11,
        View::Whole(..) => 12,
        View::WholeFile(_) => 13,
        View::Pin(_) => 14,
        View::Numbered(_) => 15,
        View::Desk { .. } => 16,
        View::Closed { .. } => 17,
        View::Case(_) => 18,
        View::Audience => 19,
        View::NoticeProgress(_) => 20,
        View::MeetingProgress(_) => 21,
        View::Topic(_) => 22,
        View::Hotline(_) => 23,
        View::Officer(_) => 24,
        View::Proof(_) => 25,
        View::Posters { .. } => 26,
        View::Poster(_) => 27,
        View::Hung(_) => 28,
        View::Followed(_) => 29,
    }
}

/// One more than the last place above.
pub const VIEWS: usize = 30;
