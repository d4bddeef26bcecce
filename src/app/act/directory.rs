//! The directory replaced by an import, and what becomes of open reports whose precinct is gone.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;

use crate::address::AddressMatch;
use crate::app::act::posts;
use crate::app::perform::Performed;
use crate::app::scene::Scene;
use crate::app::{changes, news};
use crate::domain::directory::Records;
use crate::domain::report::Report;
use crate::domain::{Done, PrecinctCode, Refusal};
use crate::precincts::Directory;
use crate::store::{Tx, aside};

/// Open reports of precincts that a new directory does not have.
#[derive(Debug, Default)]
pub struct Orphans {
    /// With the precinct that has their pin or, surely, their address.
    pub moved: Vec<(Report, PrecinctCode)>,
    /// No desk would show them any more: how many of each precinct that is about to go.
    pub left: BTreeMap<PrecinctCode, i64>,
    /// Of precincts that were gone before: they refuse no import.
    pub lost: Vec<Report>,
}

/// What a new directory would do to open reports.
pub async fn orphans(tx: &mut Tx, old: &Directory, new: &Directory) -> Result<Orphans> {
    let mut gone = tx.open_counts().await?;
    gone.retain(|(code, _)| new.precinct(code).is_none());
    let codes: Vec<&PrecinctCode> = gone.iter().map(|(code, _)| code).collect();
    let mut orphans = Orphans::default();
    for report in tx.open_reports(&codes, i64::MAX, 0).await? {
        match home(new, &report) {
            Some(code) => orphans.moved.push((report, code)),
            None if old.precinct(&report.precinct).is_some() => {
                *orphans.left.entry(report.precinct).or_default() += 1;
            }
            None => orphans.lost.push(report),
        }
    }
    Ok(orphans)
}

/// The precinct that a report belongs to by itself, whatever it was taken for.
fn home(directory: &Directory, report: &Report) -> Option<PrecinctCode> {
    if let Some(place) = &report.place {
        return directory.owner(place.point).map(|it| it.code.clone());
    }
    match directory.find(report.address.as_deref()?) {
        AddressMatch::Sure(code) => Some(PrecinctCode::new(code)),
        AddressMatch::Check(_) | AddressMatch::Unknown { .. } => None,
    }
}

/// Replaces the directory. Reports of precincts that are gone go to the desk that now has their
/// place; where there is none, nothing is replaced: nobody could ever close them. Posts end with whoever
/// is not in it any more, before anything is told to a desk. Homes go to the precinct that has them now
/// afterwards, see [`changes`].
pub async fn replace(scene: &mut Scene<'_>, records: Records) -> Result<Performed> {
    let counts = scene.tx.open_counts().await?;
    let stays = |code: &PrecinctCode| records.precincts.iter().any(|it| it.code == *code);
    let review = posts::review(scene.tx, &records).await?;
    let ends = !review.ended.is_empty() || !review.revoked.is_empty();
    let old = scene.directory.clone();
    let mut moved = Vec::new();
    if ends || counts.iter().any(|(code, _)| !stays(code)) {
        let (rows, today) = (records.clone(), scene.today());
        let new = aside(move || Directory::new(rows, today)).await?;
        let orphans = orphans(scene.tx, &scene.directory, &new).await?;
        if !orphans.left.is_empty() {
            let left = orphans.left.into_iter().collect();
            return Ok(Err(Refusal::ReportsLeft(left)));
        }
        moved = orphans.moved;
        let before = std::mem::replace(&mut scene.directory, Arc::new(new));
        posts::end_all(scene, &records, &before).await?;
    }
    let mut shown = Vec::with_capacity(moved.len());
    for (mut report, code) in moved {
        scene.tx.set_precinct(report.id, &code).await?;
        report.precinct = code;
        shown.push(report);
    }
    news::moved(scene, &shown).await?;
    changes::note(scene, &old, &records).await?;
    scene.tx.replace_records(&records).await?;
    Ok(Ok(Done::Imported))
}
