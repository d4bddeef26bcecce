//! The action behind a button that acts at once.

use crate::chat::Verb;
use crate::domain::Action;

pub fn action(verb: Verb) -> Action {
    match verb {
        Verb::Subscribe(precinct) => Action::Subscribe {
            precinct,
            own: false,
        },
        Verb::SubscribeOwn(precinct) => Action::Subscribe {
            precinct,
            own: true,
        },
        Verb::Unsubscribe(precinct) => Action::Unsubscribe { precinct },
        Verb::Accept(report) => Action::Accept { report },
        Verb::StopNotice(notice) => Action::StopNotice { notice },
        Verb::DropPlace(place) => Action::DropPlace { place },
    }
}
