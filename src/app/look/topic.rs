//! What is known of something that people ask about.

use anyhow::Result;

use super::super::scene::Scene;
use super::card;
use crate::domain::seen::Seen;
use crate::domain::{Person, PrecinctCode, Refusal, Topic};

/// The topic with the card of the own precinct, where it is of that one.
pub async fn asked(scene: &mut Scene<'_>, person: &Person, topic: &Topic) -> Result<Seen> {
    let local = topic.is_local() || *topic == Topic::Complaint;
    let own = match local {
        true => own(scene, person).await?,
        false => None,
    };
    let card = match own {
        Some(code) => card(scene, person, &code, None).await?.ok(),
        None => None,
    };
    let card = match card {
        Some(Seen::Card(card)) => Some(card),
        _ => None,
    };
    Ok(Seen::Topic(topic.clone(), card))
}

/// Where the person lives, as far as it was told: the home, else a subscription, else the place that
/// was used last.
async fn own(scene: &mut Scene<'_>, person: &Person) -> Result<Option<PrecinctCode>> {
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
