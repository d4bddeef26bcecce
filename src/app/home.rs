//! Where a person lives: one of their places, or a precinct where only that is known. What the
//! precinct of the home announces is told along with it.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use super::{look, places};
use crate::chat::{Screen, Tap};
use crate::domain::{
    Done, KnownPlace, Performed, Person, PersonId, PlaceId, PrecinctCode, Refusal, Spot,
};
use crate::flow::search::place_today;
use crate::flow::{Answer, Flow, Leave, Moving, Next, Why};

/// The home as it is known, by the borders of today.
pub enum Home {
    Place(KnownPlace),
    Precinct(PrecinctCode),
}

impl Home {
    fn spot(self) -> Spot {
        match self {
            Home::Place(known) => known.spot,
            Home::Precinct(code) => Spot::whole(code),
        }
    }

    pub fn precinct(&self) -> &PrecinctCode {
        match self {
            Home::Place(known) => &known.spot.precinct,
            Home::Precinct(code) => code,
        }
    }
}

/// None where it is not known, or in no precinct any more.
pub async fn of(scene: &mut Scene<'_>, person: PersonId) -> Result<Option<Home>> {
    let places = scene.tx.places(person).await?;
    if let Some(home) = places.into_iter().find(|it| it.home) {
        let today = place_today(&home.spot, &scene.directory);
        return Ok(today.map(|spot| Home::Place(KnownPlace { spot, ..home })));
    }
    let subscribed = scene.tx.subscriptions(person).await?;
    let mut own = subscribed.into_iter().filter(|(_, own)| *own);
    let own = own.find(|(code, _)| scene.directory.precinct(code).is_some());
    Ok(own.map(|(code, _)| Home::Precinct(code)))
}

/// The inspector of the home; where none is known, the search.
pub async fn inspector(scene: &mut Scene<'_>, seat: &Seat) -> Result<Option<Next>> {
    let screen = match of(scene, seat.person.id).await? {
        Some(Home::Place(known)) => Screen::Place(known.id),
        Some(Home::Precinct(code)) => Screen::Card(code),
        None => Screen::Find,
    };
    Ok(Some(Next::Open(screen)))
}

/// Where the person lives now is asked.
pub async fn ask(scene: &mut Scene<'_>, seat: &Seat) -> Result<Option<Next>> {
    let moving = moving(scene, seat).await?;
    Ok(Some(Next::Ask(Flow::Move(Box::new(moving)))))
}

/// The person lives at a place of their own.
pub async fn at(scene: &mut Scene<'_>, seat: &mut Seat, id: PlaceId) -> Result<Option<Next>> {
    let Some(place) = look::place(scene, &seat.person, id).await? else {
        return Ok(Some(Next::Again(Why::NoPlace)));
    };
    let next = moving(scene, seat).await?.to(place.spot);
    Ok(Some(beside_begun(seat, next, Screen::Live(id))))
}

/// The person lives somewhere in a precinct.
pub async fn within(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    code: PrecinctCode,
) -> Result<Option<Next>> {
    let found = seat.found.clone().filter(|it| it.precinct == code);
    let spot = found.filter(Spot::is_placed);
    let spot = spot.unwrap_or_else(|| Spot::whole(code.clone()));
    let next = moving(scene, seat).await?.to(spot);
    Ok(Some(beside_begun(seat, next, Screen::LiveIn(code))))
}

/// What was begun goes on beside it, or is left for the question.
fn beside_begun(seat: &mut Seat, next: Next, screen: Screen) -> Next {
    if !seat.flow.holds_something() {
        return next;
    }
    if let Next::Do(action, _) = next {
        return Next::Beside(action);
    }
    seat.back_to_begun();
    let (flow, to) = (seat.flow.clone(), Tap::Open(screen).encode());
    Next::Ask(Flow::Leave(Box::new(Leave {
        flow,
        to,
        words: None,
    })))
}

/// Somebody tells that they have moved; perhaps the words say where.
pub async fn moved(scene: &mut Scene<'_>, seat: &mut Seat, to: Option<&str>) -> Result<Next> {
    let moving = moving(scene, seat).await?;
    seat.flow = Flow::Move(Box::new(moving));
    let Some(to) = to else {
        return Ok(Next::Ask(seat.flow.clone()));
    };
    seat.step += 1;
    let answer = Answer::Text(to.to_owned());
    Ok(seat.flow.step(&answer, &seat.world(scene)))
}

async fn moving(scene: &mut Scene<'_>, seat: &Seat) -> Result<Moving> {
    let mut search = places::search(scene, seat).await?;
    search.known.retain(|it| !it.home);
    Ok(Moving {
        from: of(scene, seat.person.id).await?.map(Home::spot),
        to: None,
        search,
    })
}

/// There is one home at most. What its precinct announces is told with it, unless that was ended by
/// itself; what the precinct of before announces, only if it was asked for by itself.
pub async fn set(scene: &mut Scene<'_>, me: &Person, to: Spot) -> Result<Performed> {
    if scene.directory.precinct(&to.precinct).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let mut before = scene.tx.places(me.id).await?.into_iter();
    let before = before.rfind(|it| it.home);
    let today = before
        .as_ref()
        .and_then(|it| place_today(&it.spot, &scene.directory));
    // That it is in its precinct says nothing new of a home whose address is known.
    let to = match today {
        Some(known) if !to.is_placed() && known.precinct == to.precinct => known,
        _ => to,
    };
    let place = places::remember(scene, me, &to).await?;
    scene.tx.set_home(me.id, place).await?;
    let subscribed = scene.tx.subscriptions(me.id).await?;
    let told = subscribed.iter().any(|(code, _)| *code == to.precinct);
    let declined = before.is_some() && !subscribed.iter().any(|(_, own)| *own);
    if declined && !told && place.is_some() {
        return Ok(Ok(Done::HomeSet {
            home: to,
            subscribed: false,
            left: None,
        }));
    }
    let left = scene.tx.leave_own(me.id, Some(&to.precinct)).await?;
    scene
        .tx
        .subscribe(me.id, &to.precinct, true, scene.now)
        .await?;
    Ok(Ok(Done::HomeSet {
        home: to,
        subscribed: !told,
        left,
    }))
}
