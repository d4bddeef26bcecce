//! A person's places: what was used lately is offered again, what has a name stays.

use anyhow::Result;

use super::scene::Scene;
use super::seat::Seat;
use crate::domain::{Done, KnownPlace, Performed, Person, PlaceId, Refusal, Spot};
use crate::flow::Search;

/// Places without a name that are offered, and places with one.
const USED: usize = 5;
const NAMED: usize = 10;

/// Keeps a place among the last used. Nothing is kept of a precinct taken from the lists.
/// Returns its number among the places.
pub async fn remember(
    scene: &mut Scene<'_>,
    person: &Person,
    spot: &Spot,
) -> Result<Option<PlaceId>> {
    if !spot.is_placed() {
        return Ok(None);
    }
    let places = scene.tx.places(person.id).await?;
    if let Some(same) = places.iter().find(|it| it.spot.is_same_place(spot)) {
        let touched = scene.tx.touch_place(same.id, &spot.precinct, scene.now);
        touched.await?;
        return Ok(Some(same.id));
    }
    let id = PlaceId::new(scene.app.clock.new_id());
    scene.tx.add_place(id, person.id, spot, scene.now).await?;
    for old in places
        .iter()
        .filter(|known| known.name.is_none() && !known.home)
        .skip(USED - 1)
    {
        scene.tx.drop_place(old.id, person.id).await?;
    }
    Ok(Some(id))
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

/// Whose home it was, of theirs nothing is known any more.
pub async fn drop(scene: &mut Scene<'_>, person: &Person, id: PlaceId) -> Result<Performed> {
    let places = scene.tx.places(person.id).await?;
    let home = places.iter().any(|known| known.id == id && known.home);
    if !scene.tx.drop_place(id, person.id).await? {
        return Ok(Err(Refusal::NotFound));
    }
    let left = match home {
        true => scene.tx.leave_own(person.id, None).await?,
        false => None,
    };
    Ok(Ok(Done::PlaceDropped { home, left }))
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
