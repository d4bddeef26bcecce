//! The officer's desk. Of their own reports nobody sees anything here.

use anyhow::Result;

use super::super::scene::Scene;
use super::super::{holders, standing};
use super::mine::REPORTS;
use crate::domain::report::Report;
use crate::domain::seen::{DeskPage, Holder, Page};
use crate::domain::{Person, PrecinctCode};
use crate::precincts::Directory;

/// What is open: what nobody has taken first.
pub async fn open(scene: &mut Scene<'_>, person: &Person, page: i64) -> Result<DeskPage> {
    let (directory, me) = (scene.directory.clone(), person.id);
    let served = served(scene, person, &directory);
    let total = scene.tx.count_open(&served, me).await?;
    let page = Page::new(page, total, REPORTS);
    let open = scene.tx.open_on_desk(&served, me, page.rows()).await?;
    Ok(DeskPage {
        page,
        total,
        reports: held(scene, open).await?,
        several: served.len() > 1,
    })
}

/// How much is open.
pub async fn count(scene: &mut Scene<'_>, person: &Person) -> Result<i64> {
    let directory = scene.directory.clone();
    let served = served(scene, person, &directory);
    scene.tx.count_open(&served, person.id).await
}

/// What the officer has closed, the newest first.
pub async fn closed(scene: &mut Scene<'_>, person: &Person, page: i64) -> Result<DeskPage> {
    let (directory, me) = (scene.directory.clone(), person.id);
    let served = served(scene, person, &directory);
    let total = scene.tx.count_closed_by(&served, me).await?;
    let page = Page::new(page, total, REPORTS);
    let closed = scene.tx.closed_by(&served, me, page.rows()).await?;
    Ok(DeskPage {
        page,
        total,
        reports: held(scene, closed).await?,
        several: served.len() > 1,
    })
}

/// The codes of the precincts whose desk is open to the officer today.
fn served<'d>(
    scene: &Scene<'_>,
    person: &Person,
    directory: &'d Directory,
) -> Vec<&'d PrecinctCode> {
    let codes = directory.precincts().iter().map(|it| &it.code);
    codes
        .filter(|code| standing::serves(scene, person, code))
        .collect()
}

/// With whose hands each is in; how it ended says that of what is over.
async fn held(
    scene: &mut Scene<'_>,
    reports: Vec<Report>,
) -> Result<Vec<(Report, Option<Holder>)>> {
    let mut held = Vec::new();
    for report in reports {
        let over = !report.state.open() && report.outcome.is_some();
        let holder = match over {
            true => None,
            false => holders::of(scene, &report).await?,
        };
        held.push((report, holder));
    }
    Ok(held)
}
