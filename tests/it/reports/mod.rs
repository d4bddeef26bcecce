//! What a person writes reaches whoever may read it, whole and marked as theirs; and nobody is
//! buried by it.

mod alike;
mod buried;
mod duties;
mod forgotten;
mod lists;
mod long;
mod units;
mod views;
mod whole;
mod wire;

use aula::app::Done;
use aula::chat::{Input, Say, Screen, Tap};
use aula::domain::report::{Media, MediaKind, NewReport, Note};
use aula::domain::{Action, Lang, Place, Point, PrecinctCode, ReportId, Role, Spot};

use crate::town::Town;

pub const OFFICER: i64 = 500_001;
pub const OTHER: i64 = 500_002;

/// A town with an inspector of P-01 and one of P-02.
pub async fn with_officers(town: &Town) {
    town.officer(OFFICER, Lang::Ru, Role::Inspector, "P-01")
        .await;
    town.officer(OTHER, Lang::Ru, Role::Inspector, "P-02").await;
}

pub fn words(text: &str) -> Note {
    Note {
        text: Some(text.to_owned()),
        ..Note::default()
    }
}

pub fn photo(file: &str) -> Note {
    Note {
        text: None,
        media: Some(Media {
            kind: MediaKind::Photo,
            file: file.to_owned(),
        }),
        ..Note::default()
    }
}

pub fn new(category: &str, notes: Vec<Note>) -> NewReport {
    NewReport {
        category: category.to_owned(),
        spot: Spot {
            precinct: PrecinctCode::new("P-01"),
            place: Some(Place::at(Point::new(46.985, 67.006).unwrap())),
            address: None,
        },
        happening_now: false,
        whom: None,
        notes,
    }
}

/// Sends a report and returns its id.
pub async fn send(town: &Town, account: i64, category: &str, notes: Vec<Note>) -> ReportId {
    let sent = town.act(account, Action::SendReport(new(category, notes)));
    match sent.await {
        Ok(Done::ReportSent { report, .. }) => report,
        other => panic!("{other:?}"),
    }
}

/// What somebody sees who opens a screen.
pub async fn open(town: &Town, account: i64, screen: Screen) -> Vec<Say> {
    town.take(account, Input::Tap(Tap::Open(screen).encode()))
        .await;
    town.drain(account).await
}

/// The button that opens a screen for which `wanted` holds.
pub fn button(says: &[Say], wanted: impl Fn(&Screen) -> bool) -> Option<Screen> {
    let buttons = says.iter().rev().flat_map(Say::buttons);
    let taps = buttons.filter_map(|button| match &button.press {
        aula::chat::Press::Tap(data) => Tap::parse(data),
        _ => None,
    });
    taps.filter_map(|tap| match tap {
        Tap::Open(screen) => Some(screen),
        _ => None,
    })
    .find(wanted)
}
