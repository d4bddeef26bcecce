//! The code that an officer shows to whoever doubts.

use anyhow::Result;
use jiff::SignedDuration;

use crate::app::perform::Performed;
use crate::app::scene::Scene;
use crate::domain::start_link::{PROOF_MINUTES, proof};
use crate::domain::{Done, Person, Refusal, secret_hash};

/// Makes one; those of before go on for their minutes. The token stands in the picture alone.
pub async fn show(scene: &mut Scene<'_>, person: &Person) -> Result<Performed> {
    // The directory has no name for it.
    if !person.is_named() {
        return Ok(Err(Refusal::NotPermitted));
    }
    let (now, token) = (scene.now, scene.app.clock.token());
    let until = now + SignedDuration::from_mins(PROOF_MINUTES);
    scene.tx.drop_proofs(now).await?;
    let hash = secret_hash(&token);
    scene.tx.add_proof(&hash, person.id, until).await?;
    let link = proof(&scene.app.bot_name(), &token);
    Ok(Ok(Done::Proof { link }))
}
