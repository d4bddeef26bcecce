//! The action behind a button that acts at once.

use crate::chat::Verb;
use crate::domain::{Action, CaseVerb, NoticeVerb, PersonVerb, PlaceVerb, Spot};

pub fn action(verb: Verb) -> Action {
    match verb {
        Verb::Subscribe(precinct) => Action::Person(PersonVerb::Subscribe { precinct }),
        Verb::SubscribeOwn(precinct) => Action::Place(PlaceVerb::Live(Spot::whole(precinct))),
        Verb::Unsubscribe(precinct) => Action::Person(PersonVerb::Unsubscribe { precinct }),
        Verb::Accept(report) => Action::Case(report, CaseVerb::Accept),
        Verb::StopNotice(notice) => Action::Notice(notice, NoticeVerb::Stop),
        Verb::Share(report) => Action::Case(report, CaseVerb::Share),
        Verb::Unshare(report) => Action::Case(report, CaseVerb::Unshare),
        Verb::Follow(link) => Action::Person(PersonVerb::Follow { link }),
        Verb::Unfollow(report) => Action::Case(report, CaseVerb::Unfollow),
        Verb::DropPlace(place) => Action::Place(PlaceVerb::Drop(place)),
    }
}
