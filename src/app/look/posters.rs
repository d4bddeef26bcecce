//! The posters of the precincts that an officer serves or heads.

use std::collections::HashMap;

use anyhow::Result;
use jiff::SignedDuration;

use crate::app::posters::age;
use crate::app::scene::Scene;
use crate::app::standing::{self, permitted};
use crate::domain::paper::{OPENED_DAYS, PosterAge, PosterDesk};
use crate::domain::seen::{Page, Seen};
use crate::domain::{Person, PrecinctCode, Refusal, View, calendar};
use crate::store::MadePoster;

/// Precincts on one page.
const PRECINCTS: i64 = 20;
/// Places on one message, each with a button.
const HUNG: i64 = 20;

pub async fn all(scene: &mut Scene<'_>, person: &Person, page: i64) -> Result<Seen> {
    let (directory, today) = (scene.directory.clone(), scene.today());
    let made = scene.tx.made_posters().await?.into_iter();
    let made: HashMap<PrecinctCode, MadePoster> =
        made.map(|it| (it.precinct.clone(), it)).collect();
    let own = directory.precincts().iter().map(|it| &it.code);
    let own = own.filter(|code| standing::serves(scene, person, code));
    let mut all: Vec<(PrecinctCode, PosterAge)> = own
        .filter_map(|code| {
            let post = directory.post(code, today)?;
            Some((code.clone(), age(made.get(code), &post)))
        })
        .collect();
    all.sort_by_key(|(_, age)| !matches!(age, PosterAge::Outdated(_)));
    let page = Page::new(page, i64::try_from(all.len())?, PRECINCTS);
    let shown = page.of(&all).to_vec();
    Ok(Seen::Posters(page, shown))
}

/// Of one precinct.
pub async fn one(
    scene: &mut Scene<'_>,
    person: &Person,
    view: &View,
    precinct: &PrecinctCode,
) -> Result<Result<Seen, Refusal>> {
    let standing = standing::to(scene, person, Some(precinct), None);
    if let Err(refusal) = permitted(person, view, standing) {
        return Ok(Err(refusal));
    }
    let directory = scene.directory.clone();
    let Some(post) = directory.post(precinct, scene.today()) else {
        return Ok(Err(Refusal::NoPrecinct));
    };
    let hung = scene.tx.count_hung(precinct).await?;
    if matches!(view, View::Hung(_)) {
        let places = scene.tx.hung_posters(precinct, HUNG).await?;
        return Ok(Ok(Seen::Hung(precinct.clone(), places, hung)));
    }
    let made = scene.tx.made_poster_of(precinct).await?;
    let from = scene.now - SignedDuration::from_hours(24 * (OPENED_DAYS - 1));
    let from = calendar::local(from).date().to_string();
    Ok(Ok(Seen::Poster(PosterDesk {
        precinct: precinct.clone(),
        age: age(made.as_ref(), &post),
        opened: scene.tx.opened_since(precinct, &from).await?,
        hung,
    })))
}
