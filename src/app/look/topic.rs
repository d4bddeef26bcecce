//! What is known of something that people ask about.

use anyhow::Result;

use super::super::scene::Scene;
use crate::domain::seen::Seen;
use crate::domain::{Person, PrecinctCode, Refusal};

/// Where the person lives, as far as it was told: the home, else a subscription, else the place that
/// was used last.
pub async fn own(scene: &mut Scene<'_>, person: &Person) -> Result<Option<PrecinctCode>> {
    if !person.consented {
        return Ok(None);
    }
    let subscribed = scene.tx.subscriptions(person.id).await?;
    let mut known = subscribed.into_iter().map(|(code, _)| code);
    if let Some(code) = known.find(|code| scene.directory.precinct(code).is_some()) {
        return Ok(Some(code));
    }
    let places = scene.tx.places(person.id).await?;
    let last = places.into_iter().max_by_key(|place| place.used);
    let code = last.map(|place| place.spot.precinct);
    Ok(code.filter(|code| scene.directory.precinct(code).is_some()))
}

pub fn line(scene: &Scene<'_>, number: &str) -> Result<Seen, Refusal> {
    let line = scene.app.law.line(number).ok_or(Refusal::NotFound)?;
    Ok(Seen::Hotline {
        number: line.number.clone(),
        name: line.name.clone(),
    })
}
