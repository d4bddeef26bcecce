//! The action behind a button that acts at once.

use crate::chat::Verb;
use crate::domain::{
    Action, CaseVerb, HouseVerb, NoticeVerb, Paper, PersonVerb, PlaceVerb, PostVerb, PosterVerb,
    Spot,
};

pub fn action(verb: Verb) -> Action {
    match verb {
        Verb::Subscribe(precinct) => Action::Person(PersonVerb::Subscribe { precinct }),
        Verb::SubscribeOwn(precinct) => Action::Place(PlaceVerb::Live(Spot::whole(precinct))),
        Verb::Unsubscribe(precinct) => Action::Person(PersonVerb::Unsubscribe { precinct }),
        Verb::Accept(report) => Action::Case(report, CaseVerb::Accept),
        Verb::StopNotice(notice) => Action::Notice(notice, NoticeVerb::Stop),
        Verb::TellHouse(report, token) => Action::House(report, HouseVerb::Tell(token)),
        Verb::Simple => Action::Person(PersonVerb::BeSimple(true)),
        Verb::Full => Action::Person(PersonVerb::BeSimple(false)),
        Verb::Share(report) => Action::Case(report, CaseVerb::Share),
        Verb::Unshare(report) => Action::Case(report, CaseVerb::Unshare),
        Verb::Follow(link) => Action::Person(PersonVerb::Follow { link }),
        Verb::Unfollow(report) => Action::Case(report, CaseVerb::Unfollow),
        Verb::DropPlace(place) => Action::Place(PlaceVerb::Drop(place)),
        Verb::Prove => Action::Post(PostVerb::Prove),
        Verb::PrintA4(precinct) => Action::Poster(precinct, PosterVerb::Print(Paper::A4)),
        Verb::PrintA5(precinct) => Action::Poster(precinct, PosterVerb::Print(Paper::A5)),
        Verb::PrintCard(precinct) => Action::Poster(precinct, PosterVerb::Print(Paper::Card)),
        Verb::TakeDown(hung, precinct) => Action::Poster(precinct, PosterVerb::TakeDown(hung)),
    }
}
