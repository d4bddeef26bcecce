//! A person's places: what was used lately is offered again, what has a name stays.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use crate::domain::{Done, KnownPlace, Performed, Person, PlaceId, Refusal, Spot};
use crate::flow::Search;

/// Places without a name that are offered, and places with one.
const USED: usize = 5;
const NAMED: usize = 10;
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
pub async fn known(scene: &mut Scene<'_>, seat: &Seat) -> Result<Vec<KnownPlace>> {
    scene.tx.places(seat.person.id).await
}
