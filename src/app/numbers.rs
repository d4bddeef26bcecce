//! A report by the number that people use for it.

use anyhow::Result;

use super::perform;
use super::route::Seat;
use super::scene::Scene;
use super::screens::refused;
use crate::chat::{Input, Screen, Tap};
use crate::domain::Refusal;
use crate::flow::{Flow, Next, typed_number};

/// The number of the report that an officer asks for: `№ 12` at the menu, and on the desk the
/// figures alone, where they are no button.
pub fn asked(seat: &Seat, input: &Input) -> Option<i64> {
    let Input::Text(text) = input else {
        return None;
    };
    if seat.flow != Flow::Menu || !seat.person.is_staff() {
        return None;
    }
    let marked = text.trim_start().starts_with(['№', '#', 'N', 'n']);
    typed_number(text).filter(|_| marked || on_desk(seat))
}

/// Whether the buttons that were shown last are those of the desk.
fn on_desk(seat: &Seat) -> bool {
    seat.taps().any(|tap| {
        matches!(
            tap,
            Tap::Open(
                Screen::Case(_)
                    | Screen::Ask(_)
                    | Screen::Close(_)
                    | Screen::Remark(_)
                    | Screen::Closed
            )
        )
    })
}

/// Opens it as whoever may read it; one that is not there is refused as one of somebody else.
pub async fn open(scene: &mut Scene<'_>, seat: &mut Seat, number: i64) -> Result<Option<Next>> {
    let report = scene.tx.numbered_report(number).await?;
    let screen = report.and_then(|report| {
        let own = report.person == Some(seat.person.id);
        if own {
            return Some(Screen::MyReport(report.id));
        }
        let serves = perform::serves(scene, &seat.person, &report.precinct);
        serves.then_some(Screen::Case(report.id))
    });
    match screen {
        Some(screen) => Ok(Some(Next::Open(screen))),
        None => refused(scene, seat, &Refusal::NoSuchReport(number)),
    }
}
