//! Why something is no answer.

use crate::domain::{AreaCode, Time};
use crate::typed::Service;

/// Why something is no answer to the question.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Choose one of the buttons.
    Choose,
    /// The longest text allowed, in UTF-16 units.
    TooLong(usize),
    /// So many notes are enough.
    Enough(usize),
    /// Words are asked for, something else came.
    Words,
    /// What goes on from here are words alone: a picture or a voice came.
    OnlyWords,
    /// Words or media are asked for.
    Note,
    /// A place is asked for, and these words are none.
    NoPlace,
    /// No street of this name is known; the area that all precincts are in.
    NoAddress(Option<AreaCode>),
    /// A town is named that no precinct is in; that town, and the area of all precincts.
    OtherTown(String, Option<AreaCode>),
    /// These words are no place and go nowhere.
    NotSent,
    /// The street is known, the house is in none of its lists; the area of the street.
    NoHouse(Option<AreaCode>),
    /// The button for the position does nothing on this device.
    PhoneOnly,
    /// A map link that carries no coordinates.
    ShortLink(Service),
    /// A map link that shows a whole quarter and nothing marked in it.
    MapOnly,
    /// Outside every precinct; the area whose duty desk is nearest, if one is near.
    Outside(Option<AreaCode>),
    /// The same with latitude and longitude exchanged would be inside.
    Swapped,
    NoDate,
    NoTime,
    Past,
    /// The number of another report is asked for.
    NoNumber,
    /// A place is asked for, and a time came.
    TimeNoPlace,
    /// The next new report is taken at that time.
    TooManyReports(Time),
}

impl Why {
    /// Whether it is about a place: then a place is what has to come.
    pub fn about_a_place(&self) -> bool {
        matches!(
            self,
            Why::NoPlace
                | Why::NoAddress(_)
                | Why::OtherTown(..)
                | Why::NoHouse(_)
                | Why::PhoneOnly
                | Why::ShortLink(_)
                | Why::MapOnly
                | Why::Outside(_)
                | Why::Swapped
        )
    }
}
