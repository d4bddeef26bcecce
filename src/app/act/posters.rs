//! Posters: made, noted where they hang, and how often their code is opened.

use anyhow::Result;
use jiff::SignedDuration;

use crate::app::perform::Performed;
use crate::app::posters::fingerprint;
use crate::app::scene::Scene;
use crate::domain::paper::{OPENED_DAYS, PLACES};
use crate::domain::{Done, HungId, Paper, PosterVerb, PrecinctCode, Refusal};

/// Days that openings are counted for: longer than anybody looks back.
const KEPT: i64 = 12 * OPENED_DAYS;

pub async fn change(
    scene: &mut Scene<'_>,
    precinct: PrecinctCode,
    verb: PosterVerb,
) -> Result<Performed> {
    if scene.directory.precinct(&precinct).is_none() {
        return Ok(Err(Refusal::NoPrecinct));
    }
    let now = scene.now;
    Ok(match verb {
        PosterVerb::Print(paper) => {
            // A card does not hang.
            if paper != Paper::Card {
                printed(scene, std::slice::from_ref(&precinct)).await?.ok();
            }
            Ok(Done::PosterPrinted { precinct, paper })
        }
        PosterVerb::Hang(place) => {
            let id = HungId::new(scene.app.clock.new_id());
            scene.tx.hang_poster(id, &precinct, &place, now).await?;
            scene.tx.keep_hung(&precinct, PLACES).await?;
            Ok(Done::PosterHung)
        }
        PosterVerb::TakeDown(id) => match scene.tx.take_down_poster(id, &precinct).await? {
            true => Ok(Done::PosterTakenDown { precinct }),
            false => Err(Refusal::NotFound),
        },
        PosterVerb::Open => {
            let day = |back: i64| {
                let at = now - SignedDuration::from_hours(24 * back);
                crate::domain::calendar::local(at).date().to_string()
            };
            scene.tx.drop_opened(&precinct, &day(KEPT)).await?;
            scene.tx.count_opened(&precinct, &day(0)).await?;
            Ok(Done::PosterOpened)
        }
    })
}

/// They say what is true now.
pub async fn printed(scene: &mut Scene<'_>, codes: &[PrecinctCode]) -> Result<Performed> {
    let (directory, today) = (scene.directory.clone(), scene.today());
    for code in codes {
        if let Some(post) = directory.post(code, today) {
            let content = fingerprint(&post);
            scene.tx.made_poster(code, &content, scene.now).await?;
        }
    }
    Ok(Ok(Done::PostersNoted))
}
