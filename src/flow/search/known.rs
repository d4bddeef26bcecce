//! Places of a person, as a search offers them.

use serde::{Deserialize, Serialize};

use super::Searched;
use crate::address;
use crate::domain::{PlaceId, Spot, Time, calendar};
use crate::flow::{Why, World};
use crate::precincts::Located;

/// A place of this person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub id: PlaceId,
    /// "Home", "mum"; None for a place that was only used lately.
    pub name: Option<String>,
    pub spot: Spot,
    /// When it was last searched for; unknown of those kept before this was asked.
    #[serde(default)]
    pub used: Option<Time>,
}

impl Known {
    /// "⭐ Mum", or "🕘" and the address or the title; a bare pin by its precinct and by when it was
    /// sent, since two pins in one precinct have nothing else to tell them apart.
    pub fn label(&self, world: &World) -> String {
        let words = world.words;
        if let Some(name) = &self.name {
            return words.place_saved(name);
        }
        if let Some(written) = self.spot.words() {
            return words.place_used(&crate::text::shorten(written, 40));
        }
        let precinct = world.directory.precinct(&self.spot.precinct);
        let precinct = precinct.map_or(self.spot.precinct.as_str(), |it| it.name.get(words.lang));
        words.place_used(&words.place_pin(precinct, &self.point(world)))
    }

    /// "Mum: Abay street, 12", as far as that is known.
    pub fn told(&self, world: &World) -> String {
        match (&self.name, self.spot.words()) {
            (Some(name), Some(written)) => world.words.place_told(name, written),
            (Some(name), None) => world.words.cited(name),
            (None, Some(written)) => written.to_owned(),
            (None, None) => self.point(world),
        }
    }

    fn point(&self, world: &World) -> String {
        let at = self.used.map(|at| world.words.stamp(calendar::local(at)));
        world.words.place_point(at.as_deref().unwrap_or("none"))
    }
}

/// What is said of a place: as it is known, or as it was given just now. None of a whole precinct.
pub fn told(spot: &Spot, known: &[Known], world: &World) -> Option<String> {
    let same = |it: &&Known| it.spot.place == spot.place && it.spot.address == spot.address;
    let written = || spot.words().map(str::to_owned);
    let point = || spot.place.as_ref().map(|_| world.words.place_point("none"));
    let known = known.iter().find(same).map(|it| it.told(world));
    known.or_else(written).or_else(point)
}

/// A place that was used before, by the borders of today.
pub fn use_again(spot: &Spot, world: &World) -> Searched {
    if spot.place.is_none()
        && let Some(address::Answer::Sure(precinct)) =
            spot.address.as_deref().map(|it| world.directory.find(it))
    {
        return Searched::Found(Spot {
            precinct,
            ..spot.clone()
        });
    }
    let located = spot
        .place
        .as_ref()
        .map(|it| world.directory.locate(it.point, it.accuracy));
    match located {
        Some(Located::Sure(precinct)) => Searched::Found(Spot {
            precinct,
            ..spot.clone()
        }),
        // A border has moved close to it: the person's old choice may be none any more.
        Some(Located::Check(codes)) if !codes.contains(&spot.precinct) => {
            Searched::No(Why::NoPlace)
        }
        _ if world.directory.precinct(&spot.precinct).is_some() => Searched::Found(spot.clone()),
        _ => Searched::No(Why::NoPlace),
    }
}
