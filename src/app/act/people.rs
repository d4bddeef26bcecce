//! What a person does about themselves.

use anyhow::Result;

use super::{follow, posts};
use crate::app::scene::Scene;
use crate::app::senders::Reachability;
use crate::app::sent;
use crate::app::unreached;
use crate::domain::{Done, Performed, Person, PersonVerb, PrecinctCode, Refusal};

pub async fn change(scene: &mut Scene<'_>, me: &Person, verb: PersonVerb) -> Result<Performed> {
    match verb {
        PersonVerb::ChooseLanguage(lang) => {
            scene.tx.set_lang(me.id, lang).await?;
            Ok(Ok(Done::LanguageChosen))
        }
        PersonVerb::BeSimple(simple) => {
            scene.tx.set_simple(me.id, simple).await?;
            Ok(Ok(Done::SimpleChosen(simple)))
        }
        PersonVerb::Consent => {
            scene.tx.set_consent(me.id, scene.now).await?;
            Ok(Ok(Done::Consented))
        }
        PersonVerb::Follow { link } => follow::follow(scene, me, &link).await,
        PersonVerb::Join { invitation } => posts::join(scene, me, &invitation).await,
        PersonVerb::Forget => forget(scene, me).await,
        PersonVerb::Subscribe { precinct } => subscribe(scene, me, precinct).await,
        PersonVerb::Unsubscribe { precinct } => {
            scene.tx.unsubscribe(me.id, &precinct).await?;
            Ok(Ok(Done::Unsubscribed { precinct }))
        }
    }
}

async fn subscribe(
    scene: &mut Scene<'_>,
    person: &Person,
    precinct: PrecinctCode,
) -> Result<Performed> {
    if scene.directory.precinct(&precinct).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let subscribed = scene.tx.subscribe(person.id, &precinct, false, scene.now);
    subscribed.await?;
    Ok(Ok(Done::Subscribed { precinct }))
}

async fn forget(scene: &mut Scene<'_>, person: &Person) -> Result<Performed> {
    sent::leave_behind(scene, person).await?;
    unreached::tell(scene, person.id, Reachability::Forgotten).await?;
    let mut sent = scene.tx.reports_of(person.id, unreached::MOST, 0).await?;
    scene.tx.forget_person(person.id, person.chat).await?;
    scene.gone = true;
    for report in &mut sent {
        report.person = None;
    }
    unreached::renew(scene, &sent).await?;
    Ok(Ok(Done::Forgotten))
}
