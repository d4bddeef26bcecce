//! Lists of what is a person's own.

use anyhow::Result;

use super::super::scene::Scene;
use crate::domain::seen::{Page, Seen};
use crate::domain::{KnownPlace, Person, PlaceId};
use crate::flow::search::place_today;

/// Reports on one page.
pub const REPORTS: i64 = 10;
/// Subscriptions on one page: each has two buttons.
const SUBSCRIPTIONS: i64 = 20;
/// Places on one page: as many as a message holds with their whole addresses.
const PLACES: i64 = 8;

pub async fn reports(scene: &mut Scene<'_>, person: &Person, page: i64) -> Result<Seen> {
    let total = scene.tx.count_reports(person.id).await?;
    let page = Page::new(page, total, REPORTS);
    let (offset, limit) = page.rows();
    let mine = scene.tx.reports_of(person.id, limit, offset).await?;
    let followed = match page.at {
        0 => scene.tx.followed_by(person.id, REPORTS).await?,
        _ => Vec::new(),
    };
    Ok(Seen::MyReports(page, mine, followed))
}

pub async fn subscriptions(scene: &mut Scene<'_>, person: &Person, page: i64) -> Result<Seen> {
    let mine = scene.tx.subscriptions(person.id).await?;
    let page = Page::new(page, i64::try_from(mine.len())?, SUBSCRIPTIONS);
    Ok(Seen::Subscriptions(page, mine))
}

pub async fn places(scene: &mut Scene<'_>, person: &Person, page: i64) -> Result<Seen> {
    let known = scene.tx.places(person.id).await?;
    let page = Page::new(page, i64::try_from(known.len())?, PLACES);
    Ok(Seen::Places(page, known))
}

/// One place of this person, by the borders of today.
pub async fn place(
    scene: &mut Scene<'_>,
    person: &Person,
    id: PlaceId,
) -> Result<Option<KnownPlace>> {
    let all = scene.tx.places(person.id).await?;
    let Some(one) = all.into_iter().find(|it| it.id == id) else {
        return Ok(None);
    };
    let spot = place_today(&one.spot, &scene.directory);
    Ok(spot.map(|spot| KnownPlace { spot, ..one }))
}
