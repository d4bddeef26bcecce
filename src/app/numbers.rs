//! A report by the number that people use for it.

use super::seat::Seat;
use crate::chat::{Input, Screen, Tap};
use crate::flow::{Flow, typed_number};

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
