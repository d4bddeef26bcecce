//! Places of a person, as a search offers them.

use crate::address;
use crate::chat::spoken::folded;
pub use crate::domain::KnownPlace as Known;
use crate::domain::{Lang, PrecinctCode, Spot, calendar};
use crate::flow::World;
use crate::precincts::{Directory, Located};
use crate::text::Words;

impl Known {
    /// "🏠 Abay street, 12", "⭐ Mum", or "🕘" and the address or the title; a bare pin by its precinct
    /// and by when it was sent, since two pins in one precinct have nothing else to tell them apart.
    pub fn label(&self, world: &World) -> String {
        let words = world.words;
        if self.home {
            let told = self.name.as_deref().or(self.spot.words());
            let told = told.map(|it| crate::text::shorten(it, 40));
            return words.place_lived(&told.unwrap_or_else(|| words.place_home()));
        }
        if let Some(name) = &self.name {
            return words.place_saved(name);
        }
        if let Some(written) = self.spot.words() {
            return words.place_used(&crate::text::shorten(written, 40));
        }
        let precinct = world.directory.precinct(&self.spot.precinct);
        let precinct = precinct.map_or(self.spot.precinct.as_str(), |it| it.name.get(words.lang));
        words.place_used(&words.place_pin(precinct, &self.point(words)))
    }

    /// Whether a text is its name, or a word for the home where it is that; in any letters.
    pub fn is_called(&self, text: &str) -> bool {
        let text = folded(text);
        let is = |name: &str| !text.is_empty() && folded(name) == text;
        let home = || {
            let mut words = Lang::ALL
                .into_iter()
                .map(|lang| Words::new(lang).place_home());
            words.any(|word| is(&word))
        };
        self.name.as_deref().is_some_and(is) || self.home && home()
    }

    /// "Mum: Abay street, 12", as far as that is known.
    pub fn told(&self, words: Words) -> String {
        match (&self.name, self.spot.words()) {
            (Some(name), Some(written)) => words.place_told(name, written),
            (Some(name), None) => words.cited(name),
            (None, Some(written)) => written.to_owned(),
            (None, None) => self.point(words),
        }
    }

    fn point(&self, words: Words) -> String {
        let at = self.used.map(|at| words.stamp(calendar::local(at)));
        words.place_point(at.as_deref().unwrap_or("none"))
    }
}

/// Where somebody lives, as far as is known, with its precinct: "Abay street, 12 · Precinct 5".
pub fn lived(spot: &Spot, directory: &Directory, words: Words) -> String {
    let precinct = directory.precinct(&spot.precinct);
    let precinct = precinct.map_or("", |it| it.name.get(words.lang));
    let point = || spot.place.as_ref().map(|_| words.place_point("none"));
    match spot.words().map(str::to_owned).or_else(point) {
        Some(place) => words.place_within(&place, precinct),
        None => precinct.to_owned(),
    }
}

/// What is said of a place: as it is known, or as it was given just now. None of a whole precinct.
pub fn told(spot: &Spot, known: &[Known], world: &World) -> Option<String> {
    let same = |it: &&Known| it.spot.place == spot.place && it.spot.address == spot.address;
    let written = || spot.words().map(str::to_owned);
    let point = || spot.place.as_ref().map(|_| world.words.place_point("none"));
    let known = known.iter().find(same).map(|it| it.told(world.words));
    known.or_else(written).or_else(point)
}

/// A place that was used before, by the borders of today; None where it belongs to no precinct any
/// more.
pub fn place_today(spot: &Spot, directory: &Directory) -> Option<Spot> {
    let in_precinct = |precinct: PrecinctCode| {
        Some(Spot {
            precinct,
            ..spot.clone()
        })
    };
    if spot.place.is_none()
        && let Some(address::AddressMatch::Sure(precinct)) =
            spot.address.as_deref().map(|it| directory.find(it))
    {
        return in_precinct(PrecinctCode::new(precinct));
    }
    let located = spot
        .place
        .as_ref()
        .map(|it| directory.locate(it.point, it.accuracy));
    match located {
        Some(Located::Sure(precinct)) => in_precinct(precinct),
        // A border has moved close to it: the person's old choice may be none any more.
        Some(Located::Check(codes)) if !codes.contains(&spot.precinct) => None,
        _ if directory.precinct(&spot.precinct).is_some() => Some(spot.clone()),
        _ => None,
    }
}
