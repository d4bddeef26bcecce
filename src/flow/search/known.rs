//! Places of a person, as a search offers them.

use serde::{Deserialize, Serialize};

use super::Searched;
use crate::domain::Spot;
use crate::flow::{Why, World};
use crate::precincts::Located;

/// A place of this person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub id: i64,
    /// "Home", "mum"; None for a place that was only used lately.
    pub name: Option<String>,
    pub spot: Spot,
}

impl Known {
    /// "⭐ Mum", or "🕘" and the address, the title or the precinct.
    pub fn label(&self, world: &World) -> String {
        let words = world.words;
        let precinct = world.directory.precinct(&self.spot.precinct);
        let place = self
            .spot
            .words()
            .or(precinct.map(|it| it.name.get(words.lang)));
        let place = crate::text::shorten(place.unwrap_or(&self.spot.precinct), 40);
        match &self.name {
            Some(name) => words.place_saved(name),
            None => words.place_used(&place),
        }
    }
}

/// A place that was used before, by the borders of today.
pub fn use_again(spot: &Spot, world: &World) -> Searched {
    let located = spot
        .place
        .as_ref()
        .map(|it| world.directory.locate(it.point, it.accuracy));
    match located {
        Some(Located::Sure(precinct)) => Searched::Found(Spot {
            precinct,
            ..spot.clone()
        }),
        _ if world.directory.precinct(&spot.precinct).is_some() => Searched::Found(spot.clone()),
        _ => Searched::No(Why::NoPlace),
    }
}
