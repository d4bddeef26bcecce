//! The one door for everything that is looked at: find it, permit, read.

mod desk;
mod mine;
mod officer;
mod posters;
mod report;
mod topic;

use anyhow::Result;

pub use mine::place;
pub use report::{about, of_report};

use super::home;
use super::scene::Scene;
use super::standing::{self, permitted};
use super::trace;
use crate::domain::batch::Batch;
use crate::domain::policy::{Duty, Standing};
use crate::domain::seen::{Audience, Card, Seen};
use crate::domain::{
    Both, KnownPlace, Person, PlaceId, PrecinctCode, Refusal, Spot, Time, Topic, View,
};

/// What the person sees, or why not. What is not there is refused as what is somebody else's.
pub async fn look(
    scene: &mut Scene<'_>,
    person: &Person,
    view: &View,
) -> Result<Result<Seen, Refusal>> {
    trace::looks_at(view.name());
    let by_what_it_is_about = matches!(
        view,
        View::MyReport(_)
            | View::Followed(_)
            | View::Whole(..)
            | View::WholeFile(_)
            | View::Pin(_)
            | View::Numbered(_)
            | View::Case(_)
            | View::NoticeProgress(_)
            | View::MeetingProgress(_)
            | View::Poster(_)
            | View::Hung(_)
            | View::Audience
    );
    if !by_what_it_is_about
        && let Err(refusal) = permitted(person, view, Standing::somewhere(person))
    {
        return Ok(Err(refusal));
    }
    Ok(match view {
        View::Help => {
            let duties = Duty::ALL.into_iter().filter(|it| it.of(person));
            Ok(Seen::Help(duties.collect()))
        }
        View::Privacy => Ok(Seen::Privacy),
        View::MyData => Ok(Seen::MyData(person.id)),
        View::Card(code) => card(scene, person, code, None).await?,
        View::Place(id) => match place(scene, person, *id).await? {
            Some(place) => {
                let code = place.spot.precinct.clone();
                card(scene, person, &code, Some(place)).await?
            }
            None => Err(Refusal::NotFound),
        },
        View::Phone(code) => phone(scene, code),
        View::Venue(code) => venue(scene, code),
        View::Officer(told) => Ok(Seen::Officer(officer::checked(&scene.directory, told))),
        View::Proof(hash) => Ok(Seen::Proof(officer::shown(scene, hash).await?)),
        View::Places { page } => mine::places(scene, person, *page).await.map(Ok)?,
        View::Subscriptions { page } => mine::subscriptions(scene, person, *page).await.map(Ok)?,
        View::MyReports { page } => mine::reports(scene, person, *page).await.map(Ok)?,
        View::Desk { page } => Ok(Seen::Desk(desk::open(scene, person, *page).await?)),
        View::Closed { page } => Ok(Seen::Closed(desk::closed(scene, person, *page).await?)),
        View::Posters { page } => Ok(posters::all(scene, person, *page).await?),
        View::Poster(code) | View::Hung(code) => posters::one(scene, person, view, code).await?,
        View::Danger => Ok(Seen::Danger),
        View::Topic(topic) => Ok(asked(scene, person, topic).await?),
        View::Hotline(number) => topic::line(scene, number),
        View::MyReport(_)
        | View::Followed(_)
        | View::Whole(..)
        | View::WholeFile(_)
        | View::Pin(_)
        | View::Numbered(_)
        | View::Case(_) => report::look(scene, person, view).await?,
        View::NoticeProgress(id) => progress(scene, person, view, Batch::Notice(*id)).await?,
        View::MeetingProgress(id) => progress(scene, person, view, Batch::Meeting(*id)).await?,
        View::Audience => audience(scene, person).await?,
    })
}

/// How much is open on the person's desk; 0 for whoever has none.
pub async fn waiting(scene: &mut Scene<'_>, person: &Person) -> Result<i64> {
    let (desk, somewhere) = (View::Desk { page: 0 }, Standing::somewhere(person));
    match person.is_staff() && permitted(person, &desk, somewhere).is_ok() {
        true => desk::count(scene, person).await,
        false => Ok(0),
    }
}

