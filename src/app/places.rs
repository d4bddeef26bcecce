//! A person's places: what was used lately is offered again, what has a name stays.

use anyhow::Result;

use super::done::Done;
use super::pages::Page;
use super::perform::Performed;
use super::route::Seat;
use super::scene::Scene;
use super::screens::{refused, said};
use crate::chat::{Button, List, Say, Screen, Tap, Verb};
use crate::domain::{Person, PlaceId, Refusal, Spot};
use crate::flow::search::{Searched, use_again};
use crate::flow::{Flow, Known, NamePlace, Next, Search, World};
use crate::store::KnownPlace;
use crate::text::shorten;

/// Places without a name that are offered, and places with one.
const USED: usize = 5;
const NAMED: usize = 10;
/// Places on one page: as many as a message holds with their whole addresses.
const LISTED: i64 = 8;
/// UTF-16 units of a place on its button.
const TOLD: usize = 40;
/// Two pins nearer than this are the same place, in degrees: some 30 metres.
const NEAR: f64 = 0.000_3;

/// Keeps a place among the last used. Nothing is kept of a precinct taken from the lists.
/// Returns its number among the places.
pub async fn remember(
    scene: &mut Scene<'_>,
    person: &Person,
    spot: &Spot,
) -> Result<Option<PlaceId>> {
    if spot.place.is_none() && spot.address.is_none() {
        return Ok(None);
    }
    let places = scene.tx.places(person.id).await?;
    if let Some(same) = places.iter().find(|known| same(&known.spot, spot)) {
        let touched = scene.tx.touch_place(same.id, &spot.precinct, scene.now);
        touched.await?;
        return Ok(Some(same.id));
    }
    let id = PlaceId::new(scene.app.clock.new_id());
    scene.tx.add_place(id, person.id, spot, scene.now).await?;
    for old in places
        .iter()
        .filter(|known| known.name.is_none())
        .skip(USED - 1)
    {
        scene.tx.drop_place(old.id, person.id).await?;
    }
    Ok(Some(id))
}

fn same(one: &Spot, other: &Spot) -> bool {
    match (&one.place, &other.place) {
        (Some(a), Some(b)) => {
            let (lat, lon) = (a.point.lat - b.point.lat, a.point.lon - b.point.lon);
            lat.abs() < NEAR && lon.abs() < NEAR
        }
        (None, None) => one.address == other.address,
        _ => false,
    }
}

pub async fn name(
    scene: &mut Scene<'_>,
    person: &Person,
    id: PlaceId,
    name: String,
) -> Result<Performed> {
    let places = scene.tx.places(person.id).await?;
    let named = places
        .iter()
        .filter(|known| known.name.is_some() && known.id != id)
        .count();
    if named >= NAMED {
        return Ok(Err(Refusal::TooManyPlaces(i64::try_from(NAMED)?)));
    }
    if !scene.tx.name_place(id, person.id, &name).await? {
        return Ok(Err(Refusal::NotFound));
    }
    Ok(Ok(Done::PlaceNamed { name }))
}

pub async fn drop(scene: &mut Scene<'_>, person: &Person, id: PlaceId) -> Result<Performed> {
    let gone = scene.tx.drop_place(id, person.id).await?;
    Ok(if gone {
        Ok(Done::PlaceDropped)
    } else {
        Err(Refusal::NotFound)
    })
}

/// A search at its beginning, with what this person may take again.
pub async fn search(scene: &mut Scene<'_>, seat: &Seat) -> Result<Search> {
    Ok(Search {
        known: known(scene, seat).await?,
        ..Search::default()
    })
}

/// What a search offers.
pub async fn known(scene: &mut Scene<'_>, seat: &Seat) -> Result<Vec<Known>> {
    let places = scene.tx.places(seat.person.id).await?;
    Ok(places.into_iter().map(known_as).collect())
}

/// A place as it is kept, for whoever reads it.
pub fn known_as(kept: KnownPlace) -> Known {
    Known {
        id: kept.id,
        name: kept.name,
        spot: kept.spot,
        used: kept.used,
    }
}

/// A page of all places, each with its card; below it, what can be done with it.
pub async fn list(scene: &mut Scene<'_>, seat: &mut Seat, page: i64) -> Result<Option<Next>> {
    let known = known(scene, seat).await?;
    let words = seat.words();
    let menu = |say: Say| say.open(words.button_menu(), Screen::Menu);
    if known.is_empty() {
        let say = Say::text(words.places_none()).open(words.menu_find(), Screen::Find);
        return said(scene, seat, &menu(say));
    }
    let page = Page::new(page, i64::try_from(known.len())?, LISTED);
    let mut say = Say::text(words.places());
    for one in page.of(&known) {
        let precinct = scene.directory.precinct(&one.spot.precinct);
        let precinct = precinct.map_or("", |it| it.name.get(words.lang));
        let told = shorten(&one.told(&seat.world(scene)), TOLD);
        let label = match one.name {
            Some(_) => words.place_line_named(&told, precinct),
            None => words.place_line(&told, precinct),
        };
        say = say.open(label, Screen::Place(one.id)).row(vec![
            Button::new(words.place_rename(), &Tap::Open(Screen::NamePlace(one.id))),
            Button::new(words.place_drop(), &Tap::Do(Verb::DropPlace(one.id))),
        ]);
    }
    let say = page.turn(say, List::Places, words);
    said(scene, seat, &menu(say))
}

/// One place of this person, by the borders of today.
pub async fn one(scene: &mut Scene<'_>, seat: &Seat, id: PlaceId) -> Result<Option<Known>> {
    let all = known(scene, seat).await?;
    let Some(one) = all.into_iter().find(|it| it.id == id) else {
        return Ok(None);
    };
    Ok(match use_again(&one.spot, &seat.world(scene)) {
        Searched::Found(spot) => Some(Known { spot, ..one }),
        Searched::On(_) | Searched::No(_) => None,
    })
}

/// Begins the naming of a place.
pub async fn begin_name(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: PlaceId,
) -> Result<Option<Next>> {
    let known = known(scene, seat).await?;
    let world: World<'_> = seat.world(scene);
    match known
        .iter()
        .find(|known| known.id == id)
        .map(|known| known.label(&world))
    {
        Some(label) => Ok(Some(Next::Ask(Flow::NamePlace(NamePlace {
            place: id,
            label,
        })))),
        None => refused(scene, seat, &Refusal::NotFound),
    }
}