/// What is asked about, with the card of the own precinct where it is of that one.
async fn asked(scene: &mut Scene<'_>, person: &Person, topic: &Topic) -> Result<Seen> {
    let at_desk = |key: &str| scene.app.law.matter(key).is_some_and(|it| it.desk);
    let local = match topic {
        Topic::Matter(key) => at_desk(key),
        topic => topic.is_local() || *topic == Topic::Complaint,
    };
    let own = match local {
        true => topic::own(scene, person).await?,
        false => None,
    };
    let seen = match own {
        Some(code) => card(scene, person, &code, None).await?.ok(),
        None => None,
    };
    Ok(Seen::Topic(
        topic.clone(),
        match seen {
            Some(Seen::Card(card)) => Some(card),
            _ => None,
        },
    ))
}

async fn card(
    scene: &mut Scene<'_>,
    person: &Person,
    code: &PrecinctCode,
    place: Option<KnownPlace>,
) -> Result<Result<Seen, Refusal>> {
    if scene.directory.post(code, scene.today()).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let meeting = meeting(scene, code).await?;
    let home = match &place {
        Some(place) => place.home,
        None => {
            let home = home::of(scene, person.id).await?;
            home.is_some_and(|it| it.precinct() == code)
        }
    };
    Ok(Ok(Seen::Card(Card {
        precinct: code.clone(),
        home,
        place,
        meeting,
        subscribed: scene.tx.subscriptions(person.id).await?,
    })))
}

async fn meeting(scene: &mut Scene<'_>, code: &PrecinctCode) -> Result<Option<(Time, Both)>> {
    Ok(match scene.tx.next_meeting(code, scene.now).await? {
        Some((at, kk, ru)) => Some((Time::from_millisecond(at)?, Both { kk, ru })),
        None => None,
    })
}

/// The card of a place as anybody may see it; None where the directory does not have its precinct.
pub async fn card_for_all(scene: &mut Scene<'_>, spot: &Spot) -> Result<Option<Card>> {
    if scene
        .directory
        .post(&spot.precinct, scene.today())
        .is_none()
    {
        return Ok(None);
    }
    let place = KnownPlace {
        id: PlaceId::new(0),
        name: None,
        spot: spot.clone(),
        used: None,
        home: false,
    };
    Ok(Some(Card {
        precinct: spot.precinct.clone(),
        place: Some(place).filter(|it| it.spot.words().is_some()),
        home: false,
        meeting: meeting(scene, &spot.precinct).await?,
        subscribed: Vec::new(),
    }))
}

pub fn phone(scene: &Scene<'_>, code: &PrecinctCode) -> Result<Seen, Refusal> {
    let post = scene.directory.post(code, scene.today());
    let post = post.ok_or(Refusal::NoPrecinct)?;
    let officer = post
        .on_duty()
        .and_then(|it| Some((it.phone.clone()?, Some(it.name.clone()))));
    let desk = || post.duty_phone.map(|phone| (phone.to_owned(), None));
    let (phone, name) = officer.or_else(desk).ok_or(Refusal::NotFound)?;
    Ok(Seen::Phone { phone, name })
}

pub fn venue(scene: &Scene<'_>, code: &PrecinctCode) -> Result<Seen, Refusal> {
    let post = scene.directory.post(code, scene.today());
    let station = post.and_then(|post| post.station);
    let found = station.and_then(|station| Some((station.point?, station.address.clone())));
    let (point, address) = found.ok_or(Refusal::NotFound)?;
    Ok(Seen::Venue { point, address })
}

/// Precincts that the person serves today, with the number of their subscribers.
async fn audience(scene: &mut Scene<'_>, person: &Person) -> Result<Result<Seen, Refusal>> {
    let directory = scene.directory.clone();
    let mut own = Vec::new();
    for precinct in directory.precincts() {
        if standing::covers(scene, person, &precinct.code) {
            own.push(Audience {
                precinct: precinct.code.clone(),
                readers: scene.tx.count_subscribers(&precinct.code).await?,
                groups: scene.tx.count_groups(&precinct.code).await?,
            });
        }
    }
    let standing = Standing {
        covers: !own.is_empty(),
        ..Standing::default()
    };
    let permitted = permitted(person, &View::Audience, standing);
    Ok(permitted.map(|()| Seen::Audience(own)))
}

/// How far a broadcast has come, for whoever it is counted for.
async fn progress(
    scene: &mut Scene<'_>,
    person: &Person,
    view: &View,
    batch: Batch,
) -> Result<Result<Seen, Refusal>> {
    let standing = Standing {
        owns: scene.tx.watched_by(batch).await? == Some(person.chat),
        ..Standing::default()
    };
    if let Err(refusal) = permitted(person, view, standing) {
        return Ok(Err(refusal));
    }
    let progress = scene.tx.progress(batch).await?;
    Ok(Ok(Seen::Progress { batch, progress }))
}
